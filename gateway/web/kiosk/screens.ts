/** The screens of the kiosk that need no conversation, and what lies over a screen. */
import { html, nothing, type TemplateResult } from "lit";
import type { CitizenLine } from "../shared/citizen-line";
import { icon } from "../shared/icons";
import type { Busyness } from "../shared/frames";
import type { Opening } from "../shared/opening";
import { lastDay } from "../shared/secret-code";
import { t, tIn } from "../shared/texts";
import { hoursWords, waitWords } from "../shared/waiting-words";
import type { Cover } from "./navigation";

export const LANGUAGES = ["nl", "en"] as const;

interface Tile {
  sign: string;
  words: string | TemplateResult;
  more: string | TemplateResult;
  press: () => void;
}

/** Draw a large tile: icon, words, one line more. */
export function renderTile({ sign, words, more, press }: Tile): TemplateResult {
  return html`<button type="button" class="tile" @click=${press}>
    ${icon(sign)}<span>${words}<small>${more}</small></span>
  </button>`;
}

/** Draw the first screen, every line in Dutch and in English. */
export function renderLanguages(
  offered: { languages: readonly string[]; place: string | null },
  choose: (lang: string) => void,
): TemplateResult {
  return html`
    <div class="head">
      <h1 tabindex="-1" lang="nl">${tIn("nl", "kiosk-language-heading")}</h1>
      <p class="second" lang="en">${tIn("en", "kiosk-language-short")}</p>
      <div class="promise">
        ${icon("check")}
        <p lang="nl">${tIn("nl", "kiosk-language-private")}</p>
        <p class="second" lang="en">${tIn("en", "kiosk-language-private")}</p>
      </div>
      ${offered.place === null ? nothing : html`<p class="where">${icon("map-pin")}<bdi>${offered.place}</bdi></p>`}
    </div>
    <div class="tiles">
      ${offered.languages.map(
        (lang) => html`<button type="button" class="tile" lang=${lang} @click=${() => choose(lang)}>
          <span>${tIn(lang, `common-language-${lang}`)}<small>${tIn(lang, "kiosk-language-tile")}</small></span>
        </button>`,
      )}
    </div>
  `;
}

/** What is known of the way to an officer: how busy it is, or before a conversation only the hours. */
interface Known {
  busy: Busyness | null;
  opening: Opening | null;
}

/** Draw the choice of what to do here. */
export function renderChoices(known: Known, press: { video: () => void; assistant: () => void; emergency: () => void }): TemplateResult {
  const wait = known.busy && known.busy.open && known.busy.officers > 0 ? waitWords(known.busy.expected_s) : null;
  const opening = known.busy ?? known.opening;
  const words = wait === null ? t("kiosk-choice-video-more") : t("kiosk-choice-video-wait", { wait });
  const more = opening === null ? html`${words}` : html`${words} <strong class="hours">${hoursWords(opening.hours)}</strong>`;
  return html`
    <div class="head">
      <h1 tabindex="-1">${t("kiosk-choice-heading")}</h1>
      <p class="lead">${t("kiosk-choice-sentence")}</p>
    </div>
    <div class="tiles one">
      ${renderTile({ sign: "video", words: t("kiosk-choice-video"), more, press: press.video })}
      ${renderTile({
        sign: "message-circle",
        words: t("kiosk-choice-assistant"),
        more: t("kiosk-choice-assistant-more"),
        press: press.assistant,
      })}
      ${renderTile({
        sign: "phone",
        words: t("kiosk-choice-emergency"),
        more: t("kiosk-choice-emergency-more"),
        press: press.emergency,
      })}
    </div>
  `;
}

const EMERGENCY = ["safe", "own-phone", "where", "ask", "app"];
const HELP = [
  ["info", "touch"],
  ["arrow-left", "back"],
  ["phone", "phone"],
  ["accessibility", "lower"],
  ["check", "done"],
] as const;

/** Draw what to do in danger: this screen has no telephone. */
export function renderEmergency(both: boolean, press: Press): TemplateResult {
  return html`
    <h1 tabindex="-1">${say("kiosk-emergency-heading", both)}</h1>
    <p class="lead">${say("kiosk-emergency-sentence", both)}</p>
    <ol class="steps">
      ${EMERGENCY.map((step) => html`<li>${say(`kiosk-emergency-${step}`, both)}</li>`)}
    </ol>
    <div class="tiles one">
      ${renderTile({ sign: "video", words: say("kiosk-emergency-video", both), more: say("kiosk-emergency-video-more", both), press: press.video })}
    </div>
    ${renderClose(both, press.close)}
  `;
}

/** Draw how this screen works, and the way to a person. */
export function renderHelp(both: boolean, press: Press): TemplateResult {
  return html`
    <h1 tabindex="-1">${say("kiosk-help-heading", both)}</h1>
    <ul class="steps plain">
      ${HELP.map(([sign, key]) => html`<li data-about=${key}>${icon(sign)}<span>${say(`kiosk-help-${key}`, both)}</span></li>`)}
    </ul>
    <div class="tiles one">
      ${renderTile({ sign: "video", words: say("kiosk-help-person", both), more: say("kiosk-help-person-more", both), press: press.video })}
    </div>
    ${renderClose(both, press.close)}
  `;
}

interface Press {
  video: () => void;
  close: () => void;
}

/** Say something in the visitor's language, or in all of them before one is chosen. */
export function say(key: string, both: boolean): TemplateResult {
  if (!both) return html`${t(key)}`;
  return html`<span lang="nl">${tIn("nl", key)}</span><span class="second" lang="en">${tIn("en", key)}</span>`;
}

/** Draw the question before everything is wiped, with the reference to keep. */
export function renderDone(
  about: { line: CitizenLine | null; held: "call" | "waiting" | null },
  press: { yes: () => void; no: () => void },
): TemplateResult {
  const reference = about.line?.thread.conversation?.reference;
  return html`
    <h1 tabindex="-1">${t("kiosk-done-heading")}</h1>
    <p class="lead">${t("kiosk-done-sentence")} ${about.held ? t(`kiosk-done-${about.held}`) : nothing}</p>
    ${about.line && reference ? renderKey(about.line, reference) : nothing}
    <div class="pair">
      <button type="button" class="button" @click=${press.no}>${icon("arrow-left")}${t("kiosk-done-no")}</button>
      <button type="button" class="button primary" @click=${press.yes}>${icon("check")}${t("kiosk-done-yes")}</button>
    </div>
  `;
}

/** The number to keep and, asked for, the code that opens it again elsewhere. */
function renderKey(line: CitizenLine, reference: string): TemplateResult {
  const { given, asking, failed } = line.later;
  return html`<section class="card reference">
      ${given ? html`<p>${t("later-number")}</p>` : nothing}
      <p class="after-number"><bdi>${reference}</bdi></p>
      ${given
        ? html`<p>${t("later-code")}</p>
            <p class="after-number"><bdi>${given.code}</bdi></p>
            <p role="status">${t("kiosk-later-given", { date: lastDay(given.opens_until) })}</p>`
        : html`<p>${t("kiosk-done-reference")}</p>`}
      ${failed ? html`<p role="alert">${t("later-no-connection")}</p>` : nothing}
    </section>
    ${given
      ? nothing
      : html`<button type="button" class="button" aria-disabled=${asking} @click=${() => !asking && line.goOnLater()}>
          ${icon("smartphone")}${t("kiosk-later")}
        </button>`}`;
}

/** Lay something over the screen below, which stays as it is. */
export function renderCover(what: Cover, content: TemplateResult): TemplateResult {
  return html`<section class=${`cover cover-${what}`} role="dialog" aria-modal="false" aria-label=${t(`kiosk-${what}-heading`)}>
    ${content}
  </section>`;
}

function renderClose(both: boolean, close: () => void): TemplateResult {
  return html`<button type="button" class="button close" @click=${close}>${icon("x")}<span>${say("kiosk-close", both)}</span></button>`;
}
