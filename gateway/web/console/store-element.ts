import { property } from "lit/decorators.js";
import { LightElement } from "./light";
import type { ConsoleStore } from "./store";

/** An element that shows part of the officer's desk and follows its changes. */
export class StoreElement extends LightElement {
  @property({ attribute: false }) store!: ConsoleStore;
  private readonly changed = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.addEventListener("change", this.changed);
  }

  override disconnectedCallback(): void {
    this.store.removeEventListener("change", this.changed);
    super.disconnectedCallback();
  }
}
