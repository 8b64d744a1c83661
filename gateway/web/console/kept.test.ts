import { beforeEach, describe, expect, it } from "vitest";
import { forgetKept, Kept } from "./kept";

const draft = { officerId: "one", note: "slot gekocht" };

describe("what an officer is filling in", () => {
  beforeEach(() => sessionStorage.clear());

  it("comes back after a reload", () => {
    new Kept(sessionStorage, "contact").write(draft);
    expect(new Kept(sessionStorage, "contact").read("one")).toEqual(draft);
  });

  it("is never another officer's, and is gone then", () => {
    const kept = new Kept(sessionStorage, "contact");
    kept.write(draft);
    expect([kept.read("two"), kept.read("one")]).toEqual([null, null]);
  });

  it("is nothing when what is kept cannot be read", () => {
    sessionStorage.setItem("console-entry:contact", "{");
    expect(new Kept(sessionStorage, "contact").read("one")).toBeNull();
  });

  it("goes at log-out, and nothing else with it", () => {
    new Kept(sessionStorage, "contact").write(draft);
    sessionStorage.setItem("other", "stays");
    forgetKept(sessionStorage);
    expect(Object.keys(sessionStorage)).toEqual(["other"]);
  });
});
