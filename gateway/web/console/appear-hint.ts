import { html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { icon } from "../shared/icons";
import { t, tIn } from "../shared/texts";
import { appearIn } from "./appearing";
import { TickingElement } from "./ticking-element";
import type { WorkState } from "./works";

/** From here on the words are read out too; before, a clock that speaks every second would only disturb. */
const URGENT_S = 20;

/** Counts down until the citizen goes back to the queue, with one press that says: I am reading. */
export class AppearHint extends TickingElement {
  @property({ attribute: false }) work!: WorkState;

  protected override render(): TemplateResult | typeof nothing {
    const seconds = appearIn(this.work, Date.now());
    if (seconds === null) return nothing;
    const urgent = seconds <= URGENT_S;
    return html`<div class=${urgent ? "appear urgent" : "appear"}>
      ${icon("clock")}
      <p>
        <strong>${t("console-appear-left", { seconds })}</strong>
        <span>${t("console-appear-why")}</span>
      </p>
      <span class="visually-hidden" role="status">${urgent ? t("console-appear-soon") : nothing}</span>
      <button type="button" class="button" @click=${this.say}>${icon("message-circle")}${t("console-appear-say")}</button>
    </div>`;
  }

  /** Said in the citizen's language: the first word of the officer, and a sign to the hub. */
  private readonly say = (): void => {
    const lang = this.work.thread.conversation?.language ?? "nl";
    this.store.say(this.work.id, tIn(lang, "officer-is-reading"));
    this.closest("conversation-column")?.querySelector<HTMLElement>("#message")?.focus();
  };
}

customElements.define("appear-hint", AppearHint);
