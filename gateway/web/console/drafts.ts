const PREFIX = "console-draft:";
const MIDDLE = "console-middle";

export type DraftKind = "message" | "note";

/** What Drafts needs of a Storage; sessionStorage in the browser. */
export type DraftStore = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/**
 * Keep what an officer typed and did not send yet, by conversation, over reloads and lost connections.
 *
 * The store is the tab's own sessionStorage: it dies with the tab and is emptied at log-out.
 */
export class Drafts {
  constructor(private readonly store: DraftStore) {}

  /** Return what was typed, or an empty text. */
  read(kind: DraftKind, conversationId: string): string {
    return this.store.getItem(draftKey(kind, conversationId)) ?? "";
  }

  /** Keep what is typed; an empty text takes no place. */
  write(kind: DraftKind, conversationId: string, text: string): void {
    const key = draftKey(kind, conversationId);
    if (text === "") this.store.removeItem(key);
    else this.store.setItem(key, text);
  }

  /** Drop the drafts of conversations that are no longer this officer's. */
  keepOnly(conversationIds: readonly string[]): void {
    const kept = new Set(conversationIds.flatMap((id) => [draftKey("message", id), draftKey("note", id)]));
    for (const key of this.keys()) if (!kept.has(key)) this.store.removeItem(key);
  }

  /** Return which conversation stood in the middle, also before a reload or a new log-in. */
  middle(): string | null {
    return this.store.getItem(MIDDLE);
  }

  /** Keep which conversation stands in the middle. */
  keepMiddle(conversationId: string | null): void {
    if (conversationId === null) this.store.removeItem(MIDDLE);
    else this.store.setItem(MIDDLE, conversationId);
  }

  /** Leave nothing behind: somebody else may log in here next. */
  clear(): void {
    this.keepOnly([]);
    this.keepMiddle(null);
  }

  private keys(): string[] {
    const all = Array.from({ length: this.store.length }, (_, index) => this.store.key(index));
    return all.filter((key): key is string => key !== null && key.startsWith(PREFIX));
  }
}

function draftKey(kind: DraftKind, conversationId: string): string {
  return `${PREFIX}${kind}:${conversationId}`;
}
