import { html, LitElement, nothing, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { setTextRoot, t } from "../shared/texts";
import { followContrast } from "../shared/follow-contrast";
import { holdFiles, takeFiles } from "../shared/files-view";
import { followEnd, showEnd } from "../shared/thread-scroll";
import { renderThread } from "../shared/thread-view";
import { Chat } from "./chat";
import { closedView, composerView } from "./composer-view";
import { footView } from "./foot-view";
import { laterLink, laterView } from "./later-view";
import { headerView, noticeView } from "./header-view";
import type { LaterStep } from "./later";
import { Memory } from "./memory";
import { onPageLanguage } from "./page-language";
import { connectionView, officerView, videoLinkView, waitingView } from "./state-view";
import { styles } from "./styles";
import { heard, unreadSince } from "./unread";

const DOUBLE_CLICK_MS = 600;
const NARROW = "(max-width: 479px)";

/** The chat window and the button that opens it. */
export class ContactHubWidget extends LitElement {
  static override styles = styles;
  static hub = "";

  private readonly memory = new Memory();
  private readonly narrow = matchMedia(NARROW);
  private chat!: Chat;
  private open = false;
  private explaining = false;
  private heardUntil = 0;
  private ledTo: LaterStep = "none";
  private openedAt = 0;
  private hadFocus = false;
  private unfollow: (() => void) | null = null;
  private unfollowPage: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    setTextRoot(this);
    followContrast(this);
    this.chat = new Chat(ContactHubWidget.hub, this.memory);
    this.chat.followPage();
    this.unfollowPage = onPageLanguage(() => this.chat.followPage());
    this.chat.addEventListener("change", () => this.requestUpdate());
    this.narrow.addEventListener("change", this.refit);
    if (this.memory.recall("session")) this.chat.start();
    if (this.memory.recall("open")) void this.updateComplete.then(() => this.show(false));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.narrow.removeEventListener("change", this.refit);
    this.unfollow?.();
    this.unfollowPage?.();
  }

  protected override firstUpdated(): void {
    this.unfollow = followEnd(this.renderRoot);
  }

  protected override render(): TemplateResult {
    return html`
      ${this.launcher()}
      <dialog class="panel" aria-labelledby="name" @cancel=${this.cancelled} @keydown=${this.pressed} @dragover=${holdFiles} @drop=${this.dropped}>
        ${headerView({
          modal: this.narrow.matches,
          speak: (lang) => this.chat.speak(lang),
          minimise: this.minimise,
        })}
        ${noticeView({
          officer: officerView(this.chat.thread),
          open: this.explaining,
          toggle: this.explain,
          end: this.chat.thread.closed ? null : this.end,
          later: laterLink(this.chat),
        })}
        ${connectionView(this.chat)}
        ${renderThread(this.chat.thread, {
          me: "citizen",
          hideNotice: true,
          onChoose: (button) => this.chat.choose(button),
          onCall: () => this.chat.reopenCall(),
        })}
        ${videoLinkView(this.chat)} ${waitingView(this.chat)}
        ${this.desk()}
        ${footView(this.chat, this.emergency)}
      </dialog>
    `;
  }

  protected override willUpdate(): void {
    this.hadFocus = this.focused !== null;
  }

  /** What was pressed may be gone now; the keyboard then goes on from the thread. */
  protected override updated(): void {
    if (this.ledTo !== this.chat.later.step) this.lead();
    if (!this.hadFocus || this.focused || !this.open) return;
    const next = this.chat.thread.closed ? ".closed button" : ".thread";
    this.renderRoot.querySelector<HTMLElement>(next)?.focus();
  }

  /** Where one types: a message, a code, or nothing any more. */
  private desk(): TemplateResult {
    const { chat } = this;
    if (chat.later.step !== "none") return laterView(chat);
    if (!chat.thread.closed) return composerView(chat, this.sent);
    return closedView(
      chat.thread,
      () => chat.restart(),
      (reference) => chat.later.form(reference),
    );
  }

  /** What one types in changed its place: the keyboard goes with it. */
  private lead(): void {
    this.ledTo = this.chat.later.step;
    const first = this.ledTo === "none" ? "textarea, .closed button" : "#later";
    if (this.open) this.renderRoot.querySelector<HTMLElement>(first)?.focus();
  }

  private launcher(): TemplateResult {
    const unread = unreadSince(this.chat.thread, this.heardUntil);
    return html`<button
      type="button"
      class="button primary launcher"
      ?hidden=${this.open}
      aria-haspopup="dialog"
      @click=${() => this.show(true)}
    >
      ${icon("message-circle")} <span>${t("chat-open")}</span>
      ${unread > 0 ? html`<span class="unread">${t("chat-unread", { count: unread })}</span>` : nothing}
    </button>`;
  }

  private get focused(): HTMLElement | null {
    return (this.renderRoot as ShadowRoot | undefined)?.activeElement as HTMLElement | null;
  }

  private get panel(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog");
  }

  /** Open the window, as the button does. */
  show(focus = true): void {
    this.open = true;
    this.openedAt = performance.now();
    this.memory.keep("open", "yes");
    this.chat.start();
    this.fit();
    this.requestUpdate();
    void this.updateComplete.then(() => {
      showEnd(this.renderRoot);
      if (focus) this.renderRoot.querySelector<HTMLElement>("textarea, .closed button")?.focus();
    });
  }

  /** Open the window for somebody who has a number and a code. */
  resume(): void {
    this.show();
    this.chat.later.form();
  }

  /** A small screen shows nothing but the widget, so nothing behind it may take the focus. */
  private fit(): void {
    if (!this.panel || !this.open) return;
    if (this.narrow.matches) this.panel.showModal();
    else this.panel.open = true; // show() would take the focus, also after a reload
  }

  private readonly refit = (): void => {
    const focused = this.focused;
    this.panel?.close();
    this.fit();
    focused?.focus();
  };

  private readonly minimise = (): void => {
    this.open = false;
    this.heardUntil = heard(this.chat.thread);
    this.memory.keep("open", null);
    this.panel?.close();
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".launcher")?.focus());
  };

  /** 112 appears where the button to open was: the second half of a double click does not call it. */
  private readonly emergency = (event: Event): void => {
    if (performance.now() - this.openedAt < DOUBLE_CLICK_MS) event.preventDefault();
  };

  private readonly explain = (): void => {
    this.explaining = !this.explaining;
    this.requestUpdate();
  };

  private readonly end = (): void => {
    this.explaining = false;
    this.chat.end();
  };

  private readonly sent = (): void => {
    showEnd(this.renderRoot);
  };

  private readonly dropped = (event: DragEvent): void => {
    event.preventDefault();
    if (!this.chat.thread.closed) takeFiles(this.chat.files, event, event.dataTransfer);
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.minimise();
  };

  private readonly cancelled = (event: Event): void => {
    event.preventDefault();
    this.minimise();
  };
}
