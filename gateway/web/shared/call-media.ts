/** Camera and microphone of a person: ask for both, settle for less, never fail. */

export type DeviceState = "on" | "missing" | "refused" | "busy";

/** What we got, and why something is lacking. */
export interface Media {
  stream: MediaStream | null;
  camera: DeviceState;
  microphone: DeviceState;
}

type Devices = Pick<MediaDevices, "getUserMedia">;

const PICTURE: MediaTrackConstraints = {
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 30, max: 30 },
  facingMode: "user",
};
const SOUND: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** Open camera and microphone, or one of them, or nothing; tell which. */
export async function openMedia(devices: Devices | undefined = navigator.mediaDevices): Promise<Media> {
  if (!devices) return { stream: null, camera: "missing", microphone: "missing" };
  const both = await attempt(devices, { audio: SOUND, video: PICTURE });
  if (both instanceof MediaStreamLike) return { stream: both.stream, camera: "on", microphone: "on" };
  const sound = await attempt(devices, { audio: SOUND });
  if (sound instanceof MediaStreamLike) return { stream: sound.stream, camera: both, microphone: "on" };
  const picture = await attempt(devices, { video: PICTURE });
  if (picture instanceof MediaStreamLike) return { stream: picture.stream, camera: "on", microphone: sound };
  return { stream: null, camera: picture, microphone: sound };
}

/** Open the camera alone, once more in a call; null when it does not come. */
export async function openCamera(devices: Devices | undefined = navigator.mediaDevices): Promise<MediaStreamTrack | null> {
  const got = devices ? await attempt(devices, { video: PICTURE }) : null;
  return got instanceof MediaStreamLike ? (got.stream.getTracks().find((track) => track.kind === "video") ?? null) : null;
}

class MediaStreamLike {
  constructor(readonly stream: MediaStream) {}
}

async function attempt(devices: Devices, wanted: MediaStreamConstraints): Promise<MediaStreamLike | DeviceState> {
  try {
    return new MediaStreamLike(await devices.getUserMedia(wanted));
  } catch (error) {
    return whyNot(error instanceof Error ? error.name : "");
  }
}

/** Name what a failure of getUserMedia means for a person. */
export function whyNot(errorName: string): DeviceState {
  if (errorName === "NotAllowedError" || errorName === "SecurityError") return "refused";
  return errorName === "NotReadableError" || errorName === "AbortError" ? "busy" : "missing";
}

/** Name the Fluent key of the sentence that tells what works, `heard` once the microphone gave sound. */
export function mediaKey(media: Media | null, heard: boolean): string {
  if (media === null) return "call-devices-asking";
  if (media.camera === "on") return withCamera(media.microphone === "on", heard);
  const refused = media.camera === "refused";
  if (media.microphone === "on") return refused ? "call-devices-camera-refused" : "call-devices-no-camera";
  return refused ? "call-devices-refused" : "call-devices-none";
}

function withCamera(microphone: boolean, heard: boolean): string {
  if (!microphone) return "call-devices-no-microphone";
  return heard ? "call-devices-work" : "call-devices-say-something";
}

/** Say whether asking again could give more than we have. */
export function canImprove(media: Media): boolean {
  return media.camera !== "on" || media.microphone !== "on";
}

/** Stop every track, so that the light of the camera goes out. */
export function stopMedia(media: Media | null): void {
  media?.stream?.getTracks().forEach((track) => track.stop());
}
