import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { consolePages, outlined } from "./vite.pages.ts";
import { shared } from "./vite.shared.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const PAGES = ["website/index", "call/index", "kiosk/index", ...consolePages];

export default defineConfig({
  ...shared,
  plugins: [outlined(here)],
  build: {
    ...shared.build,
    emptyOutDir: true,
    rolldownOptions: { input: PAGES.map((page) => here(`./${page}.html`)) },
  },
  server: { fs: { allow: [here("..")] } }, // the texts stand beside this folder
  test: {
    environment: "happy-dom",
    css: { include: [/theme\/tokens/] }, // the contrast of its pairs is tested
    include: ["**/*.test.ts"],
    exclude: ["node_modules", "dist"],
  },
});
