import { describe, expect, test } from "vitest";
import sheet from "./tokens.css?raw";

type Tokens = Map<string, string>;

const TEXT = [
  ["--ink", "--page"],
  ["--ink", "--surface"],
  ["--ink", "--sand"],
  ["--ink", "--action-pale"],
  ["--ink", "--warn-pale"],
  ["--ink-soft", "--page"],
  ["--ink-soft", "--surface"],
  ["--ink-soft", "--sand"],
  ["--ink-soft", "--action-pale"],
  ["--action", "--surface"],
  ["--action", "--page"],
  ["--action", "--action-pale"],
  ["--on-action", "--action"],
  ["--on-action", "--action-press"],
  ["--done", "--surface"],
  ["--done", "--done-pale"],
  ["--warn-ink", "--warn-pale"],
  ["--danger", "--surface"],
  ["--danger", "--sand"],
  ["--danger", "--danger-pale"],
  ["--on-danger", "--danger-fill"],
  ["--on-danger", "--danger-press"],
  ["--on-overlay", "--overlay"],
  ["--on-overlay", "--stage"],
] as const;

const CONTROLS = [
  ["--edge", "--surface"],
  ["--edge", "--page"],
  ["--edge", "--sand"],
  ["--warn", "--surface"],
  ["--warn", "--warn-pale"],
  ["--action", "--sand"],
] as const;

/** Read the tokens of a block, first or second value of each light-dark() pair. */
function block(start: string, scheme: 0 | 1): Tokens {
  const from = sheet.indexOf(start);
  const body = sheet.slice(sheet.indexOf("{", from) + 1, sheet.indexOf("}", from));
  const tokens: Tokens = new Map();
  for (const [, name, value] of body.matchAll(/(--[\w-]+):\s*([^;]+);/g)) {
    const pair = /^light-dark\((#\w+), (#\w+)\)$/.exec(value ?? "");
    tokens.set(name ?? "", pair?.[scheme + 1] ?? value ?? "");
  }
  return tokens;
}

function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((each) =>
    each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(tokens: Tokens, one: string, other: string): number {
  const [dark = 0, light = 0] = [one, other].map((name) => luminance(tokens.get(name) ?? "")).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const ROOT = ":root,";
const CONTRAST = '[data-theme="contrast"]';
const themes: [string, Tokens][] = [
  ["light", block(ROOT, 0)],
  ["dark", block(ROOT, 1)],
  ["contrast on light", new Map([...block(ROOT, 0), ...block(CONTRAST, 0)])],
  ["contrast on dark", new Map([...block(ROOT, 1), ...block(CONTRAST, 1)])],
];

describe.each(themes)("%s", (_name, tokens) => {
  test.each(TEXT)("text %s can be read on %s (4.5:1)", (ink, ground) => {
    expect(contrast(tokens, ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(CONTROLS)("control %s can be seen on %s (3:1)", (edge, ground) => {
    expect(contrast(tokens, edge, ground)).toBeGreaterThanOrEqual(3);
  });
});
