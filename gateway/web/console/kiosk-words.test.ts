import { describe, expect, it } from "vitest";
import { counts, faultsOf, lacks, overview, stateLook, stateWords } from "./kiosk-words";
import type { Kiosk, KioskState } from "./kiosks-api";

const kiosk = (state: KioskState, more: Partial<Kiosk> = {}): Kiosk => ({
  id: state, name: "Hal", place: "kiosk-utrecht-cs", languages: ["nl"], state, enrolledAt: null, codeExpiresAt: null,
  seenAt: null, revokedAt: null, camera: null, microphone: null, version: null, errors: null, ...more,
});

describe("how kiosks are told of", () => {
  it("says in words how each is, with the time since when a silent one says nothing", () => {
    const today = new Date("2026-11-26T12:00:00");
    expect(stateWords(kiosk("in_call"))).toBe("In gesprek");
    expect(stateWords(kiosk("never_seen"))).toBe("Nog nooit gezien");
    expect(stateWords(kiosk("silent", { seenAt: "2026-11-26T10:42:00" }), today)).toBe("Stil sinds 10:42");
    expect(stateWords(kiosk("silent", { seenAt: "2026-11-24T10:42:00" }), today)).toContain("24 nov");
    expect(stateLook("silent")).toBe("attention");
  });

  it("names what a kiosk lacks, and nothing of one that it knows nothing about", () => {
    expect(lacks(kiosk("idle", { camera: false, microphone: true, errors: 2 }))).toEqual(["Geen camera", "2 fouten op de pagina"]);
    expect(lacks(kiosk("silent"))).toEqual([]);
  });

  it("counts those in service and those of them that fell silent", () => {
    expect(counts([kiosk("idle"), kiosk("silent"), kiosk("revoked")])).toEqual({ serving: 2, silent: 1, unseen: 0 });
  });

  it("does not say that all is well when a kiosk was never seen", () => {
    expect(overview([])).toContain("Voeg een zuil toe.");
    expect(overview([kiosk("idle"), kiosk("in_use")])).toBe("Alles meldt zich.");
    expect(overview([kiosk("never_seen")])).toBe("1 zuil is nog nooit gezien.");
    expect(overview([kiosk("idle"), kiosk("never_seen")])).toBe("1 zuil is nog nooit gezien. De rest meldt zich.");
    expect(overview([kiosk("silent"), kiosk("never_seen")])).toBe("1 zuil meldt zich niet. 1 zuil is nog nooit gezien.");
  });

  it("finds what is missing in the form", () => {
    expect(faultsOf({ name: " ", place: "", languages: [] })).toEqual(["name", "place", "languages"]);
    expect(faultsOf({ name: "Hal", place: "x", languages: ["nl"] })).toEqual([]);
  });
});
