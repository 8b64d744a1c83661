/** The way from the widget to the hub's own page for video, with a one-time code that never reaches a server log. */

const CODE_LIVES_MS = 55_000;

export interface Opener {
  open(url: string, target: string): Window | null;
}

/**
 * Open the call page.
 *
 * Browsers open a page only at the moment of the press, while the code comes later: so a blank page is opened first
 * and led on. When the browser keeps even that closed, `link` holds an address for the person to press.
 */
export class VideoDoor {
  link: string | null = null;

  private tab: Window | null = null;
  private expiry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly hub: string,
    private readonly changed: () => void,
    private readonly opener: Opener = window,
  ) {}

  /** Open the blank page; call it within the press itself. */
  prepare(title: string): void {
    this.forget();
    this.tab = this.opener.open("about:blank", "_blank");
    if (!this.tab) return;
    this.tab.document.title = title;
    this.tab.opener = null; // the call page has no business with the page around the widget
  }

  /** Lead the blank page to the call, or offer a link when there is none. */
  lead(code: string): void {
    const address = `${this.hub}/call#h=${encodeURIComponent(code)}`;
    if (this.tab && !this.tab.closed) {
      this.tab.location.replace(address);
      this.tab = null;
      return;
    }
    this.link = address;
    this.expiry = setTimeout(() => this.forget(), CODE_LIVES_MS);
    this.changed();
  }

  /** Close the blank page: there will be no call. */
  abandon(): void {
    this.tab?.close();
    this.forget();
  }

  /** Drop the link once it was used or is too old. */
  forget(): void {
    clearTimeout(this.expiry);
    this.tab = null;
    this.link = null;
    this.changed();
  }
}
