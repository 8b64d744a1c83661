import { html, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import type { Role } from "./api";
import { loginPath, waysOn, type OwnedPage } from "./paths";
import { roleName } from "./words";

/** Say why a page shows nothing: nobody is logged in (`me` is null), or the role has other pages; with the way on. */
export function refusedCard(me: { readonly role: Role } | null): TemplateResult {
  return html`
    <div class="card trouble" role="alert">
      <p>${icon("info")}<span>${me ? t("console-not-your-role", { role: roleName(me.role) }) : t("refused-not-logged-in")}</span></p>
      ${me ? waysOn(me.role).map(pageButton) : logIn()}
    </div>
  `;
}

function pageButton({ path, name, icon: sign }: OwnedPage): TemplateResult {
  return html`<a class="button" href=${path}>${icon(sign)}${t(name)}</a>`;
}

function logIn(): TemplateResult {
  return html`<a class="button" href=${loginPath(location)}>${icon("log-in")}${t("statistics-log-in")}</a>`;
}
