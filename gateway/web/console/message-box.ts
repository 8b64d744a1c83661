import { html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { icon } from "../shared/icons";
import { roomLeft, type Room } from "../shared/message-length";
import { t } from "../shared/texts";
import { StoreElement } from "./store-element";
import { canAnswer, type WorkState } from "./works";

/**
 * Where the officer types to the citizen: Enter sends, Shift+Enter makes a new line, a draft is never lost.
 *
 * When nobody can be answered any more the field stays, read-only: it keeps the keyboard of who was typing, so that
 * the rest of the sentence is not taken for keys.
 */
export class MessageBox extends StoreElement {
  @property({ attribute: false }) work!: WorkState;

  protected override render(): TemplateResult {
    const draft = this.store.drafts.read("message", this.work.id);
    const room = roomLeft(draft);
    const open = canAnswer(this.work);
    return html`
      <form class="message-box" @submit=${this.submit}>
        <label class="visually-hidden" for="message">${t("console-message")}</label>
        <textarea
          id="message"
          class="field"
          rows="1"
          lang=${this.work.thread.conversation?.language ?? "nl"}
          placeholder=${t(open ? "console-message-placeholder" : "console-message-over")}
          aria-keyshortcuts="T"
          aria-describedby="message-hint"
          aria-invalid=${room.over}
          ?readonly=${!open}
          .value=${live(draft)}
          @input=${(event: InputEvent) => this.typed(event.target as HTMLTextAreaElement)}
          @keydown=${this.pressed}
        ></textarea>
        ${open ? html`<button type="submit" class="button">${icon("send")}${t("common-send")}</button>` : nothing}
        <p id="message-hint" class="message-hint">${open ? this.hint(room) : nothing}</p>
      </form>
    `;
  }

  private hint({ left, near, over }: Room): unknown {
    if (over) return html`<span class="field-error">${t("console-message-too-long", { over: -left })}</span>`;
    return near ? t("console-message-left", { left }) : t("console-message-keys");
  }

  private typed(field: HTMLTextAreaElement): void {
    this.store.draft(this.work.id, field.value);
    this.requestUpdate();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.send();
  }

  private submit(event: Event): void {
    event.preventDefault();
    this.send();
  }

  private send(): void {
    const draft = this.store.drafts.read("message", this.work.id);
    if (roomLeft(draft).over || !canAnswer(this.work)) return;
    this.store.say(this.work.id, draft);
    this.requestUpdate();
  }
}

customElements.define("message-box", MessageBox);
