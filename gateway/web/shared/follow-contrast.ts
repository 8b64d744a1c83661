/** Use the high-contrast set for whoever asked the system for more contrast; dark follows the system by itself. */
export function followContrast(element: HTMLElement = document.documentElement): void {
  const wish = matchMedia("(prefers-contrast: more)");
  const apply = (): void => {
    if (wish.matches) element.dataset.theme = "contrast";
    else if (element.dataset.theme === "contrast") delete element.dataset.theme;
  };
  wish.addEventListener("change", apply);
  apply();
}
