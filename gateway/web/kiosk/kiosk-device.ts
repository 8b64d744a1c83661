import { html, LitElement, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { setLanguage, t } from "../shared/texts";
import { Device, readSlug } from "./device";
import { renderEnrolment, renderOutOfService, renderPlainTop, renderStarting } from "./device-screens";
import { erase, isWhole, press, written } from "./enrolment-code";
import "./kiosk-page";
import type { KioskPage } from "./kiosk-page";

/** How long it is said that a visit was cut off; the visitor is gone by then. */
const STOPPED_MS = 60_000;

/** The device: it serves visitors while the hub says that it may, and says so when it may not. */
@customElement("kiosk-device")
export class KioskDevice extends LitElement {
  @state() private code = "";
  @state() private trouble: string | null = null;
  @state() private busy = false;
  /** A visit was going on when this device had to stop. */
  @state() private stopped = false;
  private readonly device = new Device(readSlug(location.search), () => this.page?.use ?? "idle");
  private shown = "";

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    setLanguage("nl");
    this.device.addEventListener("change", this.follow);
    this.addEventListener("visit-over", this.ask);
    addEventListener("pageshow", startAnew);
    this.device.start();
  }

  override disconnectedCallback(): void {
    this.device.stop();
    this.device.removeEventListener("change", this.follow);
    this.removeEventListener("visit-over", this.ask);
    removeEventListener("pageshow", startAnew);
    super.disconnectedCallback();
  }

  protected override updated(): void {
    const { state } = this.device;
    if (state === this.shown) return;
    this.shown = state;
    document.title = t("kiosk-title");
    this.querySelector<HTMLElement>(":scope > .device h1")?.focus();
  }

  protected override render(): TemplateResult {
    const { state } = this.device;
    if (state === "enrolled" || state === "demonstration") return html`<kiosk-page .device=${this.device}></kiosk-page>`;
    return html`<div class="device">
      ${renderPlainTop()}
      <main class=${`screen device-${state}`}>${this.renderScreen()}</main>
    </div>`;
  }

  private renderScreen(): TemplateResult {
    const { state, station, police } = this.device;
    if (state === "starting") return renderStarting();
    if (state === "revoked") return renderOutOfService({ station, police }, this.stopped);
    const enrolment = {
      code: this.code,
      trouble: this.trouble,
      busy: this.busy,
      onWrite: (typed: string) => this.write(written(typed)),
      onPress: (key: string) => this.write(press(this.code, key)),
      onErase: () => this.write(erase(this.code)),
      onSend: () => void this.enrol(),
    };
    return renderEnrolment(enrolment, this.stopped);
  }

  private get page(): KioskPage | null {
    return this.querySelector("kiosk-page");
  }

  private write(code: string): void {
    this.code = code;
    this.trouble = null;
    this.requestUpdate(); // a letter that is none leaves the code as it was, but not the field
  }

  private async enrol(): Promise<void> {
    if (this.busy || !isWhole(this.code)) return;
    this.busy = true;
    this.trouble = await this.device.enrol(this.code);
    this.busy = false;
    if (this.trouble === null) this.code = "";
  }

  private readonly follow = (): void => {
    const serves = this.device.state === "enrolled" || this.device.state === "demonstration";
    if (!serves && (this.page?.use ?? "idle") !== "idle") this.tellStopped();
    this.requestUpdate();
  };

  private tellStopped(): void {
    this.stopped = true;
    setLanguage("nl");
    setTimeout(() => (this.stopped = false), STOPPED_MS);
  }

  /** A conversation ended from outside: perhaps because this device was revoked. */
  private readonly ask = (): void => void this.device.beat();
}

/** A page that the browser kept whole for its Back button begins anew. */
function startAnew(event: PageTransitionEvent): void {
  if (event.persisted) location.reload();
}

declare global {
  interface HTMLElementTagNameMap {
    "kiosk-device": KioskDevice;
  }
}
