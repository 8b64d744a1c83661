import { expect, test } from "vitest";
import { LONGEST_MESSAGE, roomLeft } from "./message-length";

test("a short text leaves room and needs no counter", () => {
  expect(roomLeft("mijn fiets")).toEqual({ left: LONGEST_MESSAGE - 10, near: false, over: false });
});

test("the counter shows before the end is reached", () => {
  expect(roomLeft("a".repeat(1800))).toMatchObject({ left: 200, near: true, over: false });
  expect(roomLeft("a".repeat(2000))).toMatchObject({ left: 0, over: false });
  expect(roomLeft("a".repeat(2001))).toMatchObject({ left: -1, over: true });
});

test("one sign is one character, whatever it takes to store it", () => {
  expect(roomLeft("🚲".repeat(2000)).over).toBe(false);
});

test("space around the text does not count, because the hub takes it off", () => {
  expect(roomLeft(`  ${"a".repeat(2000)}\n`).over).toBe(false);
});
