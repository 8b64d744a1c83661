import { setLanguage } from "../shared/texts";

const PREFIX = "console-preference:";

/** Choices of an officer for this browser; nothing about citizens is kept here. */
export type Preference = "language" | "sounds" | "character-keys";

/** Read a choice; null when none was made or the browser keeps nothing. */
export function preference(name: Preference): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Keep a choice where the browser allows it. */
export function keepPreference(name: Preference, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A browser that keeps nothing still works for this visit.
  }
}

/** Use the language chosen before, else Dutch. */
export function useChosenLanguage(): void {
  setLanguage(preference("language") ?? "nl");
}

/** Change the language of the page and keep the choice. */
export function chooseLanguage(lang: string): void {
  keepPreference("language", lang);
  setLanguage(lang);
}
