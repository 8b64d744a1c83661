import { render } from "lit";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Button, Safety } from "./frames";
import { addPending, emptyThread, type Message, type Thread } from "./thread";
import { renderThread, type ThreadViewOptions } from "./thread-view";

const container = document.createElement("div");

function message(seq: number, part: Partial<Message>): Message {
  const empty = { name: null, text: null, key: null, args: {}, lang: "nl", buttons: [], safety: [], call: null, file: null };
  return { seq, at: "2026-11-22T10:00:00Z", kind: "message", author: "bot", ...empty, ...part };
}

function thread(...messages: Message[]): Thread {
  return { ...emptyThread(), messages };
}

function draw(shown: Thread, options: Partial<ThreadViewOptions> = {}): void {
  render(renderThread(shown, { me: "citizen", ...options }), container);
}

const all = (selector: string): Element[] => [...container.querySelectorAll(selector)];
const words = (selector: string): string[] => all(selector).map((each) => each.textContent.replace(/\s+/g, " ").trim());

const next: Button = { label: "Iets anders", kind: "choose", value: "menu", primary: false };
const link: Button = { label: "Online aangifte", kind: "link", value: "https://example.org/", primary: true };

beforeEach(() => render(null, container));

test("news is announced, and the thread can be reached by keyboard", () => {
  draw(thread(message(1, { text: "hallo" })));
  expect(all("[role=log] .bubble")).toHaveLength(1);
  expect(all(".thread[tabindex='0']")).toHaveLength(1);
});

test("a line of the hub is told in the reader's language, with its figures", () => {
  draw(thread(message(1, { kind: "line", key: "thread-officer-joined", args: { name: "S. Bakker", badge: "4471" } })));
  expect(words(".thread-line")).toEqual(["S. Bakker (4471) is er nu."]);
});

test("foreign text carries its language", () => {
  draw(thread(message(1, { text: "my bike", author: "citizen", lang: "en" })));
  expect(all(".bubble[lang=en][dir=auto]")).toHaveLength(1);
});

describe("buttons", () => {
  test("only the newest question can be answered, and one button is filled", () => {
    const asked = message(1, { text: "Waar gaat het over?", buttons: [next, link] });
    draw(thread(asked, message(2, { text: "En nu?", buttons: [next, link] })));
    expect(words("button")).toEqual(["Iets anders"]);
    expect(all("a.button")).toHaveLength(2);
    expect(all(".primary")).toHaveLength(1);
  });

  test("pressing one tells which", () => {
    const onChoose = vi.fn();
    draw(thread(message(1, { text: "?", buttons: [next] })), { onChoose });
    container.querySelector("button")?.click();
    expect(onChoose).toHaveBeenCalledWith(next);
  });

  test("an officer sees no buttons to press", () => {
    draw(thread(message(1, { text: "?", buttons: [next] })), { me: "officer" });
    expect(all("button")).toEqual([]);
  });

  test("a link that is no address leads nowhere", () => {
    draw(thread(message(1, { text: "?", buttons: [{ ...link, value: "javascript:alert(1)" }] })));
    expect(container.querySelector("a")?.getAttribute("href")).toBe("#");
  });

  test("a telephone number is a link, and only 112 is red", () => {
    const phone = (value: string): Button => ({ label: value, kind: "phone", value, primary: false });
    draw(thread(message(1, { text: "?", buttons: [phone("tel:112"), phone("tel:144")] })));
    expect(all(".danger-112").map((each) => each.getAttribute("href"))).toEqual(["tel:112"]);
  });
});

describe("the safety net", () => {
  const card = (number: string, primary: boolean): Safety => ({ id: number, number, label: "Bel", text: "?", primary });

  test("stands above the answer, the most urgent first", () => {
    draw(thread(message(1, { text: "Wat naar.", safety: [card("0800-2000", false), card("112", true)] })));
    expect(all(".safety a").map((each) => each.getAttribute("href"))).toEqual(["tel:112", "tel:08002000"]);
    const order = all(".safety, .bubble").map((each) => each.className);
    expect(order).toEqual(["safety", "bubble"]);
  });
});

describe("delivery", () => {
  const own = message(1, { text: "mijn fiets", author: "citizen" });
  const seen = (seen_seq: number): Thread => ({
    ...thread(own),
    conversation: { seen_seq } as Thread["conversation"],
  });

  test("one tick when the hub has it, two when the other side has it", () => {
    draw(seen(0));
    expect(words(".delivery")).toEqual(["Verstuurd"]);
    draw(seen(1));
    expect(words(".delivery")).toEqual(["Bezorgd"]);
  });

  test("a clock while it is on its way", () => {
    draw(addPending(emptyThread(), "p1", "mijn fiets"));
    expect(words(".delivery")).toEqual(["Wordt verstuurd"]);
  });
});

test("whoever types is named", () => {
  draw({ ...thread(), typing: { who: "officer", name: "S. Bakker" } });
  expect(words(".typing")).toEqual(["S. Bakker typt"]);
});

test("a call that is ready can be entered, one that is over cannot", () => {
  const ready = { ...thread(message(1, { kind: "line", key: "thread-call-ready", call: "v1" })) };
  const call = (state: string): Thread => ({ ...ready, conversation: { call: { id: "v1", state } } as never });
  const onCall = vi.fn();
  draw(call("ready"), { onCall });
  container.querySelector("button")?.click();
  expect(onCall).toHaveBeenCalledWith("v1");
  for (const over of [call("ended"), { ...call("ready"), closed: true }]) {
    draw(over, { onCall });
    expect(all("button")).toEqual([]);
  }
});

test("a file shows its name and size; only the officer has the way to it, and the questions before it stay", () => {
  const sent = message(3, { author: "citizen", text: "fiets.png", file: { id: "f1", name: "fiets.png", size: 1_240_000 } });
  const asked = message(2, { text: "Wat nu?", buttons: [next] });
  draw(thread(asked, sent));
  expect(words(".file")).toEqual(["fiets.png 1,2 MB"]);
  expect([all("a.file").length, words(".replies")]).toEqual([0, ["Iets anders"]]);
  draw(thread(asked, sent), { me: "officer", fileAddress: (id) => `/there/${id}` });
  expect(all("a.file").map((link) => link.getAttribute("href"))).toEqual(["/there/f1"]);
});
