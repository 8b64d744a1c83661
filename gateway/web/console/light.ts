import { LitElement } from "lit";
import { onLanguage } from "../shared/texts";

/** An element without shadow root (ids and ARIA references reach the whole page) that follows the language. */
export class LightElement extends LitElement {
  private forgetLanguage: (() => void) | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.forgetLanguage = onLanguage(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    this.forgetLanguage?.();
    super.disconnectedCallback();
  }
}
