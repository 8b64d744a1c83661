/** Waiting, the call, and afterwards, at kiosk size. */
import { html, nothing, type TemplateResult } from "lit";
import { renderAfter, wantsBack } from "../shared/call-after";
import { renderComposer } from "../shared/call-chat";
import "../shared/call-view";
import type { Stage } from "../shared/call-stage";
import { renderWaiting, renderWaysOut, type WaitingRoom } from "../shared/call-waiting";
import type { CitizenLine } from "../shared/citizen-line";
import { icon } from "../shared/icons";
import type { Opening } from "../shared/opening";
import { t } from "../shared/texts";
import { renderThread } from "../shared/thread-view";
import { hoursWords } from "../shared/waiting-words";
import { wordsOnly } from "./answers";

export interface VideoScreen extends WaitingRoom {
  stage: Stage;
  typing: boolean;
  onTyping: () => void;
  onAgain: () => void;
  onDone: () => void;
}

/** Draw what belongs to the stage of the call. */
export function renderVideo(video: VideoScreen): TemplateResult {
  switch (video.stage) {
    case "waiting":
      return html`<div class="waiting">${renderWaiting(video)}</div>
        ${renderWaysOut(video)}`;
    case "call":
      return renderCall(video);
    case "after":
      return renderEnd(video);
    case "stopped":
      return renderStopped(video);
    default:
      return html`<p class="opening lead" role="status">${icon("clock")}${t("call-opening")}</p>`;
  }
}

function renderCall({ line, call, typing, onTyping }: VideoScreen): TemplateResult {
  const name = line.thread.conversation?.officer?.name ?? "";
  const extra = html`<button type="button" class="button call-control" aria-pressed=${typing} @click=${onTyping}>
    ${icon("keyboard")}<span>${t("call-typing")}</span>
  </button>`;
  return html`<h1 class="visually-hidden" tabindex="-1">${t("call-title")}</h1>
    <div class="kiosk-call" data-typing=${typing}>
      <call-view me="citizen" .peerName=${name} .session=${call.session} .stream=${call.media?.stream ?? null} .extra=${extra}></call-view>
      ${typing
        ? html`<section class="call-chat" aria-label=${t("call-chat-heading")}>
            ${renderThread(wordsOnly(line.thread), { me: "citizen", hideNotice: true })} ${renderComposer(line)}
          </section>`
        : nothing}
    </div>`;
}

function renderEnd(video: VideoScreen): TemplateResult {
  const after = { line: video.line, reason: video.call.news.reason || video.line.ending.callReason || "" };
  const back = wantsBack(after);
  return html`<div class="after">${renderAfter(after)}</div>
    <div class="pair">
      ${back
        ? html`<button type="button" class="button primary" @click=${video.onAgain}>${icon("video")}${t("kiosk-ask-again")}</button>`
        : nothing}
      ${video.line.thread.closed
        ? nothing
        : html`<button type="button" class="button" @click=${video.onChat}>${icon("message-circle")}${t("call-after-chat")}</button>`}
      <button type="button" class=${back ? "button" : "button primary"} @click=${video.onDone}>${icon("check")}${t("kiosk-done")}</button>
    </div>`;
}

function renderStopped(video: VideoScreen): TemplateResult {
  const { line, onAgain, onChat } = video;
  const now = line.thread.persons?.video;
  if (now?.open === false) return renderClosed(line, now, onChat);
  return html`<div class="head">
      <h1 tabindex="-1">${t("kiosk-stopped-heading")}</h1>
      <p class="lead">${t("call-stopped-sentence")}</p>
    </div>
    <div class="pair">
      <button type="button" class="button accent" @click=${onAgain}>${icon("video")}${t("kiosk-ask-again")}</button>
      <button type="button" class="button" @click=${onChat}>${icon("message-circle")}${t("kiosk-choice-assistant")}</button>
    </div>`;
}

/** Nobody is there: when people are, what is possible now, and one thing to touch. */
function renderClosed(line: CitizenLine, now: Opening, onChat: () => void): TemplateResult {
  const said = line.thread.messages.findLast((message) => message.author === "hub" && message.text !== null);
  return html`<div class="head">
      <h1 tabindex="-1">${t("call-closed-heading")}</h1>
      ${said
        ? html`<p class="lead" lang=${said.lang}>${said.text}</p>`
        : html`<p class="lead hours">${icon("clock")}${hoursWords(now.hours)}</p>`}
    </div>
    <div class="pair">
      <button type="button" class="button accent" @click=${onChat}>${icon("message-circle")}${t("kiosk-choice-assistant")}</button>
    </div>`;
}
