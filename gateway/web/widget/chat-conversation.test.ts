import { beforeEach, describe, expect, test } from "vitest";
import { conversationWith } from "../shared/conversation-in-tests";
import { language } from "../shared/texts";
import { canGoOn } from "../shared/thread";
import type { Chat } from "./chat";
import { type FakeSocket, Stand } from "./chat-in-tests";
import type { Memory } from "./memory";

let stand: Stand;
let socket: FakeSocket;
let memory: Memory;
let chat: Chat;

beforeEach(() => {
  stand = new Stand();
  ({ socket, memory, chat } = stand);
});

describe("the conversation", () => {
  test("is remembered in this tab", () => {
    stand.begin();
    expect(memory.recall("session")).toBe("s1");
  });

  test("starts anew without the old one", () => {
    stand.begin({ state: "closed" });
    chat.restart();
    expect(memory.recall("session")).toBeNull();
    expect(chat.thread.messages).toEqual([]);
    expect(socket.running).toBe(true);
  });

  test.each(["the ack", "CitizenLeft"])("that the citizen stops is over at once, with %s", (how) => {
    stand.begin({ held_by: "officer", officer: { name: "E. Yilmaz", badge: "4471" } });
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

  test("follows the language of the page until the person chooses one", () => {
    document.documentElement.lang = "en";
    chat.followPage();
    expect(language()).toBe("en");
    stand.begin({ language: "nl" });
    document.documentElement.lang = "nl-NL";
    chat.followPage();
    expect(socket.sent).toEqual([{ type: "language", language: "nl" }]);
    chat.speak("en");
    chat.followPage();
    expect(language()).toBe("en");
    chat.speak("nl");
  });

  test("goes on in the language that was chosen before it began", () => {
    chat.speak("en");
    socket.hear({ type: "snapshot", session: "s1", seq: 0, conversation: conversationWith(), events: [] });
    expect(socket.sent.at(-1)).toEqual({ type: "language", language: "en" });
    chat.speak("nl");
  });
});

describe("going on later", () => {
  const until = new Date(Date.now() + 86_400_000).toISOString();

  test("a conversation of which somebody has the code is saved, and its code is gone from the screen", () => {
    stand.begin();
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
    chat = stand.newChat({ fetch: fetching });
    stand.begin();
    chat.later.form();
    chat.later.type("reference", "2222-2222");
    chat.later.type("code", "ABCDE-FGHJK");
    await chat.later.submit();
    expect([memory.recall("session"), socket.running, chat.thread.conversation]).toEqual(["s9", true, null]);
  });

  test("who cannot come back gets a person in a new conversation", () => {
    stand.begin({ state: "closed" });
    chat.startWithPerson();
    expect(socket.sent.at(-1)).toMatchObject({ type: "ask_person", medium: "chat" });
    expect(memory.recall("session")).toBeNull();
  });
});

describe("a conversation that is over", () => {
  const closed = { type: "event", seq: 1, name: "ConversationClosed", data: { reason: "done_by_citizen", outcome: null }, at: "" };
  const lose = (): boolean => socket.dispatchEvent(new CustomEvent("state", { detail: "lost" }));

  test("because another window ended it begins no other when the hub hangs up", () => {
    stand.begin();
    chat.start();
    socket.hear(closed);
    lose();
    expect(socket.running).toBe(false);
    expect(chat.thread).toMatchObject({ closed: true, conversation: { reference: "K7M-3PX-9" } });
  });

  test("keeps its number when the answer to the end was lost and the hub began another", () => {
    stand.begin();
    chat.start();
    chat.end();
    lose();
    const other = conversationWith({ id: "c2", reference: "AB2C-D3EF" });
    socket.hear({ type: "snapshot", session: "s2", seq: 2, conversation: other, events: [] });
    expect(chat.thread).toMatchObject({ closed: true, conversation: { reference: "K7M-3PX-9" } });
    expect(memory.recall("session")).toBeNull();
    expect(socket.running).toBe(false);
  });

  test("comes back as long as it is not over", () => {
    stand.begin();
    chat.start();
    lose();
    expect(socket.running).toBe(true);
  });
});
