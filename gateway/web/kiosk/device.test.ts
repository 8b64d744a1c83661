import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Device, type DeviceNews, readSlug } from "./device";

const enrolled: DeviceNews = { state: "enrolled", demonstration: false, place: { name: "Hal" }, languages: ["nl"], police: "0900-8844" };
const stranger: DeviceNews = { state: "not_enrolled", demonstration: true, place: null, languages: [], police: "0900-8844" };

function answer(news: DeviceNews): Response {
  return { ok: true, status: 200, json: () => Promise.resolve(news) } as unknown as Response;
}

function device(ask: typeof fetch, slug: string | null = null): Device {
  return new Device(slug, () => "in_use", { ask, devices: () => Promise.resolve([{ kind: "audioinput" }]) });
}

const told = (ask: ReturnType<typeof vi.fn>): Record<string, unknown>[] =>
  ask.mock.calls.map(([, request]) => JSON.parse((request as { body: string }).body) as Record<string, unknown>);

describe("the device of a kiosk", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("tells every 30 s how it is, and only the first time that it started", async () => {
    const ask = vi.fn().mockResolvedValue(answer(enrolled));
    const kiosk = device(ask);
    kiosk.start();
    await vi.advanceTimersByTimeAsync(60_100);
    kiosk.stop();
    expect(told(ask).map((beat) => beat["started"])).toEqual([true, false, false]);
    expect(told(ask)[0]).toMatchObject({ screen: "in_use", camera: false, microphone: true, errors: 0 });
    expect(kiosk).toMatchObject({ state: "enrolled", place: "Hal", languages: ["nl"] });
  });

  it("keeps asking when the hub does not answer at the start, and goes on as it was when it is away later", async () => {
    const ask = vi.fn().mockRejectedValueOnce(new TypeError("offline")).mockResolvedValueOnce(answer(enrolled));
    const kiosk = device(ask);
    kiosk.start();
    await vi.advanceTimersByTimeAsync(100);
    expect(kiosk.state).toBe("starting");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(kiosk.state).toBe("enrolled");
    ask.mockRejectedValue(new TypeError("offline"));
    await vi.advanceTimersByTimeAsync(60_000);
    kiosk.stop();
    expect(kiosk.state).toBe("enrolled");
  });

  it("takes a place in the address for a device in development only", async () => {
    const shown = device(vi.fn().mockResolvedValue(answer(stranger)), "kiosk-utrecht-cs");
    await shown.beat();
    expect([shown.state, shown.languages]).toEqual(["demonstration", ["nl", "en"]]);
    const real = device(vi.fn().mockResolvedValue(answer({ ...stranger, demonstration: false })), "kiosk-utrecht-cs");
    await real.beat();
    expect(real.state).toBe("not_enrolled");
  });

  it("stops serving when it is revoked", async () => {
    const kiosk = device(vi.fn().mockResolvedValueOnce(answer(enrolled)).mockResolvedValue(answer({ ...enrolled, state: "revoked" })));
    await kiosk.beat();
    await kiosk.beat();
    expect(kiosk.state).toBe("revoked");
  });

  it("asks for the number of the station when it is revoked, and keeps it when the hub is away later", async () => {
    const place = { ok: true, json: () => Promise.resolve({ phone: "0591-012345" }) } as unknown as Response;
    const ask = vi.fn().mockResolvedValueOnce(answer({ ...enrolled, state: "revoked" })).mockResolvedValueOnce(place);
    const kiosk = device(ask);
    await kiosk.beat();
    expect(kiosk.station).toBe("0591-012345");
    ask.mockResolvedValueOnce(answer({ ...enrolled, state: "revoked" })).mockRejectedValue(new TypeError("offline"));
    await kiosk.beat();
    expect(kiosk.station).toBe("0591-012345");
  });

  it("has no number of a station when the place has none", async () => {
    const place = { ok: true, json: () => Promise.resolve({ phone: null }) } as unknown as Response;
    const kiosk = device(vi.fn().mockResolvedValueOnce(answer({ ...enrolled, state: "revoked" })).mockResolvedValueOnce(place));
    await kiosk.beat();
    expect([kiosk.station, kiosk.police]).toEqual(["", "0900-8844"]);
  });

  it("names why a code did not work", async () => {
    const refusing = (status: number): typeof fetch => vi.fn().mockResolvedValue({ ok: false, status });
    expect(await device(refusing(404)).enrol("7KQ2-MX4D")).toBe("refused-kiosk-code");
    expect(await device(refusing(429)).enrol("7KQ2-MX4D")).toBe("refused-kiosk-tries");
    expect(await device(refusing(503)).enrol("7KQ2-MX4D")).toBe("refused-unavailable");
  });

  it("reads only a slug from the address", () => {
    expect(readSlug("?place=kiosk-utrecht-cs")).toBe("kiosk-utrecht-cs");
    expect(readSlug("?place=<b>")).toBeNull();
  });
});
