import { html, nothing, type TemplateResult } from "lit";
import type { Waiting } from "../shared/frames";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import type { Thread } from "../shared/thread";
import { hoursWords, waitWords } from "../shared/waiting-words";
import type { Chat } from "./chat";

/** Say that the connection is gone or being made; a reader hears it, and the place of the thread does not jump. */
export function connectionView(chat: Chat): TemplateResult {
  return html`<div role="status" class="connection">${connectionLine(chat)}</div>`;
}

function connectionLine(chat: Chat): TemplateResult | typeof nothing {
  switch (chat.connection) {
    case "open":
      return chat.wasLost ? recovered() : nothing;
    case "stopped":
      return chat.begun ? trouble("chat-not-here") : nothing;
    default:
      return chat.wasLost ? trouble("connection-lost") : html`<p>${icon("clock")} ${t("connection-connecting")}</p>`;
  }
}

function trouble(key: string): TemplateResult {
  return html`<p class="lost">${icon("wifi-off")} <span>${t(key)}</span></p>`;
}

function recovered(): TemplateResult {
  return html`<span class="visually-hidden">${t("connection-open")}</span>`;
}

/** Name the officer who has the conversation; null while a computer answers. */
export function officerView(thread: Thread): TemplateResult | null {
  const { officer, held_by } = thread.conversation ?? { officer: null, held_by: "bot" };
  if (thread.closed || !officer || held_by !== "officer") return null;
  return html`<span class="officer">
    ${icon("badge-check")}
    <span
      ><strong dir="auto">${t("chat-officer-with-you", { name: officer.name })}</strong>
      <bdi>${t("chat-officer-badge", { badge: officer.badge })}</bdi></span
    >
  </span>`;
}

/** Show the place in the queue, the time it may take, and the way out. */
export function waitingView(chat: Chat): TemplateResult | typeof nothing {
  const waiting = chat.thread.waiting;
  if (!waiting || chat.thread.closed) return nothing;
  const video = waiting.medium === "video";
  return html`<section class="waiting" aria-labelledby="waiting">
    <h3 id="waiting">${icon(video ? "video" : "clock")} ${t("chat-waiting-title")}</h3>
    <p role="status">${t("chat-waiting-place", { place: waiting.place })} ${expected(waiting)}</p>
    ${waiting.closing ? html`<p class="closing">${hoursWords(waiting.closing)}</p>` : nothing}
    ${waitingHint(chat, video)}
    <div class="waiting-actions">
      ${video && !chat.door.link ? waitingRoom(chat) : nothing} ${waysOn(chat, video)}
      <button type="button" class="button" @click=${() => chat.stopWaiting()}>
        ${icon("x")} ${t("chat-waiting-stop")}
      </button>
    </div>
  </section>`;
}

function waitingHint(chat: Chat, video: boolean): TemplateResult | typeof nothing {
  if (chat.thread.instead) return html`<p class="hint">${t("waiting-instead-question")}</p>`;
  if (chat.door.link) return nothing;
  return html`<p class="hint">${t(video ? "chat-waiting-hint-video" : "chat-waiting-hint")}</p>`;
}

/** Who waits long may go on by chat, or say that waiting is fine; leaving stands beside it. */
function waysOn(chat: Chat, video: boolean): TemplateResult | typeof nothing {
  if (chat.thread.instead === null) return nothing;
  return html`${video
      ? html`<button type="button" class="button" @click=${() => chat.askPerson("chat")}>
          ${icon("message-circle")} ${t("waiting-go-chat")}
        </button>`
      : nothing}
    <button type="button" class="button accent" @click=${() => chat.keepWaiting()}>
      ${icon("clock")} ${t("waiting-keep")}
    </button>`;
}

function waitingRoom(chat: Chat): TemplateResult {
  return html`<button type="button" class="button accent" @click=${() => chat.reopenCall()}>
    ${icon("external-link")} ${t("chat-waiting-room")}
  </button>`;
}

function expected(waiting: Waiting): string {
  if (waiting.officers === 0) return t("chat-waiting-nobody");
  const wait = waitWords(waiting.expected_s);
  return wait === null ? t("chat-waiting-unknown") : t("chat-waiting-expected", { wait });
}

/** Offer the call as a link where the browser would not open it. */
export function videoLinkView(chat: Chat): TemplateResult | typeof nothing {
  if (!chat.door.link) return nothing;
  return html`<div class="video-link" role="alert">
    <p>${t("chat-call-blocked")}</p>
    <a
      class="button accent"
      href=${chat.door.link}
      target="_blank"
      rel="noopener"
      @click=${() => setTimeout(() => chat.door.forget())}
    >
      ${icon("video")} ${t("chat-call-open")}
    </a>
  </div>`;
}
