/** What somebody typed of an enrolment code, by keyboard or on the screen's own keys; pure. */

/** The letters of a code: none that looks like another (gateway/references.py). */
export const KEYS = [..."23456789ABCDEFGHJKMNPQRSTUVWXYZ"];
const LONGEST = 8;
const HALF = 4;

/** Return the letters of a code in what was typed or pasted, as the code is written: `7KQ2-MX4D`. */
export function written(typed: string): string {
  const letters = [...typed.toUpperCase()].filter((letter) => KEYS.includes(letter)).slice(0, LONGEST);
  const text = letters.join("");
  return text.length > HALF ? `${text.slice(0, HALF)}-${text.slice(HALF)}` : text;
}

/** Return the code after one letter more. */
export function press(code: string, key: string): string {
  return written(code + key);
}

/** Return the code without its last letter. */
export function erase(code: string): string {
  return written(written(code).replaceAll("-", "").slice(0, -1));
}

/** Say whether every letter is there. */
export function isWhole(code: string): boolean {
  return written(code).replaceAll("-", "").length === LONGEST;
}
