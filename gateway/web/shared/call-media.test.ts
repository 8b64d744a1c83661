import { describe, expect, it } from "vitest";
import { loudness } from "./call-level";
import { canImprove, mediaKey, openMedia } from "./call-media";

type Wanted = MediaStreamConstraints;

/** Devices of which some are there; a name makes the browser refuse with that error. */
function devices(camera: string | true, microphone: string | true): Pick<MediaDevices, "getUserMedia"> {
  return {
    getUserMedia: (wanted?: Wanted) => {
      const faults = [wanted?.video ? camera : true, wanted?.audio ? microphone : true].filter((fault) => fault !== true);
      if (faults.length > 0) return Promise.reject(new DOMException("no", faults[0]));
      return Promise.resolve({ wanted } as unknown as MediaStream);
    },
  };
}

describe("camera and microphone", () => {
  it("takes both when both are there", async () => {
    expect(await openMedia(devices(true, true))).toMatchObject({ camera: "on", microphone: "on" });
  });

  it("goes on with the microphone when the camera is missing or refused", async () => {
    const missing = await openMedia(devices("NotFoundError", true));
    expect(missing).toMatchObject({ camera: "missing", microphone: "on" });
    expect(mediaKey(missing, true)).toBe("call-devices-no-camera");
    const refused = await openMedia(devices("NotAllowedError", true));
    expect(mediaKey(refused, true)).toBe("call-devices-camera-refused");
    expect(canImprove(refused)).toBe(true);
  });

  it("goes on with the picture when only the microphone is missing", async () => {
    const media = await openMedia(devices(true, "NotReadableError"));
    expect(media).toMatchObject({ camera: "on", microphone: "busy" });
    expect(mediaKey(media, false)).toBe("call-devices-no-microphone");
  });

  it("only watches when nothing is allowed, and on a browser without devices", async () => {
    const refused = await openMedia(devices("NotAllowedError", "NotAllowedError"));
    expect(refused).toEqual({ stream: null, camera: "refused", microphone: "refused" });
    expect(mediaKey(refused, false)).toBe("call-devices-refused");
  });

  it("claims that a microphone works only after it gave sound", () => {
    const media = { stream: null, camera: "on", microphone: "on" } as const;
    expect(mediaKey(null, false)).toBe("call-devices-asking");
    expect(mediaKey(media, false)).toBe("call-devices-say-something");
    expect(mediaKey(media, true)).toBe("call-devices-work");
  });

  it("measures loudness", () => {
    expect(loudness(new Float32Array())).toBe(0);
    expect(loudness(new Float32Array([0.5, -0.5]))).toBeCloseTo(0.5);
  });
});
