/** A seat in a call that comes back by itself: fresh ticket, new connection, same seat. */
import { OwnCamera } from "./call-camera";
import { type BrowserParts, browserParts, CallConnection, type Outcome, type Ticket } from "./call-connection";
import { afterRefusal, mayRetry, type Peer, retryDelayMs, withPeer } from "./call-policy";

export type { Ticket } from "./call-connection";
export type { Peer } from "./call-policy";
export { CallRefused } from "./call-signal";

export type CallPhase = "connecting" | "connected" | "reconnecting" | "ended";

/** Detail of the "state" event; `reason` is set when the call has ended. */
export interface CallPhaseDetail {
  state: CallPhase;
  reason: string;
}

const PICTURE_MS = 2_000;

/**
 * Keep one seat of one call, whatever the network does.
 *
 * Dispatches "state" (CallPhaseDetail), "peers" (Peer[]), "stream" (MediaStream | null) and "own". `getTicket` is asked
 * for a fresh ticket at every attempt; let it reject with `CallRefused(code)` when the hub says no.
 */
export class CallSession extends EventTarget {
  state: CallPhase = "connecting";
  reason = "";
  peers: Peer[] = [];
  remoteStream: MediaStream | null = null;
  audio = true;
  video = true;
  readonly camera: OwnCamera;
  private stream: MediaStream | null = null;
  private current: CallConnection | null = null;
  private shown: CallConnection | null = null;
  private lostAt: number | null = null;
  private attempt = 0;
  private freshTickets = 0;
  private wake: () => void = () => undefined;
  private readonly online = (): void => this.wake();

  constructor(
    private readonly getTicket: () => Promise<Ticket>,
    private readonly parts: BrowserParts = browserParts,
  ) {
    super();
    this.camera = new OwnCamera(() => this.parts.openCamera());
  }

  /** Take the seat with what we can send; `null` only watches and listens. */
  start(stream: MediaStream | null): void {
    this.stream = stream;
    this.audio = hasTrack(stream, "audio");
    this.video = hasTrack(stream, "video");
    this.camera.meet(stream);
    globalThis.addEventListener?.("online", this.online);
    void this.run();
  }

  /** Send other tracks from now on, for example after the camera was allowed later. */
  async replaceStream(stream: MediaStream): Promise<void> {
    this.stream?.getTracks().filter((track) => !stream.getTracks().includes(track)).forEach((track) => track.stop());
    this.stream = stream;
    this.audio = hasTrack(stream, "audio");
    this.video = hasTrack(stream, "video");
    this.camera.meet(stream);
    await this.current?.replaceTracks(stream);
    this.tellMedia();
  }

  /** Switch our sound on or off. */
  setAudio(on: boolean): void {
    this.audio = enable(this.stream, "audio", on);
    this.tellMedia();
  }

  /** Switch our picture on or off; off lets the camera go, so that its light goes out. */
  async setVideo(on: boolean): Promise<void> {
    const stream = this.stream;
    if (!stream || !(await this.camera.put(stream, on, () => stream === this.stream && !this.isOver()))) return;
    this.video = hasTrack(stream, "video");
    await this.current?.replaceTracks(stream);
    this.tellMedia();
    this.emit("own", null);
  }

  /** Give the seat up; with `end` an officer ends the call for everybody. */
  hangUp(end = false): void {
    if (this.isOver()) return;
    this.current?.leave(end);
    this.finish("hung_up");
  }

  /** Stop because the call is over, as somebody else told us. */
  close(reason: string): void {
    if (!this.isOver()) this.finish(reason);
  }

  private async run(): Promise<void> {
    while (!this.isOver()) {
      const outcome = await this.live();
      if (this.isOver()) return;
      const next = this.after(outcome);
      if ("stop" in next) return this.finish(next.stop);
      await this.pause(next.waitMs);
    }
  }

  private async live(): Promise<Outcome> {
    const connection = new CallConnection(this.parts, {
      peers: (list) => this.setPeers(list),
      peer: (news) => this.setPeers(withPeer(this.peers, news)),
      connected: () => this.arrive(connection),
      shaky: () => this.setState("reconnecting"),
      picture: () => this.show(connection),
    });
    this.current = connection;
    void connection.open(this.getTicket, this.stream).then(() => this.tellMedia());
    const outcome = await connection.gone;
    if (connection === this.shown) connection.hangOn();
    else connection.close();
    return outcome;
  }

  private after(outcome: Outcome): { stop: string } | { waitMs: number } {
    if (outcome.kind === "ended") return { stop: outcome.reason };
    const next = outcome.kind === "refused" ? afterRefusal(outcome.code, this.freshTickets) : "later";
    if (outcome.kind === "refused" && next === "end") return { stop: outcome.code };
    if (!this.mayGoOn()) return { stop: outcome.kind === "refused" ? outcome.code : "lost" };
    if (next === "later") return { waitMs: retryDelayMs(this.attempt++) };
    this.freshTickets += 1;
    return { waitMs: 0 };
  }

  private mayGoOn(): boolean {
    if (this.state === "connected") this.setState("reconnecting");
    this.lostAt ??= performance.now();
    return mayRetry(performance.now() - this.lostAt);
  }

  private arrive(connection: CallConnection): void {
    if (connection !== this.current) return;
    this.lostAt = null;
    this.attempt = 0;
    this.freshTickets = 0;
    this.setState("connected");
    setTimeout(() => this.show(connection), PICTURE_MS);
  }

  /** Swap the picture only when the new one is there, so that the last one stays while we reconnect. */
  private show(connection: CallConnection): void {
    if (connection !== this.current || connection === this.shown || this.isOver()) return;
    this.shown?.close();
    this.shown = connection;
    this.remoteStream = connection.stream;
    this.emit("stream", this.remoteStream);
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private finish(reason: string): void {
    this.reason = reason;
    this.setState("ended");
    globalThis.removeEventListener?.("online", this.online);
    this.current?.close();
    this.shown?.close();
    this.stream?.getTracks().forEach((track) => track.stop());
    this.remoteStream = null;
    this.emit("stream", null);
    this.wake();
  }

  private isOver(): boolean {
    return this.state === "ended";
  }

  private tellMedia(): void {
    this.current?.tellMedia(this.audio, this.video);
  }

  private setPeers(peers: Peer[]): void {
    this.peers = peers;
    this.emit("peers", peers);
  }

  private setState(state: CallPhase): void {
    if (this.state === state || this.isOver()) return;
    this.state = state;
    this.emit("state", { state, reason: this.reason } satisfies CallPhaseDetail);
  }

  private emit(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function hasTrack(stream: MediaStream | null, kind: string): boolean {
  return stream?.getTracks().some((track) => track.kind === kind && track.enabled) ?? false;
}

function enable(stream: MediaStream | null, kind: string, on: boolean): boolean {
  const tracks = stream?.getTracks().filter((track) => track.kind === kind) ?? [];
  for (const track of tracks) track.enabled = on;
  return on && tracks.length > 0;
}
