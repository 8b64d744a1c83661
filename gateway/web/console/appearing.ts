/** Someone just taken waits for a sign of the officer; who gives none in time loses them to the queue. Pure. */
import type { WorkState } from "./works";

/** Return the seconds in which the officer still has to show up, 0 when time is over, null when they did. */
export function appearIn(work: WorkState, now: number): number | null {
  const by = work.entry.appear_by;
  if (!by || work.thread.closed || hasAppeared(work)) return null;
  return Math.max(0, Math.ceil((Date.parse(by) - now) / 1_000));
}

/** Take it that the officer showed up, before the server says so: said or typed something. */
export function withAppeared(work: WorkState): WorkState {
  return work.entry.appear_by ? { ...work, entry: { ...work.entry, appear_by: null } } : work;
}

function hasAppeared({ thread }: WorkState): boolean {
  const joined = thread.messages.findLastIndex((one) => one.key === "thread-officer-joined");
  const since = thread.messages.slice(joined + 1);
  return thread.conversation?.call?.state === "live" || since.some((one) => one.author === "officer");
}
