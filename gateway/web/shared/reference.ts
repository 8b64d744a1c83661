/** References as people type them; the same check character as gateway/references. */

const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const CHARS = 8;
const FIRST_WEIGHT = 2;

/** Return the reference that somebody meant, or null when a character must be wrong. */
export function meantReference(typed: string): string | null {
  const chars = typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  if (chars.length !== CHARS) return null;
  const values = [...chars].map((char) => ALPHABET.indexOf(char));
  if (values.includes(-1)) return null;
  const sum = values.slice(0, -1).reduce((total, value, at) => total + (at + FIRST_WEIGHT) * value, 0);
  return sum % ALPHABET.length === values.at(-1) ? `${chars.slice(0, 4)}-${chars.slice(4)}` : null;
}
