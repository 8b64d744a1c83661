/** One thing to choose; `hint` stands beside it, `also` is searched besides the label. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly also?: string;
}

/** Write a text without capitals and accents, as people type when they search. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/**
 * Find the options that fit what was typed, the best first, those that fit alike in their own order.
 *
 * Best is a label that begins so, then a word that begins so, then every typed word somewhere.
 */
export function search(options: readonly Option[], typed: string): Option[] {
  const wanted = plain(typed);
  if (wanted === "") return [...options];
  return options
    .map((option) => ({ option, rank: rankOf(option, wanted) }))
    .filter(({ rank }) => rank < NOT_FOUND)
    .sort((a, b) => a.rank - b.rank)
    .map(({ option }) => option);
}

const NOT_FOUND = 4;

function rankOf({ label, also }: Option, wanted: string): number {
  const words = plain(label).split(/[\s,/()-]+/);
  if (plain(label).startsWith(wanted)) return 0;
  if (words.some((word) => word.startsWith(wanted))) return 1;
  const all = `${plain(label)} ${plain(also ?? "")}`;
  const parts = wanted.split(/\s+/);
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 2;
  return parts.every((part) => all.includes(part)) ? 3 : NOT_FOUND;
}

/** Give each choice one letter of its own: the first of its name that no earlier choice has. */
export function lettersOf(labels: readonly string[]): string[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    const letter = [...plain(label)].find((one) => /[a-z]/.test(one) && !taken.has(one)) ?? "";
    taken.add(letter);
    return letter;
  });
}

/** Find the choice that a key means: its number from 1, or its letter. */
export function choiceOfKey(choices: readonly Option[], key: string): Option | null {
  if (/^[1-9]$/.test(key)) return choices[Number(key) - 1] ?? null;
  if (key.length !== 1) return null;
  const at = lettersOf(choices.map((choice) => choice.label)).indexOf(plain(key));
  return plain(key) === "" ? null : (choices[at] ?? null);
}
