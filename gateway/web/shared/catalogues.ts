/** The Fluent sources of every page, by path; the widget's build puts its own short list in this place. */
export const catalogues = import.meta.glob<string>("../../locales/*/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});
