/** The thread of a conversation as its readers see it: a pure function of the frames that came in. */
import { hasText } from "./texts";
import { applyEvent } from "./thread-events";
import type { Author, Button, CitizenFrame, Conversation, Medium, Persons, Safety, ThreadEvent, Waiting } from "./frames";

/** One entry of the thread: a message, the notice that a computer speaks, a line about what happened, a note. */
export interface Message {
  seq: number;
  at: string;
  kind: "message" | "notice" | "line";
  author: Author;
  name: string | null;
  text: string | null;
  key: string | null;
  args: Record<string, string | number>;
  lang: string;
  buttons: Button[];
  safety: Safety[];
  call: string | null;
  file: SharedFile | null;
}

/** A file that the citizen added. */
export interface SharedFile {
  id: string;
  name: string;
  size: number;
}

/** What this person sent and has not yet seen come back as an event. */
export interface Pending {
  clientId: string;
  text: string;
  stored: boolean;
  /** Typed, not chosen: a refusal gives these words back. */
  typed: boolean;
}

export interface Typing {
  who: "bot" | "officer" | "citizen";
  name: string | null;
}

/** What the hub said to somebody who waits long, until they chose what to do. */
export interface Instead {
  text: string;
  lang: string;
  buttons: Button[];
}

export interface Thread {
  session: string | null;
  seq: number;
  conversation: Conversation | null;
  messages: Message[];
  waiting: Waiting | null;
  instead: Instead | null;
  persons: Persons | null;
  typing: Typing | null;
  pending: Pending[];
  closed: boolean;
  /** How it ended, as the officer chose. */
  outcome: string | null;
  /** Until when a secret code opens this conversation again, if somebody has one. */
  opensUntil: string | null;
}

type Snapshot = Extract<CitizenFrame, { type: "snapshot" }>;

/** Return the thread of someone who has not said or heard anything. */
export function emptyThread(): Thread {
  return {
    session: null,
    seq: 0,
    conversation: null,
    messages: [],
    waiting: null,
    instead: null,
    persons: null,
    typing: null,
    pending: [],
    closed: false,
    outcome: null,
    opensUntil: null,
  };
}

/** Build a thread from a conversation and all its events, as the console receives them. */
export function openThread(conversation: Conversation, events: ThreadEvent[]): Thread {
  const seq = events.at(-1)?.seq ?? 0;
  return applySnapshot(emptyThread(), { type: "snapshot", session: "", seq, conversation, events });
}

/** Show what the person sends before the hub has it. */
export function addPending(thread: Thread, clientId: string, text: string, typed = true): Thread {
  return { ...thread, pending: [...thread.pending, { clientId, text, stored: false, typed }] };
}

/** Return the thread after one frame; doubles and frames of another kind leave it as it is. */
export function applyFrame(thread: Thread, frame: CitizenFrame): Thread {
  switch (frame.type) {
    case "snapshot":
      return applySnapshot(thread, frame);
    case "event":
      return applyEvent(thread, frame);
    case "ack":
      return markStored(thread, frame.client_id);
    case "refused":
      return { ...thread, pending: thread.pending.filter((each) => each.clientId !== frame.client_id) };
    case "seen":
      return markSeen(thread, frame.seq);
    default:
      return applyNews(thread, frame);
  }
}

function applyNews(thread: Thread, frame: CitizenFrame): Thread {
  switch (frame.type) {
    case "waiting":
      return thread.conversation?.held_by === "queue" ? { ...thread, waiting: waitingOf(frame) } : thread;
    case "persons":
      return { ...thread, persons: { chat: frame.chat, video: frame.video } };
    case "typing":
      return { ...thread, typing: frame.on ? { who: frame.who, name: frame.name } : null };
    default:
      return thread;
  }
}

function applySnapshot(thread: Thread, frame: Snapshot): Thread {
  const same = thread.conversation?.id === frame.conversation.id;
  const start: Thread = same ? thread : { ...emptyThread(), persons: thread.persons, pending: thread.pending };
  const told = frame.events.reduce(applyEvent, start);
  return {
    ...told,
    session: frame.session,
    seq: Math.max(told.seq, frame.seq),
    conversation: frame.conversation,
    waiting: frame.conversation.waiting,
    typing: null,
    closed: frame.conversation.state === "closed",
  };
}

function markStored(thread: Thread, clientId: string): Thread {
  const pending = thread.pending.map((each) => (each.clientId === clientId ? { ...each, stored: true } : each));
  return { ...thread, pending };
}

function markSeen(thread: Thread, seq: number): Thread {
  const conversation = thread.conversation;
  if (!conversation || conversation.seen_seq >= seq) return thread;
  return { ...thread, conversation: { ...conversation, seen_seq: seq } };
}

function waitingOf(frame: Waiting): Waiting {
  const { medium, place, expected_s, officers, closing } = frame;
  return { medium, place, expected_s, officers, closing: closing ?? null };
}

/** Tell whether the citizen said anything that an officer could read. */
export function hasTold(thread: Thread): boolean {
  return thread.messages.some((message) => message.author === "citizen" && message.kind === "message");
}

/** Tell whether this button was pressed a moment ago and is still on its way. */
export function isChosen(thread: Thread, label: string): boolean {
  return thread.pending.some((each) => !each.typed && each.text === label);
}

/** Tell whether asking for a person would say again what the hub knows: in that queue, or with an officer. */
export function hasPerson(thread: Thread, medium: Medium): boolean {
  if (!thread.conversation || thread.closed) return false;
  const { held_by, call } = thread.conversation;
  if (held_by === "officer") return medium === "chat" || hasCall(call);
  return held_by === "queue" && (thread.waiting?.medium ?? lastAsked(thread)) === medium;
}

function hasCall(call: Conversation["call"]): boolean {
  return call !== null && call.state !== "ended";
}

/** The place in the queue comes a moment after the wish for it. */
function lastAsked(thread: Thread): string | undefined {
  const asked = thread.messages.findLast((message) => message.key?.startsWith("thread-person-asked-"));
  return asked?.key?.split("-").at(-1);
}

/** Return the text key of how it ended, for the citizen; null when there is nothing to say. */
export function resultKey(outcome: string | null): string | null {
  const key = `result-${(outcome ?? "").replaceAll("_", "-")}`;
  return outcome && hasText(key) ? key : null;
}

/** Tell whether a secret code opens this conversation again. */
export function canGoOn(thread: Thread, now = new Date()): boolean {
  return thread.opensUntil !== null && new Date(thread.opensUntil) > now;
}

/** Return the thread of a citizen who ended it: over for this person, whatever the officer still does. */
export function leaveThread(thread: Thread): Thread {
  const conversation: Conversation | null = thread.conversation && {
    ...thread.conversation,
    state: "closed",
    held_by: "nobody",
    waiting: null,
  };
  return { ...thread, conversation, closed: true, waiting: null, instead: null, typing: null, pending: [] };
}
