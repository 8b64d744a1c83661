import { describe, expect, it } from "vitest";
import { correctionFaults, correctionRequest, emptyCorrection, valuesOf, type CorrectionValues } from "./correction";
import type { Choices } from "./entry";
import type { WrittenContact } from "./written";

const CHOICES = {
  places: [{ slug: "pop-up-assen", name: "Pop-up Assen Centrum", municipality: "Assen", own: false }],
} as unknown as Choices;
const CONTACT = {
  ...{ id: "c", reference: "7KQ2-MX4D", channel: "phone", byHand: true, topic: "burglary", place: null },
  ...{ municipality: "Emmen", outcome: "referred", note: null, startedAt: "2026-11-26T10:00:41Z", endedAt: null },
  ...{ language: "nl", initiative: "citizen", followUp: false, withdrawn: false },
} as unknown as WrittenContact;
const BEFORE = valuesOf(CONTACT, CHOICES);
const EMPTY = emptyCorrection("officer", "c", "client");
const asked = (values: Partial<CorrectionValues>, why: string | null = "mistaken") =>
  correctionRequest({ ...EMPTY, why, values }, BEFORE).fields;

describe("a correction", () => {
  it("carries nothing that was not changed", () => {
    expect(asked({})).toEqual({});
    expect(asked({ topic: "burglary", note: "  ", where: "town:Emmen", start: BEFORE.start })).toEqual({});
  });

  it("carries each change once, with the reason", () => {
    expect(asked({ topic: "fireworks", followUp: true, note: " later " })).toEqual({
      ...{ topic: "fireworks", followUp: true, note: "later" },
    });
    expect(correctionRequest({ ...EMPTY, why: "entered_twice", values: { withdrawn: true } }, BEFORE)).toEqual({
      ...{ clientId: "client", why: "entered_twice", fields: { withdrawn: true } },
    });
  });

  it("tells a place or a municipality, never both", () => {
    expect(asked({ where: "place:pop-up-assen" })).toEqual({ place: "pop-up-assen" });
    expect(asked({ where: null })).toEqual({ municipality: null });
  });

  it("keeps the seconds of a moment that was not touched", () => {
    expect(asked({ start: "2026-11-25T09:00" })).toEqual({ start: new Date("2026-11-25T09:00").toISOString() });
  });

  it("shows the place of a contact by hand, and the municipality of one that a kiosk carried", () => {
    const there = { ...CONTACT, place: "Pop-up Assen Centrum", municipality: "Assen" };
    expect(valuesOf(there, CHOICES).where).toBe("place:pop-up-assen");
    expect(valuesOf({ ...there, byHand: false }, CHOICES).where).toBe("town:Assen");
  });

  it("needs a reason and chosen words", () => {
    const wrong = { ...EMPTY, values: { topic: null, topicText: "xx", where: null, whereText: "yy" } };
    expect(correctionFaults(wrong, BEFORE).map(({ field }) => field)).toEqual(["topic", "where", "why"]);
    expect(correctionFaults({ ...EMPTY, why: "mistaken" }, BEFORE)).toEqual([]);
  });
});
