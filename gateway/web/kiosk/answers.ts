/** What the assistant offers, for a screen without telephone and without a way to other sites; pure. */
import type { Button, Safety } from "../shared/frames";
import type { Message, Thread } from "../shared/thread";

/** What stands below the thread: tiles to touch, and what a visitor can only do on an own device. */
export interface Offer {
  choices: Button[];
  links: Button[];
  phones: Button[];
  safety: Safety[];
  /** Number of the newest message: an opened card closes with the next one. */
  seq: number;
}

/** Return the thread as words only. */
export function wordsOnly(thread: Thread): Thread {
  return { ...thread, messages: thread.messages.map((message) => ({ ...message, buttons: [], safety: [] })) };
}

/** Gather what the newest message of the assistant offers; nothing once the visitor answered. */
export function offerOf(thread: Thread): Offer {
  const last = thread.messages.findLast((message) => message.kind === "message");
  const safe = thread.messages.findLast((message) => message.safety.length > 0);
  const buttons = last && asks(last, thread) ? last.buttons : [];
  const of = (kind: Button["kind"]): Button[] => buttons.filter((button) => button.kind === kind);
  return { choices: of("choose"), links: of("link"), phones: of("phone"), safety: safe?.safety ?? [], seq: last ? last.seq : 0 };
}

function asks(last: Message, thread: Thread): boolean {
  return last.author !== "citizen" && thread.pending.length === 0 && !thread.closed;
}

/** Return the sentence that says who speaks: the notice as the hub gave it. */
export function noticeOf(thread: Thread): Message | null {
  return thread.messages.find((message) => message.kind === "notice") ?? null;
}

/** Write an address so that a person can type it over. */
export function readableAddress(link: string): string {
  return link.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}

/** Return the number to show beside a button's label; nothing when the label says it already. */
export function numberBeside(phone: Button): string {
  const number = phone.value.replace(/^tel:/, "");
  return digits(phone.label).includes(digits(number)) ? "" : number;
}

function digits(text: string): string {
  return text.replace(/\D/g, "");
}
