import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { ARMED_MS, closingStep, releaseStep, type Armed, type ClosingStep, type LettingGo } from "./closing";
import { selectedWork, takesPart } from "./desk";
import { languageName, timeOfDay } from "./format";
import { keyCap } from "./key-cap";
import { shortcutOf } from "./keymap";
import { noteRoom } from "./entry-fields";
import { isTooLong, LONGEST_NOTE, noteStatus, type NoteState } from "./note";
import { StoreElement } from "./store-element";
import { channelName, entryTopic, outcomeName, routeName, themeName, topicName } from "./words";
import { callUnderWay, canAnswer, type WorkState } from "./works";

const ASKED = { "choose-outcome": "outcome", "shorten-note": "shorter-note", "press-again": null, go: null } as const;
const NOTE_SIGNS = { saved: "circle-check", saving: "ellipsis", unsaved: "circle-alert" } as const;

/** The right column: the facts of the case, the note, what came of it, and the two ways to let go. */
export class CaseColumn extends StoreElement {
  @state() private armed: Armed | null = null;
  @state() private asked: "outcome" | "shorter-note" | null = null;
  private shownId: string | null = null;
  private armedPause: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    clearTimeout(this.armedPause);
    super.disconnectedCallback();
  }

  /** Close the conversation in the middle, or say what is needed first. */
  close(): void {
    const work = selectedWork(this.store.desk);
    if (!work) return;
    this.step(closingStep(lettingGo(work), this.armed, performance.now()), "close", () => this.store.close(work.id));
  }

  /** Put the citizen back in the queue; cutting off a call takes a second press. */
  release(): void {
    const work = selectedWork(this.store.desk);
    if (!work || !canAnswer(work)) return;
    this.step(releaseStep(lettingGo(work), this.armed, performance.now()), "release", () => this.store.release(work.id));
  }

  /** Put the keyboard on the choice of outcome. */
  focusOutcome(): void {
    const chosen = this.querySelector<HTMLInputElement>("input[name=outcome]:checked");
    (chosen ?? this.querySelector<HTMLInputElement>("input[name=outcome]"))?.focus();
  }

  protected override willUpdate(): void {
    const { selected } = this.store.desk;
    if (selected === this.shownId) return;
    this.shownId = selected;
    this.arm(null);
    this.asked = null;
  }

  protected override render(): TemplateResult {
    const work = selectedWork(this.store.desk);
    return html`
      <div class="column-title">
        <h2>${t("console-case")}</h2>
        ${work ? html`<span>${t("console-fact-reference")} <bdi class="reference">${work.contact.reference}</bdi></span>` : nothing}
      </div>
      ${work
        ? html`<div class="case-body">${caseFacts(work)} ${this.noteField(work)} ${this.outcomes(work)}</div>
            ${this.endings(work)}`
        : this.nothingOpen()}
    `;
  }

  private nothingOpen(): TemplateResult {
    const { me } = this.store.desk;
    return html`<p class="case-empty">${t(me && !takesPart(me) ? "console-case-looks-on" : "console-case-empty")}</p>`;
  }

  private noteField(work: WorkState): TemplateResult {
    return html`
      <div class="note">
        <div class="note-title">
          <label for="note">${t("console-note")} ${keyCap("focus-note")}</label>
          ${noteSign(work.note, this.store.connection === "open")}
        </div>
        <textarea
          id="note"
          class="field"
          rows="3"
          aria-describedby="note-state"
          aria-invalid=${isTooLong(work.note)}
          aria-keyshortcuts="N"
          ?readonly=${work.thread.closed}
          .value=${live(work.note.text)}
          @input=${(event: InputEvent) => this.store.note(work.id, (event.target as HTMLTextAreaElement).value)}
        ></textarea>
        ${noteRoom(work.note.text, LONGEST_NOTE)}
      </div>
    `;
  }

  private outcomes(work: WorkState): TemplateResult {
    const asked = this.asked === "outcome" && work.outcome === null;
    return html`
      <fieldset class="outcomes ${asked ? "asked" : ""}" ?disabled=${work.thread.closed}>
        <legend>${t("console-outcome")} ${keyCap("focus-outcome")}</legend>
        <div class="outcome-choices">${this.store.desk.outcomes.map(
          (outcome) => html`
            <label class="outcome">
              <input
                type="radio"
                name="outcome"
                value=${outcome}
                .checked=${live(work.outcome === outcome)}
                @change=${() => this.store.chooseOutcome(work.id, outcome)}
              />
              ${outcomeName(outcome)}
            </label>
          `,
        )}</div>
      </fieldset>
    `;
  }

  private endings(work: WorkState): TemplateResult {
    const { closed } = work.thread;
    return html`
      <div class="endings">
        <p class="endings-hint" role="alert">${this.hint(work)}</p>
        ${canAnswer(work) ? this.putBack() : nothing}
        <button
          type="button"
          class="button ending"
          aria-keyshortcuts=${shortcutOf("close").aria}
          @click=${() => this.close()}
        >
          ${icon("check")}<span>${t(closed ? "console-off-my-list" : "console-close")}</span>${keyCap("close")}
        </button>
      </div>
    `;
  }

  // Only who can still be answered goes back in the queue.
  private putBack(): TemplateResult {
    return html`
      <button
        type="button"
        class="button"
        aria-keyshortcuts=${shortcutOf("put-back").aria}
        @click=${() => this.release()}
      >
        ${icon("arrow-left")}<span>${t("console-put-back")}</span>${keyCap("put-back")}
      </button>
    `;
  }

  private hint(work: WorkState): unknown {
    const key = this.hintKey(work);
    return key ? html`${icon("circle-alert")}<span>${t(key)}</span>` : nothing;
  }

  private hintKey(work: WorkState): string | null {
    if (this.armed) return this.armed.what === "close" ? "console-close-again" : "console-put-back-again";
    if (this.asked === "shorter-note" && isTooLong(work.note)) return "console-note-shorter";
    return this.asked === "outcome" && work.outcome === null ? "console-outcome-first" : null;
  }

  private step(step: ClosingStep, what: Armed["what"], go: () => void): void {
    if (step === "press-again" && this.armed?.what === what) return; // the other half of a double click
    this.arm(step === "press-again" ? { what, at: performance.now() } : null);
    this.asked = ASKED[step];
    if (step === "go") return go();
    this.goToWhatIsAsked();
  }

  private goToWhatIsAsked(): void {
    if (this.asked === "outcome") this.focusOutcome();
    if (this.asked === "shorter-note") this.querySelector<HTMLElement>("#note")?.focus();
  }

  private arm(armed: Armed | null): void {
    clearTimeout(this.armedPause);
    this.armed = armed;
    if (armed) this.armedPause = setTimeout(() => (this.armed = null), ARMED_MS);
  }
}

function lettingGo(work: WorkState): LettingGo {
  const { outcome, note, thread } = work;
  return { outcome, noteTooLong: isTooLong(note), callUnderWay: callUnderWay(work), closed: thread.closed };
}

function caseFacts({ contact, entry }: WorkState): TemplateResult {
  return html`
    <dl class="facts">
      ${fact("topic", contact.topic ? topicName(contact.topic) : entryTopic(entry))}
      ${contact.route ? fact("route", routeName(contact.route)) : nothing}
      ${contact.theme ? fact("theme", themeName(contact.theme)) : nothing}
      ${fact("language", languageName(entry.language))} ${fact("channel", channelName(contact.channel))}
      ${entry.place_name ? fact("place", html`<bdi>${entry.place_name}</bdi>`) : nothing}
      ${fact("asked", html`<time datetime=${entry.asked_at}>${timeOfDay(entry.asked_at)}</time>`)}
    </dl>
  `;
}

function fact(name: string, value: unknown): TemplateResult {
  return html`<div><dt>${t(`console-fact-${name}`)}</dt><dd>${value}</dd></div>`;
}

function noteSign(note: NoteState, connected: boolean): TemplateResult {
  const status = noteStatus(note, connected);
  if (status === "empty") return html`<span id="note-state"></span>`;
  return html`
    <span id="note-state" class="note-state ${status}">${icon(NOTE_SIGNS[status])}${t(`console-note-${status}`)}</span>
  `;
}

customElements.define("case-column", CaseColumn);
