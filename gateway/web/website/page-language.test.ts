import { expect, test } from "vitest";
import { askedLanguage, inLanguage } from "./page-language";

test("a page is Dutch unless its address asks for English", () => {
  const asked = ["https://town.example/", "https://town.example/?lang=en", "https://town.example/?lang=xx"];
  expect(asked.map(askedLanguage)).toEqual(["nl", "en", "nl"]);
});

test("the address of the other language keeps the rest", () => {
  expect(inLanguage("https://town.example/?a=1#main", "en")).toBe("https://town.example/?a=1&lang=en#main");
});
