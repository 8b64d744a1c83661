/** How long somebody has been silent, whatever is done to the clock. */
export class Silence {
  private wall = Date.now();
  private steady = performance.now();

  /** Note that something was heard. */
  heard(): void {
    this.wall = Date.now();
    this.steady = performance.now();
  }

  /**
   * Return the milliseconds since then, by the clock that tells more: the steady one goes on when the other is set
   * back, and the one on the wall knows how long a laptop slept.
   */
  ms(): number {
    return Math.max(Date.now() - this.wall, performance.now() - this.steady);
  }
}
