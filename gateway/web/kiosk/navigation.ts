/** Where a visitor is on the kiosk, and where Back leads; pure. */
import type { CallPhase } from "../shared/call-session";
import type { Thread } from "../shared/thread";

export type Screen = "language" | "choice" | "assistant" | "video";
/** What lies over a screen without ending it, so that a call goes on underneath. */
export type Cover = "none" | "emergency" | "help" | "done";

export interface Place {
  screen: Screen;
  cover: Cover;
}

export const START: Place = { screen: "language", cover: "none" };

const BEFORE: Record<Screen, Screen> = { language: "language", choice: "language", assistant: "choice", video: "choice" };

/** Go to a screen; whatever lay over the old one is gone. */
export function go(screen: Screen): Place {
  return { screen, cover: "none" };
}

/** Lay something over the screen, or take it away when it lies there already. */
export function cover(place: Place, what: Cover): Place {
  return { ...place, cover: place.cover === what ? "none" : what };
}

/** Return to where the visitor was. */
export function back(place: Place): Place {
  return place.cover === "none" ? go(BEFORE[place.screen]) : { ...place, cover: "none" };
}

/** Why Back cannot be used now, as the end of a Fluent key; `null` when it can. */
export function backBlocked(place: Place, thread: Thread | null, phase: CallPhase | null): "waiting" | "call" | null {
  if (place.cover !== "none") return null;
  if (isLive(phase)) return "call";
  return thread?.waiting ? "waiting" : null;
}

/** Follow the conversation: someone who waits for video or is in a call stands on the video screen. */
export function follow(place: Place, thread: Thread, phase: CallPhase | null): Place {
  const wantsVideo = thread.waiting?.medium === "video" || isLive(phase);
  if (wantsVideo && place.screen !== "video") return { ...place, screen: "video" };
  if (thread.waiting?.medium === "chat" && place.screen === "video") return { ...place, screen: "assistant" };
  return place;
}

/** Say whether a call is going on, or coming. */
export function isLive(phase: CallPhase | null): boolean {
  return phase !== null && phase !== "ended";
}
