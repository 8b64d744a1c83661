import { html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { icon } from "../shared/icons";
import { roomLeft, type Room } from "../shared/message-length";
import { t } from "../shared/texts";
import { StoreElement } from "./store-element";
import type { WorkState } from "./works";

/** Where the officer types to the citizen: Enter sends, Shift+Enter makes a new line, a draft is never lost. */
export class MessageBox extends StoreElement {
  @property({ attribute: false }) work!: WorkState;

  protected override render(): TemplateResult {
    const draft = this.store.drafts.read("message", this.work.id);
    const room = roomLeft(draft);
    return html`
      <form class="message-box" @submit=${this.submit}>
        <label class="visually-hidden" for="message">${t("console-message")}</label>
        <textarea
          id="message"
          class="field"
          rows="1"
          lang=${this.work.thread.conversation?.language ?? "nl"}
          placeholder=${t("console-message-placeholder")}
          aria-keyshortcuts="T"
          aria-describedby="message-hint"
          aria-invalid=${room.over}
          ?disabled=${this.work.thread.closed}
          .value=${live(draft)}
          @input=${(event: InputEvent) => this.typed(event.target as HTMLTextAreaElement)}
          @keydown=${this.pressed}
        ></textarea>
        <button type="submit" class="button" ?disabled=${this.work.thread.closed}>
          ${icon("send")}${t("common-send")}
        </button>
        <p id="message-hint" class="message-hint">${this.work.thread.closed ? nothing : this.hint(room)}</p>
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
    if (roomLeft(draft).over) return;
    this.store.say(this.work.id, draft);
    this.requestUpdate();
  }
}

customElements.define("message-box", MessageBox);
