import { html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { changeLines } from "./change-lines";
import "./combo-box";
import type { Chosen } from "./combo-box";
import { correctionFaults, correctionRequest, valuesOf, type CorrectionDraft, type CorrectionValues } from "./correction";
import { whereOptions, type Choices, type Fault } from "./entry";
import { describedBy, faultAt, faultLine, fielded, noteRoom, type FieldPlace } from "./entry-fields";
import { languageName } from "./format";
import { LightElement } from "./light";
import { faulty, refusalOf, type Refusal } from "./refusal";
import { channelName, outcomeName, topicName } from "./words";
import { contactHistory, correctContact, type ContactHistory } from "./written";

/** One contact with its history, and the fields of it that this officer may correct. */
export class CorrectionPanel extends LightElement {
  @property({ attribute: false }) choices: Choices | null = null;
  @property({ attribute: false }) draft: CorrectionDraft | null = null;
  @state() private history: ContactHistory | null = null;
  @state() private refusal: Refusal | null = null;
  @state() private done = false;
  @state() private saving = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  protected override render(): TemplateResult {
    const { history, choices, refusal } = this;
    if (!history || !choices) return html`<p role="status">${refusal?.text ?? t("common-loading")}</p>`;
    return this.panel(history, choices);
  }

  private panel({ contact, changes }: ContactHistory, choices: Choices): TemplateResult {
    const { reference, correctable } = contact;
    const may = correctable.length > 0;
    const title = t(may ? "entry-correcting" : "entry-looking", { reference });
    return html`
      <section class="card correction" aria-labelledby="correction-title">
        <div class="panel-title">
          <h2 id="correction-title" tabindex="-1">${title}</h2>
          <button type="button" class="button quiet" @click=${() => this.fire("leave")}>${icon("x")}${t("common-close")}</button>
        </div>
        ${may ? this.form(choices) : html`<p class="hint">${t("entry-not-correctable-now")}</p>`}
        ${changeLines(changes)}
      </section>
    `;
  }

  private async load(): Promise<void> {
    try {
      this.history = await contactHistory(this.draft?.contactId ?? "");
      await this.updateComplete;
      this.querySelector<HTMLElement>("#correction-title")?.focus();
    } catch (error) {
      this.refusal = refusalOf(error);
    }
  }

  private form(choices: Choices): TemplateResult {
    const place = { prefix: "correct", faults: this.refusal?.faults ?? [] };
    return html`
      <form novalidate @submit=${this.submitted} @keydown=${this.pressed}>
        <div class="correction-fields">${this.fields(place, choices)}</div>
        ${this.whyField(place, choices)}
        <div class="entry-endings">
          <p class=${this.done ? "entry-done" : "field-error"} role="status">${this.news()}</p>
          <button type="submit" class="button accent" aria-disabled=${this.saving}>
            ${icon("check")}${t(this.saving ? "entry-saving" : "entry-correct-save")}
          </button>
        </div>
      </form>
    `;
  }

  private news(): unknown {
    if (this.done) return html`${icon("circle-check")}${t("entry-corrected")}`;
    const nothingChanged = this.refusal?.faults.find((fault) => fault.field === "fields");
    return nothingChanged ? t(`entry-fault-${nothingChanged.code}`) : (this.refusal?.text ?? nothing);
  }

  private fields(place: FieldPlace, choices: Choices): unknown[] {
    const values = this.values();
    const may = (name: string, field: () => unknown): unknown =>
      this.history?.contact.correctable.includes(name) ? field() : nothing;
    const topics = choices.topics.map((topic) => ({ value: topic.id, label: topicName(topic.id) }));
    const where = whereOptions(choices, { town: t("entry-where-town"), own: t("entry-where-own") });
    const initiatives = ["citizen", "police"];
    return [
      may("channel", () => this.select(place, "channel", choices.channels, channelName)),
      this.combo(place, "topic", topics, values),
      this.combo(place, "where", where, values),
      this.select(place, "outcome", choices.outcomes, outcomeName),
      may("start", () => this.moment(place, "start")),
      may("end", () => this.moment(place, "end")),
      may("language", () => this.select(place, "language", choices.languages, languageName)),
      may("initiative", () => this.select(place, "initiative", initiatives, (who) => t(`entry-initiative-${who}`))),
      may("note", () => this.note(place, choices)),
      may("followUp", () => this.tick("followUp", "entry-follow-up")),
      may("withdrawn", () => this.tick("withdrawn", "entry-withdraw")),
    ];
  }

  private select(place: FieldPlace, field: keyof CorrectionValues & ("channel" | "outcome" | "language" | "initiative"), choices: readonly string[], name: (value: string) => string): TemplateResult {
    const value = this.values()[field];
    const known = choices.includes(value) ? choices : [value, ...choices];
    const box = html`
      <select
        id="correct-${field}"
        class="field"
        aria-invalid=${faultAt(place, field) !== undefined}
        aria-describedby=${describedBy(place, field)}
        @change=${(event: Event) => this.edit({ [field]: (event.target as HTMLSelectElement).value })}
      >
        ${known.map((one) => html`<option value=${one} .selected=${one === value}>${name(one)}</option>`)}
      </select>
    `;
    return fielded(place, field, { label: t(`entry-${field}`) }, box);
  }

  private combo(place: FieldPlace, field: "topic" | "where", options: { value: string; label: string }[], values: CorrectionValues): TemplateResult {
    const box = html`
      <combo-box
        name="correct-${field}"
        .label=${t(`entry-${field}`)}
        .options=${options}
        .value=${values[field]}
        .text=${values[`${field}Text`]}
        .describedBy=${describedBy(place, field)}
        ?invalid=${faultAt(place, field)}
        @choose=${({ detail }: CustomEvent<Chosen>) => this.edit({ [field]: detail.value, [`${field}Text`]: detail.text })}
      ></combo-box>
    `;
    return fielded(place, field, { label: t(`entry-${field}`) }, box);
  }

  private moment(place: FieldPlace, field: "start" | "end"): TemplateResult {
    const box = html`
      <input
        id="correct-${field}"
        class="field"
        type="datetime-local"
        aria-invalid=${faultAt(place, field) !== undefined}
        aria-describedby=${describedBy(place, field)}
        .value=${live(this.values()[field])}
        @input=${(event: Event) => this.edit({ [field]: (event.target as HTMLInputElement).value })}
      />
    `;
    return fielded(place, field, { label: t(`entry-${field}`) }, box);
  }

  private note(place: FieldPlace, choices: Choices): TemplateResult {
    const { note } = this.values();
    const box = html`
      <textarea
        id="correct-note"
        class="field"
        rows="3"
        aria-invalid=${faultAt(place, "note") !== undefined}
        aria-describedby=${describedBy(place, "note")}
        .value=${live(note)}
        @input=${(event: Event) => this.edit({ note: (event.target as HTMLTextAreaElement).value })}
      ></textarea>
      ${noteRoom(note, choices.noteChars)}
    `;
    return fielded(place, "note", { label: t("entry-note") }, box);
  }

  private tick(field: "followUp" | "withdrawn", label: string): TemplateResult {
    return html`
      <label class="choice">
        <input
          type="checkbox"
          .checked=${live(this.values()[field])}
          @change=${(event: Event) => this.edit({ [field]: (event.target as HTMLInputElement).checked })}
        />
        ${t(label)}
      </label>
    `;
  }

  private whyField(place: FieldPlace, choices: Choices): TemplateResult {
    const asked = faultAt(place, "why") !== undefined;
    return html`
      <fieldset class="key-choice why ${asked ? "asked" : ""}" role="radiogroup" aria-describedby=${describedBy(place, "why")}>
        <legend>${t("entry-why")}</legend>
        ${choices.reasons.map(
          (why) => html`
            <label class="key-tile">
              <input
                type="radio"
                name="why"
                value=${why}
                .checked=${live(this.draft?.why === why)}
                @change=${() => this.keep({ why })}
              />
              <span>${t(`entry-why-${why.replaceAll("_", "-")}`)}</span>
            </label>
          `,
        )}
      </fieldset>
      ${faultLine(place, "why")}
    `;
  }

  private values(): CorrectionValues {
    const { history, choices, draft } = this;
    if (!history || !choices) throw new Error("nothing is loaded yet");
    return { ...valuesOf(history.contact, choices), ...draft?.values };
  }

  private edit(values: Partial<CorrectionValues>): void {
    this.keep({ values: { ...this.draft?.values, ...values } });
  }

  private keep(change: Partial<CorrectionDraft>): void {
    this.done = false;
    this.dispatchEvent(new CustomEvent<Partial<CorrectionDraft>>("edit", { detail: change }));
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.submitted(event);
  };

  private readonly submitted = (event: Event): void => {
    event.preventDefault();
    if (!this.saving) void this.save();
  };

  private async save(): Promise<void> {
    const { history, choices, draft } = this;
    if (!history || !choices || !draft) return;
    const before = valuesOf(history.contact, choices);
    this.done = false;
    const faults: Fault[] = correctionFaults(draft, before);
    this.refusal = faults.length > 0 ? faulty(faults) : null;
    if (faults.length > 0) return;
    this.saving = true;
    try {
      this.history = await correctContact(history.contact.id, correctionRequest(draft, before));
      this.fire("corrected");
      this.done = true;
    } catch (error) {
      this.refusal = refusalOf(error);
    } finally {
      this.saving = false;
    }
  }

  private fire(name: "leave" | "corrected"): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

customElements.define("correction-panel", CorrectionPanel);
