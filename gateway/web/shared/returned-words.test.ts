import { expect, test } from "vitest";
import { ReturnedWords } from "./returned-words";

test("refused words come back in the order of saying, before what was typed since", () => {
  const words = new ReturnedWords();
  const draft = words.into("vierde", "eerste");
  expect(words.into(words.into(draft, "tweede"), "derde")).toBe("eerste\ntweede\nderde\nvierde");
});

test("words that were sent again do not come back twice", () => {
  const words = new ReturnedWords();
  words.into("", "eerste");
  expect(words.into("", "eerste")).toBe("eerste");
});

test("words that were rewritten stay as they are", () => {
  const words = new ReturnedWords();
  words.into("", "eerste");
  expect(words.into("anders", "tweede")).toBe("tweede\nanders");
});
