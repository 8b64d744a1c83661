const PREFIX = "console-entry:";

/** What Kept needs of a Storage; sessionStorage in the browser. */
export type KeptStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Keep what an officer is filling in over reloads, in the tab's own storage; only its officer gets it back. */
export class Kept<T extends { readonly officerId: string }> {
  constructor(
    private readonly store: KeptStore,
    private readonly name: string,
  ) {}

  /** Return what was kept for this officer, else null; what belongs to another is dropped. */
  read(officerId: string): T | null {
    const kept = this.store.getItem(PREFIX + this.name);
    if (kept === null) return null;
    const value = parsed<T>(kept);
    if (value?.officerId === officerId) return value;
    this.drop();
    return null;
  }

  /** Keep what is filled in. */
  write(value: T): void {
    try {
      this.store.setItem(PREFIX + this.name, JSON.stringify(value));
    } catch {
      // A full or closed store keeps nothing; what is on the screen stays.
    }
  }

  /** Forget it. */
  drop(): void {
    this.store.removeItem(PREFIX + this.name);
  }
}

/** Forget everything that was being filled in, as at log-out. */
export function forgetKept(store: Storage): void {
  for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
}

function parsed<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
