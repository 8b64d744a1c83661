import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { BrowserParts } from "./call-connection";
import { CallRefused, CallSession } from "./call-session";

class FakeSocket extends EventTarget {
  readyState = 0;
  sent: { type: string }[] = [];
  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as { type: string });
  }
  tell(frame: object): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }
  drop(code = 1006): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
  close(): void {
    this.readyState = 3;
  }
}

class FakePeer extends EventTarget {
  connectionState = "new";
  iceGatheringState = "complete";
  localDescription = { sdp: "v=0" };
  closed = false;
  kinds: string[] = [];
  addTransceiver(track: string | { kind: string }): void {
    this.kinds.push(typeof track === "string" ? track : track.kind);
  }
  createOffer(): Promise<object> {
    return Promise.resolve({});
  }
  setLocalDescription(): Promise<void> {
    return Promise.resolve();
  }
  setRemoteDescription(): Promise<void> {
    return Promise.resolve();
  }
  sent: (object | null)[] = [];
  getTransceivers(): object[] {
    return this.kinds.map((kind) => ({
      receiver: { track: { kind } },
      sender: { replaceTrack: (track: object | null) => Promise.resolve(this.sent.push(track)) },
    }));
  }
  become(state: string): void {
    this.connectionState = state;
    this.dispatchEvent(new Event("connectionstatechange"));
  }
  close(): void {
    this.closed = true;
  }
}

class FakeTrack {
  enabled = true;
  readyState: "live" | "ended" = "live";
  constructor(readonly kind: "audio" | "video") {}
  stop(): void {
    this.readyState = "ended";
  }
}

class FakeStream {
  constructor(private tracks: FakeTrack[]) {}
  getTracks(): FakeTrack[] {
    return [...this.tracks];
  }
  addTrack(track: FakeTrack): void {
    this.tracks.push(track);
  }
  removeTrack(track: FakeTrack): void {
    this.tracks = this.tracks.filter((each) => each !== track);
  }
}

const nextCamera: MediaStreamTrack[] = [];
const sockets: FakeSocket[] = [];
const peers: FakePeer[] = [];
const parts: BrowserParts = {
  openSocket: () => push(sockets, new FakeSocket()) as unknown as WebSocket,
  openPeer: () => push(peers, new FakePeer()) as unknown as RTCPeerConnection,
  openCamera: () => Promise.resolve(nextCamera.shift() ?? null),
  newStream: () => ({ addTrack: () => undefined }) as unknown as MediaStream,
};
const joined = { type: "joined", call_id: "c", seat: "citizen", role: "citizen", peers: [], ice_servers: [] };

function push<T>(list: T[], one: T): T {
  list.push(one);
  return one;
}

function last<T>(list: T[]): T {
  const one = list.at(-1);
  if (!one) throw new Error("nothing was opened yet");
  return one;
}

const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

/** Bring the newest connection up to its picture. */
async function connect(): Promise<void> {
  last(sockets).open();
  last(sockets).tell(joined);
  await settle();
  last(sockets).tell({ type: "answer", sdp: "v=0" });
  last(peers).become("connected");
  await settle();
}

function startSession(getTicket = vi.fn().mockResolvedValue({ ticket: "t", url: "ws://node" })) {
  const session = new CallSession(getTicket, parts);
  const states: string[] = [];
  session.addEventListener("state", () => states.push(session.state));
  session.start(null);
  return { session, states, getTicket };
}

describe("a seat in a call", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    sockets.length = peers.length = 0;
  });

  it("joins with a ticket and offers one audio and one video line even without devices", async () => {
    const { session } = startSession();
    await settle();
    await connect();
    expect(last(sockets).sent.map((frame) => frame.type)).toEqual(["join", "offer", "media"]);
    expect(last(peers).kinds).toEqual(["audio", "video"]);
    expect(session.state).toBe("connected");
  });

  it("comes back with a fresh ticket after the socket fell away, and keeps the old picture till then", async () => {
    const { session, states, getTicket } = startSession();
    await settle();
    await connect();
    await settle(2_000);
    const picture = session.remoteStream;
    expect(picture).not.toBeNull();
    last(sockets).drop();
    await settle(10);
    expect(session.state).toBe("reconnecting");
    expect(session.remoteStream).toBe(picture);
    expect(peers[0]?.closed).toBe(false);
    await settle(600);
    expect(getTicket).toHaveBeenCalledTimes(2);
    await connect();
    await settle(2_000);
    expect(states).toEqual(["connected", "reconnecting", "connected"]);
    expect(session.remoteStream).not.toBe(picture);
    expect(peers[0]?.closed).toBe(true);
  });

  it("comes back after the media path failed", async () => {
    const { session, getTicket } = startSession();
    await settle();
    await connect();
    last(peers).become("disconnected");
    expect(session.state).toBe("reconnecting");
    await settle(4_000);
    expect(getTicket).toHaveBeenCalledTimes(2);
  });

  it("does not listen any more to a connection that it only keeps for the picture", async () => {
    const { session } = startSession();
    await settle();
    await connect();
    await settle(2_000);
    last(sockets).drop();
    await settle(600);
    await connect();
    peers[0]?.become("disconnected");
    peers[0]?.become("failed");
    expect(session.state).toBe("connected");
  });

  it("does not start over when the media path heals by itself", async () => {
    const { session, getTicket } = startSession();
    await settle();
    await connect();
    last(peers).become("disconnected");
    await settle(1_000);
    last(peers).become("connected");
    await settle(10_000);
    last(sockets).tell({ type: "pong" });
    expect(session.state).toBe("connected");
    expect(getTicket).toHaveBeenCalledTimes(1);
  });

  it("takes one fresh ticket when the first is refused, then ends with the reason", async () => {
    const { session, getTicket } = startSession();
    await settle();
    last(sockets).open();
    last(sockets).tell({ type: "refused", code: "ticket_expired" });
    await settle(10);
    expect(getTicket).toHaveBeenCalledTimes(2);
    last(sockets).open();
    last(sockets).tell({ type: "refused", code: "ticket_expired" });
    await settle(10);
    expect(session).toMatchObject({ state: "ended", reason: "ticket_expired" });
  });

  it("ends when the hub says there is no such call", async () => {
    const { session } = startSession(vi.fn().mockRejectedValue(new CallRefused("not_open")));
    await settle();
    expect(session).toMatchObject({ state: "ended", reason: "not_open" });
  });

  it("ends with the node's reason, and when another page took the seat", async () => {
    const first = startSession();
    await settle();
    await connect();
    last(sockets).tell({ type: "ended", reason: "hung_up_officer" });
    await settle();
    expect(first.session).toMatchObject({ state: "ended", reason: "hung_up_officer", remoteStream: null });
    const second = startSession();
    await settle();
    await connect();
    last(sockets).drop(4409);
    await settle();
    expect(second.session).toMatchObject({ state: "ended", reason: "replaced" });
  });

  it("gives up after the seat is gone and says so", async () => {
    const { session } = startSession(vi.fn().mockRejectedValue(new Error("offline")));
    await settle(90_000);
    expect(session).toMatchObject({ state: "ended", reason: "lost" });
  });

  it("says goodbye, stops camera and microphone, and tries nothing more", async () => {
    const { session, getTicket } = startSession();
    const track = { kind: "video", enabled: true, readyState: "live", stop: vi.fn() };
    await session.replaceStream({ getTracks: () => [track] } as unknown as MediaStream);
    await settle();
    await connect();
    session.hangUp();
    expect(last(sockets).sent.at(-1)).toEqual({ type: "leave" });
    expect(track.stop).toHaveBeenCalled();
    expect(last(peers).closed).toBe(true);
    await settle(60_000);
    expect(getTicket).toHaveBeenCalledTimes(1);
  });

  it("lets the camera go when the picture is switched off, and takes it again", async () => {
    const { session } = startSession();
    const [sound, camera, again] = [new FakeTrack("audio"), new FakeTrack("video"), new FakeTrack("video")];
    await session.replaceStream(new FakeStream([sound, camera]) as unknown as MediaStream);
    await settle();
    await connect();
    await session.setVideo(false);
    expect([camera.readyState, sound.readyState, session.video]).toEqual(["ended", "live", false]);
    expect(last(peers).sent.slice(-2)).toEqual([sound, null]);
    expect(last(sockets).sent.at(-1)).toEqual({ type: "media", audio: true, video: false });
    nextCamera.push(again as unknown as MediaStreamTrack);
    await session.setVideo(true);
    expect(session.video).toBe(true);
    expect(last(peers).sent.slice(-2)).toEqual([sound, again]);
    expect(last(sockets).sent.at(-1)).toEqual({ type: "media", audio: true, video: true });
  });

  it("says so when the camera does not come again, and lets go of one that comes too late", async () => {
    const { session } = startSession();
    await session.replaceStream(new FakeStream([new FakeTrack("video")]) as unknown as MediaStream);
    await settle();
    await connect();
    await session.setVideo(false);
    await session.setVideo(true);
    expect([session.video, session.camera.failed]).toEqual([false, true]);
    const late = new FakeTrack("video");
    nextCamera.push(late as unknown as MediaStreamTrack);
    const coming = session.setVideo(true);
    session.hangUp();
    await coming;
    expect([late.readyState, session.video]).toEqual(["ended", false]);
  });

  it("notices a node that says nothing any more", async () => {
    const { session } = startSession();
    await settle();
    await connect();
    await settle(13_000);
    expect(session.state).toBe("reconnecting");
  });
});
