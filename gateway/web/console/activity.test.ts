import { describe, expect, it } from "vitest";
import { Activity } from "./activity";

describe("activity", () => {
  it("counts opening the page, and then only what somebody does", () => {
    const activity = new Activity(new EventTarget());
    expect([activity.take(), activity.take()]).toEqual([true, false]);
  });

  it.each(["pointermove", "keydown", "wheel"])("notices %s once", (sign) => {
    const screen = new EventTarget();
    const activity = new Activity(screen);
    activity.take();
    screen.dispatchEvent(new Event(sign));
    expect([activity.take(), activity.take()]).toEqual([true, false]);
  });
});
