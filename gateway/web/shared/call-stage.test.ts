import { describe, expect, it } from "vitest";
import { type Facts, stageOf, titleOf } from "./call-stage";
import { conversationWith } from "./conversation-in-tests";
import type { Conversation } from "./frames";
import { emptyThread, type Thread } from "./thread";

const waiting = { medium: "video" as const, place: 3, expected_s: 240, officers: 2 };

function thread(part: Partial<Conversation> = {}, more: Partial<Thread> = {}): Thread {
  const conversation = conversationWith(part);
  return { ...emptyThread(), conversation, waiting: conversation.waiting, ...more };
}

function stage(part: Partial<Facts>): string {
  return stageOf({ started: true, thread: thread(), asking: false, phase: null, chatChosen: false, ...part });
}

describe("which screen a person sees around a call", () => {
  it("starts, opens, waits, calls and ends", () => {
    expect(stage({ started: false })).toBe("start");
    expect(stage({ thread: emptyThread() })).toBe("opening");
    expect(stage({ asking: true })).toBe("opening");
    expect(stage({ thread: thread({ held_by: "queue", waiting }) })).toBe("waiting");
    expect(stage({ phase: "connecting" })).toBe("call");
    expect(stage({ phase: "reconnecting", thread: thread({}, { closed: true }) })).toBe("call");
    expect(stage({ phase: "ended" })).toBe("after");
    expect(stage({ thread: thread({}, { closed: true }) })).toBe("after");
  });

  it("shows the waiting room again to who asks again after a call", () => {
    expect(stage({ phase: "ended", thread: thread({ held_by: "queue", waiting }) })).toBe("waiting");
  });

  it("leads who lost the officer straight back to the waiting room, before the place is told", () => {
    const ended = { id: "x", state: "ended" as const };
    expect(stage({ phase: "ended", thread: thread({ held_by: "queue", call: ended }) })).toBe("waiting");
  });

  it("shows the chat to who waits for it, has it, or chose it", () => {
    expect(stage({ thread: thread({ held_by: "queue", waiting: { ...waiting, medium: "chat" } }) })).toBe("chat");
    expect(stage({ thread: thread({ held_by: "officer" }) })).toBe("chat");
    expect(stage({ phase: "ended", chatChosen: true })).toBe("chat");
  });

  it("says so when somebody left the queue", () => {
    expect(stage({})).toBe("stopped");
  });

  it("knows after a reload that the call is over", () => {
    expect(stage({ thread: thread({ held_by: "officer", call: { id: "x", state: "ended" } }) })).toBe("after");
  });

  it("tells the place in the title of the page", () => {
    expect(titleOf("waiting", thread({ waiting }), null)).toEqual(["call-page-title-waiting", { place: 3 }]);
    expect(titleOf("call", thread(), "connecting")).toEqual(["call-page-title-arrived", {}]);
    expect(titleOf("call", thread(), "connected")).toEqual(["call-page-title-call", {}]);
  });
});
