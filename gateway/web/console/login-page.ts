import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { ApiError, developmentOfficers, logIn, type Officer } from "./api";
import { LightElement } from "./light";
import { pageAfterLogin } from "./paths";
import { topBar } from "./top-bar";
import { roleName } from "./words";

type Trouble = "none" | "not-here" | "no-answer";

/** The log-in page for demonstration: one press on an officer, no password. */
export class LoginPage extends LightElement {
  @state() private officers: readonly Officer[] | null = null;
  @state() private trouble: Trouble = "none";
  @state() private chosen: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  protected override updated(): void {
    document.title = `${t("login-title")} - ${t("console-hub-name")}`;
  }

  protected override render(): TemplateResult {
    return html`
      ${topBar({})}
      <main class="login">
        <h1>${t("login-title")}</h1>
        <p class="demonstration">
          ${icon("triangle-alert")}
          <span><strong>${t("login-demonstration")}</strong> ${t("login-demonstration-why")}</span>
        </p>
        <div class="login-trouble" role="alert">${this.troubleText()}</div>
        ${this.officers ? this.choices(this.officers) : nothing}
      </main>
    `;
  }

  private choices(officers: readonly Officer[]): TemplateResult {
    return html`
      <h2 id="who">${t("login-who")}</h2>
      <ul class="officer-choices" aria-labelledby="who">
        ${officers.map(
          (officer) => html`
            <li>
              <button
                type="button"
                class="officer-choice"
                aria-disabled=${this.chosen !== null}
                @click=${() => this.choose(officer)}
              >
                ${icon(officer.role === "supervisor" ? "chart-area" : "user")}
                <span>
                  <strong>${officer.name}</strong>
                  <span>${roleName(officer.role)} · ${officer.team}</span>
                </span>
                ${icon("arrow-right")}
              </button>
            </li>
          `,
        )}
      </ul>
    `;
  }

  private troubleText(): unknown {
    if (this.trouble === "none") return nothing;
    return html`
      <p>${t(this.trouble === "not-here" ? "login-not-here" : "login-no-answer")}</p>
      ${this.trouble === "no-answer"
        ? html`<button type="button" class="button" @click=${() => this.load()}>${t("common-retry")}</button>`
        : nothing}
    `;
  }

  private async load(): Promise<void> {
    this.trouble = "none";
    try {
      this.officers = await developmentOfficers();
    } catch (error) {
      this.trouble = troubleOf(error);
    }
  }

  private async choose(officer: Officer): Promise<void> {
    if (this.chosen !== null) return;
    this.chosen = officer.id;
    this.trouble = "none";
    try {
      await logIn(officer.id);
      location.assign(pageAfterLogin(location.search, officer.role, location.origin));
    } catch (error) {
      this.chosen = null;
      this.trouble = troubleOf(error);
    }
  }
}

function troubleOf(error: unknown): Trouble {
  if (!(error instanceof ApiError)) throw error;
  return error.status === 404 || error.status === 403 ? "not-here" : "no-answer";
}

customElements.define("login-page", LoginPage);
