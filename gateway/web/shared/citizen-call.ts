/** The call of a citizen's conversation: devices ready while waiting, joins by itself, lets go afterwards. */
import { listenForSound } from "./call-level";
import { type Media, openMedia, stopMedia } from "./call-media";
import { type CallPhase, CallSession } from "./call-session";
import { requestTicket } from "./call-ticket";
import type { CallState } from "./frames";
import type { CitizenLine } from "./citizen-line";

/** What a page needs to know to show the right screen. */
export interface CallNews {
  phase: CallPhase | null;
  reason: string;
}

/** Dispatches "change" when anything a page shows has changed, and "arrived" when the officer is there. */
export class CitizenCall extends EventTarget {
  media: Media | null = null;
  heard = false;
  session: CallSession | null = null;
  news: CallNews = { phase: null, reason: "" };
  private callId: string | null = null;
  private opening: Promise<Media> | null = null;
  private turn = 0;
  private stopListening: () => void = () => undefined;

  constructor(
    private readonly line: CitizenLine,
    private readonly open: () => Promise<Media> = openMedia,
    private readonly seat: (line: CitizenLine) => CallSession = seatOf,
  ) {
    super();
    line.addEventListener("change", this.follow);
  }

  /** Ask for camera and microphone once; `again` asks anew after a refusal. */
  prepare(again = false): Promise<Media> {
    if (again) this.release();
    const turn = this.turn;
    this.opening ??= this.open().then((media) => this.take(media, turn));
    return this.opening;
  }

  /** Go back into a call that was lost while the hub still has it. */
  rejoin(): void {
    this.callId = null;
    this.follow();
  }

  /** Let camera and microphone go, without ending a call. */
  release(): void {
    this.turn += 1;
    this.stopListening();
    stopMedia(this.media);
    this.media = null;
    this.heard = false;
    this.opening = null;
  }

  /** Leave the call, let the devices go and listen no more. */
  stop(): void {
    this.line.removeEventListener("change", this.follow);
    this.session?.hangUp();
    this.session = null;
    this.release();
  }

  private readonly follow = (): void => {
    const call = this.line.thread.conversation?.call;
    if (!call) return;
    if (this.line.left) return this.leave();
    if (call.id !== this.callId) this.meet(call);
    else if (call.state === "ended") this.session?.close(this.line.ending.callReason ?? "call_ended");
  };

  /** The citizen ended the conversation elsewhere, so the call is over here too. */
  private leave(): void {
    if (this.news.phase === null || this.news.phase === "ended") return;
    this.callId = null;
    this.session?.close("hung_up_citizen");
    this.release();
    this.news = { phase: "ended", reason: "hung_up_citizen" };
    this.changed();
  }

  private meet(call: CallState): void {
    this.callId = call.id;
    if (call.state !== "ended") void this.join(call.id);
  }

  private async join(id: string): Promise<void> {
    this.news = { phase: "connecting", reason: "" };
    this.dispatchEvent(new Event("arrived"));
    this.changed();
    const media = await this.prepare();
    if (this.callId !== id) return;
    const session = this.seat(this.line);
    this.session = session;
    session.addEventListener("state", () => this.hear(session));
    session.start(media.stream);
    this.changed();
  }

  private hear(session: CallSession): void {
    if (session !== this.session) return;
    this.news = { phase: session.state, reason: session.reason };
    if (session.state === "ended") this.release();
    this.changed();
  }

  private take(media: Media, turn: number): Media {
    if (turn !== this.turn) {
      stopMedia(media); // the person left while the browser was still asking
      return { ...media, stream: null };
    }
    this.media = media;
    if (media.stream) this.stopListening = listenForSound(media.stream, () => this.hears());
    this.changed();
    return media;
  }

  private hears(): void {
    this.heard = true;
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}

function seatOf(line: CitizenLine): CallSession {
  return new CallSession(() => requestTicket(line.socket));
}
