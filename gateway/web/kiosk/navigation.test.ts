import { describe, expect, it } from "vitest";
import { emptyThread, type Thread } from "../shared/thread";
import { back, backBlocked, cover, follow, go, START } from "./navigation";

const waiting = (medium: "chat" | "video"): Thread => ({
  ...emptyThread(),
  waiting: { medium, place: 2, expected_s: 60, officers: 1 },
});

describe("finding the way on a kiosk", () => {
  it("goes back one step at a time, to the languages and no further", () => {
    expect(back(go("assistant"))).toEqual(go("choice"));
    expect(back(go("choice"))).toEqual(START);
    expect(back(START)).toEqual(START);
  });

  it("takes away what lies over a screen before it leaves the screen", () => {
    const help = cover(go("assistant"), "help");
    expect(back(help)).toEqual(go("assistant"));
    expect(cover(help, "help")).toEqual(go("assistant"));
    expect(cover(help, "emergency").cover).toBe("emergency");
  });

  it("brings whoever waits for video to the video screen, and who chose the chat to the assistant", () => {
    expect(follow(go("assistant"), waiting("video"), null).screen).toBe("video");
    expect(follow(go("video"), waiting("chat"), null).screen).toBe("assistant");
    expect(follow(go("choice"), emptyThread(), "connecting").screen).toBe("video");
    expect(follow(go("choice"), emptyThread(), "ended").screen).toBe("choice");
  });

  it("keeps Help in sight when the officer arrives", () => {
    expect(follow(cover(go("assistant"), "help"), waiting("video"), null)).toEqual({ screen: "video", cover: "help" });
  });

  it("says why Back rests while waiting and in a call, but always lets a cover be closed", () => {
    expect(backBlocked(go("video"), waiting("video"), null)).toBe("waiting");
    expect(backBlocked(go("video"), emptyThread(), "reconnecting")).toBe("call");
    expect(backBlocked(go("video"), emptyThread(), "ended")).toBeNull();
    expect(backBlocked(cover(go("video"), "help"), waiting("video"), null)).toBeNull();
  });
});
