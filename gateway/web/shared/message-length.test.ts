import { expect, test } from "vitest";
import { isTooMuch, LONGEST_DRAFT, LONGEST_MESSAGE, leftOut, roomLeft } from "./message-length";

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

test("a paste that is too much is left out before the browser lays it out; a shorter one over a selection goes in", () => {
  const box = document.createElement("textarea");
  box.value = "a".repeat(LONGEST_DRAFT);
  const paste = (data: string): boolean => {
    const event = new InputEvent("beforeinput", { data, cancelable: true });
    box.dispatchEvent(event);
    const out = leftOut(event);
    expect(event.defaultPrevented).toBe(out);
    return out;
  };
  box.setSelectionRange(0, 0);
  expect(paste("b")).toBe(true);
  box.setSelectionRange(0, 10);
  expect(paste("b".repeat(10))).toBe(false);
});

test("a box that holds too much may become shorter", () => {
  expect(isTooMuch("a".repeat(4500), "a".repeat(5000))).toBe(false);
});
