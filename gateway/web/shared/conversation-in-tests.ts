import type { Conversation } from "./frames";

/** Return an open conversation with the bot, as tests begin; `part` says what is otherwise. */
export function conversationWith(part: Partial<Conversation> = {}): Conversation {
  return {
    id: "c1",
    reference: "K7M-3PX-9",
    language: "nl",
    state: "open",
    held_by: "bot",
    officer: null,
    waiting: null,
    call: null,
    seen_seq: 0,
    ...part,
  };
}
