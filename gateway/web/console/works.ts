import type { ContactSummary, OfficerFrame, QueueEntry, Work } from "../shared/frames";
import { addPending, applyFrame, openThread, type Message, type Thread } from "../shared/thread";
import { loadedNote, mergeNote, noteRefused, noteSaved, type NoteState } from "./note";

/** One conversation in this officer's hands. */
export interface WorkState {
  readonly id: string;
  readonly entry: QueueEntry;
  readonly contact: ContactSummary;
  readonly thread: Thread;
  readonly online: boolean;
  readonly note: NoteState;
  readonly outcome: string | null;
  /** Up to here the officer has had the thread on the screen. */
  readonly seenSeq: number;
}

type Event = Extract<OfficerFrame, { type: "event" }>;

/** Take a conversation in hand, or its fresh story after a reconnect, without losing what was typed. */
export function withWork(works: readonly WorkState[], work: Work): WorkState[] {
  const before = works.find((one) => one.id === work.conversation.id);
  const after = workState(work, before);
  return before ? works.map((one) => (one === before ? after : one)) : [...works, after];
}

/** Take the server's list of what is in hand; what it no longer names is gone. */
export function replaceWorks(works: readonly WorkState[], fresh: readonly Work[]): WorkState[] {
  const named = new Set(fresh.map((work) => work.conversation.id));
  return fresh.reduce<WorkState[]>(
    withWork,
    works.filter((one) => named.has(one.id)),
  );
}

/** Change one conversation; an unknown id changes nothing. */
export function changeWork(
  works: readonly WorkState[],
  id: string | null,
  change: (work: WorkState) => WorkState,
): readonly WorkState[] {
  return works.some((one) => one.id === id) ? works.map((one) => (one.id === id ? change(one) : one)) : works;
}

/** Add one numbered event to the thread; doubles change nothing. */
export function withEvent(work: WorkState, event: Event): WorkState {
  return { ...work, thread: applyFrame(work.thread, event) };
}

/** Show or hide that the citizen is typing. */
export function withTyping(work: WorkState, on: boolean): WorkState {
  return { ...work, thread: { ...work.thread, typing: on ? { who: "citizen", name: null } : null } };
}

/** Show what the officer said before the server has it. */
export function withSaid(work: WorkState, clientId: string, text: string): WorkState {
  return { ...work, thread: addPending(work.thread, clientId, text) };
}

/** Take an acknowledgement for a message or a note of this conversation. */
export function acknowledged(work: WorkState, clientId: string): WorkState {
  const thread = applyFrame(work.thread, { type: "ack", client_id: clientId, seq: work.thread.seq });
  return { ...work, thread, note: noteSaved(work.note, clientId) };
}

/** Take a refusal for a message or a note of this conversation: neither is on its way any more. */
export function refused(work: WorkState, clientId: string): WorkState {
  const pending = work.thread.pending.filter((one) => one.clientId !== clientId);
  return { ...work, thread: { ...work.thread, pending }, note: noteRefused(work.note, clientId) };
}

/** Count what the citizen said that was not on the officer's screen yet. */
export function unread(work: WorkState): number {
  return work.thread.messages.filter((one) => one.author === "citizen" && one.seq > work.seenSeq).length;
}

/** Split the thread where this officer's conversation begins: the story with the assistant, and what came after. */
export function splitStory(messages: readonly Message[]): { story: Message[]; live: Message[] } {
  const resumed = messages.findLastIndex((one) => one.key === "thread-resumed");
  const joined = messages.findIndex((one, at) => at > resumed && one.key === "thread-officer-joined");
  const at = joined < 0 ? messages.length : joined;
  return { story: messages.slice(0, at), live: messages.slice(at) };
}

/** How the citizen can be reached; who stopped cannot come back, and a closed conversation is over for both. */
export type Standing = "here" | "away" | "left" | "closed";

/** Tell how the citizen of a conversation can be reached now. */
export function standing({ thread, online }: WorkState): Standing {
  if (thread.closed) return "closed";
  const last = thread.messages.findLast((one) => one.key === "thread-citizen-left" || one.key === "thread-resumed");
  if (last?.key === "thread-citizen-left") return "left";
  return online ? "here" : "away";
}

/** Tell whether what the officer says can still reach the citizen. */
export function canAnswer(work: WorkState): boolean {
  return ["here", "away"].includes(standing(work));
}

/** Tell whether this conversation's call is under way, so that closing would cut it off. */
export function callUnderWay(work: WorkState): boolean {
  const call = work.thread.conversation?.call;
  return call?.state === "live" || call?.state === "ready";
}

/** Tell whether there is no call any more to be in. */
export function callIsOver({ thread }: WorkState): boolean {
  return thread.closed || thread.conversation?.call?.state === "ended";
}

/** Choose the next conversation in hand after `id`, `step` places on, round and round. */
export function neighbour(works: readonly WorkState[], id: string | null, step: 1 | -1): string | null {
  if (works.length === 0) return null;
  const at = works.findIndex((one) => one.id === id);
  return works[(at + step + works.length) % works.length]?.id ?? null;
}

function workState(work: Work, before: WorkState | undefined): WorkState {
  const { conversation, entry, contact, online } = work;
  const told = { id: conversation.id, entry, contact, online, thread: openThread(conversation, work.events) };
  if (!before) return { ...told, note: loadedNote(work.note), outcome: null, seenSeq: 0 };
  const known = new Set(work.events.map((event) => clientIdOf(event.data)));
  const pending = before.thread.pending.filter((one) => !known.has(one.clientId));
  const { outcome, seenSeq } = before;
  return { ...told, thread: { ...told.thread, pending }, note: mergeNote(before.note, work.note), outcome, seenSeq };
}

function clientIdOf(data: object): unknown {
  return "client_id" in data ? data.client_id : null;
}

/** Find the moment at which an officer last joined, in ms since the epoch; null when the story does not tell. */
export function joinedAt(work: WorkState): number | null {
  const joined = work.thread.messages.findLast((one) => one.key === "thread-officer-joined");
  return joined ? Date.parse(joined.at) : null;
}
