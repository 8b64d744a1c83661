import { beforeEach, describe, expect, test } from "vitest";
import type { Busyness, Said } from "./frames";
import { setLanguage } from "./texts";
import { personsHours, shortWait, waitWords } from "./waiting-words";

const until = (hour: string): Said => ({ key: "hours-until", args: { day: "today", hour, minute: "00" } });
const tomorrow: Said = { key: "hours-opens", args: { day: "tomorrow", hour: "9", minute: "00" } };
const line = (open: boolean, hours: Said): Busyness => ({ officers: 1, expected_s: 60, open, hours });

beforeEach(() => setLanguage("nl"));

describe("how long it takes", () => {
  test.each([
    [30, "ongeveer 1 minuut", "± 1 min"],
    [300, "ongeveer 5 minuten", "± 5 min"],
    [1_800, "ongeveer 30 minuten", "± 30 min"],
    [3_600, "meer dan 30 minuten", "> 30 min"],
  ])("%i s", (seconds, words, short) => {
    expect([waitWords(seconds), shortWait(seconds)]).toEqual([words, short]);
  });

  test("is not made up when nobody can tell", () => {
    expect([waitWords(null), shortWait(undefined)]).toEqual([null, null]);
  });
});

describe("when people are there", () => {
  test("is said once for both media", () => {
    expect(personsHours({ chat: line(true, until("22")), video: line(true, until("22")) })).toBe("Nu open tot 22.00 uur");
  });

  test("is said for each when they differ", () => {
    const persons = { chat: line(true, until("22")), video: line(true, until("17")) };
    expect(personsHours(persons)).toBe("Chat: Nu open tot 22.00 uur · Video: Nu open tot 17.00 uur");
  });

  test("is said of what is closed too", () => {
    const video = line(false, tomorrow);
    expect(personsHours({ chat: line(true, until("22")), video })).toBe(
      "Chat: Nu open tot 22.00 uur · Video: Open morgen om 9.00 uur",
    );
    expect(personsHours({ chat: video, video })).toBe("Open morgen om 9.00 uur");
    setLanguage("en");
    expect(personsHours({ chat: video, video })).toBe("Opens tomorrow at 9:00");
  });

  test("is not said before it is known", () => {
    expect(personsHours(null)).toBe("");
  });
});
