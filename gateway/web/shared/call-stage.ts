/** Which screen around a call a person sees; a pure function of what is known. */
import type { CallPhase } from "./call-session";
import type { Conversation } from "./frames";
import type { Thread } from "./thread";

export type Stage = "start" | "opening" | "waiting" | "call" | "chat" | "after" | "stopped";

export interface Facts {
  /** There is a conversation, or one is being opened. */
  started: boolean;
  thread: Thread;
  /** A wish for an officer is on its way. */
  asking: boolean;
  phase: CallPhase | null;
  /** The person chose to go on in the chat. */
  chatChosen: boolean;
}

/** Choose the screen. */
export function stageOf(facts: Facts): Stage {
  if (!facts.started) return "start";
  if (facts.phase !== null && facts.phase !== "ended") return "call";
  if (facts.thread.conversation === null) return "opening";
  if (facts.thread.closed) return "after";
  return openStage(facts);
}

function openStage({ thread, asking, phase, chatChosen }: Facts): Stage {
  if (thread.waiting) return thread.waiting.medium === "video" ? "waiting" : "chat";
  if (chatChosen) return "chat";
  return thread.conversation ? heldStage(thread.conversation, asking, phase) : "opening";
}

function heldStage({ call, held_by }: Conversation, asking: boolean, phase: CallPhase | null): Stage {
  if (held_by === "queue") return "waiting"; // the place in the queue comes a moment later
  if (phase === "ended" || call?.state === "ended") return "after";
  if (held_by === "officer") return "chat";
  return asking ? "opening" : "stopped";
}

/** Name the Fluent key of the page's title and its arguments. */
export function titleOf(stage: Stage, thread: Thread, phase: CallPhase | null): [string, Record<string, number>] {
  const place = thread.waiting?.place;
  if (stage === "waiting") return place ? ["call-page-title-waiting", { place }] : ["call-waiting-room", {}];
  if (stage === "call") return [phase === "connecting" ? "call-page-title-arrived" : "call-page-title-call", {}];
  if (stage === "after") return ["call-page-title-after", {}];
  return [stage === "chat" ? "call-page-title-chat" : "call-page-title-start", {}];
}

/** Return the text for a line that is lost: a call goes on without it, what is typed waits. */
export function lostKey(stage: Stage): string {
  return stage === "call" ? "call-link-lost-typing" : "call-link-lost";
}
