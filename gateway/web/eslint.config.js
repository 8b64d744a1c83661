import js from "@eslint/js";
import lit from "eslint-plugin-lit";
import litA11y from "eslint-plugin-lit-a11y";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist", "node_modules"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    files: ["**/*.ts"],
    plugins: { lit, "lit-a11y": litA11y },
    rules: {
      ...lit.configs["flat/recommended"].rules,
      ...litA11y.configs.recommended.rules,
      complexity: ["error", 8],
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 40, skipComments: true, skipBlankLines: true }],
      "max-params": ["error", 4],
      "no-console": "error",
    },
  },
  {
    files: ["**/*.test.ts"],
    rules: { "max-lines": ["error", { max: 500 }], "max-lines-per-function": "off" },
  },
);
