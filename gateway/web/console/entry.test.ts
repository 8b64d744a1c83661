import { describe, expect, it } from "vitest";
import {
  draftFaults,
  edited,
  emptyDraft,
  faultsOf,
  requestOf,
  secondsTaken,
  teamOf,
  whereOf,
  whereOptions,
  type Choices,
} from "./entry";

const EMPTY = emptyDraft("officer", "client");
const TODAY = "2026-11-26";
const CHOICES: Choices = {
  channels: ["phone"],
  topics: [{ id: "burglary", theme: "burglary_violence" }],
  outcomes: ["referred"],
  languages: ["nl"],
  municipalities: [
    { name: "Emmen", team: "Zuidoost-Drenthe", own: true },
    { name: "Assen", team: "Assen", own: false },
  ],
  places: [{ slug: "pop-up-assen", name: "Pop-up Assen Centrum", municipality: "Assen", own: false }],
  reasons: ["mistaken"],
  noteChars: 4000,
  entryDays: 31,
};

describe("a contact as it is filled in", () => {
  it("is now, by a citizen and in Dutch unless told otherwise", () => {
    expect(requestOf(EMPTY, TODAY)).toEqual({
      ...{ clientId: "client", channel: null, topic: null, outcome: null, municipality: null, place: null },
      ...{ language: "nl", initiative: "citizen", note: "", followUp: false, sameCase: null },
      ...{ start: null, durationS: null },
    });
  });

  it("becomes what the hub wants", () => {
    const draft = { ...EMPTY, channel: "phone", where: "town:Emmen", note: " kort ", minutes: " 5 ", sameCase: " 7KQ2 " };
    expect(requestOf(draft, TODAY)).toMatchObject({
      ...{ channel: "phone", municipality: "Emmen", place: null, note: "kort", durationS: 300, sameCase: "7KQ2" },
    });
    expect(requestOf({ ...EMPTY, start: "14:05" }, TODAY).start).toBe(new Date("2026-11-26T14:05").toISOString());
    const yesterday = { ...EMPTY, day: "2026-11-25", start: "23:59" };
    expect(requestOf(yesterday, TODAY).start).toBe(new Date("2026-11-25T23:59").toISOString());
  });

  it("starts its clock at the first key and not again", () => {
    const first = edited(EMPTY, { channel: "phone" }, 1_000);
    const second = edited(first, { topic: "burglary" }, 9_000);
    expect(secondsTaken(second, 13_400)).toBe(12);
    expect(secondsTaken(EMPTY, 5)).toBe(1);
  });

  it("is refused by the browser where a typed word was not chosen or a time makes no sense", () => {
    expect(draftFaults(EMPTY, TODAY, 31)).toEqual([]);
    const wrong = { ...EMPTY, topicText: "fie", whereText: "atl", minutes: "1.5", day: TODAY };
    expect(draftFaults(wrong, TODAY, 31).map(({ field, code }) => [field, code])).toEqual([
      ["topic", "unknown"],
      ["where", "unknown"],
      ["minutes", "minutes"],
      ["start", "time"],
    ]);
    const long = { ...EMPTY, topic: "burglary", topicText: "fie", minutes: "99999" };
    expect(draftFaults(long, TODAY, 31)).toEqual([{ field: "minutes", code: "too-many-minutes", args: { days: 31 } }]);
  });

  it.each([
    ["", "day"],
    ["2031-01-01", "day-in-future"],
    ["0001-01-01", "too-long-ago"],
    ["2026-10-25", "too-long-ago"],
  ])("says at the day that %j is wrong, also without a time", (day, code) => {
    const faults = draftFaults({ ...EMPTY, day }, TODAY, 31);
    expect(faults[0]).toEqual({ field: "day", code, args: { days: 31 } });
    expect(draftFaults({ ...EMPTY, day: "2026-10-26", start: "14:05" }, TODAY, 31)).toEqual([]);
  });
});

describe("where it was", () => {
  it("is a municipality or a place", () => {
    expect(whereOf("town:Emmen")).toEqual({ municipality: "Emmen", place: null });
    expect(whereOf("place:pop-up-assen")).toEqual({ municipality: null, place: "pop-up-assen" });
    expect(whereOf(null)).toEqual({ municipality: null, place: null });
  });

  it("tells the team", () => {
    expect([teamOf(CHOICES, "town:Emmen"), teamOf(CHOICES, "place:pop-up-assen"), teamOf(CHOICES, null)]).toEqual([
      "Zuidoost-Drenthe",
      "Assen",
      null,
    ]);
  });

  it("is chosen from municipalities before places, each with what it is", () => {
    const options = whereOptions(CHOICES, { town: "gemeente", own: "eigen team" });
    expect(options.map(({ label, hint }) => `${label} (${hint})`)).toEqual([
      "Emmen (gemeente, eigen team)",
      "Assen (gemeente)",
      "Pop-up Assen Centrum (Assen)",
    ]);
  });
});

describe("what the hub says is wrong", () => {
  it("stands at our field", () => {
    const invalidParams = [
      { name: "municipality", reason: "x", code: "unknown", args: {} },
      { name: "start", reason: "x", code: "too-long-ago", args: { days: 31 } },
      { name: "body.durationS", reason: "x" },
      { name: "body.note", reason: "x" },
    ];
    expect(faultsOf({ invalidParams })).toEqual([
      { field: "where", code: "unknown", args: {} },
      { field: "start", code: "too-long-ago", args: { days: 31 } },
      { field: "minutes", code: "unknown", args: {} },
      { field: "note", code: "unknown", args: {} },
    ]);
    expect(faultsOf(null)).toEqual([]);
  });
});
