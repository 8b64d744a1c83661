/** One visitor's conversation and call, in memory only: dropping this object is the wipe. */
import { CitizenCall } from "../shared/citizen-call";
import { CitizenLine } from "../shared/citizen-line";
import { isLive } from "./navigation";

/** The hub keeps a place for 2 minutes (gateway/settings.py); after that nobody is waiting any more. */
const KEPT_MS = 120_000;

/** Dispatches "change" when a screen has something new to show, and "arrived" when an officer is there. */
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
    this.call.stop();
    void this.line.finish();
  }

  private heard(): void {
    if (this.line.link === "open") this.lostAt = null;
    else this.lostAt ??= this.now();
    this.dispatchEvent(new Event("change"));
  }
}
