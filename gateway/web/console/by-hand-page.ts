import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { ApiError, currentOfficer, type Officer } from "./api";
import { localDay } from "./contacts";
import { emptyCorrection, type CorrectionDraft } from "./correction";
import "./correction-panel";
import { draftFaults, edited, emptyDraft, FIELDS, requestOf, secondsTaken, type Choices, type EntryDraft } from "./entry";
import "./entry-form";
import type { EntryForm } from "./entry-form";
import { entryList } from "./entry-list";
import { Kept } from "./kept";
import { LightElement } from "./light";
import { officerMenu } from "./officer-menu";
import { loginPath } from "./paths";
import { refusedCard } from "./refused-card";
import { faulty, refusalOf, type Refusal } from "./refusal";
import { pageLinks, topBar } from "./top-bar";
import { contactChoices, contactsOfDay, saveContact, type DayOfContacts, type WrittenContact } from "./written";

type Trouble = "refused" | "no-answer";

/** The page on which officers write contacts down: the form, and the contacts of the day with their corrections. */
export class ByHandPage extends LightElement {
  @state() private me: Officer | null = null;
  @state() private choices: Choices | null = null;
  @state() private trouble: Trouble | null = null;
  @state() private draft: EntryDraft | null = null;
  @state() private correction: CorrectionDraft | null = null;
  @state() private refusal: Refusal | null = null;
  @state() private saved: { reference: string; seconds: number } | null = null;
  @state() private saving = false;
  @state() private day = localDay(new Date());
  @state() private contacts: DayOfContacts | null = null;
  private readonly keptDraft = new Kept<EntryDraft>(sessionStorage, "contact");
  private readonly keptCorrection = new Kept<CorrectionDraft>(sessionStorage, "correction");

  override connectedCallback(): void {
    super.connectedCallback();
    void this.begin();
  }

  protected override updated(): void {
    document.title = `${t("entry-title")} - ${t("console-hub-name")}`;
  }

  protected override render(): TemplateResult {
    const { me } = this;
    return html`
      ${topBar({ team: me?.team, navigation: pageLinks(this.me, "/console/contacts"), end: me ? officerMenu(me, {}) : nothing })}
      <main class="by-hand">
        <h1>${t("entry-title")}</h1>
        ${this.trouble ? this.troubleCard(this.trouble) : this.columns()}
      </main>
    `;
  }

  private columns(): TemplateResult {
    return html`
      <div class="by-hand-columns">
        <entry-form
          .choices=${this.choices}
          .draft=${this.draft}
          .faults=${this.refusal?.faults ?? []}
          .news=${this.news()}
          ?saving=${this.saving}
          @edit=${({ detail }: CustomEvent<Partial<EntryDraft>>) => this.edit(detail)}
          @save=${() => this.save()}
          @clear=${() => this.startAnew()}
        ></entry-form>
        <div>${this.correctionPanel()} ${this.list()}</div>
      </div>
    `;
  }

  private news(): unknown {
    const { refusal, saved } = this;
    if (refusal) {
      return html`
        <p class="entry-refused">
          ${icon("circle-alert")}<span>${refusal.text}</span>
          ${refusal.loggedOut ? html`<a class="link" href=${loginPath(location)}>${t("console-log-in-again")}</a>` : nothing}
        </p>
      `;
    }
    return saved ? html`<p class="entry-done">${icon("circle-check")}<span>${t("entry-saved", saved)}</span></p>` : null;
  }

  private correctionPanel(): unknown {
    const { correction } = this;
    if (!correction) return nothing;
    return html`
      <correction-panel
        .choices=${this.choices}
        .draft=${correction}
        @edit=${({ detail }: CustomEvent<Partial<CorrectionDraft>>) => this.correct({ ...correction, ...detail })}
        @corrected=${() => this.correctionDone(correction)}
        @leave=${() => this.correct(null)}
      ></correction-panel>
    `;
  }

  private list(): TemplateResult {
    return entryList({
      day: this.day,
      contacts: this.contacts,
      ofTeam: this.me?.role === "supervisor",
      opened: this.correction?.contactId ?? null,
      choose: (day) => void this.showDay(day),
      open: (contact) => void this.open(contact),
    });
  }

  private async begin(): Promise<void> {
    this.trouble = null;
    try {
      this.me = null;
      this.me = await currentOfficer();
      const { id } = this.me;
      this.choices = await contactChoices();
      this.draft = this.keptDraft.read(id) ?? emptyDraft(id, crypto.randomUUID());
      this.correction = this.keptCorrection.read(id);
      void this.showDay(this.day);
      await this.updateComplete;
      await this.goTo(firstEmpty(this.draft));
    } catch (error) {
      this.trouble = troubleOf(error);
    }
  }

  private edit(change: Partial<EntryDraft>): void {
    if (!this.draft) return;
    this.draft = edited(this.draft, change, Date.now());
    this.keptDraft.write(this.draft);
    this.saved = null;
  }

  private async save(): Promise<void> {
    const { draft, choices } = this;
    if (!draft || !choices || this.saving) return;
    const faults = draftFaults(draft, localDay(new Date()), choices.entryDays);
    if (faults.length > 0) return this.refuse(faulty(faults));
    this.saving = true;
    try {
      const { reference } = await saveContact(requestOf(draft, localDay(new Date())));
      const seconds = secondsTaken(draft, Date.now());
      this.startAnew();
      this.saved = { reference, seconds };
      void this.showDay(localDay(new Date()));
    } catch (error) {
      this.refuse(refusalOf(error));
    } finally {
      this.saving = false;
    }
  }

  private refuse(refusal: Refusal): void {
    this.refusal = refusal;
    const first = FIELDS.find((field) => refusal.faults.some((fault) => fault.field === field));
    if (first) void this.goTo(first);
  }

  private startAnew(): void {
    this.draft = emptyDraft(this.me?.id ?? "", crypto.randomUUID());
    this.keptDraft.drop();
    this.refusal = null;
    this.saved = null;
    void this.goTo("channel");
  }

  private async goTo(field: string): Promise<void> {
    await this.updateComplete;
    const form = this.querySelector<EntryForm>("entry-form");
    await form?.updateComplete;
    form?.goTo(field);
  }

  // What was listed stays until the news is there; without an answer the list keeps what it had.
  private async showDay(day: string): Promise<void> {
    if (!day) return;
    this.day = day;
    try {
      this.contacts = await contactsOfDay(day);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  private async open({ id }: WrittenContact): Promise<void> {
    if (this.correction?.contactId === id) return this.correct(null);
    this.correct(null);
    await this.updateComplete;
    this.correct(emptyCorrection(this.me?.id ?? "", id, crypto.randomUUID()));
  }

  private correct(draft: CorrectionDraft | null): void {
    this.correction = draft;
    if (draft && (draft.why || Object.keys(draft.values).length > 0)) this.keptCorrection.write(draft);
    else this.keptCorrection.drop();
  }

  private correctionDone({ officerId, contactId }: CorrectionDraft): void {
    this.correct(emptyCorrection(officerId, contactId, crypto.randomUUID()));
    void this.showDay(this.day);
  }

  private troubleCard(trouble: Trouble): TemplateResult {
    if (trouble === "refused") return refusedCard(this.me);
    return html`
      <div class="card trouble" role="alert">
        <p>${icon("info")}<span>${t("refused-unavailable")}</span></p>
        <button type="button" class="button" @click=${() => this.begin()}>${icon("refresh-cw")}${t("common-retry")}</button>
      </div>
    `;
  }
}

function troubleOf(error: unknown): Trouble {
  if (!(error instanceof ApiError)) throw error;
  return [401, 403, 404].includes(error.status) ? "refused" : "no-answer";
}

/** Find where the keyboard goes on after a reload: the first thing that a contact needs and has not. */
function firstEmpty(draft: EntryDraft): string {
  return (["channel", "topic", "outcome"] as const).find((field) => !draft[field]) ?? "note";
}

customElements.define("by-hand-page", ByHandPage);
