/** The right number on screen at once, above the answer. */
import { html, type TemplateResult } from "lit";
import type { Safety } from "./frames";
import { icon } from "./icons";

/** Draw the cards of a reply that touched the safety net, the most urgent first. */
export function safetyCards(cards: Safety[], lang: string): TemplateResult {
  const ordered = [...cards].sort((one, other) => Number(other.primary) - Number(one.primary));
  return html`<div class="safety" lang=${lang}>${ordered.map(card)}</div>`;
}

function card(safety: Safety): TemplateResult {
  const style = safety.number === "112" ? "danger-112" : "button accent";
  return html`<section class="safety-card">
    <p class="safety-text">${icon("info")} <span>${safety.text}</span></p>
    <a class=${style} href=${`tel:${safety.number.replace(/[^\d+]/g, "")}`}>${icon("phone")} ${label(safety)}</a>
  </section>`;
}

function label(safety: Safety): string {
  return safety.label.includes(safety.number) ? safety.label : `${safety.label} ${safety.number}`;
}
