/** One connection into a seat: ticket in, pictures and sound out, until it is gone. */
import { openCamera } from "./call-media";
import { type Peer, seatedPeers, withoutLocalNames } from "./call-policy";
import { CallLost, CallRefused, Signal, type SignalNews } from "./call-signal";

export interface Ticket {
  ticket: string;
  url: string;
}

/** How a connection came to its end. */
export type Outcome = { kind: "lost" } | { kind: "refused"; code: string } | { kind: "ended"; reason: string };

/** The parts of the browser a connection needs; tests bring their own. */
export interface BrowserParts {
  openSocket(url: string): WebSocket;
  openPeer(config: RTCConfiguration): RTCPeerConnection;
  newStream(): MediaStream;
  /** Ask for the camera again; null when it does not come. */
  openCamera(): Promise<MediaStreamTrack | null>;
}

export const browserParts: BrowserParts = {
  openSocket: (url) => new WebSocket(url),
  openPeer: (config) => new RTCPeerConnection(config),
  newStream: () => new MediaStream(),
  openCamera: () => openCamera(),
};

export interface ConnectionEvents {
  peers(list: Peer[]): void;
  peer(news: Peer): void;
  connected(): void;
  shaky(): void;
  picture(): void;
}

const GATHER_MS = 700;
const SHAKY_MS = 3_000;

/** Hold one signalling socket and one peer connection together. */
export class CallConnection {
  /** Resolves once, when this connection is of no use any more. */
  readonly gone: Promise<Outcome>;
  /** What came from the other side so far, with or without a picture. */
  readonly stream: MediaStream;
  private signal: Signal | null = null;
  private peer: RTCPeerConnection | null = null;
  private shakyTimer: ReturnType<typeof setTimeout> | undefined;
  private retired = false;
  private settle: (outcome: Outcome) => void = () => undefined;

  constructor(
    private readonly parts: BrowserParts,
    private readonly events: ConnectionEvents,
  ) {
    this.stream = parts.newStream();
    this.gone = new Promise((resolve) => (this.settle = resolve));
  }

  /** Join with a ticket and offer our tracks; failures come out of `gone`. */
  async open(getTicket: () => Promise<Ticket>, stream: MediaStream | null): Promise<void> {
    try {
      const { ticket, url } = await getTicket();
      const signal = this.listen(url);
      const joined = await signal.join(ticket);
      this.events.peers(seatedPeers(joined.peers));
      const peer = this.openPeer(joined.ice_servers, stream);
      const answer = await signal.offer(await describe(peer));
      await peer.setRemoteDescription({ type: "answer", sdp: answer });
    } catch (error) {
      this.settle(error instanceof CallRefused ? { kind: "refused", code: error.code } : { kind: "lost" });
    }
  }

  /** Tell the others what they can expect to hear and see. */
  tellMedia(audio: boolean, video: boolean): void {
    this.signal?.send({ type: "media", audio, video });
  }

  /** Leave the seat, or end the call for everybody. */
  leave(end: boolean): void {
    this.signal?.send({ type: end ? "end" : "leave" });
    this.close();
  }

  /** Send other tracks from now on, without a new offer. */
  async replaceTracks(stream: MediaStream): Promise<void> {
    for (const transceiver of this.peer?.getTransceivers() ?? []) {
      const kind = transceiver.receiver.track.kind;
      await transceiver.sender.replaceTrack(trackOf(stream, kind));
    }
  }

  /** Let the socket go and keep the peer connection: its last picture stays on screen. */
  hangOn(): void {
    this.retired = true;
    clearTimeout(this.shakyTimer);
    this.signal?.close();
  }

  /** Throw socket and peer connection away. */
  close(): void {
    this.hangOn();
    this.peer?.close();
    this.settle({ kind: "lost" });
  }

  private listen(url: string): Signal {
    const signal = new Signal(this.parts.openSocket(url));
    signal.onNews = (news) => this.hear(news);
    signal.onLost = (replaced) => this.settle(replaced ? { kind: "ended", reason: "replaced" } : { kind: "lost" });
    this.signal = signal;
    return signal;
  }

  private hear(news: SignalNews): void {
    if (news.type === "peer") this.events.peer(news);
    else if (news.type === "ended") this.settle({ kind: "ended", reason: news.reason });
  }

  private openPeer(iceServers: RTCIceServer[], stream: MediaStream | null): RTCPeerConnection {
    const peer = this.parts.openPeer({ iceServers, bundlePolicy: "max-bundle" });
    for (const kind of ["audio", "video"] as const) {
      const track = stream === null ? null : trackOf(stream, kind);
      peer.addTransceiver(track ?? kind, { direction: "sendrecv", ...(stream && { streams: [stream] }) });
    }
    peer.addEventListener("track", (event) => this.receive(event.track));
    peer.addEventListener("connectionstatechange", () => this.watch(peer.connectionState));
    this.peer = peer;
    return peer;
  }

  private receive(track: MediaStreamTrack): void {
    this.stream.addTrack(track);
    if (track.kind !== "video") return;
    track.addEventListener("unmute", () => this.events.picture());
    if (!track.muted) this.events.picture();
  }

  private watch(state: RTCPeerConnectionState): void {
    if (this.retired) return; // its successor speaks for the seat now
    clearTimeout(this.shakyTimer);
    if (state === "connected") this.events.connected();
    if (state === "failed" || state === "closed") this.settle({ kind: "lost" });
    if (state !== "disconnected") return;
    this.events.shaky();
    this.shakyTimer = setTimeout(() => this.settle({ kind: "lost" }), SHAKY_MS);
  }
}

function trackOf(stream: MediaStream, kind: string): MediaStreamTrack | null {
  return stream.getTracks().find((track) => track.kind === kind && track.readyState === "live") ?? null;
}

async function describe(peer: RTCPeerConnection): Promise<string> {
  await peer.setLocalDescription(await peer.createOffer());
  await gathered(peer);
  if (!peer.localDescription) throw new CallLost();
  return withoutLocalNames(peer.localDescription.sdp);
}

function gathered(peer: RTCPeerConnection): Promise<void> {
  if (peer.iceGatheringState === "complete") return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(resolve, GATHER_MS);
    peer.addEventListener("icegatheringstatechange", () => {
      if (peer.iceGatheringState !== "complete") return;
      clearTimeout(late);
      resolve();
    });
  });
}
