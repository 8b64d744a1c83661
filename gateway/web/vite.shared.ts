import type { UserConfig } from "vite";

interface Rule {
  selectors: string[];
  remove(): void;
}

/** Our class names for the NL Design System's; longest first, because the second contains the first. */
const SHORT_NAMES: readonly (readonly [RegExp, string])[] = [
  [/\.utrecht-button--primary-action(?![\w-])/g, ".button.primary"],
  [/\.utrecht-button--subtle(?![\w-])/g, ".button.quiet"],
  [/\.utrecht-button(?![\w-])/g, ".button"],
  [/\.utrecht-textbox(?![\w-])/g, "input.field"],
  [/\.utrecht-textarea(?![\w-])/g, "textarea.field"],
  [/\.utrecht-select(?![\w-])/g, "select.field"],
  [/\.utrecht-link(--html-a)?(?![\w-])/g, ".link"],
];

function shorten(selector: string): string {
  return SHORT_NAMES.reduce((text, [theirs, ours]) => text.replace(theirs, ours), selector);
}

function isUsed(selector: string): boolean {
  return !selector.replace(/:not\([^)]*\)/g, "").includes(".utrecht-");
}

/**
 * Give the NL Design System rules the short class names of our templates, and drop the variants without one.
 * The markup then does not change when another component set of that community is chosen, and the widget stays small.
 */
const shortClassNames = {
  postcssPlugin: "short-class-names",
  Rule(rule: Rule): void {
    if (!rule.selectors.some((selector) => selector.includes(".utrecht-"))) return;
    const kept = rule.selectors.map(shorten).filter(isUsed);
    if (kept.length === 0) rule.remove();
    else if (kept.join() !== rule.selectors.join()) rule.selectors = kept;
  },
};

/** What the pages and the widget have in common. */
export const shared = {
  base: "/",
  css: { postcss: { plugins: [shortClassNames] } },
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox120", "safari17.5"], // the first with light-dark(), which the tokens need
    outDir: "dist",
    assetsInlineLimit: 0, // the content security policy allows no data: fonts or style sheets
    modulePreload: { polyfill: false },
  },
} satisfies UserConfig;
