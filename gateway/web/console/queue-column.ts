import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import type { QueueEntry } from "../shared/frames";
import { inVideo, takesPart } from "./desk";
import { languageName } from "./format";
import { keyCap } from "./key-cap";
import { shortcutOf, type Command } from "./keymap";
import { clock, firstOf, isoDuration, isOverdue, waitedSeconds, waiting, type Medium } from "./queue";
import { TickingElement } from "./ticking-element";
import { entryTopic } from "./words";
import { canAnswer, joinedAt, standing, unread, type WorkState } from "./works";

/** The left column: what is in hand, who waits (oldest first), and three buttons to take somebody. */
export class QueueColumn extends TickingElement {
  protected override render(): TemplateResult {
    const { desk } = this.store;
    const { me } = desk;
    const now = Date.now();
    const entries = waiting(desk.queue);
    return html`
      ${desk.works.length > 0 ? this.inHand(desk.works, now) : nothing}
      <section class="waiting" aria-labelledby="queue-title">
        <div class="column-title">
          <h2 id="queue-title">${t("console-queue", { count: entries.length })}</h2>
          <span>${t("console-queue-order")}</span>
        </div>
        ${entries.length > 0
          ? html`<ol class="queue" tabindex="0" aria-labelledby="queue-title">
              ${repeat(entries, (entry) => entry.id, (entry) => queueRow(entry, now))}
            </ol>`
          : html`<p class="queue-empty">${t("console-queue-empty")}</p>`}
      </section>
      ${me && !takesPart(me) ? html`<p class="queue-empty">${t("console-officers-take")}</p>` : this.takeButtons(entries)}
    `;
  }

  private inHand(works: readonly WorkState[], now: number): TemplateResult {
    return html`
      <nav class="in-hand" aria-labelledby="in-hand-title">
        <h2 id="in-hand-title">${t("console-in-hand", { count: works.length })}</h2>
        <ul>
          ${repeat(works, (work) => work.id, (work) => this.workButton(work, now))}
        </ul>
      </nav>
    `;
  }

  private workButton(work: WorkState, now: number): TemplateResult {
    const current = work.id === this.store.desk.selected;
    const news = unread(work);
    const open = canAnswer(work);
    const since = open ? joinedAt(work) : null;
    return html`
      <li>
        <button
          type="button"
          class="work-button"
          aria-current=${current}
          @click=${() => this.store.select(work.id)}
        >
          <span class="work-topic">${mediumIcon(work.entry.medium)}${entryTopic(work.entry)}</span>
          <span class="work-clock">${since ? clock(Math.max(0, Math.floor((now - since) / 1000))) : nothing}</span>
          <span class="work-facts">${open ? facts(work.entry) : t(`console-citizen-${standing(work)}`)}</span>
          ${news > 0 && !current ? html`<span class="chip work-news">${t("console-unread", { count: news })}</span>` : nothing}
        </button>
      </li>
    `;
  }

  private takeButtons(entries: readonly QueueEntry[]): TemplateResult {
    const notice = this.store.desk.notices.queue;
    const sentence = notice ? t(notice.key, notice.args) : "";
    return html`
      <div class="take">
        <p class="take-notice" role="status">${sentence ? html`${icon("info")}<span>${sentence}</span>` : nothing}</p>
        ${this.takeButton(entries, "take-longest", null)}
        <div class="take-pair">
          ${this.takeButton(entries, "take-chat", "chat")} ${this.takeButton(entries, "take-video", "video")}
        </div>
      </div>
    `;
  }

  private takeButton(entries: readonly QueueEntry[], command: Command, medium: Medium | null): TemplateResult {
    const busy = inVideo(this.store.desk);
    const why = whyNot(entries, medium, busy);
    const signs = { chat: "message-circle", video: "video" };
    return html`
      <button
        type="button"
        class="button take-button ${command === "take-longest" ? "accent" : ""}"
        aria-disabled=${why !== null}
        aria-keyshortcuts=${shortcutOf(command).aria}
        @click=${() => (why ? this.store.tell(why, "queue") : this.store.take(medium))}
      >
        ${icon(medium ? signs[medium] : "clock")}
        <span>${t(`console-${command}`)}<small>${why ? t(why) : nothing}</small></span>
        ${keyCap(command)}
      </button>
    `;
  }
}

// While a call is under way only chats can be taken beside it.
function whyNot(entries: readonly QueueEntry[], medium: Medium | null, busy: boolean): string | null {
  if (busy && medium === "video") return "console-take-after-call";
  if (firstOf(entries, busy ? "chat" : medium)) return null;
  return busy && medium === null && entries.length > 0 ? "console-take-after-call" : "console-take-nobody";
}

function queueRow(entry: QueueEntry, now: number): TemplateResult {
  const waited = waitedSeconds(entry, now);
  const late = isOverdue(entry, now);
  return html`
    <li class=${late ? "late" : ""}>
      <time class="queue-clock" datetime=${isoDuration(waited)}>${clock(waited)}</time>
      <div>
        <p class="queue-topic">${mediumIcon(entry.medium)}${entryTopic(entry)}</p>
        <p class="queue-facts">${facts(entry)}</p>
        ${late
          ? html`<p class="queue-late">
              ${icon("triangle-alert")}${t("console-overdue", { minutes: Math.round(entry.target_s / 60) })}
            </p>`
          : nothing}
      </div>
    </li>
  `;
}

/** Draw the sign of a medium; the word stands in the facts. */
export function mediumIcon(medium: Medium): TemplateResult {
  return icon(medium === "video" ? "video" : "message-circle");
}

/** Say in one line by what medium, in what language and from where somebody comes. */
export function facts(entry: QueueEntry): TemplateResult {
  const medium = t(`console-medium-${entry.medium}`);
  const parts = html`${medium} · ${languageName(entry.language)}`;
  if (entry.place_name) return html`${parts} · ${t("console-kiosk-at")} <bdi>${entry.place_name}</bdi>`;
  return html`${parts} · ${t(`console-surface-${entry.surface}`)}`;
}

customElements.define("queue-column", QueueColumn);
