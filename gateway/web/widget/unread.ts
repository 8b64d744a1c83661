/** What came in while the window was small. */
import type { Thread } from "../shared/thread";

/** Return the number of the last thing that was heard. */
export function heard(thread: Thread): number {
  return thread.seq;
}

/** Count the messages of others after a number. */
export function unreadSince(thread: Thread, seq: number): number {
  if (seq === 0) return 0;
  return thread.messages.filter((each) => each.seq > seq && each.kind === "message" && each.author !== "citizen").length;
}
