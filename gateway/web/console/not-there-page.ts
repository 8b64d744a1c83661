import { html, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { LightElement } from "./light";
import { topBar } from "./top-bar";

/** What stands at an address under /console that there is nothing at; the console itself leads on to log-in or role. */
export class NotTherePage extends LightElement {
  protected override updated(): void {
    document.title = `${t("console-not-there")} - ${t("console-hub-name")}`;
  }

  protected override render(): TemplateResult {
    return html`
      ${topBar({})}
      <main class="login">
        <h1>${t("console-not-there")}</h1>
        <p>${t("console-not-there-why")}</p>
        <p><a class="button primary" href="/console">${icon("arrow-right")}${t("console-not-there-on")}</a></p>
      </main>
    `;
  }
}

customElements.define("not-there-page", NotTherePage);
