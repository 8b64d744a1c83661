import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { language, t } from "../shared/texts";

const LANGUAGES = ["nl", "en"] as const;

interface HeaderActions {
  /** The window is the whole screen, so it takes the focus. */
  modal: boolean;
  speak: (lang: string) => void;
  minimise: () => void;
}

/** Draw the name, the choice of language and the way to make the window small. */
export function headerView(actions: HeaderActions): TemplateResult {
  return html`<div class="header">
    <h2 id="name" tabindex="-1" ?autofocus=${actions.modal}>${t("chat-name")}</h2>
    <span class="language">
      ${icon("globe")} <span aria-hidden="true">${language().toUpperCase()}</span> ${icon("chevron-down")}
      <select
        aria-label=${t("common-language")}
        @change=${(event: Event) => actions.speak((event.target as HTMLSelectElement).value)}
      >
        ${LANGUAGES.map(
          (lang) =>
            html`<option value=${lang} lang=${lang} ?selected=${lang === language()}>
              ${t(`common-language-${lang}`)}
            </option>`,
        )}
      </select>
    </span>
    <button type="button" class="button quiet square" aria-label=${t("chat-minimise")} @click=${actions.minimise}>
      ${icon("minus")}
    </button>
  </div>`;
}

interface Notice {
  /** Who the person talks to, when that is no computer. */
  officer: TemplateResult | null;
  open: boolean;
  toggle: () => void;
  end: (() => void) | null;
  later: TemplateResult | typeof nothing;
}

/** Draw who speaks here, a computer or an officer, with what that means for whoever asks. */
export function noticeView({ officer, open, toggle, end, later }: Notice): TemplateResult {
  return html`<div class="notice">
    <p>
      ${officer ?? html`<strong>${t("bot-notice")}</strong>`}
      <button type="button" class="link-button" aria-expanded=${open} aria-controls="how" @click=${toggle}>
        ${t("chat-how-title")}
      </button>
      ${later}
    </p>
    <div id="how" ?hidden=${!open}>
      <p>${t(officer ? "chat-how-officer" : "chat-how-text")}</p>
      ${end ? html`<button type="button" class="button" @click=${end}>${icon("x")} ${t("chat-end")}</button>` : nothing}
    </div>
  </div>`;
}
