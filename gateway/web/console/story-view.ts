import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { type FileAddress, fileView } from "../shared/file-view";
import { icon } from "../shared/icons";
import { splitNumbers } from "../shared/numbers";
import { t } from "../shared/texts";
import type { Message } from "../shared/thread";
import { timeOfDay } from "./format";
import { asCitizenRead, authorName, officerKey } from "./words";

/** Render what was said before an officer came, as a record: who, when, words; the computer is named as such. */
export function storyView(messages: readonly Message[], address: FileAddress): TemplateResult | typeof nothing {
  if (messages.length === 0) return nothing;
  return html`
    <details class="story" open>
      <summary>
        ${icon("bot")}
        <span>${t("console-story")} <small>${t("console-story-by-computer")}</small></span>
      </summary>
      <ol>
        ${repeat(
          messages.map(asCitizenRead),
          (message) => message.seq,
          (message) => storyRow(message, address),
        )}
      </ol>
    </details>
  `;
}

function storyRow(message: Message, address: FileAddress): TemplateResult {
  return html`
    <li class="by-${message.author} is-${message.kind}">
      <p class="story-who">
        <strong dir="auto">${authorName(message)}</strong> <time datetime=${message.at}>${timeOfDay(message.at)}</time>
      </p>
      <div class="story-words">
        ${message.file ? html`<p>${fileView(message.file, address)}</p>` : said(message)}
        ${safetyLine(message)} ${offeredLine(message)}
      </div>
    </li>
  `;
}

function said(message: Message): TemplateResult {
  return html`${message.text === null
          ? html`<p>${words(t(officerKey(message.key ?? ""), message.args))}</p>`
          : html`<p lang=${message.lang || nothing} dir="auto">${words(message.text)}</p>`}`;
}

// A telephone number stays on one line.
function words(text: string): (TemplateResult | string)[] {
  return splitNumbers(text).map((part) => (part.number ? html`<span class="phone-number">${part.text}</span>` : part.text));
}

function safetyLine(message: Message): TemplateResult | typeof nothing {
  if (message.safety.length === 0) return nothing;
  const numbers = message.safety.map((card) => card.number).join(", ");
  return html`<p class="story-safety">${icon("triangle-alert")}<span>${words(t("console-safety-shown", { numbers }))}</span></p>`;
}

function offeredLine(message: Message): TemplateResult | typeof nothing {
  if (message.buttons.length === 0) return nothing;
  const labels = message.buttons.map((button) => button.label).join(" · ");
  return html`<p class="story-offered">${t("console-offered")} <span lang=${message.lang}>${words(labels)}</span></p>`;
}
