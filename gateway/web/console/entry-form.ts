import { html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import "./combo-box";
import type { Chosen } from "./combo-box";
import { localDay, plusDays } from "./contacts";
import { FIELDS, teamOf, whereOptions, type Choices, type EntryDraft, type Fault } from "./entry";
import { describedBy, faultAt, faultLine, fielded, noteRoom, type FieldPlace } from "./entry-fields";
import { languageName } from "./format";
import "./key-choice";
import { LightElement } from "./light";
import { channelName, outcomeName, themeName, topicName } from "./words";

type Field = (typeof FIELDS)[number];

/** The form in which an officer writes a contact down, made for the keyboard; fires "edit" and "save". */
export class EntryForm extends LightElement {
  @property({ attribute: false }) choices: Choices | null = null;
  @property({ attribute: false }) draft: EntryDraft | null = null;
  @property({ attribute: false }) faults: readonly Fault[] = [];
  @property({ type: Boolean }) saving = false;
  /** What became of the last press on "save"; it stands beside the button. */
  @property({ attribute: false }) news: unknown = null;

  /** Put the keyboard on a field. */
  goTo(field: string): void {
    this.querySelector<HTMLElement>(`[data-field=${field}]`)?.focus();
  }

  protected override render(): TemplateResult {
    const { choices, draft } = this;
    if (!choices || !draft) return html`<p>${t("common-loading")}</p>`;
    const place = { prefix: "entry", faults: this.faults };
    return html`
      <form class="card entry-form" novalidate @submit=${this.submitted} @keydown=${this.pressed}>
        ${this.keyed(place, "channel", choices.channels.map(named(channelName)))}
        <div class="entry-pair">${this.topicField(place, choices, draft)} ${this.whereField(place, choices, draft)}</div>
        ${this.keyed(place, "outcome", choices.outcomes.map(named(outcomeName)))} ${this.noteField(place, choices, draft)}
        ${this.more(place, choices, draft)} ${this.endings(draft)}
      </form>
    `;
  }

  private keyed(place: FieldPlace, field: "channel" | "outcome", options: { value: string; label: string }[]): TemplateResult {
    return html`
      <div class="entry-field">
        <key-choice
          data-field=${field}
          name="entry-${field}"
          .legend=${t(`entry-${field}`)}
          .options=${options}
          .value=${this.draft?.[field] ?? null}
          .describedBy=${describedBy(place, field)}
          ?invalid=${faultAt(place, field)}
          @choose=${(event: CustomEvent<string>) => this.edit({ [field]: event.detail })}
          @next=${() => this.next(field)}
        ></key-choice>
        ${faultLine(place, field)}
      </div>
    `;
  }

  private topicField(place: FieldPlace, choices: Choices, draft: EntryDraft): TemplateResult {
    const theme = choices.topics.find((topic) => topic.id === draft.topic)?.theme;
    const hint = theme ? t("entry-theme", { theme: themeName(theme) }) : t("entry-topic-hint");
    const options = choices.topics.map((topic) => ({ value: topic.id, label: topicName(topic.id) }));
    const box = html`
      <combo-box
        data-field="topic"
        name="entry-topic"
        .label=${t("entry-topic")}
        .options=${options}
        .value=${draft.topic}
        .text=${draft.topicText}
        .describedBy=${describedBy(place, "topic", true)}
        ?invalid=${faultAt(place, "topic")}
        @choose=${({ detail }: CustomEvent<Chosen>) => this.edit({ topic: detail.value, topicText: detail.text })}
        @next=${() => this.next("topic")}
      ></combo-box>
    `;
    return fielded(place, "topic", { label: t("entry-topic"), hint }, box);
  }

  private whereField(place: FieldPlace, choices: Choices, draft: EntryDraft): TemplateResult {
    const team = teamOf(choices, draft.where);
    const hint = team ? t("entry-team", { team }) : t("entry-where-hint");
    const words = { town: t("entry-where-town"), own: t("entry-where-own") };
    const box = html`
      <combo-box
        data-field="where"
        name="entry-where"
        .label=${t("entry-where")}
        .options=${whereOptions(choices, words)}
        .value=${draft.where}
        .text=${draft.whereText}
        .describedBy=${describedBy(place, "where", true)}
        ?invalid=${faultAt(place, "where")}
        @choose=${({ detail }: CustomEvent<Chosen>) => this.edit({ where: detail.value, whereText: detail.text })}
        @next=${() => this.next("where")}
      ></combo-box>
    `;
    return fielded(place, "where", { label: t("entry-where"), hint }, box);
  }

  private noteField(place: FieldPlace, choices: Choices, draft: EntryDraft): TemplateResult {
    const box = html`
      <textarea
        id="entry-note"
        data-field="note"
        class="field"
        rows="2"
        aria-invalid=${faultAt(place, "note") !== undefined}
        aria-describedby=${describedBy(place, "note", true)}
        .value=${live(draft.note)}
        @input=${(event: Event) => this.edit({ note: (event.target as HTMLTextAreaElement).value })}
      ></textarea>
      ${noteRoom(draft.note, choices.noteChars)}
    `;
    return fielded(place, "note", { label: t("entry-note"), hint: t("entry-anonymous") }, box);
  }

  private more(place: FieldPlace, choices: Choices, draft: EntryDraft): TemplateResult {
    const today = localDay(new Date());
    const first = plusDays(today, -choices.entryDays);
    return html`
      <fieldset class="entry-more">
        <legend>${t("entry-more")}</legend>
        ${fielded(place, "day", { label: t("entry-day") }, this.input(place, "day", { type: "date", shown: draft.day ?? today, min: first, max: today }))}
        ${fielded(place, "start", { label: t("entry-start-or-now") }, this.input(place, "start", { type: "time" }))}
        ${fielded(place, "minutes", { label: t("entry-minutes") }, this.input(place, "minutes", { type: "text", mode: "numeric" }))}
        ${fielded(place, "language", { label: t("entry-language") }, this.select("language", choices.languages.map(named(languageName))))}
        ${fielded(place, "initiative", { label: t("entry-initiative") }, this.select("initiative", ["citizen", "police"].map(named((who) => t(`entry-initiative-${who}`)))))}
        ${fielded(place, "sameCase", { label: t("entry-same-case") }, this.input(place, "sameCase", { type: "text" }))}
        <label class="choice">
          <input
            type="checkbox"
            .checked=${live(draft.followUp)}
            @change=${(event: Event) => this.edit({ followUp: (event.target as HTMLInputElement).checked })}
          />
          ${t("entry-follow-up")}
        </label>
      </fieldset>
    `;
  }

  private input(
    place: FieldPlace,
    field: "day" | "start" | "minutes" | "sameCase",
    look: { type: "date" | "time" | "text"; shown?: string; min?: string; max?: string; mode?: string },
  ): TemplateResult {
    return html`
      <input
        id="entry-${field}"
        data-field=${field}
        class="field"
        type=${look.type}
        min=${look.min ?? ""}
        max=${look.max ?? ""}
        inputmode=${look.mode ?? "text"}
        autocomplete="off"
        aria-invalid=${faultAt(place, field) !== undefined}
        aria-describedby=${describedBy(place, field)}
        .value=${live(look.shown ?? this.draft?.[field] ?? "")}
        @input=${(event: Event) => this.edit({ [field]: (event.target as HTMLInputElement).value })}
      />
    `;
  }

  private select(field: "language" | "initiative", options: { value: string; label: string }[]): TemplateResult {
    return html`
      <select
        id="entry-${field}"
        data-field=${field}
        class="field"
        @change=${(event: Event) => this.edit({ [field]: (event.target as HTMLSelectElement).value })}
      >
        ${options.map(({ value, label }) => html`<option value=${value} .selected=${value === this.draft?.[field]}>${label}</option>`)}
      </select>
    `;
  }

  private endings(draft: EntryDraft): TemplateResult {
    return html`
      <div class="entry-endings">
        <div class="entry-news" role="status">${this.news ?? html`<p class="hint">${t("entry-keys-rest")}</p>`}</div>
        <button type="button" class="button quiet" ?disabled=${draft.beganAt === null} @click=${() => this.fire("clear")}>
          ${t("entry-clear")}
        </button>
        <button type="submit" class="button primary" aria-keyshortcuts="Control+Enter" aria-disabled=${this.saving}>
          ${icon("check")}<span>${t(this.saving ? "entry-saving" : "entry-save")}</span><kbd aria-hidden="true">Ctrl+Enter</kbd>
        </button>
      </div>
    `;
  }

  private next(field: Field): void {
    this.goTo(FIELDS[FIELDS.indexOf(field) + 1] ?? "channel");
  }

  private readonly submitted = (event: Event): void => {
    event.preventDefault();
    this.fire("save");
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.repeat) return;
    if (event.ctrlKey || event.metaKey) this.submitted(event);
    // Enter in a line of text walks on; only Ctrl+Enter and the button save.
    else if (event.target instanceof HTMLInputElement) event.preventDefault();
  };

  private edit(change: Partial<EntryDraft>): void {
    this.dispatchEvent(new CustomEvent<Partial<EntryDraft>>("edit", { detail: change }));
  }

  private fire(name: "save" | "clear"): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

function named(name: (value: string) => string): (value: string) => { value: string; label: string } {
  return (value) => ({ value, label: name(value) });
}

customElements.define("entry-form", EntryForm);
