import { afterEach, describe, expect, test } from "vitest";
import { FluentResource } from "@fluent/bundle";
import { catalogues } from "./catalogues";
import { direction, hasText, language, onLanguage, setLanguage, t, tIn } from "./texts";

afterEach(() => setLanguage("nl"));

describe("the language of the texts", () => {
  test("switches all at once, and marks the page", () => {
    setLanguage("en");
    expect(t("common-send")).toBe("Send");
    expect(document.documentElement.lang).toBe("en");
    expect(document.documentElement.dir).toBe("ltr");
  });

  test("falls back to Dutch where we have no catalogue", () => {
    setLanguage("xx");
    expect(language()).toBe("nl");
  });

  test("is told to whoever listens, until they stop", () => {
    const heard: string[] = [];
    const stop = onLanguage(() => heard.push(language()));
    setLanguage("en");
    stop();
    setLanguage("nl");
    expect(heard).toEqual(["en"]);
  });

  test("can be named for one text", () => {
    expect([tIn("nl", "common-back"), tIn("en", "common-back")]).toEqual(["Terug", "Back"]);
  });

  test("runs from the right for Arabic", () => {
    expect([direction("ar"), direction("nl")]).toEqual(["rtl", "ltr"]);
  });
});

test("a text takes its figures, without marks that would end up in a copy", () => {
  expect(t("common-minutes", { minutes: 4 })).toBe("± 4 min");
});

test("a missing key shows itself", () => {
  expect(t("no-such-key")).toBe("no-such-key");
  expect(hasText("no-such-key")).toBe(false);
});

describe("the catalogues", () => {
  const keys = (path: string): string[] =>
    new FluentResource(catalogues[path] ?? "").body.map((message) => message.id).sort();
  const dutch = Object.keys(catalogues).filter((path) => path.includes("/nl/"));

  test.each(dutch)("%s says the same in English", (path) => {
    expect(keys(path.replace("/nl/", "/en/"))).toEqual(keys(path));
  });

  test.each(Object.keys(catalogues))("%s has each key once, and no line that Fluent cannot read", (path) => {
    const written = (catalogues[path] ?? "").match(/^[a-z][\w-]*(?= *=)/gim) ?? [];
    expect(written.sort()).toEqual([...new Set(keys(path))]);
  });
});
