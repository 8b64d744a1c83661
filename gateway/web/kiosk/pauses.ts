/** The screens that hide the visitor's story: "are you still there?" and "I am on the phone". */
import { html, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { RING_MS } from "./idle";

const ROUND = 2 * Math.PI * 90;

/** Draw the ring that runs out, with the answer to it. */
export function renderRing(leftMs: number, press: { stay: () => void; wipe: () => void }): TemplateResult {
  const seconds = Math.ceil(leftMs / 1000);
  const gone = ROUND * (1 - leftMs / RING_MS);
  return html`<main class="paused"><section class="pause ring" role="alertdialog" aria-labelledby="ring-head" aria-describedby="ring-words">
    <svg viewBox="0 0 200 200" aria-hidden="true">
      <circle class="ring-track" cx="100" cy="100" r="90" />
      <circle class="ring-left" cx="100" cy="100" r="90" stroke-dasharray=${ROUND} stroke-dashoffset=${gone} />
      <text x="100" y="100">${seconds}</text>
    </svg>
    <h1 id="ring-head">${t("kiosk-ring-heading")}</h1>
    <p id="ring-words" class="lead">${t("kiosk-ring-sentence")}</p>
    <p class="visually-hidden" role="timer">${t("kiosk-ring-left", { seconds })}</p>
    <div class="pair">
      <button type="button" class="button" @click=${press.wipe}>${icon("x")}${t("kiosk-ring-wipe")}</button>
      <button type="button" class="button primary" data-first @click=${press.stay}>${icon("check")}${t("kiosk-ring-stay")}</button>
    </div>
  </section></main>`;
}

/** Draw the blank screen of someone who makes a telephone call. */
export function renderAway(leftMs: number, back: () => void): TemplateResult {
  return html`<main class="paused"><section class="pause away" aria-labelledby="away-head">
    <h1 id="away-head">${t("kiosk-away-heading")}</h1>
    <p class="lead">${t("kiosk-away-sentence")}</p>
    <p>${t("kiosk-away-left", { minutes: Math.max(1, Math.ceil(leftMs / 60_000)) })}</p>
    <button type="button" class="button primary" data-first @click=${back}>${icon("check")}${t("kiosk-away-back")}</button>
  </section></main>`;
}
