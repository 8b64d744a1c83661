import type { Plugin } from "vite";

/** The pages that are alike but for their title and element; the script has the page's own name. */
const PAGES: Readonly<Record<string, { title: string; element: string; density?: string }>> = {
  "console/index": { title: "Console", element: "contact-console", density: "console" },
  "console/kiosks": { title: "Zuilen", element: "kiosks-page", density: "console" },
  "console/statistics": { title: "Statistiek", element: "statistics-page", density: "console" },
  "console/by-hand": { title: "Contact vastleggen", element: "by-hand-page", density: "console" },
  "console/not-there": { title: "Niet gevonden", element: "not-there-page" },
  "console/login": { title: "Inloggen", element: "login-page" },
  "console/me": { title: "Uw pagina", element: "own-page" },
};

/** The names of these pages, as inputs of the build. */
export const consolePages: readonly string[] = Object.keys(PAGES);

/** Make each of these pages from one outline, so that no head differs from the others by accident. */
export function outlined(pathOf: (name: string) => string): Plugin {
  const names = new Map(consolePages.map((name) => [pathOf(`./${name}.html`), name]));
  return {
    name: "outlined-pages",
    enforce: "pre",
    resolveId: (id) => (names.has(id) ? id : null),
    load(id) {
      const name = names.get(id);
      return name === undefined ? null : outline(name);
    },
  };
}

function outline(name: string): string {
  const { title, element, density } = PAGES[name] ?? { title: "", element: "" };
  return `<!doctype html>
<html lang="nl"${density ? ` data-density="${density}"` : ""}>
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <title>${title}</title>
    <script type="module" src="./${name.split("/").at(-1)}.ts"></script>
  </head>
  <body>
    <${element}></${element}>
  </body>
</html>
`;
}
