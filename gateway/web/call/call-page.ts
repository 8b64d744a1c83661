import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { renderChat } from "../shared/call-chat";
import { chime } from "../shared/call-level";
import { renderLink } from "../shared/call-view";
import { CitizenCall } from "../shared/citizen-call";
import { CitizenLine } from "../shared/citizen-line";
import { Files } from "../shared/files";
import { holdFiles, takeFiles } from "../shared/files-view";
import { icon } from "../shared/icons";
import { OpeningWatch } from "../shared/opening";
import { language, onLanguage, setLanguage, t } from "../shared/texts";
import { emptyThread } from "../shared/thread";
import { followEnd } from "../shared/thread-scroll";
import { redeem, remember, remembered, takeCode, Unreachable } from "./arrival";
import { renderAfterScreen, renderOpening, renderStart, renderStopped, renderWaitingScreen, type StartNews } from "./screens";
import { lostKey, type Stage, stageOf, titleOf } from "../shared/call-stage";

/** The page of a video call: start, waiting room, call, and what comes after. */
@customElement("call-page")
export class CallPage extends LitElement {
  @state() private line: CitizenLine | null = null;
  @state() private call: CitizenCall | null = null;
  private files: Files | null = null;
  @state() private opening = false;
  @state() private news: StartNews = "none";
  @state() private chatChosen = false;
  @state() private typing = true;
  @state() private bye = false;
  private stage: Stage = "start";
  private code: string | null = null;
  private heardLanguage = "";
  private readonly opens = new OpeningWatch(null);
  private endFollowing: () => void = () => undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    onLanguage(() => this.requestUpdate());
    setLanguage(navigator.language.startsWith("nl") ? "nl" : "en");
    this.endFollowing = followEnd(this);
    this.addEventListener("dragover", holdFiles);
    this.addEventListener("drop", this.dropped);
    this.opens.addEventListener("change", () => this.requestUpdate());
    this.opens.start();
    this.code = takeCode();
    const before = remembered();
    if (this.code !== null) void this.arrive();
    else if (before !== null) this.open(before);
  }

  override disconnectedCallback(): void {
    this.opens.stop();
    this.endFollowing();
    this.removeEventListener("dragover", holdFiles);
    this.removeEventListener("drop", this.dropped);
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    this.stage = this.findStage();
    const thread = this.line?.thread ?? emptyThread();
    document.title = t(...titleOf(this.stage, thread, this.call?.news.phase ?? null));
  }

  protected override updated(): void {
    if (this.dataset.stage === this.stage) return;
    const first = this.dataset.stage === undefined;
    this.dataset.stage = this.stage;
    this.useCamera();
    if (!first && !(document.activeElement instanceof HTMLTextAreaElement)) this.querySelector("h1")?.focus();
  }

  private findStage(): Stage {
    if (this.bye) return "after";
    if (this.line === null) return this.opening ? "opening" : "start";
    const { thread, asking } = this.line;
    const phase = this.call?.news.phase ?? null;
    return stageOf({ started: true, thread, asking: asking !== null, phase, chatChosen: this.chatChosen });
  }

  /** The camera is on in the waiting room and in the call, and nowhere else. */
  private useCamera(): void {
    if (this.stage === "waiting") void this.call?.prepare();
    if (["stopped", "chat", "after"].includes(this.stage)) this.call?.release();
  }

  protected override render(): TemplateResult {
    return html`
      <header class="top">
        ${this.renderTitle()} ${this.stage === "call" && this.call?.session ? renderLink(this.call.session.state) : nothing}
        <div class="top-end">
          ${this.renderLanguage()}
          <a class="danger-112" href="tel:112" aria-label=${t("call-danger-112")}>
            ${icon("phone")}<span class="danger-question">${t("call-danger")}</span><span>112</span>
          </a>
        </div>
      </header>
      ${this.line?.link === "lost"
        ? html`<p class="line-lost" role="status">${icon("wifi-off")}${t(lostKey(this.stage))}</p>`
        : nothing}
      <main class=${`screen screen-${this.stage}`}>${this.renderStage()}</main>
    `;
  }

  private renderTitle(): TemplateResult {
    if (this.stage === "call") return html`<h1 class="top-title" tabindex="-1">${t("call-title")}</h1>`;
    return html`<p class="top-title">${icon("video")}${t(this.stage === "waiting" ? "call-waiting-room" : "call-title")}</p>`;
  }

  private renderLanguage(): TemplateResult {
    const other = language() === "nl" ? "en" : "nl";
    return html`<button type="button" class="button quiet top-language" lang=${other} @click=${() => this.speak(other)}>
      ${icon("globe")}${t(`common-language-${other}`)}
    </button>`;
  }

  private renderStage(): TemplateResult {
    const { line, call } = this;
    if (line !== null && call !== null) return this.renderOpened(line, call);
    return this.stage === "opening" ? renderOpening() : renderStart(this.news, () => this.begin(), this.opens.now?.video ?? null);
  }

  private renderOpened(line: CitizenLine, call: CitizenCall): TemplateResult {
    switch (this.stage) {
      case "waiting":
        return renderWaitingScreen({ line, call, onChat: () => this.goChat(), onStop: () => line.stopWaiting() });
      case "call":
        return this.renderCall(line, call);
      case "chat":
        return this.renderChatScreen(line);
      case "after":
        return renderAfterScreen({ line, reason: this.endReason(), bye: this.bye }, this.ways(line, call));
      case "stopped":
        return renderStopped(line, this.files, () => line.ask("video"));
      default:
        return renderOpening();
    }
  }

  private renderCall(line: CitizenLine, call: CitizenCall): TemplateResult {
    const officer = line.thread.conversation?.officer?.name ?? "";
    const extra = html`<button
      type="button"
      class="button call-control call-typing"
      aria-pressed=${this.typing}
      @click=${() => (this.typing = !this.typing)}
    >
      ${icon("keyboard")}<span>${t("call-typing")}</span>
    </button>`;
    return html`<div class="call-layout" data-typing=${this.typing}>
      <call-view me="citizen" .peerName=${officer} .session=${call.session} .stream=${call.media?.stream ?? null} .extra=${extra}>
      </call-view>
      ${this.typing
        ? html`<section class="call-side" aria-labelledby="typing-head">
            <div class="call-side-head">
              <h2 id="typing-head">${icon("keyboard")}${t("call-chat-heading")}</h2>
              <p class="hint">${t("call-chat-hint")}</p>
            </div>
            ${renderChat(line, { files: this.files })}
          </section>`
        : nothing}
    </div>`;
  }

  private renderChatScreen(line: CitizenLine): TemplateResult {
    const place = line.thread.waiting?.place;
    return html`<h1 class="visually-hidden" tabindex="-1">${t("call-page-title-chat")}</h1>
      ${place ? html`<p class="chat-waiting" role="status">${icon("clock")}${t("call-chat-waiting", { place })}</p>` : nothing}
      ${renderChat(line, { files: this.files })}
      ${line.thread.closed
        ? nothing
        : html`<div class="chat-ways">
            <button type="button" class="button" @click=${() => this.goVideo(line)}>${icon("video")}${t("call-back-to-video")}</button>
          </div>`}`;
  }

  private ways(line: CitizenLine, call: CitizenCall): Parameters<typeof renderAfterScreen>[1] {
    return {
      again: () => (line.thread.conversation?.call?.state === "ended" ? this.goVideo(line) : call.rejoin()),
      chat: () => (this.chatChosen = true),
      close: () => this.close(),
    };
  }

  private endReason(): string {
    return this.call?.news.reason || this.line?.ending.callReason || "";
  }

  private async arrive(): Promise<void> {
    this.opening = true;
    try {
      this.open(await redeem(this.code ?? ""), true);
      this.code = null;
    } catch (error) {
      this.news = error instanceof Unreachable ? "offline" : "wrong-code";
    }
    this.opening = false;
  }

  private begin(): void {
    if (this.news === "offline" && this.code !== null) void this.arrive();
    else this.open(null, true);
  }

  private open(session: string | null, ask = false): void {
    const line = new CitizenLine({ surface: "call", language: language(), place: null, session });
    const call = new CitizenCall(line);
    let wish = ask;
    line.addEventListener("change", () => {
      this.keep(line);
      if (wish && line.thread.conversation) {
        wish = false;
        if (!line.thread.conversation.call || line.thread.conversation.call.state === "ended") line.ask("video");
      }
      this.requestUpdate();
    });
    call.addEventListener("change", () => this.requestUpdate());
    call.addEventListener("arrived", () => chime());
    this.line = line;
    this.files = new Files("", {
      session: () => line.thread.session,
      there: () => line.thread.messages.filter((message) => message.file).length,
      changed: () => this.requestUpdate(),
    });
    this.call = call;
    this.opens.stop();
    line.start();
  }

  private keep(line: CitizenLine): void {
    const { session, conversation, closed } = line.thread;
    remember(closed ? null : session);
    if (!conversation || conversation.language === this.heardLanguage) return;
    this.heardLanguage = conversation.language; // only news counts: the person may have chosen another meanwhile
    setLanguage(conversation.language);
  }

  private speak(other: string): void {
    setLanguage(other);
    this.line?.speak(other);
  }

  /** Where one can type, one can drop; in the call the typed side opens for it. */
  private readonly dropped = (event: DragEvent): void => {
    event.preventDefault();
    if (this.files === null || this.line?.thread.closed || !["call", "chat", "stopped"].includes(this.stage)) return;
    if (this.stage === "call") this.typing = true;
    takeFiles(this.files, event, event.dataTransfer);
  };

  private goChat(): void {
    this.chatChosen = true;
    this.line?.ask("chat");
  }

  private goVideo(line: CitizenLine): void {
    this.chatChosen = false;
    line.ask("video");
  }

  private close(): void {
    const line = this.line;
    this.call?.stop();
    remember(null);
    if (line && !line.thread.closed) void line.finish();
    this.bye = true;
    window.close(); // works only when a page of ours opened this one; otherwise the goodbye stays
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "call-page": CallPage;
  }
}
