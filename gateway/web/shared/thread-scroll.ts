/** Keep the newest entry in sight, unless the reader scrolled up to read: then nothing jumps. */

const NEAR_PX = 60;
const MARGIN_PX = 12;
const BURST_MS = 3000;

/**
 * Follow the news of the `.thread` inside a container; the returned function ends it.
 *
 * Scrolls to the end, but never past the start of what just came in: a long answer is read from its first line, and a
 * safety card at its top stays in sight.
 */
export function followEnd(container: ParentNode & Node): () => void {
  const follower = new Follower(container);
  return () => follower.stop();
}

/** Show the end of the thread, as when it is opened. */
export function showEnd(container: ParentNode): void {
  const thread = container.querySelector<HTMLElement>(".thread");
  if (thread) thread.scrollTop = thread.scrollHeight;
}

class Follower {
  private following = true;
  private placedAt = 0;
  private first: HTMLElement | null = null;
  private burstEnds = 0;
  private readonly news = new MutationObserver((records) => this.hear(records));
  private readonly size = new ResizeObserver(() => this.place());
  private sized: HTMLElement | null = null;

  constructor(private readonly container: ParentNode & Node) {
    container.addEventListener("scroll", this.scrolled, { capture: true, passive: true });
    this.news.observe(container, { childList: true, subtree: true, characterData: true });
  }

  stop(): void {
    this.news.disconnect();
    this.size.disconnect();
    this.container.removeEventListener("scroll", this.scrolled, { capture: true });
  }

  private readonly scrolled = (event: Event): void => {
    const thread = event.target as HTMLElement;
    const left = thread.scrollHeight - thread.scrollTop - thread.clientHeight;
    this.following = left < NEAR_PX || thread.scrollTop > this.placedAt - NEAR_PX;
  };

  private hear(records: MutationRecord[]): void {
    const added = entriesAdded(records);
    if (added[0] && this.isNewBurst(added)) this.first = added[0];
    if (added[0]) this.burstEnds = performance.now() + BURST_MS;
    this.place();
  }

  /** What comes in quick succession belongs together; what the reader says begins anew. */
  private isNewBurst(added: HTMLElement[]): boolean {
    const own = added.some((entry) => entry.classList.contains("mine"));
    return own || !this.first?.isConnected || performance.now() > this.burstEnds;
  }

  private place(): void {
    const thread = this.container.querySelector<HTMLElement>(".thread");
    if (!thread) return this.forget();
    this.watchSize(thread);
    if (!this.following) return;
    this.placedAt = Math.min(thread.scrollHeight - thread.clientHeight, startOf(this.first, thread));
    thread.scrollTop = this.placedAt;
  }

  /** A thread that is gone is held by nobody: on a kiosk it was somebody's story. */
  private forget(): void {
    this.size.disconnect();
    this.first = this.sized = null;
  }

  private watchSize(thread: HTMLElement): void {
    if (this.sized === thread) return;
    this.size.disconnect();
    this.size.observe(thread);
    this.sized = thread;
  }
}

/** Return the entries that came in; a whole thread that appears at once is not news, and is read at its end. */
function entriesAdded(records: MutationRecord[]): HTMLElement[] {
  const added = records
    .flatMap((record) => [...record.addedNodes])
    .filter((node): node is HTMLElement => node instanceof HTMLElement)
    .filter((element) => element.parentElement?.classList.contains("thread-log"));
  const siblings = added[0]?.parentElement?.children.length ?? 0;
  return added.length < siblings ? added : [];
}

function startOf(entry: HTMLElement | null, thread: HTMLElement): number {
  if (!entry?.isConnected) return Number.POSITIVE_INFINITY;
  return entry.getBoundingClientRect().top - thread.getBoundingClientRect().top + thread.scrollTop - MARGIN_PX;
}
