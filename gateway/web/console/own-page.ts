import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { ApiError, currentOfficer, type Officer } from "./api";
import { LightElement } from "./light";
import { officerMenu } from "./officer-menu";
import { loginPath, pagesOf } from "./paths";
import { topBar } from "./top-bar";
import { roleName } from "./words";

/** The own page of whoever is logged in: who one is here, and where one may go. */
export class OwnPage extends LightElement {
  @state() private me: Officer | null = null;
  @state() private noAnswer = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  protected override updated(): void {
    document.title = `${t("own-title")} - ${t("console-hub-name")}`;
  }

  protected override render(): TemplateResult {
    const { me } = this;
    return html`
      ${topBar({ team: me?.team, end: me ? officerMenu(me, {}) : nothing })}
      <main class="login" aria-busy=${!me && !this.noAnswer}>
        ${me ? this.about(me) : html`<h1>${t("own-title")}</h1>`}
        <div class="login-trouble" role="alert">${this.noAnswer ? this.again() : nothing}</div>
      </main>
    `;
  }

  private about(me: Officer): TemplateResult {
    const pages = pagesOf(me.role);
    return html`
      <h1>${me.name}</h1>
      <p class="own-role">${icon("id-card")}<span>${roleName(me.role)} · ${me.team}</span></p>
      <p>${t(pages.length > 0 ? "own-pages" : "own-nothing-yet")}</p>
      ${pages.length > 0
        ? html`<ul class="officer-choices">
            ${pages.map(
              (page) => html`
                <li>
                  <a class="officer-choice" href=${page.path}>
                    ${icon(page.icon)}<span><strong>${t(page.name)}</strong></span>${icon("arrow-right")}
                  </a>
                </li>
              `,
            )}
          </ul>`
        : nothing}
    `;
  }

  private again(): TemplateResult {
    return html`
      <p>${t("login-trouble-no-answer")}</p>
      <button type="button" class="button" @click=${() => this.load()}>${t("common-retry")}</button>
    `;
  }

  private async load(): Promise<void> {
    this.noAnswer = false;
    try {
      this.me = await currentOfficer();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return location.replace(loginPath(location));
      this.noAnswer = true;
    }
  }
}

customElements.define("own-page", OwnPage);
