import Ajv2020 from "ajv/dist/2020";
import { describe, expect, test } from "vitest";
import schema from "../../channels/frames.schema.json";
import type { CitizenCommand, CitizenFrame, Conversation, OfficerCommand, OfficerFrame, QueueEntry } from "./frames";

// The compiler holds these examples to our types, the schema holds them to the gateway's: so the two agree.

const id = "0192f0c1-0000-7000-8000-000000000001";
const at = "2026-11-22T10:00:00Z";

const until = { key: "hours-until", args: { day: "today", hour: "17", minute: "00" } };

const conversation: Conversation = {
  id,
  reference: "K7M3-PX9C",
  language: "nl",
  state: "open",
  held_by: "queue",
  officer: { name: "S. Bakker", badge: "4471" },
  waiting: { medium: "chat", place: 1, expected_s: null, officers: 0 },
  call: { id, state: "ready" },
  seen_seq: 3,
};

const entry: QueueEntry = {
  id,
  medium: "video",
  language: "en",
  topic: null,
  topic_label_key: null,
  place_name: null,
  surface: "kiosk",
  asked_at: at,
  target_s: 300,
  state: "waiting",
  appear_by: at,
};

const fromCitizen: CitizenCommand[] = [
  { type: "hello", session: null, since: null, surface: "website", language: "nl", place: null },
  { type: "say", client_id: id, text: "mijn fiets" },
  { type: "choose", client_id: id, value: "person:video", label: "Video" },
  { type: "typing", on: true },
  { type: "language", language: "en" },
  { type: "ask_person", client_id: id, medium: "video" },
  { type: "stop_waiting", client_id: id },
  { type: "keep_waiting", client_id: id },
  { type: "handoff" },
  { type: "later" },
  { type: "join" },
  { type: "done", client_id: id },
  { type: "ping", seq: 0 },
];

const toCitizen: CitizenFrame[] = [
  { type: "snapshot", session: "s", seq: 1, conversation, events: [] },
  { type: "event", seq: 2, name: "LanguageChanged", data: { language: "en" }, at },
  { type: "ack", client_id: id, seq: 2 },
  { type: "waiting", medium: "chat", place: 2, expected_s: 60, officers: 1, closing: until },
  {
    type: "persons",
    chat: { officers: 1, expected_s: 60, open: true, hours: until },
    video: { officers: 0, expected_s: null, open: false, hours: { key: "hours-closed", args: {} } },
  },
  { type: "typing", who: "bot", name: null, on: true },
  { type: "seen", seq: 2 },
  { type: "handoff", code: "abc" },
  { type: "code", reference: "K7M3-PX9C", code: "ABCDE-FGHJK", opens_until: at },
  { type: "ticket", ticket: "t", url: "ws://127.0.0.1:8001/signal", call_id: id },
  { type: "refused", client_id: null, code: "too_fast", text_key: "refused-too-fast", args: { seconds: 3 }, retry_s: 3 },
  { type: "pong", seq: 2 },
];

const fromOfficer: OfficerCommand[] = [
  { type: "hello" },
  { type: "available", on: true },
  { type: "take", client_id: id, medium: null },
  { type: "say", client_id: id, conversation_id: id, text: "goedemiddag" },
  { type: "typing", conversation_id: id, on: false },
  { type: "seen", conversation_id: id, seq: 2 },
  { type: "note", client_id: id, conversation_id: id, text: "" },
  { type: "release", client_id: id, conversation_id: id },
  { type: "close", client_id: id, conversation_id: id, outcome: "report_taken", note: "" },
  { type: "join", conversation_id: id },
  { type: "ping", seqs: { [id]: 2 }, active: true },
];

const me = { id, name: "S. Bakker", badge: "4471", role: "officer", team: "Emmen" };
const contact = { reference: "K7M3-PX9C", channel: "web-chat", topic: null, theme: null, route: null };
const work = { conversation, events: [], entry, note: "", contact, online: true };

const toOfficer: OfficerFrame[] = [
  { type: "snapshot", me, available: true, queue: [entry], work: [work], outcomes: ["referred"], officers: 1, put_back: 1 },
  { type: "queue", seq: 4, entries: [entry], officers: 1 },
  { type: "work", work },
  { type: "event", conversation_id: id, seq: 2, name: "CitizenLeft", data: {}, at },
  { type: "ack", client_id: id, conversation_id: null },
  { type: "appeared", conversation_id: id },
  { type: "refused", client_id: id, code: "busy", text_key: "refused-busy", args: {} },
  { type: "typing", conversation_id: id, on: true },
  { type: "presence", conversation_id: id, online: false },
  { type: "ticket", conversation_id: id, ticket: "t", url: "ws://127.0.0.1:8001/signal", call_id: id },
  { type: "pong" },
];

describe.each([
  ["fromCitizen", fromCitizen],
  ["toCitizen", toCitizen],
  ["fromOfficer", fromOfficer],
  ["toOfficer", toOfficer],
] as const)("%s", (side, frames) => {
  const fits = new Ajv2020({ strict: false, validateFormats: false }).compile(schema[side]);

  test.each(frames.map((frame) => [frame.type, frame] as const))("%s is what the gateway means", (_type, frame) => {
    fits(frame);
    expect(fits.errors ?? []).toEqual([]);
  });

  test("knows every kind of frame", () => {
    const named = JSON.stringify(schema[side]).matchAll(/"const":\s*"(\w+)"/g);
    const kinds = new Set([...named].map(([, kind]) => kind));
    expect(new Set(frames.map((frame) => frame.type))).toEqual(kinds);
  });
});
