/**
 * The idle clock of a kiosk as a table of steps; times in ms come from outside (a monotonic clock).
 *
 * resting (nobody) -> active -> ring ("are you still there?") -> over (wipe now) -> resting; away is a pause asked for.
 */

export const IDLE_MS = 60_000;
export const RING_MS = 30_000;
export const AWAY_MS = 5 * 60_000;

export type IdlePhase = "resting" | "active" | "ring" | "away" | "over";

export interface Idle {
  phase: IdlePhase;
  /** When this phase began, or when the person last touched the screen. */
  since: number;
  /** The person waits or is in a call: the clock stands still. */
  held: boolean;
}

/** What can happen: "stay" answers the ring, "phone" asks for the pause, "back" ends it. */
export type Happening = "touch" | "stay" | "phone" | "back" | "hold" | "free" | "tick" | "wiped";

/** Return the clock of a screen that nobody uses. */
export function resting(now: number): Idle {
  return { phase: "resting", since: now, held: false };
}

/** Return the clock after something happened at `now`. */
export function idleAfter(idle: Idle, happening: Happening, now: number): Idle {
  if (happening === "wiped") return resting(now);
  if (idle.phase === "over") return idle;
  if (happening === "hold" || happening === "free") return holding(idle, happening === "hold", now);
  if (happening === "tick") return ticked(idle, now);
  return answered(idle, happening, now);
}

/** Give the time left in this phase; `null` where no clock runs. */
export function leftMs(idle: Idle, now: number): number | null {
  const full = { resting: null, active: idle.held ? null : IDLE_MS, ring: RING_MS, away: AWAY_MS, over: null }[idle.phase];
  return full === null ? null : Math.max(0, full - (now - idle.since));
}

/** A touch counts only while the screen shows something: the ring wants an answer, newcomers must not see a story. */
const ACTIVE_AGAIN: Partial<Record<Happening, readonly IdlePhase[]>> = {
  touch: ["active", "resting"],
  stay: ["ring"],
  back: ["away"],
};

/** After so long nobody was asked and nobody answered: the machine slept, and no story may be shown. */
const ASLEEP_MS: Partial<Record<IdlePhase, number>> = {
  active: IDLE_MS + RING_MS,
  ring: RING_MS,
  away: AWAY_MS + RING_MS,
};
const ASK_MS: Partial<Record<IdlePhase, number>> = { active: IDLE_MS, away: AWAY_MS };

function answered(idle: Idle, happening: Happening, now: number): Idle {
  if (ACTIVE_AGAIN[happening]?.includes(idle.phase)) return { ...idle, phase: "active", since: now };
  const pause = happening === "phone" && idle.phase === "active" && !idle.held;
  return pause ? { ...idle, phase: "away", since: now } : idle;
}

function holding(idle: Idle, held: boolean, now: number): Idle {
  if (idle.held === held || idle.phase === "resting") return idle;
  return { phase: held ? "active" : idle.phase, since: now, held };
}

function ticked(idle: Idle, now: number): Idle {
  if (idle.held) return idle;
  const passed = now - idle.since;
  if (passed >= (ASLEEP_MS[idle.phase] ?? Infinity)) return { ...idle, phase: "over", since: now };
  if (passed >= (ASK_MS[idle.phase] ?? Infinity)) return { ...idle, phase: "ring", since: now };
  return idle;
}
