import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { language, t } from "../shared/texts";
import type { Role } from "./api";
import { pagesOf } from "./paths";
import { chooseLanguage } from "./preferences";

// Each language is named in itself, so these words are the same in every catalogue.
const LANGUAGES = [
  ["nl", "Nederlands"],
  ["en", "English"],
] as const;

/** Render the dark bar on top of every page of officers; `team` and `end` depend on the page. */
export function topBar(parts: {
  team?: string | undefined;
  navigation?: unknown;
  end?: unknown;
}): TemplateResult {
  return html`
    <header class="top-bar">
      <span class="hub-name">${t("console-hub-name")}</span>
      ${parts.team ? html`<span class="team">${icon("map-pin")}${parts.team}</span>` : nothing}
      ${parts.navigation ?? nothing}
      <div class="top-bar-end">${parts.end ?? nothing} ${languageSwitch()}</div>
    </header>
  `;
}

/** Render the links to the pages of a role, the same ones in the same words on each of them. */
export function pageLinks(me: { readonly role: Role } | null, here: string): TemplateResult | typeof nothing {
  if (!me) return nothing;
  return html`
    <nav class="bar-links" aria-label=${t("console-pages")}>
      ${pagesOf(me.role).map(
        ({ path, name }) => html`<a href=${path} aria-current=${path === here ? "page" : nothing}>${t(name)}</a>`,
      )}
    </nav>
  `;
}

/** Render the choice of language: a button each, the present one pressed. */
function languageSwitch(): TemplateResult {
  return html`
    <div class="language-switch" role="group" aria-label=${t("common-language")}>
      ${LANGUAGES.map(
        ([code, name]) => html`
          <button
            type="button"
            lang=${code}
            title=${name}
            aria-pressed=${language() === code}
            @click=${() => chooseLanguage(code)}
          >
            ${code}<span class="visually-hidden"> ${name}</span>
          </button>
        `,
      )}
    </div>
  `;
}
