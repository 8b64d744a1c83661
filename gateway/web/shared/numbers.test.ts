import { expect, test } from "vitest";
import { splitNumbers } from "./numbers";

const numbers = (text: string): string[] =>
  splitNumbers(text)
    .filter((part) => part.number)
    .map((part) => part.text);

test("a long telephone number stands apart, the sentence stays whole", () => {
  const text = "Bel 0900-8844. Nu gevaar? Bel 112.";
  expect(numbers(text)).toEqual(["0900-8844"]);
  expect(splitNumbers(text).map((part) => part.text).join("")).toBe(text);
});

test("a number from abroad is one number", () => {
  expect(numbers("Vanuit het buitenland: +31 34 357 8844.")).toEqual(["+31 34 357 8844"]);
});

test("a text without numbers is one part", () => {
  expect(splitNumbers("Hallo")).toEqual([{ text: "Hallo", number: false }]);
  expect(splitNumbers("")).toEqual([]);
});
