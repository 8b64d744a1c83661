import { withAppeared } from "./appearing";
import type { Me, OfficerFrame, QueueEntry } from "../shared/frames";
import {
  acknowledged,
  changeWork,
  neighbour,
  refused,
  replaceWorks,
  withEvent,
  withTyping,
  withWork,
  type WorkState,
} from "./works";

/** What a sent frame wanted, kept until the server answers. */
export interface Wish {
  readonly kind: "take" | "say" | "note" | "release" | "close";
  readonly conversationId: string | null;
  readonly text?: string;
}

/** Where a sentence for the officer stands: beside what it is about. */
export type NoticePlace = "queue" | "conversation" | "call";

/** A sentence for the officer: a Fluent key with its arguments. */
export interface Notice {
  readonly key: string;
  readonly args: Record<string, string | number>;
}

/** Everything an officer has on the desk. */
export interface Desk {
  readonly me: Me | null;
  readonly available: boolean;
  readonly queue: readonly QueueEntry[];
  readonly works: readonly WorkState[];
  readonly selected: string | null;
  readonly outcomes: readonly string[];
  readonly wishes: ReadonlyMap<string, Wish>;
  readonly notices: Readonly<Partial<Record<NoticePlace, Notice>>>;
}

const TICKET_REFUSALS = new Set(["no_node", "not_open"]);

/** Return an empty desk. */
export function emptyDesk(): Desk {
  return {
    me: null,
    available: false,
    queue: [],
    works: [],
    selected: null,
    outcomes: [],
    wishes: new Map(),
    notices: {},
  };
}

/** Return the desk after one frame from the server. */
export function applyOfficerFrame(desk: Desk, frame: OfficerFrame): Desk {
  switch (frame.type) {
    case "snapshot":
      return snapshot(desk, frame);
    case "queue":
      return { ...desk, queue: frame.entries };
    case "work":
      return take(desk, frame);
    case "ack":
      return answer(desk, frame.client_id, null);
    case "refused":
      return answer(desk, frame.client_id, frame);
    default:
      return news(desk, frame);
  }
}

/** Remember what a frame on its way wants. */
export function withWish(desk: Desk, clientId: string, wish: Wish): Desk {
  return { ...desk, wishes: new Map(desk.wishes).set(clientId, wish) };
}

/** Change one conversation on the desk. */
export function changeOnDesk(desk: Desk, id: string | null, change: (work: WorkState) => WorkState): Desk {
  return { ...desk, works: changeWork(desk.works, id, change) };
}

/** Put another conversation in the middle. */
export function select(desk: Desk, id: string | null): Desk {
  return desk.works.some((work) => work.id === id) ? { ...desk, selected: id } : desk;
}

/** Return the conversation in the middle, if any. */
export function selectedWork(desk: Desk): WorkState | null {
  return desk.works.find((work) => work.id === desk.selected) ?? null;
}

/** Tell whether a video call is in this officer's hands; a second one has to wait. */
export function inVideo(desk: Desk): boolean {
  return desk.works.some((work) => work.entry.medium === "video" && !work.thread.closed);
}

/** Tell whether somebody in the console takes conversations, or only looks on. */
export function takesPart(me: { role: string }): boolean {
  return me.role === "officer";
}

/** Put a sentence before the officer. */
export function withNotice(desk: Desk, place: NoticePlace, notice: Notice): Desk {
  return { ...desk, notices: { ...desk.notices, [place]: notice } };
}

/** Take a sentence away, unless another has come in its place. */
export function withoutNotice(desk: Desk, place: NoticePlace, notice: Notice): Desk {
  return desk.notices[place] === notice ? { ...desk, notices: { ...desk.notices, [place]: undefined } } : desk;
}

/** Take one conversation off the desk; its neighbour comes to the middle. */
export function withoutWork(desk: Desk, id: string): Desk {
  const next = neighbour(desk.works, id, 1);
  const works = desk.works.filter((work) => work.id !== id);
  const selected = desk.selected === id ? (next === id ? null : next) : desk.selected;
  return { ...desk, works, selected };
}

function snapshot(desk: Desk, frame: Extract<OfficerFrame, { type: "snapshot" }>): Desk {
  const works = replaceWorks(desk.works, frame.work);
  const kept = works.some((work) => work.id === desk.selected);
  const count = frame.put_back ?? 0;
  const told = count > 0 ? withNotice(desk, "queue", { key: "console-put-back-away", args: { count } }) : desk;
  return {
    ...told,
    works,
    me: frame.me,
    available: frame.available,
    queue: frame.queue,
    outcomes: frame.outcomes,
    selected: kept ? desk.selected : (works[0]?.id ?? null),
  };
}

// A conversation that we asked for comes to the middle; fresh news of one that we hold does not.
function take(desk: Desk, frame: Extract<OfficerFrame, { type: "work" }>): Desk {
  const id = frame.work.conversation.id;
  const isNew = !desk.works.some((work) => work.id === id);
  return { ...desk, works: withWork(desk.works, frame.work), selected: isNew ? id : desk.selected };
}

function answer(desk: Desk, clientId: string | null, refusal: Refusal | null): Desk {
  const wish = clientId ? desk.wishes.get(clientId) : undefined;
  const told = refusal ? tell(desk, refusal, wish) : desk;
  if (!clientId || !wish) return told;
  const wishes = new Map(told.wishes);
  wishes.delete(clientId);
  const settle = refusal ? refused : acknowledged;
  const settled = changeOnDesk({ ...told, wishes }, wish.conversationId, (work) => settle(work, clientId));
  return isOver(wish, refusal) && wish.conversationId ? lettingGo(settled, wish, refusal === null) : settled;
}

function lettingGo(desk: Desk, { kind, conversationId: id }: Wish, done: boolean): Desk {
  const reference = desk.works.find((work) => work.id === id)?.contact.reference;
  const without = withoutWork(desk, id ?? "");
  return done && reference ? withNotice(without, "queue", { key: `console-done-${kind}`, args: { reference } }) : without;
}

type Refusal = Extract<OfficerFrame, { type: "refused" }>;

function tell(desk: Desk, refusal: Refusal, wish: Wish | undefined): Desk {
  return withNotice(desk, placeOf(refusal, wish), { key: refusal.text_key, args: refusal.args });
}

// A ticket for a call is asked for without a client id, again and again while it is refused.
function placeOf(refusal: Refusal, wish: Wish | undefined): NoticePlace {
  if (wish?.kind === "take") return "queue";
  return refusal.client_id === null && TICKET_REFUSALS.has(refusal.code) ? "call" : "conversation";
}

// Closing what the citizen closed already, or what is no longer ours, ends the same way: off the desk.
function isOver(wish: Wish, refusal: Refusal | null): boolean {
  if (wish.kind !== "close" && wish.kind !== "release") return false;
  return refusal === null || refusal.code === "closed" || refusal.code === "not_yours";
}

function news(desk: Desk, frame: OfficerFrame): Desk {
  switch (frame.type) {
    case "event":
      return happened(desk, frame);
    case "appeared":
      return changeOnDesk(desk, frame.conversation_id, withAppeared);
    case "typing":
      return changeOnDesk(desk, frame.conversation_id, (work) => withTyping(work, frame.on));
    case "presence":
      return changeOnDesk(desk, frame.conversation_id, (work) => ({ ...work, online: frame.online }));
    default:
      return desk;
  }
}

function happened(desk: Desk, frame: Extract<OfficerFrame, { type: "event" }>): Desk {
  if (frame.name !== "OfficerLeft") return changeOnDesk(desk, frame.conversation_id, (work) => withEvent(work, frame));
  const without = withoutWork(desk, frame.conversation_id);
  if (frame.data.reason !== "officer_silent" || without.works.length === desk.works.length) return without;
  return withNotice(without, "queue", { key: "console-put-back-silent", args: {} });
}
