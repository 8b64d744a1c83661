/** What this tab remembers: gone when the tab closes, never a cookie, never shared with another site. */

export type MemoryKey = "session" | "draft" | "open" | "language";

const PREFIX = "contact-hub.";

/** Keep a few strings in sessionStorage, or in memory alone where the page forbids storage. */
export class Memory {
  private readonly fallback = new Map<string, string>();

  /** Return what was kept, or null. */
  recall(key: MemoryKey): string | null {
    try {
      return sessionStorage.getItem(PREFIX + key);
    } catch {
      return this.fallback.get(key) ?? null;
    }
  }

  /** Keep a string; null or nothing forgets it. */
  keep(key: MemoryKey, value: string | null): void {
    try {
      if (value) sessionStorage.setItem(PREFIX + key, value);
      else sessionStorage.removeItem(PREFIX + key);
    } catch {
      if (value) this.fallback.set(key, value);
      else this.fallback.delete(key);
    }
  }
}
