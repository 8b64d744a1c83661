import { describe, expect, it } from "vitest";
import { commandOf, isCharacterKey, KEYS, shortcutOf, takesText, type Press } from "./keymap";

function press(key: string, part: Partial<Press> = {}): Press {
  return { key, code: "", altKey: false, ctrlKey: false, metaKey: false, repeat: false, ...part };
}

describe("the keys of the console", () => {
  it.each([
    ["F2", "take-longest"],
    ["F3", "take-chat"],
    ["F4", "take-video"],
    ["n", "focus-note"],
    ["N", "focus-note"],
    ["?", "keys"],
  ])("%s means %s", (key, command) => {
    expect(commandOf(press(key), true)).toBe(command);
  });

  it("let single characters rest in a text field, and keep the others", () => {
    expect(commandOf(press("n"), false)).toBeNull();
    expect(commandOf(press("F3"), false)).toBe("take-chat");
    expect(commandOf(press("e", { altKey: true }), false)).toBe("close");
  });

  it("want two keys for everything that lets go of a citizen", () => {
    const lettingGo = KEYS.filter((key) => key.command === "close" || key.command === "put-back");
    expect(lettingGo).toHaveLength(2);
    expect(lettingGo.every((key) => key.alt)).toBe(true);
  });

  it("find Alt+E where Alt makes another character", () => {
    expect(commandOf(press("é", { altKey: true, code: "KeyE" }), true)).toBe("close");
    expect(commandOf(press("Dead", { altKey: true, code: "KeyE" }), true)).toBe("close");
  });

  it("leave the browser's own keys alone", () => {
    expect(commandOf(press("n", { ctrlKey: true }), true)).toBeNull();
    expect(commandOf(press("n", { metaKey: true }), true)).toBeNull();
    expect(commandOf(press("n", { altKey: true }), true)).toBeNull();
  });

  it("act once while a key is held down", () => {
    expect(commandOf(press("F3", { repeat: true }), true)).toBeNull();
  });

  it("are each used once", () => {
    const names = KEYS.map((key) => `${key.alt}${key.key.toLowerCase()}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it("tell which are characters", () => {
    expect(KEYS.filter(isCharacterKey).map((key) => key.key)).toEqual(["a", "t", "n", "u", "m", "b", "k", "?"]);
  });

  it("are written for people and for screen readers", () => {
    expect(shortcutOf("close")).toEqual({ caps: ["Alt", "E"], aria: "Alt+E" });
    expect(shortcutOf("next-work")).toEqual({ caps: ["Alt", "↓"], aria: "Alt+ArrowDown" });
    expect(shortcutOf("focus-note")).toEqual({ caps: ["N"], aria: "N" });
  });
});

describe("a text field", () => {
  const element = (markup: string): Element | null => {
    document.body.innerHTML = markup;
    return document.body.firstElementChild;
  };

  it.each(["<textarea></textarea>", "<input>", "<input type=date>", "<select></select>"])("is %s", (markup) => {
    expect(takesText(element(markup))).toBe(true);
  });

  it.each(["<button></button>", "<input type=radio>", "<p></p>"])("is not %s", (markup) => {
    expect(takesText(element(markup))).toBe(false);
  });

  it("is not nothing", () => {
    expect(takesText(null)).toBe(false);
  });
});
