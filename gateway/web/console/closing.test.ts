import { describe, expect, it } from "vitest";
import { ARMED_MS, closingStep, releaseStep } from "./closing";

const chat = { outcome: "advice_given", noteTooLong: false, callUnderWay: false, closed: false };
const video = { ...chat, callUnderWay: true };

describe("closing a conversation", () => {
  it("asks for an outcome first", () => {
    expect(closingStep({ ...chat, outcome: null }, null, 0)).toBe("choose-outcome");
  });

  it("goes at once for a chat", () => {
    expect(closingStep(chat, null, 0)).toBe("go");
  });

  it("takes two presses while a call is under way", () => {
    expect(closingStep(video, null, 1_000)).toBe("press-again");
    expect(closingStep(video, { what: "close", at: 1_000 }, 2_000)).toBe("go");
  });

  it("leaves a slow officer ten seconds for the second press", () => {
    expect(closingStep(video, { what: "close", at: 1_000 }, 10_500)).toBe("go");
  });

  it("wants a note that can be kept", () => {
    expect(closingStep({ ...chat, noteTooLong: true }, null, 0)).toBe("shorten-note");
    expect(releaseStep({ ...chat, noteTooLong: true }, null, 0)).toBe("shorten-note");
  });

  it("does not take a double click for two presses", () => {
    expect(closingStep(video, { what: "close", at: 1_000 }, 1_200)).toBe("press-again");
  });

  it("forgets the first press after a while", () => {
    expect(closingStep(video, { what: "close", at: 0 }, ARMED_MS + 1)).toBe("press-again");
  });

  it("does not take a press on put-back for its own", () => {
    expect(closingStep(video, { what: "release", at: 0 }, 1)).toBe("press-again");
  });

  it("needs no outcome for what the citizen closed already", () => {
    expect(closingStep({ ...chat, outcome: null, closed: true }, null, 0)).toBe("go");
  });
});

describe("putting somebody back in the queue", () => {
  it("takes two presses only where it would cut off a call", () => {
    expect(releaseStep(chat, null, 0)).toBe("go");
    expect(releaseStep(video, null, 0)).toBe("press-again");
    expect(releaseStep(video, { what: "release", at: 0 }, 1_000)).toBe("go");
  });
});
