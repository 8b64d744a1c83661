/** One visitor's conversation and call, in memory only: dropping this object is the wipe. */
import { CitizenCall } from "../shared/citizen-call";
import { CitizenLine } from "../shared/citizen-line";
import type { CitizenFrame } from "../shared/frames";
import { isLive } from "./navigation";
import { revoke } from "./wipe";

/** The hub keeps a place for 2 minutes (gateway/settings.py); after that nobody is waiting any more. */
const KEPT_MS = 120_000;

/** Dispatches "change" when a screen has something new to show, "arrived" when an officer is there, "over" when the hub ended it. */
export class Visit extends EventTarget {
  readonly line: CitizenLine;
  readonly call: CitizenCall;
  private lostAt: number | null = null;

  constructor(
    language: string,
    place: string | null,
    private readonly now: () => number = () => performance.now(),
  ) {
    super();
    this.line = new CitizenLine({ surface: "kiosk", language, place, session: null });
    this.call = new CitizenCall(this.line);
    this.line.addEventListener("change", () => this.heard());
    this.call.addEventListener("change", () => this.dispatchEvent(new Event("change")));
    this.call.addEventListener("arrived", () => this.dispatchEvent(new Event("arrived")));
    this.line.socket.addEventListener("frame", (event) => this.hear((event as CustomEvent<CitizenFrame>).detail));
    this.line.start();
  }

  /** Say whether the visitor waits or is in a call, so that the idle clock stands still. */
  get held(): boolean {
    if (isLive(this.call.news.phase)) return true;
    const kept = this.lostAt === null || this.now() - this.lostAt < KEPT_MS;
    return kept && this.line.thread.waiting !== null;
  }

  /** Say whether there is anything worth a question before it is wiped. */
  get told(): boolean {
    return this.line.thread.messages.some((message) => message.author === "citizen" || message.key === "thread-person-asked-video");
  }

  /** Switch camera off, revoke the session on the hub and forget everything. */
  end(): void {
    const { session } = this.line.thread;
    this.call.stop();
    this.line.drop();
    void revoke(session);
  }

  private hear(frame: CitizenFrame): void {
    const ended = frame.type === "event" && (frame.name === "CitizenLeft" || frame.name === "ConversationClosed");
    const refused = frame.type === "refused" && frame.code === "kiosk_not_enrolled";
    if (ended || refused) this.dispatchEvent(new Event("over"));
  }

  private heard(): void {
    if (this.line.link === "open") this.lostAt = null;
    else this.lostAt ??= this.now();
    this.dispatchEvent(new Event("change"));
  }
}
