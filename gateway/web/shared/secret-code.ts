/** The secret code of a conversation: asked for, and shown as long as its owner looks at it. Kept nowhere else. */
import type { CitizenFrame, Refused, SecretCode } from "./frames";
import { language } from "./texts";

export class CodeWish {
  given: SecretCode | null = null;
  asking = false;
  /** Why there is no code: what the hub said, or `null` with `failed` when the line was lost. */
  refusal: Refused | null = null;
  failed = false;

  /** Ask for a code; `send` tells whether the wish went out. */
  ask(send: () => boolean): void {
    this.forget();
    this.asking = send();
    this.failed = !this.asking;
  }

  /** Take what the hub says, when it answers this wish. */
  hear(frame: CitizenFrame): void {
    if (frame.type === "code") {
      this.forget();
      const { reference, code, opens_until } = frame;
      this.given = { reference, code, opens_until };
    } else if (frame.type === "refused" && frame.client_id === null && this.asking) {
      this.forget();
      this.refusal = frame;
      this.failed = true;
    }
  }

  /** A wish on its way when the line was lost gets no answer. */
  lost(): void {
    if (this.asking) this.failed = true;
    this.asking = false;
  }

  /** Forget the code: it was written down, or this person is gone. */
  forget(): void {
    this.given = this.refusal = null;
    this.asking = this.failed = false;
  }
}

/** Write the day until which a code opens, as the reader is used to: `10 december`. */
export function lastDay(until: string): string {
  return new Intl.DateTimeFormat(language(), { day: "numeric", month: "long" }).format(new Date(until));
}
