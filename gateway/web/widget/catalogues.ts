/** The Fluent sources that the widget needs, and no others: it is downloaded on every page it stands on. */
export const catalogues = import.meta.glob<string>("../../locales/*/{common,chat,files,later,topics}.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});
