import { html, nothing, type TemplateResult } from "lit";
import type { Busyness, Medium } from "../shared/frames";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { personsHours, shortWait } from "../shared/waiting-words";
import type { Chat } from "./chat";

const ICONS = { chat: "message-circle", video: "video" } as const;

/** Draw the way to a person and 112: always there. */
export function footView(chat: Chat, emergency: (event: Event) => void): TemplateResult {
  const holder = chat.thread.conversation?.held_by ?? "bot";
  const asks = !chat.thread.closed && holder !== "officer";
  return html`<div class="foot">
    ${asks
      ? html`<div class="persons" role="group" aria-labelledby="persons">
          <p class="foot-label">
            <span id="persons">${t("chat-person-question")}</span>
            <span class="hours" role="status">${personsHours(chat.thread.persons)}</span>
          </p>
          ${personButton(chat, "chat")} ${personButton(chat, "video")}
        </div>`
      : nothing}
    <div class="danger">
      <p class="foot-label" aria-hidden="true">${t("common-emergency")}</p>
      <a class="danger-112" href="tel:112" aria-label=${t("common-call-112-label")} @click=${emergency}>
        ${icon("phone")} ${t("common-call-112")}
      </a>
    </div>
  </div>`;
}

function personButton(chat: Chat, medium: Medium): TemplateResult {
  const waits = chat.thread.waiting?.medium === medium;
  const possible = chat.connection === "open" && !waits;
  const costs = waits ? t("chat-person-waiting") : howLong(chat.thread.persons?.[medium]);
  return html`<button
    type="button"
    class="button person"
    aria-disabled=${!possible}
    @click=${() => possible && chat.askPerson(medium)}
  >
    <span><span class="medium">${icon(ICONS[medium])} ${t(`chat-person-${medium}`)}</span> <small>${costs}</small></span>
  </button>`;
}

/** Say what it costs in time, as far as anybody knows. */
export function howLong(busy: Busyness | undefined): string {
  if (!busy) return t("chat-person-unknown");
  if (!busy.open) return t("hours-closed");
  if (busy.officers === 0) return t("chat-person-none");
  return shortWait(busy.expected_s) ?? t("chat-person-unknown");
}
