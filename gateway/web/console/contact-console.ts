import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { ref, createRef } from "lit/directives/ref.js";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { ApiError, currentOfficer, type Officer } from "./api";
import "./case-column";
import type { CaseColumn } from "./case-column";
import "./conversation-column";
import { selectedWork, takesPart } from "./desk";
import { keyCap } from "./key-cap";
import { commandOf, shortcutOf, takesText, type Command } from "./keymap";
import { keysPanel } from "./keys-panel";
import { LightElement } from "./light";
import type { OfficerCall } from "./officer-call";
import { officerMenu } from "./officer-menu";
import { elsewhere, loginPath } from "./paths";
import { keepPreference, preference } from "./preferences";
import { waiting } from "./queue";
import "./queue-column";
import { ConsoleStore } from "./store";
import { topBar } from "./top-bar";
import { canAnswer, neighbour } from "./works";

const CONNECTION_SIGNS = { open: "signal", connecting: "refresh-cw", lost: "wifi-off", stopped: "wifi-off" } as const;

/** The officer's console: bar, queue, conversation and case, with a key for everything frequent. */
export class ContactConsole extends LightElement {
  readonly store = new ConsoleStore();
  @state() private loggedOut = false;
  @state() private characterKeys = preference("character-keys") !== "off";
  private readonly caseColumn = createRef<CaseColumn>();
  private selected: string | null = null;
  private leaving = false;

  private readonly commands: Record<Command, () => void> = {
    "take-longest": () => this.press(".take-button.accent"),
    "take-chat": () => this.press(".take-pair .take-button:first-child"),
    "take-video": () => this.press(".take-pair .take-button:last-child"),
    "next-work": () => this.step(1),
    "previous-work": () => this.step(-1),
    "focus-message": () => this.focusOn("#message"),
    "focus-note": () => this.focusOn("#note"),
    "focus-outcome": () => this.caseColumn.value?.focusOutcome(),
    "put-back": () => this.caseColumn.value?.release(),
    close: () => this.caseColumn.value?.close(),
    available: () => this.press(".switch"),
    mute: () => this.querySelector<OfficerCall>("officer-call")?.toggleAudio(),
    camera: () => this.querySelector<OfficerCall>("officer-call")?.toggleVideo(),
    "by-hand": () => this.press("#to-by-hand"),
    keys: () => this.querySelector<HTMLElement>("#keys-panel")?.togglePopover(),
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.addEventListener("change", () => this.requestUpdate());
    this.store.socket.addEventListener("state", (event) => this.connectionChanged(event as CustomEvent<string>));
    document.addEventListener("keydown", (event) => this.pressed(event));
    this.store.socket.addEventListener("logged-out", () => this.logOutHere());
    void this.begin();
  }

  protected override updated(): void {
    const count = this.loggedOut ? 0 : waiting(this.store.desk.queue).length;
    document.title = `${count > 0 ? `(${count}) ` : ""}${t("console-title")} - ${t("console-hub-name")}`;
    this.followSelection();
  }

  protected override render(): TemplateResult {
    if (this.loggedOut) return loggedOutPage();
    const { me } = this.store.desk;
    return html`
      ${topBar({ team: me?.team, navigation: me ? links(me.role) : nothing, end: this.barEnd() })}
      <main class="desk">
        <h1 class="visually-hidden">${t("console-title")}</h1>
        <queue-column .store=${this.store}></queue-column>
        <conversation-column .store=${this.store}></conversation-column>
        <case-column ${ref(this.caseColumn)} .store=${this.store}></case-column>
      </main>
      ${keysPanel(this.characterKeys, (on) => this.switchCharacterKeys(on))}
    `;
  }

  private barEnd(): TemplateResult {
    const { me, available } = this.store.desk;
    const { connection } = this.store;
    return html`
      <p class="connection ${connection}" role="status">
        ${icon(CONNECTION_SIGNS[connection])}<span>${t(`console-connection-${connection}`)}</span>
      </p>
      ${me && !takesPart(me) ? nothing : this.availableSwitch(available)}
      ${me ? officerMenu(me, { choices: this.soundChoice(), beforeLogOut: () => this.forget() }) : nothing}
      <button type="button" class="bar-button" popovertarget="keys-panel" aria-keyshortcuts="?">
        ${t("console-keys")}${keyCap("keys")}
      </button>
    `;
  }

  private availableSwitch(available: boolean): TemplateResult {
    return html`
      <button
        type="button"
        class="bar-button switch"
        role="switch"
        aria-checked=${available}
        aria-keyshortcuts="A"
        @click=${() => this.store.setAvailable(!this.store.desk.available)}
      >
        <span class="switch-track" aria-hidden="true"></span>${t("console-available")}
      </button>
    `;
  }

  private soundChoice(): TemplateResult {
    const { sounds } = this.store;
    return html`
      <label class="choice">
        <input
          type="checkbox"
          .checked=${sounds.on}
          @change=${(event: Event) => sounds.switch((event.target as HTMLInputElement).checked)}
        />
        <span>${t("console-sounds")}<small>${t("console-sounds-hint")}</small></span>
      </label>
    `;
  }

  private async begin(): Promise<void> {
    const me = await whoIsHere();
    if (me === null) return location.replace(loginPath(location));
    const other = me ? elsewhere(me.role) : null;
    if (other) return location.replace(other);
    this.store.start();
  }

  private async connectionChanged(event: CustomEvent<string>): Promise<void> {
    const away = event.detail === "lost" || event.detail === "stopped";
    if (!away || this.leaving || this.loggedOut) return;
    const me = await whoIsHere();
    if (me === null) this.logOutHere();
    else if (me && elsewhere(me.role)) location.reload(); // the role has changed
  }

  private logOutHere(): void {
    if (this.loggedOut || this.leaving) return;
    this.loggedOut = true;
    this.store.expire();
  }

  private pressed(event: KeyboardEvent): void {
    const command = commandOf(event, this.characterKeys && !takesText(document.activeElement));
    if (!command) return;
    event.preventDefault();
    this.commands[command]();
  }

  private press(selector: string): void {
    this.querySelector<HTMLButtonElement>(selector)?.click();
  }

  private step(by: 1 | -1): void {
    const { works, selected } = this.store.desk;
    this.store.select(neighbour(works, selected, by));
  }

  // After taking somebody the keyboard stands where the work goes on; news never moves it.
  private followSelection(): void {
    const { selected } = this.store.desk;
    if (selected === this.selected) return;
    this.selected = selected;
    const work = selectedWork(this.store.desk);
    const goal = work?.entry.medium === "chat" && canAnswer(work) ? "#message" : "#conversation-title";
    requestAnimationFrame(() => this.focusOn(goal));
  }

  private focusOn(selector: string): void {
    this.querySelector<HTMLElement>(selector)?.focus();
  }

  private switchCharacterKeys(on: boolean): void {
    this.characterKeys = on;
    keepPreference("character-keys", on ? "on" : "off");
  }

  private forget(): void {
    this.leaving = true;
    this.store.socket.stop();
    this.store.drafts.clear();
  }
}

function links(role: string): TemplateResult | typeof nothing {
  if (role !== "officer" && role !== "supervisor") return nothing;
  // In a tab of its own: queue, chats and call go on in this one.
  return html`
    <nav class="bar-links" aria-label=${t("console-pages")}>
      ${role === "supervisor" ? html`<a href="/console/statistics">${t("console-to-statistics")}</a>` : nothing}
      <a
        id="to-by-hand"
        href="/console/contacts"
        target="contacts-by-hand"
        aria-label=${t("entry-open-tab")}
        aria-keyshortcuts=${shortcutOf("by-hand").aria}
        >${t("entry-open")} ${icon("external-link")} ${keyCap("by-hand")}</a
      >
    </nav>
  `;
}

// Nothing of any citizen stays on a screen that nobody is logged in to.
function loggedOutPage(): TemplateResult {
  return html`
    ${topBar({})}
    <main>
      <h1 class="visually-hidden">${t("console-title")}</h1>
      <p class="logged-out" role="alert">
        ${icon("log-in")}<span>${t("console-logged-out")}</span>
        <a class="link" href=${loginPath(location)}>${t("console-log-in-again")}</a>
      </p>
    </main>
  `;
}

// Null when nobody is logged in; undefined when the hub does not answer, so that a lost connection logs nobody out.
async function whoIsHere(): Promise<Officer | null | undefined> {
  try {
    return await currentOfficer();
  } catch (error) {
    return error instanceof ApiError && error.status === 401 ? null : undefined;
  }
}

customElements.define("contact-console", ContactConsole);
