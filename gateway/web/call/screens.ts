/** The screens around the call itself. */
import { html, nothing, type TemplateResult } from "lit";
import { type Afterwards, renderAfter, wantsBack } from "../shared/call-after";
import { renderChat } from "../shared/call-chat";
import { renderWaiting, renderWaysOut, type WaitingRoom } from "../shared/call-waiting";
import type { CitizenLine } from "../shared/citizen-line";
import type { Files } from "../shared/files";
import { icon } from "../shared/icons";
import type { Opening } from "../shared/opening";
import { t } from "../shared/texts";
import { hoursWords } from "../shared/waiting-words";

/** Why a person has to start here. */
export type StartNews = "none" | "wrong-code" | "offline";

/** Draw the first screen: what this is, and one button. */
export function renderStart(news: StartNews, begin: () => void, opening: Opening | null): TemplateResult {
  const facts = [
    ["video", "call-start-camera"],
    ["shield-check", "call-start-record"],
  ] as const;
  return html`
    ${news === "none" ? nothing : html`<p class="card attention" role="alert">${t(`call-start-${news}`)}</p>`}
    <h1 tabindex="-1">${t("call-start-heading")}</h1>
    <p>${t("call-start-sentence")}</p>
    <ul class="facts">
      ${facts.map(([sign, key]) => html`<li>${icon(sign)}<span>${t(key)}</span></li>`)}
    </ul>
    <button type="button" class="button primary" @click=${begin}>
      ${icon("video")}${t(news === "offline" ? "call-start-retry" : "call-start-button")}
    </button>
    <p class="hint hours" role="status">${opening ? html`${icon("clock")}${hoursWords(opening.hours)}` : nothing}</p>
  `;
}

/** Draw the moment in which the hub is asked. */
export function renderOpening(): TemplateResult {
  return html`<p class="opening" role="status">${icon("clock")}${t("call-opening")}</p>`;
}

/** Draw the waiting room with its ways out in a bar below. */
export function renderWaitingScreen(room: WaitingRoom): TemplateResult {
  return html`<div class="waiting">${renderWaiting(room)}</div>
    ${renderWaysOut(room)}`;
}

/** Draw the screen of someone who left the queue: the thread stays, video is one press away. */
export function renderStopped(line: CitizenLine, files: Files | null, again: () => void): TemplateResult {
  const video = line.thread.persons?.video;
  if (video?.open === false) return renderClosed(line, files, video);
  return html`<div class="stopped-head">
      <h1 tabindex="-1">${t("call-stopped-heading")}</h1>
      <p>${t("call-stopped-sentence")}</p>
      <button type="button" class="button accent" @click=${again}>${icon("video")}${t("call-start-button")}</button>
    </div>
    ${renderChat(line, { files })}`;
}

/** Draw the screen of someone who comes while nobody is there: when people are, and what is possible now. */
function renderClosed(line: CitizenLine, files: Files | null, video: Opening): TemplateResult {
  return html`<div class="stopped-head">
      <h1 tabindex="-1">${t("call-closed-heading")}</h1>
      <p class="hours">${icon("clock")}${hoursWords(video.hours)}</p>
    </div>
    ${renderChat(line, { files })}`;
}

/** Draw what follows a call, with the ways on. */
export function renderAfterScreen(
  after: Afterwards & { bye: boolean },
  ways: { again: () => void; chat: () => void; close: () => void },
): TemplateResult {
  if (after.bye) return html`<h1 tabindex="-1">${t("call-after-heading")}</h1><p role="status">${t("call-after-closed")}</p>`;
  const back = wantsBack(after);
  const still = after.line.thread.conversation?.call?.state !== "ended";
  return html`
    ${renderAfter(after)}
    <div class="after-ways">
      ${back
        ? html`<button type="button" class="button primary" @click=${ways.again}>
            ${icon("video")}${t(still ? "call-after-back" : "call-after-again")}
          </button>`
        : nothing}
      ${after.line.ending.closed
        ? nothing
        : html`<button type="button" class="button" @click=${ways.chat}>${icon("message-circle")}${t("call-after-chat")}</button>`}
      <button type="button" class=${back ? "button" : "button accent"} @click=${ways.close}>${icon("x")}${t("call-after-close")}</button>
    </div>
  `;
}
