/** "Later verder": a code to write down, and the way back to an earlier conversation. Draws nothing. */
import type { CitizenFrame } from "../shared/frames";
import { meantReference } from "../shared/reference";
import { CodeWish } from "../shared/secret-code";

/** What is on the screen: nothing of this, the code, or the form for who comes back. */
export type LaterStep = "none" | "code" | "form";

/** Why it could not go on: a Fluent key with its arguments. */
export interface Problem {
  key: string;
  args: Record<string, number>;
}

interface Hands {
  /** Ask the hub for a code; false without connection. */
  ask: () => boolean;
  /** Go on in the conversation of this session. */
  goOn: (session: string) => void;
  changed: () => void;
}

const TIMEOUT_MS = 20_000;
const PROBLEMS: Record<string, string> = {
  not_a_reference: "refused-not-a-reference",
  wrong_code: "refused-wrong-code",
};

export class Later {
  step: LaterStep = "none";
  readonly wish = new CodeWish();
  reference = "";
  code = "";
  problem: Problem | null = null;
  busy = false;

  constructor(
    private readonly hub: string,
    private readonly hands: Hands,
    private readonly ask: typeof fetch = (...request) => fetch(...request),
  ) {}

  /** Show a code for this conversation. */
  give(): void {
    this.step = "code";
    this.wish.ask(this.hands.ask);
    this.hands.changed();
  }

  /** Show the form for who comes back. */
  form(reference = ""): void {
    this.step = "form";
    this.reference = reference || this.reference;
    this.hands.changed();
  }

  /** Take both away; what was shown or typed is forgotten. */
  close(): void {
    this.step = "none";
    this.wish.forget();
    this.reference = this.code = "";
    this.problem = null;
    this.hands.changed();
  }

  /** Take what the hub says by the socket. */
  hear(frame: CitizenFrame): void {
    this.wish.hear(frame);
  }

  /** Keep what was typed; a complaint about it is over. */
  type(field: "reference" | "code", text: string): void {
    this[field] = text;
    this.problem = null;
    this.hands.changed();
  }

  /** Send number and code; nothing is sent that cannot be right. */
  async submit(): Promise<void> {
    if (this.busy) return;
    const reference = meantReference(this.reference);
    if (reference === null) return this.complain("refused-not-a-reference");
    if (!this.code.trim()) return this.complain("later-code-missing");
    this.busy = true;
    this.problem = null;
    this.hands.changed();
    const session = await this.redeem(reference);
    this.busy = false;
    if (session === null) return this.hands.changed();
    this.close();
    this.hands.goOn(session);
  }

  private async redeem(reference: string): Promise<string | null> {
    const answer = await this.ask(`${this.hub}/v1/resumptions`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ reference, code: this.code.trim().slice(0, 32) }),
      credentials: "omit",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => null);
    const told = (await answer?.json().catch(() => null)) as { session?: string; code?: string } | null;
    if (answer?.ok && told?.session) return told.session;
    this.problem = problemOf(answer, told?.code ?? "");
    return null;
  }

  private complain(key: string): void {
    this.problem = { key, args: {} };
    this.hands.changed();
  }
}

function problemOf(answer: Response | null, code: string): Problem {
  const seconds = Number(answer?.headers.get("Retry-After") ?? 0);
  if (code === "code_tries") return { key: "refused-code-tries", args: { minutes: Math.ceil(seconds / 60) } };
  if (code === "crowded") return { key: "refused-crowded", args: { seconds } };
  return { key: PROBLEMS[code] ?? "refused-unavailable", args: {} };
}
