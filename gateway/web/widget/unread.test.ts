import { expect, test } from "vitest";
import { applyFrame, emptyThread } from "../shared/thread";
import type { CitizenFrame } from "../shared/frames";
import { heard, unreadSince } from "./unread";

function said(seq: number, author: string): CitizenFrame {
  const data = { id: "", author, name: null, text: "x", key: null, args: {}, lang: "nl", buttons: [], client_id: null };
  return { type: "event", seq, name: "MessagePosted", data: { ...data, safety: null }, at: "" } as CitizenFrame;
}

test("counts what others said since the window was made small", () => {
  const before = applyFrame(emptyThread(), said(1, "bot"));
  const after = [said(2, "citizen"), said(3, "officer"), said(4, "officer")].reduce(applyFrame, before);
  expect(unreadSince(after, heard(before))).toBe(2);
});

test("counts nothing before the window was ever open", () => {
  expect(unreadSince(applyFrame(emptyThread(), said(1, "bot")), 0)).toBe(0);
});
