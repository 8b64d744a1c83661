import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { filesView, pasteFiles } from "../shared/files-view";
import { icon } from "../shared/icons";
import { leftOut, roomLeft, roomText } from "../shared/message-length";
import { t } from "../shared/texts";
import { lastDay } from "../shared/secret-code";
import { canGoOn, resultKey, type Thread } from "../shared/thread";
import type { Chat } from "./chat";

/** Draw the field and the button that sends. Enter sends, Shift and Enter begin a new line. */
export function composerView(chat: Chat, sent: () => void): TemplateResult {
  const room = roomLeft(chat.draft);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (chat.say()) sent();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  };
  const write = (event: Event): void => chat.write((event.target as HTMLTextAreaElement).value);
  return html`<form class="composer" @submit=${submit}>
    ${refusal(chat)}
    <label class="visually-hidden" for="words">${t("chat-input-label")}</label>
    <textarea
      id="words"
      class="field"
      rows="1"
      dir="auto"
      enterkeyhint="send"
      placeholder=${t("chat-input-placeholder")}
      aria-describedby="room"
      aria-invalid=${room.over}
      .value=${live(chat.draft)}
      @beforeinput=${(event: InputEvent) => leftOut(event) && chat.leaveOut()}
      @input=${write}
      @keydown=${key}
      @paste=${(event: ClipboardEvent) => pasteFiles(chat.files, event)}
    ></textarea>
    <button type="submit" class="button accent">${icon("send")} ${t("common-send")}</button>
    ${filesView(chat.files, chat.thread)}
    <p id="room" class=${room.over ? "room field-error" : "room hint"} role="status">${roomText(room)}</p>
  </form>`;
}

function refusal(chat: Chat): TemplateResult {
  const refused = chat.refusal;
  return html`<div role="alert" class="refusal">
    ${refused
      ? html`<p class="field-error">${icon("triangle-alert")} <span>${t(refused.text_key, refused.args)}</span></p>`
      : nothing}
  </div>`;
}

/** Draw what stays when the conversation is over: its number, and the way to a new one. */
export function closedView(thread: Thread, restart: () => void, goOn: (reference: string) => void): TemplateResult {
  const reference = thread.conversation?.reference ?? "";
  const saved = canGoOn(thread);
  const result = resultKey(thread.outcome);
  return html`<section class="closed" aria-labelledby="closed">
    <h3 id="closed">${t(saved ? "later-saved-title" : "chat-closed-title")}</h3>
    ${result ? html`<p class="result">${icon("circle-check")} <span><strong>${t("result")}:</strong> ${t(result)}</span></p>` : nothing}
    <p>${t("chat-closed-reference")} <bdi class="reference">${reference}</bdi></p>
    <p class="hint">
      ${saved ? t("later-saved", { date: lastDay(thread.opensUntil ?? "") }) : t("chat-closed-keep")}
    </p>
    <div class="later-actions">
      ${saved
        ? html`<button type="button" class="button" @click=${() => goOn(reference)}>${icon("clock")} ${t("later-go")}</button>`
        : nothing}
      <button type="button" class="button primary" @click=${restart}>${icon("message-circle")} ${t("chat-new")}</button>
    </div>
  </section>`;
}
