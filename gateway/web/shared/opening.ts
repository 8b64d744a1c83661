/** When people are there, for a page that has no conversation yet; with one, the hub pushes it by the socket. */
import type { Medium, Said } from "./frames";

export interface Opening {
  open: boolean;
  hours: Said;
}

export type Openings = Record<Medium, Opening>;

const LOOK_MS = 60_000;

/** Look at the hub's opening hours now and every minute; dispatches "change" when they are different. */
export class OpeningWatch extends EventTarget {
  now: Openings | null = null;
  private clock: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly place: string | null,
    private readonly get: typeof fetch = (...request) => fetch(...request),
  ) {
    super();
  }

  /** Begin to look. */
  start(): void {
    void this.look();
    this.clock = setInterval(() => void this.look(), LOOK_MS);
  }

  /** Look no more. */
  stop(): void {
    clearInterval(this.clock);
  }

  /** Look once; what cannot be found out stays as it was. */
  async look(): Promise<void> {
    const query = this.place === null ? "" : `?place=${encodeURIComponent(this.place)}`;
    const answer = await this.get(`/v1/opening-hours${query}`).catch(() => null);
    if (!answer?.ok) return;
    const found = (await answer.json()) as Openings;
    if (JSON.stringify(found) === JSON.stringify(this.now)) return;
    this.now = found;
    this.dispatchEvent(new Event("change"));
  }
}
