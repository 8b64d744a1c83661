/** Bring the font along: a shadow root cannot load one, and a foreign page may not fetch ours. */
import latin from "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?inline";

const FAMILY = "Atkinson Hyperlegible Next";

/** Register the font with the page, unless the page has it already. */
export function loadFont(): void {
  const known = [...document.fonts].some((face) => face.family.replace(/["']/g, "") === FAMILY);
  if (known) return;
  const bytes = Uint8Array.from(atob(latin.slice(latin.indexOf(",") + 1)), (letter) => letter.charCodeAt(0));
  const face = new FontFace(FAMILY, bytes.buffer, { weight: "200 800" });
  document.fonts.add(face);
  void face.load();
}
