import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { QueueEntry, Work } from "../shared/frames";
import { NOTE_PAUSE_MS } from "./note";
import { appearIn } from "./appearing";
import { ConsoleStore } from "./store";

interface Sent {
  type: string;
  client_id?: string;
  [name: string]: unknown;
}

/** The other end of the store's WebSocket, in memory. */
class FakeWebSocket {
  static last: FakeWebSocket;
  sent: Sent[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    FakeWebSocket.last = this;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Sent);
  }

  close(): void {
    this.onclose?.({ code: 1006 });
  }

  tell(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  of(type: string): Sent[] {
    return this.sent.filter((frame) => frame.type === type);
  }
}

const ENTRY: QueueEntry = {
  id: "q1",
  medium: "chat",
  language: "nl",
  topic: null,
  topic_label_key: null,
  place_name: null,
  surface: "website",
  asked_at: "2026-11-22T12:00:00Z",
  target_s: 300,
  state: "taken",
};

const WORK: Work = {
  conversation: {
    id: "c1",
    reference: "K7M2-94XQ",
    language: "nl",
    state: "open",
    held_by: "officer",
    officer: null,
    waiting: null,
    call: null,
    seen_seq: 0,
  },
  events: [],
  entry: ENTRY,
  note: "",
  online: true,
  contact: { reference: "K7M2-94XQ", channel: "web-chat", topic: null, theme: null, route: null },
};

const ME = { id: "o1", name: "S. Bakker", badge: "1", role: "officer", team: "Emmen" };
const snapshot = (work: Work[]) => ({ type: "snapshot", me: ME, available: true, queue: [], officers: 1, work, outcomes: ["referred"] });

describe("the officer's store", () => {
  let store: ConsoleStore;
  const wire = (): FakeWebSocket => FakeWebSocket.last;

  function connect(): void {
    wire().onopen?.();
    wire().tell(snapshot([WORK]));
  }

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", FakeWebSocket);
    sessionStorage.clear();
    store = new ConsoleStore();
    store.start();
    connect();
  });

  afterEach(() => {
    store.socket.stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  function loseAndReconnect(): void {
    wire().close();
    vi.advanceTimersByTime(15_000);
    connect();
  }

  it("counts an officer who types as one who showed up, before the hub says so", () => {
    const by = new Date(Date.now() + 60_000).toISOString();
    wire().tell(snapshot([{ ...WORK, entry: { ...ENTRY, appear_by: by } }]));
    const one = () => store.desk.works[0] as (typeof store.desk.works)[number];
    expect(appearIn(one(), Date.now())).toBe(60);
    store.draft(one().id, "Goed");
    expect(appearIn(one(), Date.now())).toBeNull();
  });

  it("keeps the word about a citizen who went back until somebody is taken again", () => {
    const data = { reason: "officer_silent" };
    wire().tell({ type: "event", conversation_id: WORK.conversation.id, seq: 9, name: "OfficerLeft", data, at: "2026-11-26T10:00:00Z" });
    vi.advanceTimersByTime(20_000);
    expect(store.desk.notices.queue?.key).toBe("console-put-back-silent");
    store.take(null);
    expect(store.desk.notices.queue).toBeUndefined();
  });

  it("puts back and closes once for a double press", () => {
    const { id } = WORK.conversation;
    for (let click = 0; click < 2; click++) store.release(id);
    store.chooseOutcome(id, "referred");
    for (let click = 0; click < 2; click++) store.close(id);
    expect([wire().of("release").length, wire().of("close").length]).toEqual([1, 1]);
  });

  it("takes one person for a double press", () => {
    store.take("chat");
    store.take("chat");
    expect(wire().of("take")).toHaveLength(1);
  });

  it("takes nobody without connection, because later would surprise", () => {
    wire().close();
    store.take("chat");
    expect(store.desk.notices.queue?.key).toBe("console-take-needs-connection");
    vi.advanceTimersByTime(15_000);
    connect();
    expect(wire().of("take")).toHaveLength(0);
  });

  it("sends a message again after a reconnect, until the server has it", () => {
    wire().close();
    store.say("c1", " Hoi ");
    vi.advanceTimersByTime(15_000);
    connect();
    const [said] = wire().of("say");
    expect(said).toMatchObject({ conversation_id: "c1", text: "Hoi" });
    wire().tell({ type: "ack", client_id: said?.client_id, conversation_id: "c1" });
    loseAndReconnect();
    expect(wire().of("say")).toHaveLength(0);
  });

  it("sends nothing that is empty", () => {
    store.say("c1", "  \n ");
    expect(wire().of("say")).toHaveLength(0);
  });

  it("puts a refused message back in front of what was typed meanwhile", () => {
    store.say("c1", "eerste");
    store.draft("c1", "tweede");
    wire().tell({ type: "refused", client_id: wire().of("say")[0]?.client_id, code: "too_fast", text_key: "refused-too-fast", args: {} });
    expect(store.drafts.read("message", "c1")).toBe("eerste\ntweede");
  });

  it("saves a note once, after a pause", () => {
    store.note("c1", "zwarte");
    vi.advanceTimersByTime(NOTE_PAUSE_MS - 1);
    store.note("c1", "zwarte fiets");
    expect(wire().of("note")).toHaveLength(0);
    vi.advanceTimersByTime(NOTE_PAUSE_MS);
    expect(wire().of("note")).toMatchObject([{ text: "zwarte fiets" }]);
  });

  it("keeps an unsaved note over a reload and saves it then", () => {
    store.note("c1", "zwarte fiets");
    store.socket.stop();
    store = new ConsoleStore();
    store.start();
    connect();
    vi.advanceTimersByTime(NOTE_PAUSE_MS);
    expect(store.desk.works[0]?.note.text).toBe("zwarte fiets");
    expect(wire().of("note")).toMatchObject([{ text: "zwarte fiets" }]);
  });

  it("makes drafts of what was not sent when the officer is logged out", () => {
    wire().close();
    store.say("c1", "niet verstuurd");
    store.expire();
    expect(store.drafts.read("message", "c1")).toBe("niet verstuurd");
  });

  it("does not make an officer available again who said no before the connection was lost", () => {
    store.setAvailable(false);
    loseAndReconnect();
    expect(wire().of("available")).toMatchObject([{ on: false }]);
    expect(store.desk.available).toBe(false);
  });

  it("tells the citizen that somebody types, once, and that it stopped", () => {
    store.draft("c1", "H");
    store.draft("c1", "Ho");
    expect(wire().of("typing")).toMatchObject([{ on: true }]);
    vi.advanceTimersByTime(5_000);
    expect(wire().of("typing")).toMatchObject([{ on: true }, { on: false }]);
  });

  it("closes with the outcome and the note as typed, also when it was not saved yet", () => {
    store.note("c1", "net getypt");
    store.chooseOutcome("c1", "referred");
    store.close("c1");
    const [close] = wire().of("close");
    expect(close).toMatchObject({ outcome: "referred", note: "net getypt" });
    wire().tell({ type: "ack", client_id: close?.client_id, conversation_id: "c1" });
    expect(store.desk.works).toHaveLength(0);
  });

  it("does not close without an outcome", () => {
    store.close("c1");
    expect(wire().of("close")).toHaveLength(0);
  });
});
