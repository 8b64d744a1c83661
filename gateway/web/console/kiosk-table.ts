import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { languageName } from "./format";
import { lacks, moment, stateLook, stateSign, stateWords } from "./kiosk-words";
import type { Kiosk, KioskPlace } from "./kiosks-api";

export interface KioskActions {
  edit: (kiosk: Kiosk) => void;
  code: (kiosk: Kiosk) => void;
  revoke: (kiosk: Kiosk) => void;
  history: (kiosk: Kiosk) => void;
}

const COLUMNS = ["name", "place", "languages", "state", "seen", "actions"] as const;

/** Render the kiosks as a table that becomes a list of cards on a small screen. */
export function kioskTable(kiosks: readonly Kiosk[], places: readonly KioskPlace[], actions: KioskActions): TemplateResult {
  const names = new Map(places.map((place) => [place.slug, place]));
  return html`
    <table class="kiosks" aria-label=${t("kiosks-table")}>
      <thead>
        <tr>
          ${COLUMNS.map((column) => html`<th scope="col">${t(`kiosks-column-${column}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${kiosks.map((kiosk) => row(kiosk, names.get(kiosk.place), actions))}
      </tbody>
    </table>
  `;
}

function row(kiosk: Kiosk, place: KioskPlace | undefined, actions: KioskActions): TemplateResult {
  return html`
    <tr data-state=${kiosk.state}>
      <th scope="row">${kiosk.name}</th>
      <td>${place?.name ?? kiosk.place}<small>${place?.municipality ?? nothing}</small>${place?.phone ? html`<small><bdi>${place.phone}</bdi></small>` : nothing}</td>
      <td>${kiosk.languages.map(languageName).join(", ")}</td>
      <td class="states">${states(kiosk)}</td>
      <td>${kiosk.seenAt ? moment(kiosk.seenAt) : t("kiosks-seen-never")}</td>
      <td>${buttons(kiosk, actions)}</td>
    </tr>
  `;
}

function states(kiosk: Kiosk): TemplateResult {
  const code = kiosk.codeExpiresAt && new Date(kiosk.codeExpiresAt) > new Date() ? kiosk.codeExpiresAt : null;
  return html`
    <span class=${`chip ${stateLook(kiosk.state)}`}>${icon(stateSign(kiosk.state))}${stateWords(kiosk)}</span>
    ${lacks(kiosk).map((words) => html`<span class="chip attention">${icon("triangle-alert")}${words}</span>`)}
    ${code ? html`<small>${t("kiosks-code-until", { time: moment(code) })}</small>` : nothing}
    ${kiosk.version ? html`<small>${t("kiosks-version")} ${kiosk.version.replace(/\.js$/, "")}</small>` : nothing}
  `;
}

function buttons(kiosk: Kiosk, actions: KioskActions): TemplateResult {
  const over = kiosk.state === "revoked";
  return html`<div class="kiosk-buttons">
    ${over
      ? nothing
      : html`${button("kiosks-edit", kiosk, actions.edit)} ${button("kiosks-new-code", kiosk, actions.code)}
        ${button("kiosks-revoke", kiosk, actions.revoke)}`}
    ${button("kiosks-history", kiosk, actions.history)}
  </div>`;
}

function button(key: string, kiosk: Kiosk, press: (kiosk: Kiosk) => void): TemplateResult {
  const what = t(key);
  return html`<button type="button" class="button quiet" aria-label=${t("kiosks-button-for", { what, name: kiosk.name })} @click=${() => press(kiosk)}>
    ${what}
  </button>`;
}
