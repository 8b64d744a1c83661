import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { t } from "../shared/texts";
import { LightElement } from "./light";
import { search, type Option } from "./search";

/** What the combo box tells: the chosen value, or what was typed and fits nothing yet. */
export interface Chosen {
  readonly value: string | null;
  readonly text: string;
}

/**
 * A field that finds a choice by a few typed letters (ARIA combobox with a list of options).
 *
 * Enter takes the first that fits and fires "next"; Enter on an empty field fires "next" too.
 */
export class ComboBox extends LightElement {
  @property() name = "";
  @property() label = "";
  @property() describedBy = "";
  @property({ attribute: false }) options: readonly Option[] = [];
  @property({ attribute: false }) value: string | null = null;
  @property() text = "";
  @property({ type: Boolean }) invalid = false;
  @state() private open = false;
  @state() private active = -1;

  /** Put the keyboard here; the next letters replace what stands there. */
  override focus(): void {
    this.querySelector("input")?.focus();
    this.querySelector("input")?.select();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("active")) this.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  protected override render(): TemplateResult {
    const found = this.open ? this.found() : [];
    const list = `${this.name}-list`;
    return html`
      <input
        id=${this.name}
        class="field"
        type="text"
        role="combobox"
        aria-label=${this.label}
        autocomplete="off"
        spellcheck="false"
        aria-autocomplete="list"
        aria-expanded=${this.open}
        aria-controls=${list}
        aria-activedescendant=${this.open && found[this.active] ? `${list}-${this.active}` : nothing}
        aria-invalid=${this.invalid}
        aria-describedby=${this.describedBy || nothing}
        .value=${live(this.shown())}
        @input=${(event: Event) => this.typed((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => this.pressed(event)}
        @focus=${(event: Event) => this.entered(event.target as HTMLInputElement)}
        @blur=${() => this.left()}
      />
      <ul id=${list} class="combo-list" role="listbox" tabindex="-1" aria-label=${this.label} ?hidden=${!this.open}>
        ${found.length > 0 ? found.map((option, index) => this.optionLine(option, index)) : nothingFound()}
      </ul>
      <span class="visually-hidden" role="status">${this.spoken(found.length)}</span>
    `;
  }

  private spoken(count: number): string {
    return this.open && this.text ? t("entry-found", { count }) : "";
  }

  private optionLine(option: Option, index: number): TemplateResult {
    return html`
      <li
        id="${this.name}-list-${index}"
        role="option"
        aria-selected=${index === this.active}
        @pointerdown=${(event: Event) => event.preventDefault()}
        @click=${() => this.take(option, true)}
        @keydown=${() => undefined}
      >
        <span>${option.label}</span>${option.hint ? html`<small>${option.hint}</small>` : nothing}
      </li>
    `;
  }

  private found(): Option[] {
    return search(this.options, this.value ? "" : this.text);
  }

  private shown(): string {
    return this.options.find((option) => option.value === this.value)?.label ?? this.text;
  }

  private entered(input: HTMLInputElement): void {
    input.select();
    this.open = true;
    this.active = this.value ? this.found().findIndex((option) => option.value === this.value) : -1;
  }

  // Who leaves with one answer left meant that one; anything else typed stays, to be put right.
  private left(): void {
    this.open = false;
    const found = this.found();
    if (!this.value && this.text.trim() && found.length === 1 && found[0]) this.take(found[0], false);
  }

  private typed(text: string): void {
    this.tell({ value: null, text });
    this.open = true;
    this.active = text.trim() ? 0 : -1;
  }

  private pressed(event: KeyboardEvent): void {
    const does: Record<string, (event: KeyboardEvent) => void> = {
      ArrowDown: () => this.step(event, 1),
      ArrowUp: () => this.step(event, -1),
      Escape: () => this.escape(event),
      Tab: () => this.tabbed(),
      Enter: () => this.enter(event),
    };
    does[event.key]?.(event);
  }

  private marked(): Option | undefined {
    return this.open ? this.found()[this.active] : undefined;
  }

  private tabbed(): void {
    const option = this.marked();
    if (option && this.text && !this.value) this.take(option, false);
  }

  private enter(event: KeyboardEvent): void {
    const option = this.marked();
    const goOn = !event.ctrlKey && !event.metaKey;
    if (goOn) event.preventDefault();
    if (option) return this.take(option, goOn);
    if (goOn && (this.value || this.text.trim() === "")) this.next();
  }

  private step(event: KeyboardEvent, by: 1 | -1): void {
    event.preventDefault();
    const count = this.found().length;
    this.active = this.open ? (this.active + by + count) % Math.max(1, count) : Math.max(0, this.active);
    this.open = true;
  }

  private escape(event: KeyboardEvent): void {
    if (!this.open && !this.value && !this.text) return;
    event.stopPropagation();
    if (this.open) this.open = false;
    else this.tell({ value: null, text: "" });
  }

  private take(option: Option, goOn: boolean): void {
    this.tell({ value: option.value, text: option.label });
    this.open = false;
    if (goOn) this.next();
  }

  private tell(chosen: Chosen): void {
    Object.assign(this, chosen);
    this.dispatchEvent(new CustomEvent<Chosen>("choose", { detail: chosen }));
  }

  private next(): void {
    this.open = false;
    this.dispatchEvent(new CustomEvent("next"));
  }
}

function nothingFound(): TemplateResult {
  return html`
    <li class="combo-nothing" role="option" aria-disabled="true" aria-selected="false">${t("entry-no-choice")}</li>
  `;
}

customElements.define("combo-box", ComboBox);
