import { beforeEach, describe, expect, it } from "vitest";
import { Drafts } from "./drafts";

describe("drafts", () => {
  let drafts: Drafts;

  beforeEach(() => {
    sessionStorage.clear();
    drafts = new Drafts(sessionStorage);
  });

  it("are there again after a reload", () => {
    drafts.write("message", "c1", "Waar stond uw");
    expect(new Drafts(sessionStorage).read("message", "c1")).toBe("Waar stond uw");
  });

  it("keep message and note of each conversation apart", () => {
    drafts.write("message", "c1", "een");
    drafts.write("note", "c1", "twee");
    drafts.write("message", "c2", "drie");
    expect([drafts.read("message", "c1"), drafts.read("note", "c1"), drafts.read("note", "c2")]).toEqual(["een", "twee", ""]);
  });

  it("leave nothing behind when they are empty", () => {
    drafts.write("message", "c1", "een");
    drafts.write("message", "c1", "");
    expect(sessionStorage.length).toBe(0);
  });

  it("of conversations that are gone are dropped, and other things in the store are not", () => {
    sessionStorage.setItem("theme", "dark");
    drafts.write("message", "c1", "een");
    drafts.write("note", "c2", "twee");
    drafts.keepOnly(["c2"]);
    expect([drafts.read("message", "c1"), drafts.read("note", "c2")]).toEqual(["", "twee"]);
    expect(sessionStorage.getItem("theme")).toBe("dark");
  });

  it("remember which conversation stood in the middle, until log-out", () => {
    drafts.keepMiddle("c2");
    expect(new Drafts(sessionStorage).middle()).toBe("c2");
    drafts.write("note", "c2", "twee");
    drafts.clear();
    expect([drafts.middle(), sessionStorage.length]).toEqual([null, 0]);
  });
});
