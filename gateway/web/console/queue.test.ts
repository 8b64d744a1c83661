import { describe, expect, it } from "vitest";
import type { QueueEntry } from "../shared/frames";
import { byWaiting, clock, firstOf, hasNew, isOverdue, isoDuration, waitedSeconds, waiting } from "./queue";

const NOON = Date.parse("2026-11-22T12:00:00Z");

function entry(id: string, minutesAgo: number, part: Partial<QueueEntry> = {}): QueueEntry {
  return {
    id,
    medium: "chat",
    language: "nl",
    topic: null,
    topic_label_key: null,
    place_name: null,
    surface: "website",
    asked_at: new Date(NOON - minutesAgo * 60_000).toISOString(),
    target_s: 300,
    state: "waiting",
    ...part,
  };
}

describe("the order of the queue", () => {
  it("is time alone, whatever the medium, the language or the target", () => {
    const entries = [entry("late", 1, { medium: "video" }), entry("first", 9), entry("second", 4, { target_s: 10 })];
    expect(byWaiting(entries).map((one) => one.id)).toEqual(["first", "second", "late"]);
  });

  it("leaves the list it was given as it is", () => {
    const entries = [entry("b", 1), entry("a", 2)];
    byWaiting(entries);
    expect(entries.map((one) => one.id)).toEqual(["b", "a"]);
  });

  it("does not show who was taken", () => {
    expect(waiting([entry("a", 1, { state: "taken" }), entry("b", 2)]).map((one) => one.id)).toEqual(["b"]);
  });
});

describe("who would be taken", () => {
  const entries = [entry("chat", 3), entry("video", 5, { medium: "video" }), entry("taken", 9, { state: "taken" })];

  it.each([
    [null, "video"],
    ["chat" as const, "chat"],
    ["video" as const, "video"],
  ])("for medium %s is the longest waiting of it", (medium, id) => {
    expect(firstOf(entries, medium)?.id).toBe(id);
  });

  it("is nobody in an empty queue", () => {
    expect(firstOf([], null)).toBeNull();
  });
});

describe("the time waited", () => {
  it("is overdue only after the target", () => {
    const one = entry("a", 5);
    expect(isOverdue(one, NOON)).toBe(false);
    expect(isOverdue(one, NOON + 1_000)).toBe(true);
  });

  it("never falls below zero when clocks differ", () => {
    expect(waitedSeconds(entry("a", -2), NOON)).toBe(0);
  });

  it.each([
    [0, "00:00"],
    [130, "02:10"],
    [3_599, "59:59"],
    [3_725, "1:02:05"],
  ])("of %i seconds reads %s", (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });

  it("is a duration for machines", () => {
    expect(isoDuration(130)).toBe("PT130S");
  });
});

describe("the sound for new", () => {
  const before = [entry("a", 3)];

  it("comes when somebody waits who did not before", () => {
    expect(hasNew(before, [...before, entry("b", 0)])).toBe(true);
  });

  it("stays away when somebody only left or was taken", () => {
    expect(hasNew(before, [])).toBe(false);
    expect(hasNew([], [entry("c", 0, { state: "taken" })])).toBe(false);
  });
});
