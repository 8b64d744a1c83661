import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { catalogues } from "./catalogues";

export type TextArguments = Record<string, string | number>;

const FALLBACK = "nl";
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

const bundles = new Map<string, FluentBundle>();
const listeners = new Set<() => void>();
let current = FALLBACK;
let root: HTMLElement | null = null;

for (const [path, source] of Object.entries(catalogues)) {
  const lang = path.split("/").at(-2) ?? FALLBACK;
  // Isolation marks would end up in copied references; bidi text gets <bdi> or dir="auto" in the templates.
  const bundle = bundles.get(lang) ?? new FluentBundle(lang, { useIsolating: false });
  bundles.set(lang, bundle);
  bundle.addResource(new FluentResource(source));
}

/** Name the element that carries `lang` and `dir`; without it that is the document's own. */
export function setTextRoot(element: HTMLElement): void {
  root = element;
  markRoot();
}

/** Switch all texts to a language that we have a catalogue for. */
export function setLanguage(lang: string): void {
  current = bundles.has(lang) ? lang : FALLBACK;
  markRoot();
  for (const listener of listeners) listener();
}

/** Return the language of the texts now. */
export function language(): string {
  return current;
}

/** Call back after each change of language; the returned function ends it. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Return the writing direction of a language. */
export function direction(lang: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(lang) ? "rtl" : "ltr";
}

/** Tell whether there is a text for a key. */
export function hasText(key: string): boolean {
  return bundles.get(current)?.hasMessage(key) ?? false;
}

/** Return the text of a key in the language of now; a missing key shows itself. */
export function t(key: string, args: TextArguments = {}): string {
  return tIn(current, key, args);
}

/** Return the text of a key in a named language, for screens that show several side by side. */
export function tIn(lang: string, key: string, args: TextArguments = {}): string {
  return lookUp(lang, key, args) ?? lookUp(FALLBACK, key, args) ?? key;
}

function lookUp(lang: string, key: string, args: Record<string, FluentVariable>): string | null {
  const bundle = bundles.get(lang);
  const pattern = bundle?.getMessage(key)?.value;
  return bundle && pattern ? bundle.formatPattern(pattern, args, []) : null;
}

function markRoot(): void {
  const element = root ?? document.documentElement;
  element.lang = current;
  element.dir = direction(current);
}
