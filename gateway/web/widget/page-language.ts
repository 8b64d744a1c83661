/** The language of the page that the widget stands on, which may come, or change, after the widget. */

/** Return the language of the page, as far as we speak it. */
export function pageLanguage(): string {
  return document.documentElement.lang.toLowerCase().startsWith("en") ? "en" : "nl";
}

/** Call back after each change of it; the returned function ends it. */
export function onPageLanguage(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["lang"] });
  return () => observer.disconnect();
}
