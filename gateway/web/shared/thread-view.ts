/** How a thread is drawn, the same for citizen and officer; styles in thread.css. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { clockTime } from "./clock-time";
import type { Button } from "./frames";
import { type FileAddress, fileView } from "./file-view";
import { icon } from "./icons";
import { splitNumbers } from "./numbers";
import { direction, language, t } from "./texts";
import type { Message, Pending, Thread } from "./thread";
import { safetyCards } from "./safety-view";

export interface ThreadViewOptions {
  me: "citizen" | "officer";
  onChoose?: (button: Button) => void;
  /** Opens the call that is ready; without it a call is only told about. */
  onCall?: (callId: string) => void;
  /** Where an officer saves a file; without it a file is only shown. */
  fileAddress?: FileAddress;
  /** Shows the time beside each entry. */
  times?: boolean;
  /** Leaves the notice that a computer speaks out of the thread, because the screen shows it elsewhere. */
  hideNotice?: boolean;
}

/** Draw the thread with its typing sign; it scrolls by itself and tells screen readers what is new. */
export function renderThread(thread: Thread, options: ThreadViewOptions): TemplateResult {
  const shown = thread.messages.filter((message) => message.kind !== "notice" || !options.hideNotice);
  return html`
    <div class="thread" tabindex="0" role="group" aria-label=${t("thread-label")}>
      <div class="thread-log" role="log" aria-label=${t("thread-label")}>
        ${repeat(
          shown,
          (message) => message.seq,
          (message) => entry(message, thread, options),
        )}
        ${repeat(thread.pending, (pending) => pending.clientId, pendingMessage)}
      </div>
      ${typingSign(thread)}
    </div>
  `;
}

function entry(message: Message, thread: Thread, options: ThreadViewOptions): TemplateResult {
  switch (message.kind) {
    case "message":
      return bubble(message, thread, options);
    case "notice":
      return html`<p class="thread-line" lang=${message.lang || nothing}>${message.text ?? t(message.key ?? "")}</p>`;
    default:
      return line(message, thread, options);
  }
}

function bubble(message: Message, thread: Thread, options: ThreadViewOptions): TemplateResult {
  const mine = message.author === options.me;
  const lang = message.text === null ? language() : message.lang;
  return html`
    <article class=${`message ${mine ? "mine" : "theirs"} by-${message.author}`}>
      ${author(message, mine)}
      ${message.safety.length > 0 ? safetyCards(message.safety, lang) : nothing}
      <p class="bubble" lang=${lang} dir=${message.text === null ? direction(lang) : "auto"}>${message.file ? fileView(message.file, options.fileAddress) : words(message)}</p>
      ${buttons(message, thread, options)} ${options.times ? time(message.at) : nothing}
      ${mine ? delivery(message, thread, options.me) : nothing}
    </article>
  `;
}

function words(message: Message): (TemplateResult | string)[] {
  const text = message.text ?? t(message.key ?? "", message.args);
  return splitNumbers(text).map((part) => (part.number ? html`<span class="phone-number">${part.text}</span>` : part.text));
}

function author(message: Message, mine: boolean): TemplateResult {
  if (mine) return html`<span class="visually-hidden">${t("thread-you")}</span>`;
  const named = message.author === "officer" || message.author === "citizen";
  const name = message.name ?? t(`thread-author-${message.author}`);
  return html`<p class=${named ? "author" : "visually-hidden"} dir="auto">
    ${message.author === "officer" ? icon("badge-check") : nothing}${name}
  </p>`;
}

function buttons(message: Message, thread: Thread, options: ThreadViewOptions): TemplateResult | typeof nothing {
  const open = isLastWord(message, thread) && options.me === "citizen" && !thread.closed;
  const shown = message.buttons.filter((button) => button.kind !== "choose" || open);
  if (shown.length === 0) return nothing;
  const filled = open ? shown.find((button) => button.primary) : undefined;
  return html`<div class="replies">
    ${shown.map((button) => reply(button, button === filled, options.onChoose))}
  </div>`;
}

/** Only the newest message asks something; older questions keep their links and telephone numbers. */
function isLastWord(message: Message, thread: Thread): boolean {
  const last = thread.messages.findLast((each) => each.kind === "message" && !each.file);
  return last?.seq === message.seq && thread.pending.length === 0;
}

function reply(button: Button, filled: boolean, onChoose?: (button: Button) => void): TemplateResult {
  const style = filled ? "button primary" : "button";
  if (button.kind === "choose") {
    return html`<button type="button" class=${style} @click=${() => onChoose?.(button)}>${button.label}</button>`;
  }
  if (button.kind === "phone") {
    return html`<a class=${phoneStyle(button, style)} href=${button.value}>${icon("phone")} ${button.label}</a>`;
  }
  return html`<a class=${style} href=${safeLink(button.value)} target="_blank" rel="noopener noreferrer">
    ${icon("external-link")} ${button.label}<span class="visually-hidden"> ${t("thread-new-tab")}</span>
  </a>`;
}

function phoneStyle(button: Button, otherwise: string): string {
  return button.value === "tel:112" ? "danger-112" : otherwise;
}

function safeLink(value: string): string {
  return /^(https?:\/\/|\/)/.test(value) ? value : "#";
}

function line(message: Message, thread: Thread, options: ThreadViewOptions): TemplateResult {
  const call = openCall(thread);
  const enter = options.onCall && call && call.id === message.call;
  return html`<div class="thread-line">
    <p>${t(message.key ?? "", message.args)}</p>
    ${enter
      ? html`<button type="button" class="button primary" @click=${() => options.onCall?.(call.id)}>
          ${icon("video")} ${t("thread-open-call")}
        </button>`
      : nothing}
  </div>`;
}

/** The call that one can still enter. */
function openCall(thread: Thread): { id: string } | null {
  const call = thread.conversation?.call ?? null;
  return thread.closed || call?.state === "ended" ? null : call;
}

function delivery(message: Message, thread: Thread, me: "citizen" | "officer"): TemplateResult | typeof nothing {
  const last = thread.messages.findLast((each) => each.author === me && each.kind === "message");
  if (last?.seq !== message.seq || thread.pending.length > 0) return nothing;
  const seen = (thread.conversation?.seen_seq ?? 0) >= message.seq;
  return ticks(seen ? "seen" : "stored");
}

const TICKS = { sending: "clock", stored: "check", seen: "check-check" } as const;

function ticks(state: keyof typeof TICKS): TemplateResult {
  return html`<p class="delivery">${icon(TICKS[state])} ${t(`thread-delivery-${state}`)}</p>`;
}

function pendingMessage(pending: Pending): TemplateResult {
  return html`<article class="message mine pending">
    <span class="visually-hidden">${t("thread-you")}</span>
    <p class="bubble" dir="auto">${pending.text}</p>
    ${ticks(pending.stored ? "stored" : "sending")}
  </article>`;
}

function typingSign(thread: Thread): TemplateResult | typeof nothing {
  if (!thread.typing) return nothing;
  const name = thread.typing.name ?? t(`thread-author-${thread.typing.who}`);
  return html`<p class="typing">
    <span class="typing-dots" aria-hidden="true"><i></i><i></i><i></i></span>
    ${t("thread-typing", { name })}
  </p>`;
}

function time(at: string): TemplateResult {
  return html`<time class="message-time" datetime=${at}>${clockTime(new Date(at))}</time>`;
}
