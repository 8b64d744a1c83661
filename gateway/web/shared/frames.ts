/** The frames on the sockets of citizens and officers, as gateway/channels/frames.py defines them. */

export type Medium = "chat" | "video";
export type Surface = "website" | "kiosk" | "call";
export type Author = "citizen" | "bot" | "officer" | "hub";

export interface Button {
  label: string;
  kind: "choose" | "link" | "phone";
  value: string;
  primary: boolean;
}

export interface Safety {
  id: string;
  number: string;
  label: string;
  text: string;
  primary: boolean;
}

/** A text for people: its Fluent key and arguments. */
export interface Said {
  key: string;
  args: Record<string, string | number>;
}

export interface Waiting {
  medium: Medium;
  place: number;
  /** Rounded to what is said of it; null when nobody can tell. */
  expected_s: number | null;
  officers: number;
  /** Said while people are about to leave. */
  closing?: Said | null;
}

export interface OfficerName {
  name: string;
  badge: string;
}

export interface CallState {
  id: string;
  state: "ready" | "live" | "ended";
}

export interface Conversation {
  id: string;
  reference: string;
  language: string;
  state: "open" | "closed";
  held_by: "bot" | "queue" | "officer" | "nobody";
  officer: OfficerName | null;
  waiting: Waiting | null;
  call: CallState | null;
  seen_seq: number;
}

/** What each event of a thread carries, by its name. */
export interface EventData {
  NoticeShown: { key: string; version: string; language: string; text: string };
  MessagePosted: {
    id: string;
    author: Author;
    name: string | null;
    text: string | null;
    key: string | null;
    args: Record<string, string | number>;
    lang: string;
    buttons: Button[];
    client_id: string | null;
    safety: Safety[] | null;
  };
  LanguageChanged: { language: string };
  PersonAsked: { medium: Medium };
  WaitingStopped: { reason?: string };
  WaitedLong: { reason: "late" | "nobody" | "closed"; medium: Medium; lang: string; text: string; buttons: Button[] };
  WaitingKept: Record<string, never>;
  OfficerJoined: { name: string; badge: string; medium: Medium };
  OfficerLeft: { reason: string };
  CitizenLeft: Record<string, never>;
  FileAdded: { file_id: string; name: string; kind: string; size: number; sha256: string; client_id: string };
  CodeGiven: { until: string };
  ConversationResumed: Record<string, never>;
  CallReady: { call_id: string };
  CallStarted: { call_id: string };
  CallEnded: { call_id: string; reason: string };
  ConversationClosed: { reason: string; outcome: string | null };
}

export type EventName = keyof EventData;

/** One numbered event; the union ties each name to its data. */
export type ThreadEvent = {
  [Name in EventName]: { seq: number; name: Name; data: EventData[Name]; at: string };
}[EventName];

export interface Busyness {
  officers: number;
  expected_s: number | null;
  /** Whether people are there at this hour, and the words for it. */
  open: boolean;
  hours: Said;
}

export interface Persons {
  chat: Busyness;
  video: Busyness;
}

export interface Refused {
  type: "refused";
  client_id: string | null;
  code: string;
  text_key: string;
  args: Record<string, string | number>;
  retry_s?: number | null;
}

/** A secret code as its owner sees it, once. */
export interface SecretCode {
  reference: string;
  code: string;
  opens_until: string;
}

export type CitizenCommand =
  | { type: "hello"; session: string | null; since: number | null; surface: Surface; language: string; place: string | null }
  | { type: "say"; client_id: string; text: string }
  | { type: "choose"; client_id: string; value: string; label: string }
  | { type: "typing"; on: boolean }
  | { type: "language"; language: string }
  | { type: "ask_person"; client_id: string; medium: Medium }
  | { type: "stop_waiting"; client_id: string }
  | { type: "keep_waiting"; client_id: string }
  | { type: "handoff" }
  | { type: "later" }
  | { type: "join" }
  | { type: "done"; client_id: string }
  | { type: "ping"; seq: number };

export type CitizenFrame =
  | { type: "snapshot"; session: string; seq: number; conversation: Conversation; events: ThreadEvent[] }
  | ({ type: "event" } & ThreadEvent)
  | { type: "ack"; client_id: string; seq: number }
  | ({ type: "waiting" } & Waiting)
  | ({ type: "persons" } & Persons)
  | { type: "typing"; who: "bot" | "officer"; name: string | null; on: boolean }
  | { type: "seen"; seq: number }
  | { type: "handoff"; code: string }
  | ({ type: "code" } & SecretCode)
  | { type: "ticket"; ticket: string; url: string; call_id: string }
  | Refused
  | { type: "pong"; seq: number };

export interface Me {
  id: string;
  name: string;
  badge: string;
  role: string;
  team: string;
}

export interface QueueEntry {
  id: string;
  medium: Medium;
  language: string;
  topic: string | null;
  topic_label_key: string | null;
  place_name: string | null;
  surface: "website" | "kiosk";
  asked_at: string;
  target_s: number;
  state: "waiting" | "taken";
  /** Until when the officer who took this has to show up; null when they did. */
  appear_by?: string | null;
}

export interface ContactSummary {
  reference: string;
  channel: string;
  topic: string | null;
  theme: string | null;
  route: string | null;
}

export interface Work {
  conversation: Conversation;
  events: ThreadEvent[];
  entry: QueueEntry;
  note: string;
  contact: ContactSummary;
  online: boolean;
}

export type OfficerCommand =
  | { type: "hello" }
  | { type: "available"; on: boolean }
  | { type: "take"; client_id: string; medium: Medium | null }
  | { type: "say"; client_id: string; conversation_id: string; text: string }
  | { type: "typing"; conversation_id: string; on: boolean }
  | { type: "seen"; conversation_id: string; seq: number }
  | { type: "note"; client_id: string; conversation_id: string; text: string }
  | { type: "release"; client_id: string; conversation_id: string }
  | { type: "close"; client_id: string; conversation_id: string; outcome: string; note: string }
  | { type: "join"; conversation_id: string }
  | { type: "ping"; seqs: Record<string, number>; active: boolean };

export type OfficerFrame =
  | { type: "snapshot"; me: Me; available: boolean; queue: QueueEntry[]; work: Work[]; outcomes: string[]; officers: number; put_back?: number }
  | { type: "queue"; seq: number; entries: QueueEntry[]; officers: number }
  | { type: "work"; work: Work }
  | ({ type: "event"; conversation_id: string } & ThreadEvent)
  | { type: "ack"; client_id: string; conversation_id: string | null }
  | { type: "appeared"; conversation_id: string }
  | Refused
  | { type: "typing"; conversation_id: string; on: boolean }
  | { type: "presence"; conversation_id: string; online: boolean }
  | { type: "ticket"; conversation_id: string; ticket: string; url: string; call_id: string }
  | { type: "pong" };
