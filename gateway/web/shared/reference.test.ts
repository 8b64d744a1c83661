import { expect, test } from "vitest";
import { meantReference } from "./reference";

// Made by gateway/references.
test.each(["YRMN-PS4Z", "U586-7KUM", "UJB6-657R", "A9HX-TKW5"])("%s is understood however it is typed", (reference) => {
  expect(meantReference(` ${reference.toLowerCase().replace("-", " ")}`)).toBe(reference);
});

test("a slip or a swap is noticed", () => {
  expect(["", "hallo", "2222-2223", "0O1I-LLLL"].map(meantReference)).toEqual([null, null, null, null]);
  expect(meantReference("RYMN-PS4Z")).toBeNull();
});
