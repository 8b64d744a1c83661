import { describe, expect, it } from "vitest";
import { erase, isWhole, KEYS, press, written } from "./enrolment-code";

describe("typing an enrolment code", () => {
  it("writes the code as the administrator sees it, however it is typed", () => {
    expect(written("7kq2mx4d")).toBe("7KQ2-MX4D");
    expect(written(" 7KQ2 - MX4D ")).toBe("7KQ2-MX4D");
  });

  it("takes only letters that a code can have, and no more than it has", () => {
    expect(written("0O1Il")).toBe("");
    expect(written("7KQ2MX4DZZZ")).toBe("7KQ2-MX4D");
    expect(KEYS).toHaveLength(31);
  });

  it("goes on and back one letter at a time, over the dash", () => {
    expect(press("7KQ2", "M")).toBe("7KQ2-M");
    expect(erase("7KQ2-M")).toBe("7KQ2");
    expect(erase("")).toBe("");
  });

  it("knows when it is whole", () => {
    expect(isWhole("7KQ2-MX4")).toBe(false);
    expect(isWhole("7KQ2-MX4D")).toBe(true);
  });
});
