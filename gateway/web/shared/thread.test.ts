import { describe, expect, test } from "vitest";
import { conversationWith } from "./conversation-in-tests";
import type { CitizenFrame, Conversation, EventData, EventName, ThreadEvent } from "./frames";
import { addPending, applyFrame, canGoOn, emptyThread, hasPerson, hasTold, leaveThread, openThread, resultKey, type Thread } from "./thread";

const conversation = conversationWith();

function event<Name extends EventName>(seq: number, name: Name, data: EventData[Name]): ThreadEvent {
  return { seq, name, data, at: "2026-11-22T10:00:00Z" } as ThreadEvent;
}

function posted(seq: number, text: string, more: Partial<EventData["MessagePosted"]> = {}): ThreadEvent {
  const empty = { name: null, key: null, args: {}, lang: "nl", buttons: [], client_id: null, safety: null };
  return event(seq, "MessagePosted", { id: `m${seq}`, author: "bot", text, ...empty, ...more });
}

function told(thread: Thread, ...events: ThreadEvent[]): Thread {
  return events.reduce((now, each) => applyFrame(now, { type: "event", ...each } as CitizenFrame), thread);
}

function snapshot(events: ThreadEvent[], more: Partial<Conversation> = {}): CitizenFrame {
  const seq = events.at(-1)?.seq ?? 0;
  return { type: "snapshot", session: "s1", seq, conversation: { ...conversation, ...more }, events };
}

const texts = (thread: Thread): (string | null)[] => thread.messages.map((message) => message.text);
const begun = applyFrame(emptyThread(), snapshot([posted(1, "hallo")]));

describe("what comes in", () => {
  test("a snapshot fills the thread", () => {
    expect(texts(begun)).toEqual(["hallo"]);
    expect(begun).toMatchObject({ session: "s1", seq: 1, closed: false });
  });

  test("an event that was told before changes nothing", () => {
    const once = told(begun, posted(2, "fiets"));
    expect(told(once, posted(2, "fiets"), posted(1, "hallo"))).toBe(once);
  });

  test("resuming adds only what was missed", () => {
    const missed = snapshot([posted(2, "een"), posted(3, "twee")]);
    expect(texts(applyFrame(told(begun, posted(2, "een")), missed))).toEqual(["hallo", "een", "twee"]);
  });

  test("a full snapshot of the same conversation doubles nothing", () => {
    expect(texts(applyFrame(begun, snapshot([posted(1, "hallo"), posted(2, "nieuw")])))).toEqual(["hallo", "nieuw"]);
  });

  test("another conversation replaces the thread, and keeps what was not yet sent", () => {
    const typed = addPending(begun, "p1", "mijn fiets");
    const fresh = applyFrame(typed, snapshot([posted(1, "welkom")], { id: "c2" }));
    expect(texts(fresh)).toEqual(["welkom"]);
    expect(fresh.pending).toHaveLength(1);
  });

  test("an event of a newer hub is counted and otherwise left alone", () => {
    const odd = { type: "event", seq: 2, name: "FromTheFuture", data: {}, at: "" } as unknown as CitizenFrame;
    expect(applyFrame(begun, odd)).toMatchObject({ seq: 2, messages: begun.messages });
  });
});

describe("delivery of what is sent", () => {
  const sent = addPending(begun, "p1", "mijn fiets is gejat");

  test("an acknowledgement marks it as stored", () => {
    const stored = applyFrame(sent, { type: "ack", client_id: "p1", seq: 2 });
    expect(stored.pending).toEqual([{ clientId: "p1", text: "mijn fiets is gejat", stored: true, typed: true }]);
  });

  test("its own event takes its place, also when that comes before the acknowledgement", () => {
    const back = told(sent, posted(2, "mijn fiets is gejat", { author: "citizen", client_id: "p1" }));
    const late = applyFrame(back, { type: "ack", client_id: "p1", seq: 2 });
    expect(late.pending).toEqual([]);
    expect(texts(late)).toEqual(["hallo", "mijn fiets is gejat"]);
  });

  test("a refusal takes it out", () => {
    const frame: CitizenFrame = { type: "refused", client_id: "p1", code: "too_fast", text_key: "x", args: {} };
    expect(applyFrame(sent, frame).pending).toEqual([]);
  });

  test("what the other side has seen only grows", () => {
    const seen = applyFrame(begun, { type: "seen", seq: 4 });
    expect(seen.conversation?.seen_seq).toBe(4);
    expect(applyFrame(seen, { type: "seen", seq: 2 })).toBe(seen);
  });
});

describe("the way to a person", () => {
  const asked = told(begun, event(2, "PersonAsked", { medium: "chat" }));
  const place = { medium: "chat", place: 3, expected_s: 240, officers: 2, closing: null } as const;

  test("somebody who asked sees the place in the queue", () => {
    expect(applyFrame(asked, { type: "waiting", ...place }).waiting).toEqual(place);
  });

  test("a late word about the queue does not put back somebody who left it", () => {
    const left = told(applyFrame(asked, { type: "waiting", ...place }), event(3, "WaitingStopped", {}));
    expect(applyFrame(left, { type: "waiting", ...place }).waiting).toBeNull();
  });

  test("an officer who joins ends the waiting and is named", () => {
    const joined = told(asked, event(3, "OfficerJoined", { name: "S. Bakker", badge: "4471", medium: "chat" }));
    expect(joined.conversation).toMatchObject({ held_by: "officer", officer: { name: "S. Bakker", badge: "4471" } });
    expect(joined.messages.at(-1)).toMatchObject({ kind: "line", key: "thread-officer-joined" });
  });

  test("an officer who leaves puts the person back in the queue", () => {
    const joined = told(asked, event(3, "OfficerJoined", { name: "B", badge: "1", medium: "chat" }));
    const left = told(joined, event(4, "OfficerLeft", { reason: "released" }));
    expect(left.conversation).toMatchObject({ held_by: "queue", officer: null });
  });

  test("a call is ready, runs and ends", () => {
    const ready = told(begun, event(2, "CallReady", { call_id: "v1" }));
    const live = told(ready, event(3, "CallStarted", { call_id: "v1" }));
    const over = told(live, event(4, "CallEnded", { call_id: "v1", reason: "hung_up_citizen" }));
    expect([ready, live, over].map((each) => each.conversation?.call?.state)).toEqual(["ready", "live", "ended"]);
  });

  test("who waited long hears what is possible instead, until they chose", () => {
    const data = { reason: "late" as const, medium: "video" as const, lang: "nl", text: "Het spijt ons", buttons: [] };
    const waited = told(applyFrame(asked, { type: "waiting", ...place }), event(3, "WaitedLong", data));
    expect(waited.instead).toEqual({ text: "Het spijt ons", lang: "nl", buttons: [] });
    expect(waited.messages.at(-1)).toMatchObject({ kind: "message", author: "hub", text: "Het spijt ons" });
    expect(waited.waiting).not.toBeNull();
    expect(told(waited, event(4, "WaitingKept", {})).instead).toBeNull();
    expect(told(waited, event(4, "PersonAsked", { medium: "chat" })).instead).toBeNull();
    expect(told(waited, event(4, "WaitingStopped", {})).instead).toBeNull();
    expect(told(waited, event(4, "OfficerJoined", { name: "B", badge: "1", medium: "chat" })).instead).toBeNull();
  });

  test("an officer who does not show up is an apology, and the call goes without a word", () => {
    const joined = told(asked, event(3, "OfficerJoined", { name: "B", badge: "1", medium: "video" }));
    const ready = told(joined, event(4, "CallReady", { call_id: "v1" }));
    const left = told(ready, event(5, "OfficerLeft", { reason: "officer_silent" }));
    const over = told(left, event(6, "CallEnded", { call_id: "v1", reason: "officer_silent" }));
    expect(over.messages.at(-1)).toMatchObject({ key: "thread-officer-silent" });
    expect(over.conversation).toMatchObject({ held_by: "queue", call: { state: "ended" } });
  });

  test("who comes back too late reads that the place is gone and why", () => {
    const lapsed = told(asked, event(3, "WaitingStopped", { reason: "vanished" }));
    const closed = told(lapsed, event(4, "ConversationClosed", { reason: "vanished", outcome: null }));
    expect(closed.messages.slice(-2).map((each) => each.key)).toEqual([
      "thread-waiting-lapsed",
      "thread-closed-vanished",
    ]);
    expect(closed.closed).toBe(true);
  });
});

test("the typing sign goes when the message comes", () => {
  const typing = applyFrame(begun, { type: "typing", who: "officer", name: "S. Bakker", on: true });
  expect(typing.typing).toEqual({ who: "officer", name: "S. Bakker" });
  expect(told(typing, posted(2, "goedemiddag", { author: "officer" })).typing).toBeNull();
});

test("a closed conversation says so, now and after a reload", () => {
  const closed = told(begun, event(2, "ConversationClosed", { reason: "closed_by_officer", outcome: "advice_given" }));
  expect(closed).toMatchObject({ closed: true, waiting: null, outcome: "advice_given" });
  expect(["advice_given", "escalated", null].map(resultKey)).toEqual(["result-advice-given", null, null]);
  expect(applyFrame(emptyThread(), snapshot([], { state: "closed" })).closed).toBe(true);
});

test("the console opens a whole thread at once", () => {
  const opened = openThread(conversation, [posted(1, "hallo"), event(2, "CitizenLeft", {})]);
  expect(opened.messages.map((message) => message.kind)).toEqual(["message", "line"]);
});

describe("what a citizen did", () => {
  test("there is a story once the citizen said something", () => {
    expect(hasTold(begun)).toBe(false);
    expect(hasTold(told(begun, posted(2, "mijn fiets", { author: "citizen" })))).toBe(true);
  });

  test("a person is there for the medium that was asked, until the queue is left", () => {
    const asked = told(begun, event(2, "PersonAsked", { medium: "chat" }));
    expect([hasPerson(begun, "chat"), hasPerson(asked, "chat"), hasPerson(asked, "video")]).toEqual([false, true, false]);
    expect(hasPerson(told(asked, event(3, "WaitingStopped", {})), "chat")).toBe(false);
    const joined = told(asked, event(3, "OfficerJoined", { name: "S. Bakker", badge: "4471", medium: "chat" }));
    expect([hasPerson(joined, "chat"), hasPerson(joined, "video")]).toEqual([true, false]);
    expect(hasPerson(told(joined, event(4, "CallReady", { call_id: "c" })), "video")).toBe(true);
  });

  test("who leaves has a closed conversation with its number", () => {
    expect(leaveThread(begun)).toMatchObject({ closed: true, waiting: null, conversation: { reference: "K7M-3PX-9", state: "closed" } });
  });
});

describe("going on later", () => {
  const until = "2026-12-10T10:00:00Z";

  test("the thread knows until when a code opens it again", () => {
    const kept = told(begun, event(2, "CodeGiven", { until }));
    expect([canGoOn(kept, new Date("2026-12-10T09:59:00Z")), canGoOn(kept, new Date(until))]).toEqual([true, false]);
  });

  test("a conversation that was closed is open again, without the officer of then", () => {
    const closed = told(begun, event(2, "ConversationClosed", { reason: "saved", outcome: null }));
    const back = told(closed, event(3, "ConversationResumed", {}));
    expect([closed.closed, back.closed, back.conversation?.held_by]).toEqual([true, false, "bot"]);
  });

  test("who comes back while an officer has it changes nothing", () => {
    const joined = told(begun, event(2, "OfficerJoined", { name: "S. Bakker", badge: "4471", medium: "chat" }));
    expect(told(joined, event(3, "ConversationResumed", {})).conversation?.held_by).toBe("officer");
  });
});
