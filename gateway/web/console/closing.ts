/** What still stands between the officer and letting go of a conversation. */
export type ClosingStep = "choose-outcome" | "shorten-note" | "press-again" | "go";

/** A first press that waits for its second; it counts for ARMED_MS. */
export interface Armed {
  readonly what: "close" | "release";
  readonly at: number;
}

/** How long the first press counts, in ms. */
export const ARMED_MS = 10_000;

/** A second press within this many ms is the other half of a double click, and no answer. */
export const DOUBLE_CLICK_MS = 500;

/** What letting go of a conversation depends on. */
export interface LettingGo {
  readonly outcome: string | null;
  readonly noteTooLong: boolean;
  readonly callUnderWay: boolean;
  readonly closed: boolean;
}

/** Decide what "close" does now: outcome and note first, and a second press where it would cut off a call. */
export function closingStep(
  work: LettingGo,
  armed: Armed | null,
  now: number,
): ClosingStep {
  if (work.closed) return "go";
  if (work.outcome === null) return "choose-outcome";
  if (work.noteTooLong) return "shorten-note";
  return secondPress("close", work.callUnderWay, armed, now);
}

/** Decide what "put back" does now: a note that can be saved, and a second press where it would cut off a call. */
export function releaseStep(work: LettingGo, armed: Armed | null, now: number): ClosingStep {
  if (work.noteTooLong) return "shorten-note";
  return secondPress("release", work.callUnderWay, armed, now);
}

function secondPress(what: Armed["what"], needed: boolean, armed: Armed | null, now: number): ClosingStep {
  const since = armed?.what === what ? now - armed.at : Infinity;
  const pressed = since > DOUBLE_CLICK_MS && since <= ARMED_MS;
  return needed && !pressed ? "press-again" : "go";
}
