/** What stands at the same place on every screen of the kiosk: 112 above, the fixed buttons below. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { t, tIn } from "../shared/texts";
import { say } from "./screens";

export interface Footer {
  /** The first screen has nothing to go back from and nothing to wipe. */
  first: boolean;
  /** No language was chosen yet: every word in all of them. */
  both: boolean;
  lower: boolean;
  blocked: "waiting" | "call" | null;
  canPause: boolean;
  onBack: () => void;
  onLower: () => void;
  onPhone: () => void;
  onDone: () => void;
  onHelp: () => void;
}

/** Draw the bar with 112, in two languages before one is chosen. */
export function renderTop(bothLanguages: boolean, onEmergency: () => void): TemplateResult {
  return html`<header class="top">
    ${bothLanguages
      ? html`<p><strong lang="nl">${tIn("nl", "kiosk-danger")}</strong><span class="second" lang="en">${tIn("en", "kiosk-danger")}</span></p>`
      : html`<p><strong>${t("kiosk-danger")}</strong></p>`}
    <button type="button" class="danger-112" aria-label=${t("kiosk-danger-label")} @click=${onEmergency}>${icon("phone")}112</button>
  </header>`;
}

/** Draw the fixed buttons; each keeps its place when another is not there. */
export function renderFooter(footer: Footer): TemplateResult {
  const { both } = footer;
  return html`<nav class="fixed" aria-label=${t("kiosk-buttons")}>
    ${footer.first ? nothing : renderBack(footer)} ${renderFixed({ sign: "accessibility", key: footer.lower ? "kiosk-higher" : "kiosk-lower", both, press: footer.onLower, place: "lower" })}
    ${footer.first || !footer.canPause ? nothing : renderFixed({ sign: "phone", key: "kiosk-phone", both, press: footer.onPhone, place: "phone" })}
    ${footer.first ? nothing : renderFixed({ sign: "check", key: "kiosk-done", both, press: footer.onDone, place: "done" })}
    ${renderFixed({ sign: "circle-question-mark", key: "kiosk-help", both, press: footer.onHelp, place: "help" })}
  </nav>`;
}

interface Fixed {
  sign: string;
  key: string;
  both: boolean;
  press: () => void;
  place: string;
}

function renderFixed({ sign, key, both, press, place }: Fixed): TemplateResult {
  return html`<button type="button" class="button stacked" data-place=${place} @click=${press}>${icon(sign)}<span>${say(key, both)}</span></button>`;
}

function renderBack({ blocked, both, onBack }: Footer): TemplateResult {
  return html`<button type="button" class="button stacked" data-place="back" ?disabled=${blocked !== null} @click=${onBack}>
    ${icon("arrow-left")}<span>${say("kiosk-back", both)}</span>
    ${blocked === null ? nothing : html`<small>${t(`kiosk-back-${blocked}`)}</small>`}
  </button>`;
}
