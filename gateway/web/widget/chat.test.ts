import { beforeEach, describe, expect, test } from "vitest";
import type { Chat } from "./chat";
import { type FakeSocket, Stand } from "./chat-in-tests";

let stand: Stand;
let socket: FakeSocket;
let chat: Chat;

beforeEach(() => {
  stand = new Stand();
  ({ socket, chat } = stand);
});

describe("what a person types", () => {
  test("is sent, shown at once, and leaves the box", () => {
    stand.begin();
    chat.write("  mijn fiets is gejat ");
    expect(chat.say()).toBe(true);
    expect(socket.sent.at(-1)).toMatchObject({ type: "say", text: "mijn fiets is gejat" });
    expect(chat.thread.pending.map((each) => each.text)).toEqual(["mijn fiets is gejat"]);
    expect(chat.draft).toBe("");
  });

  test("survives a reload", () => {
    chat.write("mijn fi");
    expect(stand.newChat().draft).toBe("mijn fi");
  });

  test("stays in the box when it is too long", () => {
    stand.begin();
    chat.write("a".repeat(2001));
    expect(chat.say()).toBe(false);
    expect(chat.draft).toHaveLength(2001);
    expect(socket.sent).toEqual([]);
  });

  test("may be somewhat more than a message, to be made shorter; far more is left out, and said so", () => {
    chat.write("a".repeat(4000));
    expect(chat.draft).toHaveLength(4000);
    chat.write("b".repeat(4001));
    expect(chat.draft).toBe("a".repeat(4000));
    expect(chat.refusal?.text_key).toBe("words-too-much");
    chat.write("korter");
    expect([chat.draft, chat.refusal]).toEqual(["korter", null]);
  });

  test("comes back when the hub refuses it, before what was typed since", () => {
    stand.begin();
    chat.write("eerste");
    chat.say();
    chat.write("tweede");
    stand.refuse("too_fast");
    expect(chat.draft).toBe("eerste\ntweede");
    expect(chat.thread.pending).toEqual([]);
    expect(chat.refusal?.code).toBe("too_fast");
  });

  test("while a part of the hub is away the line of the connection says so, and nothing contradicts it", () => {
    const become = (state: string): boolean => socket.dispatchEvent(new CustomEvent("state", { detail: state }));
    const away = { type: "refused", client_id: null, code: "unavailable", text_key: "x", args: {}, retry_s: null };
    become("open");
    stand.begin();
    socket.hear(away);
    expect(chat.refusal?.code).toBe("unavailable");
    become("lost");
    expect(chat.refusal).toBeNull();
    become("connecting");
    socket.hear(away);
    expect(chat.refusal).toBeNull();
  });

  test("comes back in the order of typing when more than one is refused", () => {
    stand.begin();
    for (const words of ["eerste", "tweede"]) {
      chat.write(words);
      chat.say();
    }
    for (const { client_id } of socket.sent) socket.hear({ type: "refused", client_id, code: "too_fast", text_key: "x", args: {} });
    expect(chat.draft).toBe("eerste\ntweede");
  });

  test("is nothing when it is empty", () => {
    stand.begin();
    chat.write("   ");
    expect(chat.say()).toBe(false);
  });

  test("a button that is refused does not fill the box", () => {
    stand.begin();
    chat.choose({ label: "Iets anders", kind: "choose", value: "menu", primary: false });
    stand.refuse("too_fast");
    expect(chat.draft).toBe("");
  });
});

describe("the typing sign", () => {
  test("is shown to an officer, once", () => {
    stand.begin({ held_by: "officer" });
    chat.write("m");
    chat.write("mi");
    expect(socket.sent).toEqual([{ type: "typing", on: true }]);
    chat.say();
    expect(socket.sent.map((frame) => frame.type)).toEqual(["typing", "typing", "say"]);
  });

  test("is not sent to a computer", () => {
    stand.begin();
    chat.write("m");
    expect(socket.sent).toEqual([]);
  });
});

describe("video", () => {
  test("asks for an officer, then for the code that leads the new page on", () => {
    stand.begin();
    chat.askPerson("video");
    expect(socket.sent.map((frame) => frame.type)).toEqual(["ask_person", "handoff"]);
  });

  test("a button of the bot does the same", () => {
    stand.begin();
    chat.choose({ label: "Video", kind: "choose", value: "person:video", primary: false });
    expect(socket.sent.map((frame) => frame.type)).toEqual(["choose", "handoff"]);
  });

  test("a second press asks nothing", () => {
    stand.begin();
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
    stand.begin();
    chat.askPerson("chat");
    expect(socket.sent.map((frame) => frame.type)).toEqual(["ask_person"]);
  });
});

describe("a double click", () => {
  const button = { label: "Fiets", kind: "choose", value: "topic:bicycle_theft", primary: false } as const;

  test("on an answer of the assistant chooses it once; later it can be chosen again", () => {
    stand.begin();
    chat.choose(button);
    chat.choose(button);
    expect(socket.sent).toHaveLength(1);
    const data = { author: "citizen", text: "Fiets", client_id: socket.sent[0]?.client_id, buttons: [], lang: "nl" };
    socket.hear({ type: "event", seq: 1, name: "MessagePosted", data, at: "2026-11-22T10:00:00Z" });
    chat.choose(button);
    expect(socket.sent).toHaveLength(2);
  });

  test("on leaving the queue or ending asks for it once, and ends all the same", () => {
    stand.begin({ held_by: "queue" });
    for (let click = 0; click < 2; click++) chat.stopWaiting();
    for (let click = 0; click < 2; click++) chat.end();
    expect(socket.sent.map((frame) => frame.type)).toEqual(["stop_waiting", "done"]);
    socket.hear({ type: "ack", client_id: socket.sent[1]?.client_id, seq: 2 });
    expect(chat.thread.closed).toBe(true);
  });

  test("can be tried again when the hub refused", () => {
    stand.begin({ held_by: "queue" });
    chat.stopWaiting();
    stand.refuse("unavailable");
    chat.stopWaiting();
    chat.end();
    stand.refuse("unavailable");
    chat.end();
    expect(socket.sent.map((frame) => frame.type)).toEqual(["stop_waiting", "stop_waiting", "done", "done"]);
  });
});
