/** What a key can ask for; the console maps each to one action. */
export type Command =
  | "take-longest"
  | "take-chat"
  | "take-video"
  | "next-work"
  | "previous-work"
  | "focus-message"
  | "focus-note"
  | "focus-outcome"
  | "put-back"
  | "close"
  | "available"
  | "mute"
  | "camera"
  | "by-hand"
  | "keys";

export type KeyGroup = "queue" | "conversation" | "call" | "general";

export interface KeyBinding {
  readonly command: Command;
  readonly group: KeyGroup;
  /** As `KeyboardEvent.key`; letters in lower case. */
  readonly key: string;
  readonly alt: boolean;
}

/** The part of a KeyboardEvent that decides. */
export interface Press {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
}

const bind = (group: KeyGroup, command: Command, key: string, alt = false): KeyBinding => ({
  group,
  command,
  key,
  alt,
});

/** Every key of the console, in the order in which the help shows them. */
export const KEYS: readonly KeyBinding[] = [
  bind("queue", "take-longest", "F2"),
  bind("queue", "take-chat", "F3"),
  bind("queue", "take-video", "F4"),
  bind("queue", "available", "a"),
  bind("conversation", "next-work", "ArrowDown", true),
  bind("conversation", "previous-work", "ArrowUp", true),
  bind("conversation", "focus-message", "t"),
  bind("conversation", "focus-note", "n"),
  bind("conversation", "focus-outcome", "u"),
  bind("conversation", "put-back", "w", true),
  bind("conversation", "close", "e", true),
  bind("call", "mute", "m"),
  bind("call", "camera", "b"),
  bind("general", "by-hand", "k"),
  bind("general", "keys", "?"),
];

/** Tell whether a key is a single character, which must rest in text fields (WCAG 2.1.4). */
export function isCharacterKey(binding: KeyBinding): boolean {
  return !binding.alt && binding.key.length === 1;
}

/** Find the command of a key press; `characterKeys` is false in a text field or when switched off. */
export function commandOf(press: Press, characterKeys: boolean): Command | null {
  if (press.ctrlKey || press.metaKey || press.repeat) return null;
  const found = KEYS.find((binding) => binding.alt === press.altKey && sameKey(binding, press));
  if (!found || (isCharacterKey(found) && !characterKeys)) return null;
  return found.command;
}

/** Write a binding as the words on its key caps: `Alt`, `E`. */
export function keyCaps(binding: KeyBinding): string[] {
  const names: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑" };
  const cap = names[binding.key] ?? (binding.key.length === 1 ? binding.key.toUpperCase() : binding.key);
  return binding.alt ? ["Alt", cap] : [cap];
}

/** Write the key of a command for `aria-keyshortcuts` and for the cap on its button. */
export function shortcutOf(command: Command): { caps: string[]; aria: string } {
  const binding = KEYS.find((one) => one.command === command);
  if (!binding) throw new Error(`no key for ${command}`);
  const key = binding.key.length === 1 ? binding.key.toUpperCase() : binding.key;
  return { caps: keyCaps(binding), aria: binding.alt ? `Alt+${key}` : key };
}

// Alt makes other characters on some keyboards (Alt+E is "é" or a dead key), so the place counts too.
function sameKey(binding: KeyBinding, press: Press): boolean {
  if (press.key.toLowerCase() === binding.key.toLowerCase()) return true;
  return binding.alt && press.code === `Key${binding.key.toUpperCase()}`;
}

const TEXT_INPUTS = new Set(["text", "search", "email", "tel", "url", "number", "password", "date"]);

/** Tell whether keys typed into this element are text. */
export function takesText(element: Element | null): boolean {
  if (!element) return false;
  if (element instanceof HTMLInputElement) return TEXT_INPUTS.has(element.type);
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLElement && element.isContentEditable)
  );
}
