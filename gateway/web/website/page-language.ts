/** The language of the page stands in its address, so that it can be shared and nothing has to be stored. */

const LANGUAGES = ["nl", "en"];

/** Return the language that an address asks for. */
export function askedLanguage(address: string): string {
  const asked = new URL(address).searchParams.get("lang") ?? "";
  return LANGUAGES.includes(asked) ? asked : "nl";
}

/** Return the same address in another language. */
export function inLanguage(address: string, lang: string): string {
  const url = new URL(address);
  url.searchParams.set("lang", lang);
  return url.href;
}
