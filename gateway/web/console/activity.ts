const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Notice whether somebody is at the screen, so that a log-in nobody uses can end. */
export class Activity {
  private touched = true;

  /** Listen on `target` for as long as the page is open. */
  constructor(target: EventTarget = globalThis) {
    const note = (): void => void (this.touched = true);
    for (const sign of SIGNS) target.addEventListener(sign, note, { passive: true });
  }

  /** Tell whether somebody touched the screen since the last time this was asked. */
  take(): boolean {
    const touched = this.touched;
    this.touched = false;
    return touched;
  }
}
