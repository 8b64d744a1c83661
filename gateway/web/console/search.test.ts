import { describe, expect, it } from "vitest";
import { choiceOfKey, lettersOf, plain, search, type Option } from "./search";

const TOPICS: Option[] = [
  { value: "car", label: "Auto of motor gestolen" },
  { value: "bike", label: "Fiets gestolen" },
  { value: "noise", label: "Geluidsoverlast" },
  { value: "youth", label: "Overlast van jongeren" },
  { value: "document", label: "Paspoort, ID-kaart of rijbewijs kwijt" },
];
const CHANNELS: Option[] = ["Phone", "Counter", "Street", "Home visit", "Pop-up", "E-mail"].map((label) => ({
  value: label,
  label,
}));
const found = (typed: string, options = TOPICS) => search(options, typed).map((option) => option.value);

describe("searching as one types", () => {
  it("shows everything in its own order before anything is typed", () => {
    expect(found("")).toEqual(["car", "bike", "noise", "youth", "document"]);
    expect(found("   ")).toHaveLength(5);
  });

  it("puts a label that begins so before a word, and a word before a part", () => {
    expect(found("over")).toEqual(["youth", "noise"]);
    expect(found("ges")).toEqual(["car", "bike"]);
  });

  it("finds words after a comma, a dash or in brackets", () => {
    expect(found("kaart")).toEqual(["document"]);
    expect(found("id")).toEqual(["document", "noise"]);
  });

  it("takes several beginnings in any order", () => {
    expect(found("gest fi")).toEqual(["bike"]);
  });

  it("does not mind capitals and accents", () => {
    expect(plain(" Café ")).toBe("cafe");
    expect(found("CAFE", [{ value: "x", label: "café" }])).toEqual(["x"]);
  });

  it("looks at what belongs to it last, and never in the hint", () => {
    const places = [
      { value: "post", label: "Wijkpost", hint: "Emmen", also: "Emmen" },
      { value: "town", label: "Emmen", hint: "gemeente" },
      { value: "other", label: "Assen", hint: "gemeente" },
    ];
    expect(found("emm", places)).toEqual(["town", "post"]);
  });

  it("says so when nothing fits", () => {
    expect(found("zzz")).toEqual([]);
  });
});

describe("one key for a choice", () => {
  it("is its number", () => {
    expect(choiceOfKey(CHANNELS, "4")?.value).toBe("Home visit");
    expect(choiceOfKey(CHANNELS, "7")).toBeNull();
    expect(choiceOfKey(CHANNELS, "0")).toBeNull();
  });

  it("is its first letter, or the next one when an earlier choice has that", () => {
    expect(lettersOf(CHANNELS.map((channel) => channel.label))).toEqual(["p", "c", "s", "h", "o", "e"]);
    expect(choiceOfKey(CHANNELS, "O")?.value).toBe("Pop-up");
    expect(choiceOfKey(CHANNELS, "p")?.value).toBe("Phone");
  });

  it("is no other key", () => {
    for (const key of ["x", " ", "Enter", "Tab", "", "-"]) expect(choiceOfKey(CHANNELS, key)).toBeNull();
  });
});
