import { describe, expect, it } from "vitest";
import { busiest, columns, highestDay, labelledDays, spread, stack, ticks, type ChannelStatistics } from "./chart";

const TWO_DAYS: ChannelStatistics = {
  total: 14,
  days: ["2026-11-21", "2026-11-22"],
  series: [
    { channel: "kiosk-video", counts: [1, 2] },
    { channel: "web-chat", counts: [4, 5] },
    { channel: "phone", counts: [0, 2] },
    { channel: "web-video", counts: [0, 0] },
  ],
};
const PLOT = { left: 40, top: 10, width: 200, height: 100 };

describe("the stack of channels", () => {
  const bands = stack(TWO_DAYS);

  it("has the same order and colours whatever order the server sends, and leaves empty channels out", () => {
    expect(bands.map((band) => [band.channel, band.colour])).toEqual([
      ["web-chat", 1],
      ["kiosk-video", 4],
      ["phone", 5],
    ]);
  });

  it("adds up to the total, each part on top of the one before", () => {
    expect(bands.map((band) => band.parts.map(({ from, to }) => [from, to]))).toEqual([
      [[0, 4], [0, 5]],
      [[4, 5], [5, 7]],
      [[5, 5], [7, 9]],
    ]);
    expect(bands.reduce((all, band) => all + band.total, 0)).toBe(TWO_DAYS.total);
  });

  it("knows the tallest day, also when there is none", () => {
    expect(highestDay(bands)).toBe(9);
    expect(highestDay([])).toBe(0);
  });

  it("becomes columns inside the plot", () => {
    const drawn = bands.flatMap((band) => columns(band, PLOT, 10));
    for (const { x, y, width, height } of drawn) {
      expect(x).toBeGreaterThanOrEqual(PLOT.left);
      expect(x + width).toBeLessThanOrEqual(PLOT.left + PLOT.width);
      expect(y).toBeGreaterThanOrEqual(PLOT.top);
      expect(y + height).toBeLessThanOrEqual(PLOT.top + PLOT.height + 0.001);
    }
    expect(drawn[1]?.height).toBe(50);
  });
});

describe("the busiest channel", () => {
  it("is the one with most contacts", () => {
    expect(busiest(TWO_DAYS)).toEqual({ channel: "web-chat", count: 9 });
  });

  it("is none when two share the first place or there are no contacts", () => {
    const even = { ...TWO_DAYS, series: [{ channel: "a", counts: [2] }, { channel: "b", counts: [2] }] };
    expect(busiest(even)).toBeNull();
    expect(busiest({ total: 0, days: [], series: [] })).toBeNull();
  });
});

describe("the numbers on the axis", () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [9, [0, 5, 10]],
    [36, [0, 10, 20, 30, 40]],
    [1_180, [0, 500, 1_000, 1_500]],
  ])("for at most %i are %j", (highest, expected) => {
    expect(ticks(highest)).toEqual(expected);
  });

  it("are whole, rise evenly and reach the top", () => {
    for (let highest = 1; highest < 3_000; highest += 7) {
      const marks = ticks(highest);
      expect(marks.at(-1)).toBeGreaterThanOrEqual(highest);
      expect(marks.every((mark, index) => mark === index * (marks[1] ?? 0))).toBe(true);
      expect(marks.length).toBeLessThanOrEqual(6);
    }
  });
});

describe("words beside the plot", () => {
  it("name the last day always, and others as there is room", () => {
    expect(labelledDays(["a", "b", "c", "d", "e"], 3)).toEqual([0, 2, 4]);
    expect(labelledDays(["a"], 5)).toEqual([0]);
    expect(labelledDays(["a", "b", "c"], 0)).toEqual([2]);
  });

  it("keep their distance and stay near their part", () => {
    expect(spread([90, 85, 40], 20, 95)).toEqual([90, 70, 40]);
    expect(spread([100, 100], 20, 95)).toEqual([95, 75]);
  });
});
