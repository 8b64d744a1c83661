import { describe, expect, it } from "vitest";
import { AWAY_MS, type Happening, type Idle, IDLE_MS, idleAfter, leftMs, resting, RING_MS } from "./idle";

/** Play happenings at their times on a clock that starts at 0. */
function play(...steps: [Happening, number][]): Idle {
  return steps.reduce((idle, [happening, at]) => idleAfter(idle, happening, at), resting(0));
}

describe("the idle clock of a kiosk", () => {
  it("rests until somebody touches the screen", () => {
    expect(play(["tick", IDLE_MS * 10]).phase).toBe("resting");
    expect(play(["touch", 5]).phase).toBe("active");
  });

  it("asks after a minute without a touch and wipes 30 s later", () => {
    expect(play(["touch", 0], ["tick", IDLE_MS - 1]).phase).toBe("active");
    const ring = play(["touch", 0], ["tick", IDLE_MS]);
    expect(ring.phase).toBe("ring");
    expect(leftMs(ring, IDLE_MS + 10_000)).toBe(RING_MS - 10_000);
    expect(idleAfter(ring, "tick", IDLE_MS + RING_MS - 1).phase).toBe("ring");
    expect(idleAfter(ring, "tick", IDLE_MS + RING_MS).phase).toBe("over");
  });

  it("starts again at each touch", () => {
    const touched = play(["touch", 0], ["touch", 50_000]);
    expect(idleAfter(touched, "tick", 50_000 + IDLE_MS - 1).phase).toBe("active");
  });

  it("takes only the answer to the ring, so that a newcomer's touch shows no story", () => {
    const ring = play(["touch", 0], ["tick", IDLE_MS]);
    expect(idleAfter(ring, "touch", IDLE_MS + 1).phase).toBe("ring");
    expect(idleAfter(ring, "stay", IDLE_MS + 1)).toEqual({ phase: "active", since: IDLE_MS + 1, held: false });
  });

  it("stands still while somebody waits or is in a call, and starts anew afterwards", () => {
    const held = play(["touch", 0], ["hold", 1_000]);
    expect(leftMs(held, 2_000)).toBeNull();
    const later = idleAfter(held, "tick", IDLE_MS * 20);
    expect(later.phase).toBe("active");
    const free = idleAfter(later, "free", IDLE_MS * 20);
    expect(idleAfter(free, "tick", IDLE_MS * 21 - 1).phase).toBe("active");
    expect(idleAfter(free, "tick", IDLE_MS * 21).phase).toBe("ring");
  });

  it("takes the ring away when an officer comes", () => {
    expect(play(["touch", 0], ["tick", IDLE_MS], ["hold", IDLE_MS + 1]).phase).toBe("active");
  });

  it("pauses five minutes for a telephone call, asks, and wipes", () => {
    const away = play(["touch", 0], ["phone", 1_000]);
    expect(away.phase).toBe("away");
    expect(idleAfter(away, "touch", 2_000).phase).toBe("away");
    expect(idleAfter(away, "back", 2_000).phase).toBe("active");
    const ring = idleAfter(away, "tick", 1_000 + AWAY_MS);
    expect(ring.phase).toBe("ring");
    expect(idleAfter(ring, "tick", 1_000 + AWAY_MS + RING_MS).phase).toBe("over");
  });

  it("gives no pause to somebody in a call or to an empty screen", () => {
    expect(play(["touch", 0], ["hold", 1], ["phone", 2]).phase).toBe("active");
    expect(play(["phone", 2]).phase).toBe("resting");
  });

  it("wipes without a question when the machine slept through question and answer", () => {
    expect(play(["touch", 0], ["tick", IDLE_MS + RING_MS]).phase).toBe("over");
    expect(play(["touch", 0], ["phone", 0], ["tick", AWAY_MS + RING_MS]).phase).toBe("over");
  });

  it("stays over until wiped, whatever is touched", () => {
    const over = play(["touch", 0], ["tick", IDLE_MS + RING_MS]);
    expect(idleAfter(over, "touch", IDLE_MS * 2).phase).toBe("over");
    expect(idleAfter(over, "wiped", IDLE_MS * 2)).toEqual(resting(IDLE_MS * 2));
  });
});
