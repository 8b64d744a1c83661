/** The assistant at kiosk size: words above, everything to touch below. */
import { html, nothing, type TemplateResult } from "lit";
import { renderComposer } from "../shared/call-chat";
import type { CitizenLine } from "../shared/citizen-line";
import type { Button, Safety } from "../shared/frames";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { renderThread } from "../shared/thread-view";
import { noticeOf, type Offer, offerOf, numberBeside, readableAddress, wordsOnly } from "./answers";

export interface SafetyCard {
  open: boolean;
  toggle: () => void;
}

/** Draw the conversation with what the assistant offers. */
export function renderAssistant(line: CitizenLine, card: SafetyCard): TemplateResult {
  const offer = offerOf(line.thread);
  const notice = noticeOf(line.thread);
  const place = line.thread.waiting?.place;
  return html`
    <div class="talk">
      <h1 tabindex="-1">${t("kiosk-assistant-heading")}</h1>
      ${notice ? html`<p class="notice" lang=${notice.lang || nothing}>${icon("bot")}<span>${notice.text}</span></p>` : nothing}
      ${renderThread(wordsOnly(line.thread), { me: "citizen", hideNotice: true })}
    </div>
    <div class="reach">
      ${place ? html`<p class="notice" role="status">${icon("clock")}${t("call-chat-waiting", { place })}</p>` : nothing}
      <div class="offers">
        ${renderSafety(offer.safety, card)} ${renderOwnDevice(offer)} ${renderAnswers(choicesOf(offer, line), line)}
      </div>
      ${line.thread.waiting
        ? html`<button type="button" class="button" @click=${() => line.stopWaiting()}>${icon("x")}${t("call-stop-waiting")}</button>`
        : nothing}
      ${line.thread.closed ? nothing : renderComposer(line)}
    </div>
  `;
}

/** Not every kiosk has a keyboard: there is always something to touch while the assistant has the conversation. */
function choicesOf(offer: Offer, line: CitizenLine): Button[] {
  const { conversation, pending, closed } = line.thread;
  if (offer.choices.length > 0 || closed || pending.length > 0 || conversation?.held_by !== "bot") return offer.choices;
  return [
    { label: t("kiosk-topics"), kind: "choose", value: "menu", primary: false },
    { label: t("kiosk-choice-video"), kind: "choose", value: "person:video", primary: false },
  ];
}

function renderAnswers(choices: Button[], line: CitizenLine): TemplateResult | typeof nothing {
  if (choices.length === 0) return nothing;
  return html`<div class="tiles answers" role="group" aria-label=${t("kiosk-answers")}>
    ${choices.map((choice) => html`<button type="button" class="tile" @click=${() => line.choose(choice)}>${choice.label}</button>`)}
  </div>`;
}

/** Neutral until touched: others may stand behind the visitor. */
function renderSafety(cards: Safety[], card: SafetyCard): TemplateResult | typeof nothing {
  if (cards.length === 0) return nothing;
  return html`<div class="safety-help">
    <button type="button" class="tile" aria-expanded=${card.open} @click=${card.toggle}>
      ${icon("info")}
      <span>${t("kiosk-safety-closed")}<small>${t(card.open ? "kiosk-safety-close" : "kiosk-safety-touch")}</small></span>
    </button>
    ${card.open
      ? html`<ul>
          ${cards.map((each) => html`<li><p>${each.text}</p><p class="number">${icon("phone")}<span>${nameAndNumber(each)}</span></p></li>`)}
        </ul>`
      : nothing}
  </div>`;
}

function nameAndNumber(safety: Safety): string {
  return safety.label.includes(safety.number) ? safety.label : `${safety.label} ${safety.number}`;
}

function renderOwnDevice({ links, phones }: Offer): TemplateResult | typeof nothing {
  if (links.length + phones.length === 0) return nothing;
  return html`<ul class="own-device">
    ${phones.map((phone) => renderElsewhere("phone", phone.label, t("kiosk-call-with-phone"), numberBeside(phone)))}
    ${links.map((link) => renderElsewhere("monitor-smartphone", link.label, t("kiosk-on-your-phone"), readableAddress(link.value)))}
  </ul>`;
}

function renderElsewhere(sign: string, label: string, where: string, what: string): TemplateResult {
  return html`<li>
    ${icon(sign)}<span>${label}<small>${where}${what === "" ? nothing : html`: <bdi>${what}</bdi>`}</small></span>
  </li>`;
}
