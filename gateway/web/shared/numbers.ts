/** A part of a text: a telephone number that could break over two lines, or what stands between. */
export interface Part {
  readonly text: string;
  readonly number: boolean;
}

const NUMBER = /(\+?\d[\d ]*-?\d{3,}(?:-\d+)*)/;

/** Split a text so that each telephone number of four digits and more stands apart and stays on one line. */
export function splitNumbers(text: string): Part[] {
  return text
    .split(NUMBER)
    .map((part, at) => ({ text: part, number: at % 2 === 1 }))
    .filter((part) => part.text !== "");
}
