import { html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { openMedia, stopMedia, type Media } from "../shared/call-media";
import { CallSession } from "../shared/call-session";
import { requestTicket } from "../shared/call-ticket";
import "../shared/call-view";
import type { CallView } from "../shared/call-view";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { StoreElement } from "./store-element";
import { callIsOver, type WorkState } from "./works";

const WAYS_BACK = {
  elsewhere: { sentence: "console-call-elsewhere", way: "console-call-take-here" },
  lost: { sentence: "console-call-lost", way: "console-call-return" },
} as const;

/**
 * The officer's side of one video call.
 *
 * It joins as soon as the call is ready, stays connected while another conversation is in the middle, and lets
 * camera and microphone go when the call has ended.
 */
export class OfficerCall extends StoreElement {
  @property({ attribute: false }) work!: WorkState;
  @state() private session: CallSession | null = null;
  @state() private media: Media | null = null;
  private callId: string | null = null;

  override disconnectedCallback(): void {
    this.session?.hangUp();
    this.letGo();
    super.disconnectedCallback();
  }

  /** Switch the officer's sound on or off. */
  toggleAudio(): void {
    this.querySelector<CallView>("call-view")?.toggleAudio();
  }

  /** Switch the officer's picture on or off. */
  toggleVideo(): void {
    this.querySelector<CallView>("call-view")?.toggleVideo();
  }

  protected override updated(): void {
    const call = this.work.thread.conversation?.call;
    if (!call) return;
    const known = call.id === this.callId;
    if (known && call.state === "ended") this.session?.close("call_ended");
    if (known || call.state === "ended") return;
    this.callId = call.id;
    void this.join(call.id);
  }

  protected override render(): TemplateResult {
    if (this.session?.state === "ended" || callIsOver(this.work)) return this.over();
    return html`
      ${this.trouble()}
      <div class="call-room">
        ${this.citizenComing()}
        <call-view
          me="officer"
          confirm-end
          peer-name=${t("console-the-citizen")}
          .session=${this.session}
          .stream=${this.media?.stream ?? null}
        ></call-view>
      </div>
    `;
  }

  private citizenComing(): TemplateResult | typeof nothing {
    const there = (this.session?.peers.length ?? 0) > 0;
    if (there || this.session?.state === "reconnecting") return nothing;
    return html`<p class="citizen-coming" role="status">${t("console-call-citizen-coming")}</p>`;
  }

  private trouble(): TemplateResult | typeof nothing {
    const notice = this.store.desk.notices.call;
    if (notice && this.session?.state !== "connected") {
      return html`<p class="call-trouble" role="status">${icon("info")}<span>${t(notice.key, notice.args)}</span></p>`;
    }
    if (!this.media || this.media.stream) return nothing;
    return html`<p class="call-trouble">${icon("video-off")}<span>${t("console-call-no-devices")}</span></p>`;
  }

  // The server may still have the call when only our own connection failed: then there is a way back.
  private over(): TemplateResult {
    const call = this.work.thread.conversation?.call;
    const mayReturn = !callIsOver(this.work);
    const over = this.work.thread.closed ? "console-call-over-closed" : "console-call-over";
    const { sentence, way } = WAYS_BACK[this.session?.reason === "replaced" ? "elsewhere" : "lost"];
    return html`
      <p class="call-over-line" role="status">
        ${icon("phone-off")}<span>${t(mayReturn ? sentence : over)}</span>
        ${mayReturn
          ? html`<button type="button" class="button" @click=${() => this.join(call?.id ?? "")}>
              ${icon("refresh-cw")}${t(way)}
            </button>`
          : nothing}
      </p>
    `;
  }

  private async join(callId: string): Promise<void> {
    this.session?.hangUp();
    this.letGo();
    const media = await openMedia();
    if (!this.isConnected || this.callId !== callId) return stopMedia(media);
    const session = new CallSession(() => requestTicket(this.store.socket, this.work.id));
    session.addEventListener("state", () => this.follow(session));
    session.addEventListener("peers", () => this.requestUpdate());
    this.media = media;
    this.session = session;
    session.start(media.stream);
  }

  private follow(session: CallSession): void {
    if (session !== this.session) return;
    if (session.state === "ended") this.letGo();
    if (session.state === "reconnecting") this.store.sounds.play("lost");
    this.requestUpdate();
  }

  private letGo(): void {
    stopMedia(this.media);
    this.media = null;
  }
}

customElements.define("officer-call", OfficerCall);
