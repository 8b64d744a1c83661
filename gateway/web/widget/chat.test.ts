import { beforeEach, describe, expect, test } from "vitest";
import type { Conversation } from "../shared/frames";
import type { PersonSocket } from "../shared/socket";
import { canGoOn } from "../shared/thread";
import { Chat } from "./chat";
import { Memory } from "./memory";

class FakeSocket extends EventTarget {
  sent: Record<string, unknown>[] = [];
  running = false;

  start(): void {
    this.running = true;
  }

  stop(): void {
    this.running = false;
  }

  send(frame: Record<string, unknown>): boolean {
    this.sent.push(frame);
    return true;
  }

  hear(frame: object): void {
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }
}

const conversation: Conversation = {
  id: "c1",
  reference: "K7M-3PX-9",
  language: "nl",
  state: "open",
  held_by: "bot",
  officer: null,
  waiting: null,
  call: null,
  seen_seq: 0,
};

let socket: FakeSocket;
let memory: Memory;
let chat: Chat;

function newChat(): Chat {
  const opener = { open: () => null };
  return new Chat("https://hub.example", memory, { socket: socket as unknown as PersonSocket, opener });
}

function begin(more: Partial<Conversation> = {}): void {
  socket.hear({ type: "snapshot", session: "s1", seq: 0, conversation: { ...conversation, ...more }, events: [] });
  socket.sent = [];
}

function refuse(code: string): void {
  const client_id = socket.sent.at(-1)?.client_id;
  socket.hear({ type: "refused", client_id, code, text_key: `refused-${code}`, args: {}, retry_s: null });
}

beforeEach(() => {
  sessionStorage.clear();
  socket = new FakeSocket();
  memory = new Memory();
  chat = newChat();
});

describe("what a person types", () => {
  test("is sent, shown at once, and leaves the box", () => {
    begin();
    chat.write("  mijn fiets is gejat ");
    expect(chat.say()).toBe(true);
    expect(socket.sent.at(-1)).toMatchObject({ type: "say", text: "mijn fiets is gejat" });
    expect(chat.thread.pending.map((each) => each.text)).toEqual(["mijn fiets is gejat"]);
    expect(chat.draft).toBe("");
  });

  test("survives a reload", () => {
    chat.write("mijn fi");
    expect(newChat().draft).toBe("mijn fi");
  });

  test("stays in the box when it is too long", () => {
    begin();
    chat.write("a".repeat(2001));
    expect(chat.say()).toBe(false);
    expect(chat.draft).toHaveLength(2001);
    expect(socket.sent).toEqual([]);
  });

  test("comes back when the hub refuses it, before what was typed since", () => {
    begin();
    chat.write("eerste");
    chat.say();
    chat.write("tweede");
    refuse("too_fast");
    expect(chat.draft).toBe("eerste\ntweede");
    expect(chat.thread.pending).toEqual([]);
    expect(chat.refusal?.code).toBe("too_fast");
  });

  test("comes back in the order of typing when more than one is refused", () => {
    begin();
    for (const words of ["eerste", "tweede"]) {
      chat.write(words);
      chat.say();
    }
    for (const { client_id } of socket.sent) socket.hear({ type: "refused", client_id, code: "too_fast", text_key: "x", args: {} });
    expect(chat.draft).toBe("eerste\ntweede");
  });

  test("is nothing when it is empty", () => {
    begin();
    chat.write("   ");
    expect(chat.say()).toBe(false);
  });

  test("a button that is refused does not fill the box", () => {
    begin();
    chat.choose({ label: "Iets anders", kind: "choose", value: "menu", primary: false });
    refuse("too_fast");
    expect(chat.draft).toBe("");
  });
});

describe("the typing sign", () => {
  test("is shown to an officer, once", () => {
    begin({ held_by: "officer" });
    chat.write("m");
    chat.write("mi");
    expect(socket.sent).toEqual([{ type: "typing", on: true }]);
    chat.say();
    expect(socket.sent.map((frame) => frame.type)).toEqual(["typing", "typing", "say"]);
  });

  test("is not sent to a computer", () => {
    begin();
    chat.write("m");
    expect(socket.sent).toEqual([]);
  });
});

describe("the conversation", () => {
  test("is remembered in this tab", () => {
    begin();
    expect(memory.recall("session")).toBe("s1");
  });

  test("starts anew without the old one", () => {
    begin({ state: "closed" });
    chat.restart();
    expect(memory.recall("session")).toBeNull();
    expect(chat.thread.messages).toEqual([]);
    expect(socket.running).toBe(true);
  });

  test.each(["the ack", "CitizenLeft"])("that the citizen stops is over at once, with %s", (how) => {
    begin({ held_by: "officer", officer: { name: "E. Yilmaz", badge: "4471" } });
    chat.start();
    chat.end();
    const { client_id } = socket.sent.at(-1) ?? {};
    if (how === "the ack") socket.hear({ type: "ack", client_id, seq: 2 });
    else socket.hear({ type: "event", seq: 2, name: "CitizenLeft", data: {}, at: "2026-11-22T10:00:00Z" });
    expect(chat.thread).toMatchObject({ closed: true, conversation: { reference: "K7M-3PX-9" } });
    expect(memory.recall("session")).toBeNull();
    chat.start();
    expect(socket.running).toBe(false);
    chat.restart();
    expect(socket.running).toBe(true);
  });

  test("goes on in the language that was chosen before it began", () => {
    chat.speak("en");
    socket.hear({ type: "snapshot", session: "s1", seq: 0, conversation, events: [] });
    expect(socket.sent.at(-1)).toEqual({ type: "language", language: "en" });
    chat.speak("nl");
  });
});

describe("video", () => {
  test("asks for an officer, then for the code that leads the new page on", () => {
    begin();
    chat.askPerson("video");
    expect(socket.sent.map((frame) => frame.type)).toEqual(["ask_person", "handoff"]);
  });

  test("a button of the bot does the same", () => {
    begin();
    chat.choose({ label: "Video", kind: "choose", value: "person:video", primary: false });
    expect(socket.sent.map((frame) => frame.type)).toEqual(["choose", "handoff"]);
  });

  test("a second press asks nothing", () => {
    begin();
    chat.askPerson("chat");
    chat.askPerson("chat");
    const asks = (): number => socket.sent.filter((frame) => frame.type === "ask_person").length;
    expect(asks()).toBe(1);
    socket.hear({ type: "event", seq: 1, name: "PersonAsked", data: { medium: "chat" }, at: "2026-11-22T10:00:00Z" });
    socket.hear({ type: "ack", client_id: socket.sent[0]?.client_id, seq: 1 });
    chat.askPerson("chat");
    expect(asks()).toBe(1);
    chat.askPerson("video");
    expect(asks()).toBe(2);
  });

  test("chat needs no other page", () => {
    begin();
    chat.askPerson("chat");
    expect(socket.sent.map((frame) => frame.type)).toEqual(["ask_person"]);
  });
});

describe("going on later", () => {
  const until = new Date(Date.now() + 86_400_000).toISOString();

  test("a conversation of which somebody has the code is saved, and its code is gone from the screen", () => {
    begin();
    chat.later.give();
    expect(socket.sent.at(-1)).toEqual({ type: "later" });
    socket.hear({ type: "code", reference: "K7M3-PX9C", code: "ABCDE-FGHJK", opens_until: until });
    socket.hear({ type: "event", seq: 1, name: "CodeGiven", data: { until }, at: until });
    expect(chat.later.wish.given?.code).toBe("ABCDE-FGHJK");
    chat.end();
    socket.hear({ type: "ack", client_id: socket.sent.at(-1)?.client_id, seq: 2 });
    expect([chat.thread.closed, canGoOn(chat.thread), chat.later.wish.given]).toEqual([true, true, null]);
  });

  test("number and code open the earlier conversation in this tab", async () => {
    const fetching = (async () => new Response(JSON.stringify({ session: "s9" }))) as typeof fetch;
    chat = new Chat("https://hub.example", memory, { socket: socket as unknown as PersonSocket, fetch: fetching });
    begin();
    chat.later.form();
    chat.later.type("reference", "2222-2222");
    chat.later.type("code", "ABCDE-FGHJK");
    await chat.later.submit();
    expect([memory.recall("session"), socket.running, chat.thread.conversation]).toEqual(["s9", true, null]);
  });

  test("who cannot come back gets a person in a new conversation", () => {
    begin({ state: "closed" });
    chat.startWithPerson();
    expect(socket.sent.at(-1)).toMatchObject({ type: "ask_person", medium: "chat" });
    expect(memory.recall("session")).toBeNull();
  });
});

describe("a double click", () => {
  const button = { label: "Fiets", kind: "choose", value: "topic:bicycle_theft", primary: false } as const;

  test("on an answer of the assistant chooses it once; later it can be chosen again", () => {
    begin();
    chat.choose(button);
    chat.choose(button);
    expect(socket.sent).toHaveLength(1);
    const data = { author: "citizen", text: "Fiets", client_id: socket.sent[0]?.client_id, buttons: [], lang: "nl" };
    socket.hear({ type: "event", seq: 1, name: "MessagePosted", data, at: "2026-11-22T10:00:00Z" });
    chat.choose(button);
    expect(socket.sent).toHaveLength(2);
  });

  test("on leaving the queue or ending asks for it once, and ends all the same", () => {
    begin({ held_by: "queue" });
    for (let click = 0; click < 2; click++) chat.stopWaiting();
    for (let click = 0; click < 2; click++) chat.end();
    expect(socket.sent.map((frame) => frame.type)).toEqual(["stop_waiting", "done"]);
    socket.hear({ type: "ack", client_id: socket.sent[1]?.client_id, seq: 2 });
    expect(chat.thread.closed).toBe(true);
  });

  test("can be tried again when the hub refused", () => {
    begin({ held_by: "queue" });
    chat.stopWaiting();
    refuse("unavailable");
    chat.stopWaiting();
    chat.end();
    refuse("unavailable");
    chat.end();
    expect(socket.sent.map((frame) => frame.type)).toEqual(["stop_waiting", "stop_waiting", "done", "done"]);
  });
});

describe("a conversation that is over", () => {
  const closed = { type: "event", seq: 1, name: "ConversationClosed", data: { reason: "done_by_citizen", outcome: null }, at: "" };
  const lose = (): boolean => socket.dispatchEvent(new CustomEvent("state", { detail: "lost" }));

  test("because another window ended it begins no other when the hub hangs up", () => {
    begin();
    chat.start();
    socket.hear(closed);
    lose();
    expect(socket.running).toBe(false);
    expect(chat.thread).toMatchObject({ closed: true, conversation: { reference: "K7M-3PX-9" } });
  });

  test("keeps its number when the answer to the end was lost and the hub began another", () => {
    begin();
    chat.start();
    chat.end();
    lose();
    const other = { ...conversation, id: "c2", reference: "AB2C-D3EF" };
    socket.hear({ type: "snapshot", session: "s2", seq: 2, conversation: other, events: [] });
    expect(chat.thread).toMatchObject({ closed: true, conversation: { reference: "K7M-3PX-9" } });
    expect(memory.recall("session")).toBeNull();
    expect(socket.running).toBe(false);
  });

  test("comes back as long as it is not over", () => {
    begin();
    chat.start();
    lose();
    expect(socket.running).toBe(true);
  });
});
