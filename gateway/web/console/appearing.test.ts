import { describe, expect, it } from "vitest";
import { conversationWith } from "../shared/conversation-in-tests";
import type { ThreadEvent } from "../shared/frames";
import { openThread } from "../shared/thread";
import { appearIn, withAppeared } from "./appearing";
import type { WorkState } from "./works";

const NOW = Date.parse("2026-11-26T10:00:00Z");
const at = "2026-11-26T09:59:50Z";
const JOINED: ThreadEvent = { seq: 1, name: "OfficerJoined", data: { name: "B", badge: "1", medium: "chat" }, at };

function said(seq: number, author: "officer" | "citizen"): ThreadEvent {
  const empty = { id: "m", name: null, text: "hallo", key: null, args: {}, lang: "nl", buttons: [], client_id: null, safety: null };
  return { seq, name: "MessagePosted", data: { ...empty, author }, at };
}

function work(events: ThreadEvent[], appear_by: string | null = "2026-11-26T10:00:50Z"): WorkState {
  const conversation = conversationWith({ held_by: "officer" });
  return { id: "c", entry: { appear_by }, thread: openThread(conversation, events) } as unknown as WorkState;
}

describe("how long the officer has to show up", () => {
  it("is counted down and never below nothing", () => {
    expect(appearIn(work([JOINED]), NOW)).toBe(50);
    expect(appearIn(work([JOINED]), NOW + 120_000)).toBe(0);
  });

  it("is over once the officer said something, whatever the citizen says", () => {
    expect(appearIn(work([JOINED, said(2, "citizen")]), NOW)).toBe(50);
    expect(appearIn(work([JOINED, said(2, "officer")]), NOW)).toBeNull();
  });

  it("begins anew with the next officer, whatever the last one said", () => {
    const left: ThreadEvent = { seq: 3, name: "OfficerLeft", data: { reason: "released" }, at };
    expect(appearIn(work([JOINED, said(2, "officer"), left, { ...JOINED, seq: 4 }]), NOW)).toBe(50);
  });

  it("is not asked of who showed up", () => {
    expect(appearIn(work([JOINED], null), NOW)).toBeNull();
    expect(appearIn(withAppeared(work([JOINED])), NOW)).toBeNull();
  });
});
