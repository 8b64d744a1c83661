/** Tell the other side that somebody types: once at the start, once when it rests. */

const REST_MS = 4000;

export class TypingSign {
  private on = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (on: boolean) => void) {}

  /** Note a key. */
  typed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.rest(), REST_MS);
    if (!this.on) this.tell((this.on = true));
  }

  /** Note that the person stopped, or sent it. */
  rest(): void {
    clearTimeout(this.timer);
    if (this.on) this.tell((this.on = false));
  }
}
