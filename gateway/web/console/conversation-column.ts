import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import type { FileAddress } from "../shared/file-view";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import type { Message, Thread } from "../shared/thread";
import { renderThread } from "../shared/thread-view";
import { selectedWork, takesPart, type Desk } from "./desk";
import "./appear-hint";
import "./message-box";
import "./officer-call";
import { facts, mediumIcon } from "./queue-column";
import { StoreElement } from "./store-element";
import { storyView } from "./story-view";
import { asCitizenRead, entryTopic, officerKey } from "./words";
import { callUnderWay, canAnswer, splitStory, standing, type Standing, type WorkState } from "./works";

const NEAR_END_PX = 60;
const STANDING_SIGNS: Record<Standing, string> = { here: "signal", away: "wifi-off", left: "log-out", closed: "circle-check" };

/** The middle column: the call if there is one, the story so far, the chat, and where to type. */
export class ConversationColumn extends StoreElement {
  private atEnd = true;
  private placedAt = 0;
  private shownId: string | null = null;
  private lastSaid: string | undefined;
  private readonly resized = new ResizeObserver(() => this.atEnd && this.toEnd());

  override disconnectedCallback(): void {
    this.resized.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    const { selected } = this.store.desk;
    const said = selectedWork(this.store.desk)?.thread.pending.at(-1)?.clientId;
    // Who opens a conversation or says something wants to see its end.
    if (selected !== this.shownId || (said && said !== this.lastSaid)) this.atEnd = true;
    this.shownId = selected;
    this.lastSaid = said;
  }

  // News is followed only by a reader who is at the end already; for others nothing jumps.
  protected override updated(): void {
    const scroller = this.scroller();
    const work = selectedWork(this.store.desk);
    if (scroller) this.resized.observe(scroller);
    if (!scroller || !work || !this.atEnd) return;
    this.toEnd();
    if (work.seenSeq < work.thread.seq && !document.hidden) this.store.seen(work.id, work.thread.seq);
  }

  protected override render(): TemplateResult {
    const { works } = this.store.desk;
    const work = selectedWork(this.store.desk);
    const calls = works.filter((one) => one.entry.medium === "video");
    return html`
      ${work ? header(work) : nothing}
      ${repeat(
        calls,
        (one) => one.id,
        (one) => html`<officer-call .store=${this.store} .work=${one} ?hidden=${one.id !== work?.id}></officer-call>`,
      )}
      ${work ? this.conversation(work) : empty(this.store.desk)}
    `;
  }

  private conversation(work: WorkState): TemplateResult {
    const { story, live } = splitStory(work.thread.messages);
    const elsewhere = this.store.desk.works.find((one) => one.id !== work.id && callUnderWay(one));
    return html`
      ${elsewhere ? this.callElsewhere(elsewhere) : nothing}
      <div class="thread-frame">
        <div class="thread-scroll" @scroll=${this.scrolled}>
          ${keyed(work.id, storyView(story, addressOf(work)))}
          ${keyed(work.id, renderThread(asOfficerSees(work, live), { me: "officer", times: true, fileAddress: addressOf(work) }))}
        </div>
        ${this.newsButton(work)}
      </div>
      ${this.status(work)} ${keyed(work.id, this.renderAppear(work))}
      ${keyed(work.id, html`<message-box .store=${this.store} .work=${work}></message-box>`)}
    `;
  }

  private callElsewhere(other: WorkState): TemplateResult {
    return html`
      <p class="call-elsewhere">
        ${icon("video")}<span>${t("console-call-goes-on")}</span>
        <button type="button" class="button" @click=${() => this.store.select(other.id)}>${t("console-call-back")}</button>
      </p>
    `;
  }

  private newsButton(work: WorkState): TemplateResult | typeof nothing {
    if (this.atEnd || work.thread.seq <= work.seenSeq) return nothing;
    return html`
      <button type="button" class="button news-button" @click=${this.toEnd}>
        ${icon("chevron-down")}${t("console-news-below")}
      </button>
    `;
  }

  // One line with a place of its own, so that nothing moves when there is something to say.
  private status(work: WorkState): TemplateResult {
    const sentence = this.sentence(work);
    return html`
      <p class="conversation-status" role="status">
        ${sentence ? html`${icon(sentence.icon)}<span>${sentence.text}</span>` : nothing}
      </p>
    `;
  }

  private renderAppear(work: WorkState): TemplateResult {
    return html`<appear-hint .store=${this.store} .work=${work}></appear-hint>`;
  }

  private sentence(work: WorkState): { icon: string; text: string } | null {
    const notice = this.store.desk.notices.conversation;
    if (notice) return { icon: "info", text: t(notice.key, notice.args) };
    if (!canAnswer(work)) return { icon: STANDING_SIGNS[standing(work)], text: t(`console-over-${standing(work)}`) };
    if (this.store.connection !== "open") return { icon: "wifi-off", text: t("console-typing-is-kept") };
    if (!work.online) return { icon: "wifi-off", text: t("console-citizen-offline") };
    return null;
  }

  private scroller(): HTMLElement | null {
    return this.querySelector<HTMLElement>(".thread-scroll");
  }

  private scrolled(event: Event): void {
    const scroller = event.target as HTMLElement;
    const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    // A picture that comes above takes room without anybody scrolling: only who moved up reads something older.
    const stayed = this.atEnd && scroller.scrollTop > this.placedAt - NEAR_END_PX;
    const atEnd = left < NEAR_END_PX || stayed;
    if (atEnd === this.atEnd) return;
    this.atEnd = atEnd;
    this.requestUpdate();
  }

  private toEnd(): void {
    const scroller = this.scroller();
    if (!scroller) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.placedAt = scroller.scrollTop;
  }
}

function addressOf(work: WorkState): FileAddress {
  return (file) => `/v1/conversations/${work.id}/files/${file}`;
}

function header(work: WorkState): TemplateResult {
  const now = standing(work);
  return html`
    <header class="conversation-header">
      <h2 id="conversation-title" tabindex="-1">
        ${mediumIcon(work.entry.medium)}${entryTopic(work.entry)}
      </h2>
      <p class="conversation-facts">${facts(work.entry)}</p>
      <p class="chip ${now === "here" || now === "closed" ? "" : "attention"}">
        ${icon(STANDING_SIGNS[now])}${t(`console-citizen-${now}`)}
      </p>
    </header>
  `;
}

// The hub's lines speak to the citizen; and what the citizen has seen nobody tells us, so no tick may claim it.
function asOfficerSees(work: WorkState, live: readonly Message[]): Thread {
  const { thread } = work;
  const messages = live
    .map(asCitizenRead)
    .map((one) => (one.key && one.text === null ? { ...one, key: officerKey(one.key) } : one));
  const typing = canAnswer(work) ? thread.typing : null;
  return { ...thread, messages, typing, conversation: thread.conversation && { ...thread.conversation, seen_seq: 0 } };
}

function empty({ me }: Desk): TemplateResult {
  const looksOn = me !== null && !takesPart(me);
  return html`
    <div class="nothing-open">
      ${icon(looksOn ? "users" : "message-circle")}
      <h2 id="conversation-title" tabindex="-1">${t(looksOn ? "console-looks-on" : "console-nothing-open")}</h2>
      <p>${t(looksOn ? "console-looks-on-hint" : "console-nothing-open-hint")}</p>
    </div>
  `;
}

customElements.define("conversation-column", ConversationColumn);
