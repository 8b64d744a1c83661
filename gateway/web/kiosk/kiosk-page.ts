import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { chime } from "../shared/call-level";
import type { CallPhase } from "../shared/call-session";
import { lostKey, type Stage, stageOf } from "../shared/call-stage";
import { OpeningWatch } from "../shared/opening";
import { setLanguage, t } from "../shared/texts";
import { followEnd } from "../shared/thread-scroll";
import { renderAssistant } from "./assistant";
import { offerOf } from "./answers";
import { renderFooter, renderTop } from "./bars";
import type { Device, Screen as Use } from "./device";
import { type Happening, type Idle, idleAfter, leftMs, resting } from "./idle";
import { back, backBlocked, cover, type Cover, follow, go, isLive, type Place, type Screen, START } from "./navigation";
import { renderAway, renderRing } from "./pauses";
import { renderChoices, renderCover, renderDone, renderEmergency, renderHelp, renderLanguages } from "./screens";
import { renderVideo } from "./video";
import { Visit } from "./visit";
import { emptyStores } from "./wipe";

const FIRST_LANGUAGE = "nl";
const TICK_MS = 250;

/** The whole kiosk: one visitor at a time, everything in memory, wiped afterwards. */
@customElement("kiosk-page")
export class KioskPage extends LitElement {
  @property({ attribute: false }) device!: Device;
  @state() private place: Place = START;
  @state() private idle: Idle = resting(performance.now());
  @state() private lower = false;
  @state() private typing = true;
  @state() private openSafety = 0;
  @state() private language = FIRST_LANGUAGE;
  private visit: Visit | null = null;
  private wantsVideo = false;
  private shown = "";
  private opens: OpeningWatch | null = null;
  private clock: ReturnType<typeof setInterval> | undefined;
  private endFollowing: () => void = () => undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    setLanguage(FIRST_LANGUAGE);
    this.endFollowing = followEnd(this);
    this.clock = setInterval(() => this.happen("tick"), TICK_MS);
    this.opens = new OpeningWatch(this.device.slug);
    this.opens.addEventListener("change", () => this.requestUpdate());
    this.opens.start();
    for (const name of ["pointerdown", "keydown"]) this.addEventListener(name, this.touched);
    for (const name of ["copy", "cut"]) this.addEventListener(name, keepFromClipboard);
    addEventListener("pagehide", this.leave);
  }

  override disconnectedCallback(): void {
    clearInterval(this.clock);
    this.opens?.stop();
    this.wipe();
    this.endFollowing();
    removeEventListener("pagehide", this.leave);
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    document.title = t("kiosk-title");
    this.dataset.screen = this.place.screen;
    this.toggleAttribute("data-lower", this.lower);
  }

  protected override updated(): void {
    const pause = this.isPaused() ? this.idle.phase : "";
    const now = `${pause} ${this.place.screen} ${this.place.cover} ${this.stage}`;
    if (now === this.shown) return;
    const first = this.shown === "";
    this.shown = now;
    this.useCamera();
    if (!first) this.leadFocus();
  }

  /** A pause wants its answer; any other new screen is read from its title. */
  private leadFocus(): void {
    const aim = ["[data-first]", ".cover h1", "main h1"].map((where) => this.querySelector<HTMLElement>(where));
    aim.find((element) => element !== null)?.focus();
  }

  /** The camera is on in the waiting room and in the call, and nowhere else. */
  private useCamera(): void {
    if (this.stage === "waiting" && this.place.screen === "video") void this.visit?.call.prepare();
    else if (this.stage !== "call") this.visit?.call.release();
  }

  protected override render(): TemplateResult {
    const paused = this.renderPause();
    const covered = this.place.cover !== "none";
    return html`
      ${renderTop(this.place.screen === "language", () => this.lay("emergency"))}
      ${paused ??
      html`
        ${this.visit?.line.link === "lost" ? html`<p class="line-lost" role="status">${t(lostKey(this.stage))}</p>` : nothing}
        <div class="floor">
          <main class=${`screen screen-${this.place.screen} stage-${this.stage}`} ?inert=${covered}>${this.renderScreen()}</main>
          ${covered ? renderCover(this.place.cover, this.renderCoverContent()) : nothing}
        </div>
        ${renderFooter(this.footer())}
      `}
    `;
  }

  /** Help in danger comes before privacy: it stays in sight. */
  private isPaused(): boolean {
    return (this.idle.phase === "ring" || this.idle.phase === "away") && this.place.cover !== "emergency";
  }

  private renderPause(): TemplateResult | null {
    if (!this.isPaused()) return null;
    const left = leftMs(this.idle, performance.now()) ?? 0;
    if (this.idle.phase === "away") return renderAway(left, () => this.happen("back"));
    return renderRing(left, { stay: () => this.happen("stay"), wipe: () => this.wipe() });
  }

  private renderScreen(): TemplateResult {
    const { visit } = this;
    if (this.place.screen === "language") return renderLanguages(this.device, (lang) => this.chooseLanguage(lang));
    if (this.place.screen === "choice" || visit === null) return this.renderChoice();
    if (this.place.screen === "assistant") return this.renderAssistant(visit);
    return renderVideo({
      line: visit.line,
      call: visit.call,
      stage: this.stage,
      typing: this.typing,
      onTyping: () => (this.typing = !this.typing),
      onChat: () => this.goChat(visit),
      onStop: () => visit.line.stopWaiting(),
      onAgain: () => this.startVideo(),
      onDone: () => this.wipe(),
    });
  }

  private renderChoice(): TemplateResult {
    const busy = this.visit?.line.thread.persons?.video ?? null;
    return renderChoices({ busy, opening: this.opens?.now?.video ?? null }, {
      video: () => this.startVideo(),
      assistant: () => this.start("assistant"),
      emergency: () => this.lay("emergency"),
    });
  }

  private renderAssistant(visit: Visit): TemplateResult {
    const { seq } = offerOf(visit.line.thread);
    const open = this.openSafety === seq && seq > 0;
    return renderAssistant(visit.line, { open, toggle: () => (this.openSafety = open ? 0 : seq) });
  }

  private renderCoverContent(): TemplateResult {
    const video = (): void => this.startVideo();
    const close = (): void => this.lay("none");
    const both = this.place.screen === "language";
    if (this.place.cover === "emergency") return renderEmergency(both, { video, close });
    if (this.place.cover === "help") return renderHelp(both, { video, close });
    return renderDone({ line: this.visit?.line ?? null, held: this.heldBy() }, { yes: () => this.wipe(), no: close });
  }

  private footer(): Parameters<typeof renderFooter>[0] {
    const both = this.place.screen === "language";
    return {
      first: both && this.place.cover === "none",
      both,
      lower: this.lower,
      blocked: backBlocked(this.place, this.visit?.line.thread ?? null, this.phase),
      canPause: !this.idle.held,
      onBack: () => (this.place = back(this.place)),
      onLower: () => (this.lower = !this.lower),
      onPhone: () => this.happen("phone"),
      onDone: () => (this.visit?.told ? this.lay("done") : this.wipe()),
      onHelp: () => this.lay("help"),
    };
  }

  /** What this screen is doing, for the administrator. */
  get use(): Use {
    if (isLive(this.phase)) return "in_call";
    return this.isUnused() ? "idle" : "in_use";
  }

  private get phase(): CallPhase | null {
    return this.visit?.call.news.phase ?? null;
  }

  private get stage(): Stage {
    if (this.visit === null) return "start";
    const { line } = this.visit;
    return stageOf({ started: true, thread: line.thread, asking: line.asking !== null || this.wantsVideo, phase: this.phase, chatChosen: false });
  }

  private heldBy(): "call" | "waiting" | null {
    if (isLive(this.phase)) return "call";
    return this.visit?.line.thread.waiting ? "waiting" : null;
  }

  private chooseLanguage(lang: string): void {
    this.language = lang;
    setLanguage(lang);
    this.visit?.line.speak(lang);
    this.place = go("choice");
  }

  private start(screen: Screen): Visit {
    this.visit ??= this.welcome();
    this.place = go(screen);
    return this.visit;
  }

  private startVideo(): void {
    const visit = this.start("video");
    this.wantsVideo = visit.line.thread.conversation === null;
    if (!this.wantsVideo && !isLive(this.phase)) visit.line.ask("video");
  }

  private goChat(visit: Visit): void {
    this.place = go("assistant");
    if (visit.line.thread.waiting) visit.line.ask("chat");
  }

  private welcome(): Visit {
    const visit = new Visit(this.language, this.device.slug);
    visit.addEventListener("change", () => this.visitChanged(visit));
    visit.addEventListener("arrived", () => chime());
    visit.addEventListener("over", () => this.dispatchEvent(new Event("visit-over", { bubbles: true })));
    return visit;
  }

  private visitChanged(visit: Visit): void {
    if (visit !== this.visit) return;
    if (this.wantsVideo && visit.line.thread.conversation) {
      this.wantsVideo = false;
      visit.line.ask("video");
    }
    this.place = follow(this.place, visit.line.thread, this.phase);
    this.requestUpdate();
  }

  private lay(what: Cover): void {
    this.place = cover(this.place, what);
  }

  private happen(what: Happening): void {
    const now = performance.now();
    const before = this.idle;
    const held = idleAfter(before, this.visit?.held ? "hold" : "free", now);
    const after = idleAfter(held, what, now);
    if (after.phase === "over" || (after.phase === "ring" && this.isUnused())) return this.wipe();
    if (after.phase !== before.phase && after.phase === "ring") chime();
    this.showClock(after);
  }

  private showClock(idle: Idle): void {
    if (idle !== this.idle || this.isPaused()) this.idle = { ...idle };
  }

  /** On the first screen is nothing to lose, so nobody is asked. */
  private isUnused(): boolean {
    return this.visit === null && this.place.screen === "language";
  }

  private wipe(): void {
    const visit = this.visit;
    this.visit = null;
    visit?.end();
    void emptyStores();
    this.place = START;
    this.typing = true;
    this.lower = this.wantsVideo = false;
    this.openSafety = 0;
    this.language = FIRST_LANGUAGE;
    setLanguage(FIRST_LANGUAGE);
    this.idle = idleAfter(this.idle, "wiped", performance.now());
  }

  private readonly touched = (): void => this.happen("touch");
  private readonly leave = (): void => this.visit?.end();
}

/** What one visitor copies, the next could paste. */
function keepFromClipboard(event: Event): void {
  event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    "kiosk-page": KioskPage;
  }
}
