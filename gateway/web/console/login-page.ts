import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { icon } from "../shared/icons";
import { hasText, t } from "../shared/texts";
import { ApiError, currentOfficer, developmentOfficers, logIn, logInWays, type LogInWays, type Officer } from "./api";
import { LightElement } from "./light";
import { pageAfterLogin, providerPath } from "./paths";
import { topBar } from "./top-bar";
import { roleName } from "./words";

/** The log-in page: one button to the log-in provider, and in development a press on a made-up officer. */
export class LoginPage extends LightElement {
  @state() private ways: LogInWays | null = null;
  @state() private officers: readonly Officer[] = [];
  @state() private trouble: string | null = null;
  @state() private chosen: string | null = null;
  private readonly asked = new URLSearchParams(location.search);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.begin();
  }

  protected override updated(): void {
    document.title = `${t("login-title")} - ${t("console-hub-name")}`;
  }

  protected override render(): TemplateResult {
    return html`
      ${topBar({})}
      <main class="login" aria-busy=${this.ways === null && this.trouble === null}>
        <h1>${t("login-title")}</h1>
        ${this.asked.has("out") ? this.loggedOut() : nothing}
        <div class="login-trouble" role="alert">${this.troubleText()}</div>
        ${this.provider()} ${this.officers.length > 0 ? this.choices(this.officers) : nothing}
      </main>
    `;
  }

  private loggedOut(): TemplateResult {
    return html`
      <div role="status">
        <p>${t("login-logged-out")}</p>
        ${this.ways?.logOutAtProvider
          ? html`<p>
              ${t("login-still-at-provider")}
              <a class="link" href="/console/login/end">${t("login-log-out-at-provider")}</a>
            </p>`
          : nothing}
      </div>
    `;
  }

  private provider(): TemplateResult | typeof nothing {
    if (this.ways?.provider !== "ready") return nothing;
    return html`
      <div class="at-provider">
        <p>${t("login-at-provider")}</p>
        <a class="button primary" href=${providerPath(location.search, location.origin)}>
          ${icon("log-in")}${t("login-go")}
        </a>
      </div>
    `;
  }

  private choices(officers: readonly Officer[]): TemplateResult {
    return html`
      <h2 id="who">${t("login-who")}</h2>
      <p class="demonstration">
        ${icon("triangle-alert")}
        <span><strong>${t("login-demonstration")}</strong> ${t("login-demonstration-why")}</span>
      </p>
      <ul class="officer-choices" aria-labelledby="who">
        ${officers.map((officer) => this.choice(officer))}
      </ul>
    `;
  }

  private choice(officer: Officer): TemplateResult {
    return html`
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
    `;
  }

  private troubleText(): unknown {
    const { trouble } = this;
    if (trouble === null) return nothing;
    const key = `login-trouble-${trouble.replaceAll("_", "-")}`;
    const again = trouble === "no_answer" || trouble === "provider_away";
    return html`
      <p>${icon("info")}<span>${t(hasText(key) ? key : "login-trouble-log-in-refused")}</span></p>
      ${again
        ? html`<button type="button" class="button" @click=${() => this.load()}>${t("common-retry")}</button>`
        : nothing}
    `;
  }

  // Who comes back from the provider goes on to the page that was asked for before.
  private async begin(): Promise<void> {
    if (this.asked.has("arrived")) {
      try {
        return this.goOn(await currentOfficer());
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
      }
    }
    await this.load();
    this.trouble ??= this.asked.get("trouble");
  }

  private async load(): Promise<void> {
    this.trouble = null;
    try {
      this.ways = await logInWays();
      if (this.ways.demonstration) this.officers = await developmentOfficers();
      if (this.ways.provider === "away") this.trouble = "provider_away";
    } catch (error) {
      this.trouble = troubleOf(error);
    }
  }

  private async choose(officer: Officer): Promise<void> {
    if (this.chosen !== null) return;
    this.chosen = officer.id;
    this.trouble = null;
    try {
      await logIn(officer.id);
      this.goOn(officer);
    } catch (error) {
      this.chosen = null;
      this.trouble = troubleOf(error);
    }
  }

  private goOn(officer: Officer): void {
    location.replace(pageAfterLogin(location.search, officer.role, location.origin));
  }
}

function troubleOf(error: unknown): string {
  if (!(error instanceof ApiError)) throw error;
  return error.status === 404 || error.status === 403 ? "not_here" : "no_answer";
}

customElements.define("login-page", LoginPage);
