/** What still stands between the officer and letting go of a conversation. */
export type ClosingStep = "choose-outcome" | "press-again" | "go";

/** A first press that waits for its second; it counts for ARMED_MS. */
export interface Armed {
  readonly what: "close" | "release";
  readonly at: number;
}

/** How long the first press counts, in ms. */
export const ARMED_MS = 5_000;

/** A second press within this many ms is the other half of a double click, and no answer. */
export const DOUBLE_CLICK_MS = 500;

/** Decide what "close" does now: an outcome first, and a second press where it would cut off a call. */
export function closingStep(
  work: { readonly outcome: string | null; readonly callUnderWay: boolean; readonly closed: boolean },
  armed: Armed | null,
  now: number,
): ClosingStep {
  if (work.closed) return "go";
  if (work.outcome === null) return "choose-outcome";
  return secondPress("close", work.callUnderWay, armed, now);
}

/** Decide what "put back" does now: a second press where it would cut off a call. */
export function releaseStep(callUnderWay: boolean, armed: Armed | null, now: number): ClosingStep {
  return secondPress("release", callUnderWay, armed, now);
}

function secondPress(what: Armed["what"], needed: boolean, armed: Armed | null, now: number): ClosingStep {
  const since = armed?.what === what ? now - armed.at : Infinity;
  const pressed = since > DOUBLE_CLICK_MS && since <= ARMED_MS;
  return needed && !pressed ? "press-again" : "go";
}
