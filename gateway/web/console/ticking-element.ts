import { StoreElement } from "./store-element";

const TICK_MS = 1_000;

/** A part of the desk that shows a running clock: it is drawn anew every second. */
export class TickingElement extends StoreElement {
  private clockwork: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.clockwork = setInterval(() => this.requestUpdate(), TICK_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.clockwork);
    super.disconnectedCallback();
  }
}
