import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { ApiError, currentOfficer, type Officer } from "./api";
import { emptyWish, kioskPanel, type Panel } from "./kiosk-panels";
import { kioskTable } from "./kiosk-table";
import { counts, faultsOf, overview } from "./kiosk-words";
import { addKiosk, changeKiosk, historyOf, type Kiosk, type KioskList, type KioskWish, listKiosks, newCode, revokeKiosk } from "./kiosks-api";
import { LightElement } from "./light";
import { officerMenu } from "./officer-menu";
import { refusedCard } from "./refused-card";
import { pageLinks, topBar } from "./top-bar";

type Trouble = "refused" | "no-answer" | null;

const LOOK_MS = 5_000;

/** The administrator's page about kiosks: how each is, and what can be done about it. */
export class KiosksPage extends LightElement {
  @state() private me: Officer | null = null;
  @state() private list: KioskList | null = null;
  @state() private panel: Panel | null = null;
  @state() private trouble: Trouble = null;
  /** The last press came to nothing. */
  @state() private failed = false;
  private busy = false;
  private clock: ReturnType<typeof setInterval> | undefined;
  private opener: HTMLElement | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
    this.clock = setInterval(() => void this.load(), LOOK_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.clock);
    super.disconnectedCallback();
  }

  protected override updated(): void {
    document.title = `${t("kiosks-title")} - ${t("console-hub-name")}`;
  }

  protected override render(): TemplateResult {
    return html`
      ${topBar({ team: this.me?.team, navigation: pageLinks(this.me, "/console/kiosks"), end: this.me ? officerMenu(this.me, {}) : nothing })}
      <main class="kiosks-main">
        ${this.head()} ${this.trouble ? this.troubleLine(this.trouble) : nothing}
        ${this.trouble !== "refused" && this.list ? this.content(this.list) : nothing}
      </main>
    `;
  }

  private head(): TemplateResult {
    if (!this.list || this.trouble === "refused") return html`<h1>${t("kiosks-title")}</h1>`;
    const { serving } = counts(this.list.kiosks);
    return html`<div class="kiosks-head">
      <div>
        <h1>${t("kiosks-count", { count: serving })}</h1>
        <p class="kiosks-second">${overview(this.list.kiosks)}</p>
      </div>
      <button type="button" class="button accent" @click=${() => this.openForm(null)}>${icon("plus")}${t("kiosks-add")}</button>
    </div>`;
  }

  private content(list: KioskList): TemplateResult {
    const press = {
      save: (wish: KioskWish) => void this.save(wish),
      revoke: (reason: string) => void this.revoke(reason),
      close: () => this.close(),
    };
    return html`
      ${this.failed ? html`<p class="card attention" role="alert">${t("kiosks-not-saved")}</p>` : nothing}
      ${this.panel ? kioskPanel(this.panel, list, press) : nothing}
      ${list.kiosks.length === 0
        ? nothing
        : html`<div class="card">
            ${kioskTable(list.kiosks, list.places, {
              edit: (kiosk) => this.openForm(kiosk),
              code: (kiosk) => void this.makeCode(kiosk),
              revoke: (kiosk) => this.open({ kind: "revoke", kiosk, missing: false }),
              history: (kiosk) => void this.openHistory(kiosk),
            })}
          </div>`}
    `;
  }

  private troubleLine(trouble: NonNullable<Trouble>): TemplateResult {
    if (trouble === "refused") return refusedCard(this.me);
    return html`<div class="card trouble" role="alert">
      <p>${icon("info")}<span>${t("kiosks-no-answer")}</span></p>
      <button type="button" class="button" @click=${() => this.load()}>${icon("refresh-cw")}${t("common-retry")}</button>
    </div>`;
  }

  private openForm(kiosk: Kiosk | null): void {
    if (!this.list) return;
    const wish = kiosk ? { name: kiosk.name, place: kiosk.place, languages: kiosk.languages } : emptyWish(this.list);
    this.open({ kind: "form", kiosk, wish, faults: [] });
  }

  private open(panel: Panel): void {
    if (!this.panel && document.activeElement instanceof HTMLElement) this.opener = document.activeElement;
    this.panel = panel;
    this.failed = false;
    const first = panel.kind === "form" ? "#kiosk-name" : "#panel-heading";
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(first)?.focus());
  }

  private close(): void {
    this.panel = null;
    this.failed = false;
    void this.updateComplete.then(() => this.opener?.focus());
  }

  private async save(wish: KioskWish): Promise<void> {
    const panel = this.panel;
    if (panel?.kind !== "form") return;
    const faults = faultsOf(wish);
    this.panel = { ...panel, wish, faults };
    if (faults.length > 0) return;
    await this.doing(async () => {
      if (panel.kiosk) {
        await changeKiosk(panel.kiosk.id, wish);
        this.close();
      } else {
        const { id, code } = await addKiosk(wish);
        this.open({ kind: "code", id, name: wish.name, code });
      }
    });
  }

  private makeCode(kiosk: Kiosk): Promise<void> {
    return this.doing(async () => this.open({ kind: "code", id: kiosk.id, name: kiosk.name, code: await newCode(kiosk.id) }));
  }

  private openHistory(kiosk: Kiosk): Promise<void> {
    return this.doing(async () => this.open({ kind: "history", kiosk, lines: await historyOf(kiosk.id) }));
  }

  private async revoke(reason: string): Promise<void> {
    const panel = this.panel;
    if (panel?.kind !== "revoke") return;
    this.panel = { ...panel, missing: reason === "" };
    if (reason === "") return;
    await this.doing(async () => {
      await revokeKiosk(panel.kiosk.id, reason);
      this.close();
    });
  }

  /** Do one thing at a time, say so when it failed, and show how things are afterwards. */
  private async doing(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failed = false;
    try {
      await work();
      await this.load();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.failed = true;
    } finally {
      this.busy = false;
    }
  }

  // What is on the screen stays until something newer is there.
  private async load(): Promise<void> {
    try {
      this.me ??= await currentOfficer();
      this.list = await listKiosks();
      this.trouble = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) this.me = null;
      this.trouble = [401, 403, 404].includes(error.status) ? "refused" : "no-answer";
    }
  }
}

customElements.define("kiosks-page", KiosksPage);
