import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { canImprove, type Media, mediaKey } from "./call-media";
import { icon } from "./icons";
import { onLanguage, t } from "./texts";

/** Show a person the own picture and say in one sentence what works; dispatches "again" to test anew. */
@customElement("call-devices")
export class CallDevices extends LitElement {
  @property({ attribute: false }) media: Media | null = null;
  @property({ type: Boolean }) heard = false;
  @query("video") private mirror?: HTMLVideoElement;
  private forget: () => void = () => undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.forget = onLanguage(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    this.forget();
    if (this.mirror) this.mirror.srcObject = null;
    super.disconnectedCallback();
  }

  protected override updated(): void {
    const stream = this.media?.stream ?? null;
    if (this.mirror && this.mirror.srcObject !== stream) this.mirror.srcObject = stream;
  }

  protected override render(): TemplateResult {
    const seen = this.media?.camera === "on";
    const fine = seen && this.heard;
    return html`
      <div class="devices-picture" data-seen=${seen}>
        <video autoplay playsinline .muted=${true} aria-label=${t("call-devices-preview")} ?hidden=${!seen}></video>
        ${seen ? nothing : icon(this.media ? "video-off" : "video")}
      </div>
      <div class="devices-words">
        <p class="devices-state" data-fine=${fine} role="status">
          ${icon(fine ? "check" : "info")}<span>${t(mediaKey(this.media, this.heard))}</span>
        </p>
        ${seen ? html`<p class="hint">${t("call-devices-private")}</p>` : nothing} ${this.renderAgain()}
      </div>
    `;
  }

  private renderAgain(): TemplateResult | typeof nothing {
    if (this.media === null || !canImprove(this.media)) return nothing;
    return html`<button type="button" class="button" @click=${() => this.dispatchEvent(new Event("again"))}>
      ${icon("refresh-cw")}${t("call-devices-again")}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "call-devices": CallDevices;
  }
}
