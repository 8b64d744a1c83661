import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { CallPhase, CallSession, Peer } from "./call-session";
import { icon } from "./icons";
import { onLanguage, t } from "./texts";

const CONFIRM_MS = 4_000;

/** Show how the connection is, in a word beside a sign. */
export function renderLink(phase: CallPhase): TemplateResult {
  const sign = phase === "reconnecting" ? "wifi-off" : "signal";
  return html`<p class="call-link" data-phase=${phase} role="status">${icon(sign)}<span>${t(`call-link-${phase}`)}</span></p>`;
}

/**
 * Show a call: the other person large, yourself small on the picture, controls as words and icons below.
 *
 * Give it a `session` and your own `stream`; it is in the light DOM and its styles are in shared/call-view.css.
 */
@customElement("call-view")
export class CallView extends LitElement {
  @property({ attribute: false }) session: CallSession | null = null;
  @property({ attribute: false }) stream: MediaStream | null = null;
  /** Who looks at this page; it decides what the buttons and name tags say. */
  @property() me: "citizen" | "officer" = "citizen";
  /** The other person's name until the node tells it. */
  @property({ attribute: "peer-name" }) peerName = "";
  /** Ask for a second press before the call ends (console). */
  @property({ type: Boolean, attribute: "confirm-end" }) confirmEnd = false;
  /** More controls, between the camera and the end. */
  @property({ attribute: false }) extra: TemplateResult | typeof nothing = nothing;

  @state() private asking = false;
  @state() private silenced = false;
  @query(".call-picture") private picture?: HTMLVideoElement;
  @query(".call-self video") private mirror?: HTMLVideoElement;

  private forget: () => void = () => undefined;
  private readonly refresh = (): void => this.requestUpdate();

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.forget = onLanguage(this.refresh);
    this.follow(null, this.session);
  }

  override disconnectedCallback(): void {
    this.forget();
    this.follow(this.session, null);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("session")) this.follow(changed.get("session") ?? null, this.session);
  }

  protected override updated(): void {
    if (this.mirror && this.mirror.srcObject !== this.stream) this.mirror.srcObject = this.stream;
    const remote = this.session?.remoteStream ?? null;
    if (this.picture && this.picture.srcObject !== remote) void this.play(this.picture, remote);
  }

  protected override render(): TemplateResult {
    const phase = this.session?.state ?? "connecting";
    return html`
      <div class="call-stage" data-phase=${phase}>
        <video class="call-picture" autoplay playsinline aria-label=${this.otherName}></video>
        ${this.renderCover(phase)}
        <p class="call-tag">${icon(this.me === "citizen" ? "badge-check" : "user")}<bdi>${this.otherName}</bdi></p>
        ${this.renderSelf()}
        ${this.renderTrouble(phase)}
        ${this.silenced
          ? html`<button type="button" class="button call-sound" @click=${this.unsilence}>${icon("volume-2")}${t("call-sound-on")}</button>`
          : nothing}
      </div>
      <div class="call-controls" role="group" aria-label=${t("call-controls")}>
        ${this.renderAudio()} ${this.renderVideo()} ${this.extra} ${this.renderEnd()}
      </div>
    `;
  }

  /** Switch the own sound on or off. */
  toggleAudio(): void {
    this.session?.setAudio(!this.session.audio);
    this.requestUpdate();
  }

  /** Switch the own picture on or off. */
  toggleVideo(): void {
    void this.session?.setVideo(!this.session.video);
  }

  /** End the call, at the second press where two are wanted. */
  hangUp(): void {
    if (this.confirmEnd && !this.asking) {
      this.asking = true;
      setTimeout(() => (this.asking = false), CONFIRM_MS);
      return;
    }
    this.session?.hangUp(this.me === "officer");
  }

  private get other(): Peer | undefined {
    return this.session?.peers[0];
  }

  private get otherName(): string {
    return this.other?.name || this.peerName || t(this.me === "citizen" ? "call-officer" : "call-citizen");
  }

  private renderCover(phase: CallPhase): TemplateResult | typeof nothing {
    if (this.session?.remoteStream && this.other?.video !== false) return nothing;
    const key = phase === "connected" && this.other ? "call-peer-camera-off" : "call-peer-coming";
    return html`<p class="call-cover">${icon("user")}<span>${t(key, { name: this.otherName })}</span></p>`;
  }

  /** Say over the last picture who is away: this side, or the other. */
  private renderTrouble(phase: CallPhase): TemplateResult | typeof nothing {
    const away = this.other?.state === "reconnecting";
    if (phase !== "reconnecting" && !away) return nothing;
    const words = phase === "reconnecting" ? t("call-reconnecting") : t("call-peer-lost", { name: this.otherName });
    return html`<p class="call-over" role="status">${icon("wifi-off")}<span>${words}</span></p>`;
  }

  private renderSelf(): TemplateResult {
    const seen = this.session?.video ?? false;
    return html`<div class="call-self" data-seen=${seen}>
      <video autoplay playsinline .muted=${true} aria-label=${t("call-self-picture")} ?hidden=${!seen}></video>
      ${seen ? nothing : html`<p class="call-self-off">${icon("video-off")}<span>${t(this.session?.camera.failed ? "call-camera-failed" : "call-self-off")}</span></p>`}
      <p class="call-tag">${this.session?.audio ? nothing : icon("mic-off")}${t("call-you")}</p>
    </div>`;
  }

  private renderAudio(): TemplateResult {
    const on = this.session?.audio ?? false;
    const none = !this.hasMicrophone;
    const word = none ? "call-no-microphone" : on ? "call-mute" : "call-unmute";
    return this.renderControl({ sign: on ? "mic" : "mic-off", word, off: !on, none, press: () => this.toggleAudio() });
  }

  private renderVideo(): TemplateResult {
    const on = this.session?.video ?? false;
    const none = !this.session?.camera.there || this.stream === null;
    const word = none ? "call-no-camera" : on ? "call-camera-off" : "call-camera-on";
    return this.renderControl({ sign: on ? "video" : "video-off", word, off: !on, none, press: () => this.toggleVideo() });
  }

  private renderControl(control: { sign: string; word: string; off: boolean; none: boolean; press: () => void }): TemplateResult {
    return html`<button
      type="button"
      class="button call-control"
      data-off=${control.off && !control.none}
      ?disabled=${control.none}
      @click=${control.press}
    >
      ${icon(control.sign)}<span>${t(control.word)}</span>
    </button>`;
  }

  private renderEnd(): TemplateResult {
    const word = this.asking ? "call-hang-up-again" : `call-hang-up-${this.me}`;
    return html`<button type="button" class="button call-control call-end" data-asking=${this.asking} @click=${() => this.hangUp()}>
      ${icon("phone-off")}<span>${t(word)}</span>
    </button>`;
  }

  private get hasMicrophone(): boolean {
    return this.stream?.getTracks().some((track) => track.kind === "audio" && track.readyState === "live") ?? false;
  }

  private async play(video: HTMLVideoElement, stream: MediaStream | null): Promise<void> {
    video.srcObject = stream;
    if (stream === null) return;
    try {
      await video.play();
      this.silenced = false;
    } catch (error) {
      this.silenced = error instanceof DOMException && error.name === "NotAllowedError";
    }
  }

  private unsilence(): void {
    if (this.picture) void this.play(this.picture, this.session?.remoteStream ?? null);
  }

  private follow(before: CallSession | null, now: CallSession | null): void {
    for (const name of ["state", "peers", "stream", "own"]) {
      before?.removeEventListener(name, this.refresh);
      now?.addEventListener(name, this.refresh);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "call-view": CallView;
  }
}
