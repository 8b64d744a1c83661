import { describe, expect, it } from "vitest";
import type { OfficerFrame, QueueEntry, ThreadEvent, Work } from "../shared/frames";
import { applyOfficerFrame, changeOnDesk, emptyDesk, inVideo, select, selectedWork, withNotice, withoutNotice, withWish, type Desk } from "./desk";
import { editNote, noteStatus, sendNote } from "./note";
import { callIsOver, callUnderWay, canAnswer, joinedAt, neighbour, splitStory, standing, unread, withSaid } from "./works";

const ME = { id: "o1", name: "S. Bakker", badge: "120345", role: "officer", team: "Emmen" };

function entry(id: string, medium: "chat" | "video" = "chat"): QueueEntry {
  return {
    id: `q-${id}`,
    medium,
    language: "nl",
    topic: "bicycle_theft",
    topic_label_key: null,
    place_name: null,
    surface: "website",
    asked_at: "2026-11-22T12:00:00Z",
    target_s: 300,
    state: "taken",
  };
}

function said(seq: number, author: "citizen" | "bot" | "officer", text: string, clientId: string | null = null): ThreadEvent {
  const data = { id: `m${seq}`, author, name: null, text, key: null, args: {}, lang: "nl", buttons: [], client_id: clientId, safety: null };
  return { seq, name: "MessagePosted", at: "2026-11-22T12:00:00Z", data };
}

const JOINED: ThreadEvent = {
  seq: 3,
  name: "OfficerJoined",
  at: "2026-11-22T12:05:00Z",
  data: { name: "S. Bakker", badge: "120345", medium: "chat" },
};

function work(id: string, part: Partial<Work> = {}, medium: "chat" | "video" = "chat"): Work {
  return {
    conversation: {
      id,
      reference: "K7M2-94XQ",
      language: "nl",
      state: "open",
      held_by: "officer",
      officer: ME,
      waiting: null,
      call: medium === "video" ? { id: `call-${id}`, state: "ready" } : null,
      seen_seq: 2,
    },
    events: [said(1, "bot", "Wat is er gebeurd?"), said(2, "citizen", "fiets weg"), JOINED],
    entry: entry(id, medium),
    note: "",
    online: true,
    contact: { reference: "K7M2-94XQ", channel: "web-chat", topic: "bicycle_theft", theme: "other", route: "report_online" },
    ...part,
  } as Work;
}

function after(desk: Desk, ...frames: OfficerFrame[]): Desk {
  return frames.reduce(applyOfficerFrame, desk);
}

function snapshot(works: Work[], queue: QueueEntry[] = []): OfficerFrame {
  return { type: "snapshot", me: ME, available: true, queue, work: works, outcomes: ["referred"], officers: 1 } as OfficerFrame;
}

const refusal = (client_id: string, code: string): OfficerFrame => ({
  type: "refused",
  client_id,
  code,
  text_key: `refused-${code}`,
  args: {},
});

describe("taking somebody", () => {
  it("puts the new conversation in the middle with its whole story", () => {
    const desk = after(emptyDesk(), snapshot([work("c1")]), { type: "work", work: work("c2") });
    expect(desk.works.map((one) => one.id)).toEqual(["c1", "c2"]);
    expect(selectedWork(desk)?.thread.messages).toHaveLength(3);
    expect(desk.selected).toBe("c2");
  });

  it("says calmly, at the queue, that a colleague was first", () => {
    const asked = withWish(emptyDesk(), "t1", { kind: "take", conversationId: null });
    const desk = after(asked, refusal("t1", "colleague_was_first"));
    expect(desk.notices.queue?.key).toBe("refused-colleague_was_first");
    expect(desk.wishes.size).toBe(0);
  });

  it("of a second call is not offered while one is in hand", () => {
    expect(inVideo(after(emptyDesk(), snapshot([work("c1", {}, "video")])))).toBe(true);
    expect(inVideo(after(emptyDesk(), snapshot([work("c1")])))).toBe(false);
  });
});

describe("an officer who gives no sign", () => {
  const left = (reason: string): OfficerFrame => ({
    type: "event", conversation_id: "c1", seq: 4, name: "OfficerLeft", data: { reason }, at: "2026-11-26T10:01:00Z",
  });

  it("reads that the citizen went back, and has the desk free", () => {
    const desk = after(emptyDesk(), snapshot([work("c1"), work("c2")]), left("officer_silent"));
    expect(desk.works.map((one) => one.id)).toEqual(["c2"]);
    expect(desk.notices.queue?.key).toBe("console-put-back-silent");
  });

  it("is counted down no more once the hub saw one", () => {
    const taken = work("c1");
    const awaited = { ...taken, entry: { ...taken.entry, appear_by: "2026-11-26T10:01:00Z" } };
    const desk = after(emptyDesk(), snapshot([awaited]), { type: "appeared", conversation_id: "c1" });
    expect(desk.works[0]?.entry.appear_by).toBeNull();
  });

  it("who put the citizen back himself needs no words about it", () => {
    const desk = after(emptyDesk(), snapshot([work("c1")]), left("released"));
    expect([desk.works.length, desk.notices.queue]).toEqual([0, undefined]);
  });

  it("reads after a reload what happened while the console was away", () => {
    const desk = after(emptyDesk(), { ...snapshot([]), put_back: 2 } as OfficerFrame);
    expect(desk.notices.queue).toEqual({ key: "console-put-back-away", args: { count: 2 } });
  });
});

describe("news about a conversation in hand", () => {
  const desk = after(emptyDesk(), snapshot([work("c1"), work("c2")]));

  it("never changes what is in the middle", () => {
    const later = after(desk, { type: "event", conversation_id: "c2", ...said(4, "citizen", "hallo?") }, { type: "work", work: work("c2") });
    expect(later.selected).toBe("c1");
  });

  it("counts as unread until it was on the screen", () => {
    const told = after(desk, { type: "event", conversation_id: "c2", ...said(4, "citizen", "hallo?") });
    const seen = changeOnDesk(told, "c2", (one) => ({ ...one, seenSeq: 3 }));
    expect(seen.works.map(unread)).toEqual([1, 1]);
    expect(changeOnDesk(seen, "c2", (one) => ({ ...one, seenSeq: 4 })).works.map(unread)).toEqual([1, 0]);
  });

  it("is not told twice", () => {
    const event: OfficerFrame = { type: "event", conversation_id: "c1", ...said(4, "citizen", "hallo?") };
    expect(selectedWork(after(desk, event, event))?.thread.messages).toHaveLength(4);
  });

  it("shows typing and absence of the right citizen", () => {
    const later = after(
      desk,
      { type: "typing", conversation_id: "c1", on: true },
      { type: "presence", conversation_id: "c2", online: false },
    );
    expect(later.works.map((one) => one.thread.typing?.who ?? null)).toEqual(["citizen", null]);
    expect(later.works.map((one) => one.online)).toEqual([true, false]);
  });

  it("of somebody else's conversation changes nothing", () => {
    expect(after(desk, { type: "typing", conversation_id: "x", on: true }).works).toBe(desk.works);
  });
});

describe("a citizen who stopped", () => {
  const left = (seq: number): OfficerFrame => ({ type: "event", conversation_id: "c1", seq, name: "CitizenLeft", at: "2026-11-22T12:09:00Z", data: {} });
  const away: OfficerFrame = { type: "presence", conversation_id: "c1", online: false };
  const open = after(emptyDesk(), snapshot([work("c1")]));

  it("is not away but gone, whatever the connection does later", () => {
    expect([open, after(open, away)].flatMap((desk) => desk.works.map(standing))).toEqual(["here", "away"]);
    const stopped = [after(open, left(4)), after(open, left(4), away)].flatMap((desk) => [...desk.works]);
    expect(stopped.map(standing)).toEqual(["left", "left"]);
    expect(stopped.map(canAnswer)).toEqual([false, false]);
  });

  it("is known again after a reload, and closing ends it for both", () => {
    const events = [...work("c1").events, { seq: 4, name: "CitizenLeft", at: "2026-11-22T12:09:00Z", data: {} } as ThreadEvent];
    expect(after(emptyDesk(), snapshot([work("c1", { events })])).works.map(standing)).toEqual(["left"]);
    const closed: OfficerFrame = { type: "event", conversation_id: "c1", seq: 5, name: "ConversationClosed", at: "2026-11-22T12:09:00Z", data: { reason: "idle", outcome: null } } as OfficerFrame;
    const [over] = after(open, left(4), closed).works;
    expect(over && [standing(over), canAnswer(over), callIsOver(over)]).toEqual(["closed", false, true]);
  });
});

describe("what the officer sends", () => {
  const desk = after(emptyDesk(), snapshot([work("c1"), work("c2")]));
  const speaking = changeOnDesk(withWish(desk, "s1", { kind: "say", conversationId: "c1", text: "Hoi" }), "c1", (one) =>
    withSaid(one, "s1", "Hoi"),
  );

  it("is pending, then stored, then part of the thread", () => {
    expect(selectedWork(speaking)?.thread.pending).toMatchObject([{ text: "Hoi", stored: false }]);
    const stored = after(speaking, { type: "ack", client_id: "s1", conversation_id: "c1" });
    expect(selectedWork(stored)?.thread.pending).toMatchObject([{ stored: true }]);
    const told = after(stored, { type: "event", conversation_id: "c1", ...said(4, "officer", "Hoi", "s1") });
    expect(selectedWork(told)?.thread.pending).toEqual([]);
  });

  it("is not pending any more when it is refused", () => {
    const refused = after(speaking, refusal("s1", "too_fast"));
    expect(selectedWork(refused)?.thread.pending).toEqual([]);
    expect(refused.notices.conversation?.key).toBe("refused-too_fast");
  });

  it("survives a reconnect: pending words, an unsaved note and the choice in the middle stay", () => {
    const typed = changeOnDesk(select(speaking, "c2"), "c1", (one) => ({ ...one, note: editNote(one.note, "zwart"), outcome: "referred" }));
    const back = after(typed, snapshot([work("c1"), work("c2")]));
    const first = back.works[0];
    expect([back.selected, first?.thread.pending.length, first?.note.text, first?.outcome]).toEqual(["c2", 1, "zwart", "referred"]);
  });

  it("is not shown twice when the server had it before the connection was lost", () => {
    const events = [...work("c1").events, said(4, "officer", "Hoi", "s1")];
    const back = after(speaking, snapshot([work("c1", { events }), work("c2")]));
    expect(back.works[0]?.thread.pending).toEqual([]);
  });

  it("saves a note on acknowledgement", () => {
    const sent = changeOnDesk(withWish(desk, "n1", { kind: "note", conversationId: "c1" }), "c1", (one) => ({
      ...one,
      note: sendNote(editNote(one.note, "zwart"), "n1"),
    }));
    const saved = after(sent, { type: "ack", client_id: "n1", conversation_id: "c1" });
    expect(saved.works.map((one) => noteStatus(one.note))).toEqual(["saved", "empty"]);
    expect(saved.works[0]?.note.saved).toBe("zwart");
  });
});

describe("sentences for the officer", () => {
  it("stand apart, so that a refused ticket does not hide a refused message", () => {
    const desk = after(emptyDesk(), refusal("gone", "too_fast"), { ...refusal("", "no_node"), client_id: null } as OfficerFrame);
    expect(Object.keys(desk.notices)).toEqual(["conversation", "call"]);
  });

  it("go away, but not when a newer one stands in their place", () => {
    const old = { key: "a", args: {} };
    const desk = withNotice(emptyDesk(), "queue", old);
    expect(withoutNotice(desk, "queue", old).notices.queue).toBeUndefined();
    const newer = withNotice(desk, "queue", { key: "b", args: {} });
    expect(withoutNotice(newer, "queue", old)).toBe(newer);
  });
});

describe("letting go", () => {
  const desk = after(emptyDesk(), snapshot([work("c1"), work("c2")]));
  const closing = withWish(desk, "x1", { kind: "close", conversationId: "c1" });

  it("takes the conversation off the desk when the server agrees, and brings the next one to the middle", () => {
    const later = after(closing, { type: "ack", client_id: "x1", conversation_id: "c1" });
    expect([later.works.map((one) => one.id), later.selected]).toEqual([["c2"], "c2"]);
    expect(later.notices.queue).toEqual({ key: "console-done-close", args: { reference: "K7M2-94XQ" } });
  });

  it("counts also when the citizen closed first", () => {
    expect(after(closing, refusal("x1", "closed")).works.map((one) => one.id)).toEqual(["c2"]);
  });

  it("keeps it when the server refuses for another reason", () => {
    expect(after(closing, refusal("x1", "unavailable")).works).toHaveLength(2);
  });

  it("of the last leaves an empty desk", () => {
    const last = withWish(after(emptyDesk(), snapshot([work("c1")])), "x1", { kind: "release", conversationId: "c1" });
    expect(after(last, { type: "ack", client_id: "x1", conversation_id: "c1" }).selected).toBeNull();
  });

  it("happens by itself when the server no longer names a conversation", () => {
    expect(after(desk, snapshot([work("c2")])).works.map((one) => one.id)).toEqual(["c2"]);
  });
});

describe("the story", () => {
  const told = after(emptyDesk(), snapshot([work("c1", { events: [...work("c1").events, said(4, "citizen", "ja")] })])).works[0];

  it("ends where the officer came in", () => {
    const { story, live } = splitStory(told?.thread.messages ?? []);
    expect([story.map((one) => one.seq), live.map((one) => one.seq)]).toEqual([[1, 2], [3, 4]]);
  });

  it("tells since when the officer is there, and whether a call is under way", () => {
    expect(told && joinedAt(told)).toBe(Date.parse("2026-11-22T12:05:00Z"));
    const video = after(emptyDesk(), snapshot([work("v", {}, "video")]));
    expect(video.works.map(callUnderWay)).toEqual([true]);
    const ended: OfficerFrame = { type: "event", conversation_id: "v", seq: 9, name: "CallEnded", at: "2026-11-22T12:09:00Z", data: { call_id: "call-v", reason: "hung_up_citizen" } };
    expect(after(video, ended).works.map(callUnderWay)).toEqual([false]);
    expect([video, after(video, ended)].flatMap((desk) => desk.works.map(callIsOver))).toEqual([false, true]);
  });
});

describe("going through my conversations", () => {
  const { works } = after(emptyDesk(), snapshot([work("a"), work("b"), work("c")]));

  it("goes round and round", () => {
    expect([neighbour(works, "c", 1), neighbour(works, "a", -1), neighbour([], "a", 1)]).toEqual(["a", "c", null]);
  });
});
