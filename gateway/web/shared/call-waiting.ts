/** The waiting room: place, honest time, what to have at hand, devices, and the ways out. */
import { html, nothing, type TemplateResult } from "lit";
import "./call-devices";
import type { CitizenCall } from "./citizen-call";
import type { CitizenLine } from "./citizen-line";
import { clockTime } from "./clock-time";
import type { Waiting } from "./frames";
import { icon } from "./icons";
import { t } from "./texts";
import { hasTold } from "./thread";
import { hoursWords, isLong, waitWords, wholeMinutes } from "./waiting-words";
import { renderInstead } from "./waiting-instead";

export interface WaitingRoom {
  line: CitizenLine;
  call: CitizenCall;
  onChat: () => void;
  onStop: () => void;
}

/** Draw what a person reads while waiting, without the buttons. */
export function renderWaiting({ line, call }: WaitingRoom): TemplateResult {
  return html`
    <div class="waiting-head">
      <h1 tabindex="-1">${t("call-waiting-heading")}</h1>
      <p>${t("call-waiting-sentence")}</p>
      ${renderInstead(line)}
    </div>
    ${renderPlace(line)} ${renderAtHand()}
    ${hasTold(line.thread)
      ? html`<p class="waiting-story">${icon("check")}<span>${t("call-story-read")}</span></p>`
      : nothing}
    <call-devices class="card" .media=${call.media} ?heard=${call.heard} @again=${() => void call.prepare(true)}></call-devices>
  `;
}

/** Draw the ways out of the waiting room. */
export function renderWaysOut({ line, onChat, onStop }: WaitingRoom): TemplateResult {
  const chat = line.thread.persons?.chat;
  const wait = chat?.open && chat.officers > 0 ? waitWords(chat.expected_s) : null;
  return html`<div class="waiting-out">
    <button type="button" class="button accent" @click=${onChat}>
      ${icon("message-circle")}
      <span>${t("call-ask-chat")}${wait === null ? nothing : html`<small>${t("call-ask-chat-wait", { wait })}</small>`}</span>
    </button>
    <button type="button" class="button" @click=${onStop}>${icon("x")}${t("call-stop-waiting")}</button>
  </div>`;
}

function renderPlace(line: CitizenLine): TemplateResult {
  const waiting = line.thread.waiting;
  const wait = wholeMinutes(waiting?.expected_s);
  return html`<section class="card waiting-place" aria-live="polite">
    <dl>
      <div>
        <dt>${t("call-waiting-place")}</dt>
        <dd>${waiting?.place ?? "…"}</dd>
      </div>
      <div>
        <dt>${t(isLong(waiting?.expected_s) ? "call-waiting-more" : "call-waiting-about")}</dt>
        ${wait === null
          ? html`<dd class="waiting-unknown">${t("call-waiting-unknown")}</dd>`
          : html`<dd>${wait} <small>${t("call-waiting-minute-word", { minutes: wait })}</small></dd>`}
      </div>
    </dl>
    <p class="hint">${honestWords(line)}</p>
    ${renderClosing(waiting)}
  </section>`;
}

function renderClosing(waiting: Waiting | null): TemplateResult | typeof nothing {
  return waiting?.closing ? html`<p class="hint">${hoursWords(waiting.closing)}</p>` : nothing;
}

function honestWords(line: CitizenLine): string {
  const waiting = line.thread.waiting;
  const keep = t("call-waiting-keep");
  if (waiting?.officers === 0) return `${t("call-waiting-no-officer")} ${keep}`;
  if (wholeMinutes(waiting?.expected_s) === null) return keep;
  return `${t("call-waiting-estimated", { time: clockTime(line.estimatedAt) })} ${keep}`;
}

function renderAtHand(): TemplateResult {
  const things = [
    ["id-card", "call-at-hand-identity"],
    ["clock", "call-at-hand-facts"],
    ["file-text", "call-at-hand-proof"],
  ] as const;
  return html`<section class="card at-hand">
    <h2>${t("call-at-hand-heading")}</h2>
    <ul>
      ${things.map(([sign, key]) => html`<li>${icon(sign)}<span>${t(key)}</span></li>`)}
    </ul>
    <p class="hint">${t("call-at-hand-without")}</p>
  </section>`;
}
