import { afterEach, expect, test } from "vitest";
import { clockTime } from "./clock-time";
import { setLanguage } from "./texts";

afterEach(() => setLanguage("nl"));

test.each(["nl", "en"])("the time of day has 24 hours in %s", (lang) => {
  setLanguage(lang);
  expect(clockTime(new Date(2026, 10, 22, 19, 45))).toBe("19:45");
  expect(clockTime(new Date(2026, 10, 22, 0, 5))).toBe("00:05");
});
