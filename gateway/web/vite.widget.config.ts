import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { shared } from "./vite.shared.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Build the widget as one self-contained module that any page can load by its fixed name. */
export default defineConfig({
  ...shared,
  resolve: {
    // A visitor of a foreign page does not download the texts of console and kiosk.
    alias: [{ find: /^\.\/catalogues$/, replacement: here("./widget/catalogues.ts") }],
  },
  build: {
    ...shared.build,
    emptyOutDir: false,
    lib: { entry: here("./widget/index.ts"), formats: ["es"], fileName: () => "widget.js" },
  },
});
