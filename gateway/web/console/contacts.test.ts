import { describe, expect, it } from "vitest";
import { apiQuery, chainRows, daysOf, localDay, pageCount, periodTrouble, readFilters, writeFilters, type Contact } from "./contacts";

const TODAY = "2026-11-22";

function contact(id: string, part: Partial<Contact> = {}): Contact {
  const none = { topic: null, theme: null, municipality: null, baseTeam: null, place: null, officer: null };
  return {
    id,
    reference: id,
    channel: "web-chat",
    startedAt: "2026-11-22T10:00:00Z",
    endedAt: null,
    language: "nl",
    outcome: null,
    endReason: null,
    chainedTo: null,
    ...none,
    ...part,
  };
}

describe("chained contacts", () => {
  it("stand under the contact they go on from, in the order of time", () => {
    const rows = chainRows([
      contact("video", { reference: "R1", chainedTo: "chat", startedAt: "2026-11-22T10:05:00Z" }),
      contact("other", { reference: "R2" }),
      contact("chat", { reference: "R1" }),
    ]);
    expect(rows.map((row) => [row.contact.id, row.follows])).toEqual([
      ["chat", false],
      ["video", true],
      ["other", false],
    ]);
  });
});

describe("the filters in the address", () => {
  it("are the last 30 days and all channels to begin with", () => {
    expect(readFilters("", TODAY)).toEqual({ period: "30", from: "2026-10-24", to: TODAY, channel: "", page: 1 });
  });

  it("come back after a reload", () => {
    const chosen = readFilters("?period=dates&from=2026-11-01&to=2026-11-05&channel=kiosk-video&page=3", TODAY);
    expect(readFilters(writeFilters(chosen), TODAY)).toEqual(chosen);
    expect([chosen.from, chosen.to, chosen.channel, chosen.page]).toEqual(["2026-11-01", "2026-11-05", "kiosk-video", 3]);
  });

  it("fall back where the address makes no sense", () => {
    const chosen = readFilters("?period=dates&from=yesterday&channel=pigeon&page=-4", TODAY);
    expect(chosen).toEqual({ period: "dates", from: TODAY, to: TODAY, channel: "", page: 1 });
    expect(readFilters("?period=12", TODAY).period).toBe("30");
  });

  it("become a question to the hub", () => {
    expect(String(apiQuery(readFilters("?period=7&channel=web-chat", TODAY)))).toBe(
      "from=2026-11-16&to=2026-11-22&channel=web-chat",
    );
    expect(apiQuery(readFilters("?period=7", TODAY)).has("channel")).toBe(false);
  });
});

describe("the chosen days", () => {
  const chosen = (from: string, to: string) => readFilters(`?period=dates&from=${from}&to=${to}`, TODAY);

  it("are at most 366, both ends counted", () => {
    expect(periodTrouble(chosen("2025-11-22", TODAY))).toBeNull();
    expect(periodTrouble(chosen("2025-11-21", TODAY))).toBe("too-long");
  });

  it("are kept as chosen and called backwards when they are", () => {
    const wrong = chosen("2026-11-05", "2026-11-01");
    expect([wrong.from, wrong.to, periodTrouble(wrong)]).toEqual(["2026-11-05", "2026-11-01", "backwards"]);
    expect(periodTrouble(chosen(TODAY, TODAY))).toBeNull();
  });

  it("are real days", () => {
    expect(chosen("2026-13-45", TODAY).from).toBe(TODAY);
    expect(chosen("0002-11-05", TODAY).from).toBe(TODAY);
  });
});

describe("days and pages", () => {
  it("count both ends of a period, over months", () => {
    expect(daysOf("1", TODAY)).toEqual({ from: TODAY, to: TODAY });
    expect(daysOf("7", "2026-03-03")).toEqual({ from: "2026-02-25", to: "2026-03-03" });
  });

  it("are local days", () => {
    expect(localDay(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
  });

  it("have at least one page", () => {
    expect([pageCount(0), pageCount(25), pageCount(26)]).toEqual([1, 1, 2]);
  });
});
