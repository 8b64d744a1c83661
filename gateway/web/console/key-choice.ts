import { html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { LightElement } from "./light";
import { choiceOfKey, type Option } from "./search";

/** A few choices side by side, each with its number; one key chooses and goes on to what comes next. */
export class KeyChoice extends LightElement {
  @property() name = "";
  @property() legend = "";
  @property({ attribute: false }) options: readonly Option[] = [];
  @property({ attribute: false }) value: string | null = null;
  @property() describedBy = "";
  @property({ type: Boolean }) invalid = false;

  /** Put the keyboard on the chosen one, else on the first. */
  override focus(): void {
    (this.querySelector<HTMLElement>("input:checked") ?? this.querySelector<HTMLElement>("input"))?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <fieldset
        class="key-choice ${this.invalid ? "asked" : ""}"
        role="radiogroup"
        aria-required="true"
        aria-invalid=${this.invalid}
        aria-describedby=${this.describedBy || nothing}
        @keydown=${(event: KeyboardEvent) => this.pressed(event)}
      >
        <legend>${this.legend}</legend>
        ${this.options.map((option, index) => this.choice(option, index + 1))}
      </fieldset>
    `;
  }

  private choice(option: Option, number: number): TemplateResult {
    return html`
      <label class="key-tile numbered">
        <input
          type="radio"
          name=${this.name}
          value=${option.value}
          aria-keyshortcuts=${number}
          .checked=${live(this.value === option.value)}
          @change=${() => this.tell(option)}
        />
        <kbd aria-hidden="true">${number}</kbd><span>${option.label}</span>
      </label>
    `;
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (this.value) this.dispatchEvent(new CustomEvent("next"));
      return;
    }
    const option = choiceOfKey(this.options, event.key);
    if (!option) return;
    event.preventDefault();
    this.tell(option);
    this.dispatchEvent(new CustomEvent("next"));
  }

  private tell({ value }: Option): void {
    this.value = value;
    this.dispatchEvent(new CustomEvent<string>("choose", { detail: value }));
  }
}

customElements.define("key-choice", KeyChoice);
