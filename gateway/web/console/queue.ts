import type { QueueEntry } from "../shared/frames";

export type Medium = QueueEntry["medium"];

/** Order the queue by time alone: who asked first stands first. */
export function byWaiting(entries: readonly QueueEntry[]): QueueEntry[] {
  return [...entries].sort(
    (a, b) => Date.parse(a.asked_at) - Date.parse(b.asked_at) || a.id.localeCompare(b.id),
  );
}

/** Keep only who still waits; a taken entry is somebody's work already. */
export function waiting(entries: readonly QueueEntry[]): QueueEntry[] {
  return byWaiting(entries).filter((entry) => entry.state === "waiting");
}

/** Count the whole seconds an entry has waited at `now` (ms since the epoch), never below zero. */
export function waitedSeconds(entry: QueueEntry, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(entry.asked_at)) / 1000));
}

/** Tell whether an entry has waited longer than its target. */
export function isOverdue(entry: QueueEntry, now: number): boolean {
  return waitedSeconds(entry, now) > entry.target_s;
}

/** Write seconds as a clock: `02:10`, and `1:02:10` from an hour on. */
export function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** Write seconds as an ISO 8601 duration, for the `datetime` of a time element. */
export function isoDuration(seconds: number): string {
  return `PT${seconds}S`;
}

/** Find who would be taken: the longest waiting, of one medium or of any. */
export function firstOf(entries: readonly QueueEntry[], medium: Medium | null): QueueEntry | null {
  return waiting(entries).find((entry) => medium === null || entry.medium === medium) ?? null;
}

/** Tell whether somebody waits now who did not before; this makes the sound for "new". */
export function hasNew(before: readonly QueueEntry[], after: readonly QueueEntry[]): boolean {
  const known = new Set(before.map((entry) => entry.id));
  return waiting(after).some((entry) => !known.has(entry.id));
}
