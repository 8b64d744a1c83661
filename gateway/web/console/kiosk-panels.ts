/** What opens above the table: a form, a code, a question, a history. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { languageName, timeOfDay } from "./format";
import { type Fault, moment } from "./kiosk-words";
import type { Code, HistoryLine, Kiosk, KioskList, KioskWish } from "./kiosks-api";

/** One panel at a time. */
export type Panel =
  | { kind: "form"; kiosk: Kiosk | null; wish: KioskWish; faults: Fault[] }
  | { kind: "code"; id: string; name: string; code: Code }
  | { kind: "revoke"; kiosk: Kiosk; missing: boolean }
  | { kind: "history"; kiosk: Kiosk; lines: HistoryLine[] };

export interface PanelPress {
  save: (wish: KioskWish) => void;
  revoke: (reason: string) => void;
  close: () => void;
}

/** Return an empty form: most kiosks speak every language. */
export function emptyWish(list: KioskList): KioskWish {
  return { name: "", place: "", languages: [...list.languages] };
}

/** Draw the open panel. */
export function kioskPanel(panel: Panel, list: KioskList, press: PanelPress): TemplateResult {
  const [heading, content] = drawn(panel, list, press);
  return html`<section class="card kiosk-panel" aria-labelledby="panel-heading">
    <h2 id="panel-heading" tabindex="-1">${heading}</h2>
    ${content}
  </section>`;
}

function drawn(panel: Panel, list: KioskList, press: PanelPress): [string, TemplateResult] {
  switch (panel.kind) {
    case "form":
      return [panel.kiosk ? t("kiosks-edit-heading", { name: panel.kiosk.name }) : t("kiosks-add-heading"), form(panel, list, press)];
    case "code":
      return [t("kiosks-code-heading", { name: panel.name }), code(panel, list, press)];
    case "revoke":
      return [t("kiosks-revoke-heading", { name: panel.kiosk.name }), question(panel, press)];
    default:
      return [t("kiosks-history-heading", { name: panel.kiosk.name }), history(panel.lines, press)];
  }
}

function form(panel: Extract<Panel, { kind: "form" }>, list: KioskList, press: PanelPress): TemplateResult {
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    press.save(wishIn(event.target as HTMLFormElement));
  };
  const { wish, faults } = panel;
  return html`<form class="kiosk-form" novalidate @submit=${send}>
    <div>
      <label for="kiosk-name">${t("kiosks-name")}</label>
      <input id="kiosk-name" name="name" class="field" maxlength="80" autocomplete="off" .value=${wish.name} aria-describedby="kiosk-name-hint" aria-invalid=${faults.includes("name")} />
      <p class="hint" id="kiosk-name-hint">${t("kiosks-name-hint")}</p>
      ${fault(faults, "name")}
    </div>
    <div>
      <label for="kiosk-place">${t("kiosks-place")}</label>
      <select id="kiosk-place" name="place" class="field" aria-invalid=${faults.includes("place")}>
        <option value="">${t("kiosks-choose-place")}</option>
        ${list.places.map((place) => html`<option value=${place.slug} ?selected=${place.slug === wish.place}>${place.name} (${place.municipality})</option>`)}
      </select>
      ${fault(faults, "place")}
    </div>
    <fieldset>
      <legend class="label">${t("kiosks-languages")}</legend>
      ${list.languages.map(
        (lang) => html`<label class="check"><input type="checkbox" name="languages" value=${lang} .checked=${wish.languages.includes(lang)} />${languageName(lang)}</label>`,
      )}
      ${fault(faults, "languages")}
    </fieldset>
    <div class="panel-buttons">
      <button type="submit" class="button primary">${icon("check")}${t(panel.kiosk ? "kiosks-save" : "kiosks-save-new")}</button>
      ${cancel(press)}
    </div>
  </form>`;
}

/** Read the form; `faultsOf` says what is missing in it. */
export function wishIn(form: HTMLFormElement): KioskWish {
  const data = new FormData(form);
  const word = (name: string): string => String(data.get(name) ?? "").trim();
  return { name: word("name"), place: word("place"), languages: data.getAll("languages").map(String) };
}

function fault(faults: Fault[], which: Fault): TemplateResult | typeof nothing {
  return faults.includes(which) ? html`<p class="field-error" role="alert">${t(`kiosks-fault-${which}`)}</p>` : nothing;
}

function code(panel: Extract<Panel, { kind: "code" }>, list: KioskList, press: PanelPress): TemplateResult {
  const kiosk = list.kiosks.find((each) => each.id === panel.id);
  const over = new Date(panel.code.expiresAt) <= new Date();
  const used = kiosk !== undefined && kiosk.codeExpiresAt === null;
  return html`
    ${used ? codeNews("circle-check", "kiosks-code-used") : over ? codeNews("clock", "kiosks-code-over") : freshCode(panel.code, kiosk)}
    <div class="panel-buttons"><button type="button" class="button" @click=${press.close}>${icon("check")}${t("kiosks-code-close")}</button></div>
  `;
}

function freshCode({ code, expiresAt }: Code, kiosk: Kiosk | undefined): TemplateResult {
  return html`<p class="enrolment-code"><bdi>${code}</bdi></p>
    <p>${t("kiosks-code-how", { time: timeOfDay(expiresAt) })}</p>
    ${kiosk?.enrolledAt ? html`<p>${t("kiosks-code-replaces")}</p>` : nothing}`;
}

function codeNews(sign: string, key: string): TemplateResult {
  return html`<p class="code-news" role="status">${icon(sign)}<span>${t(key)}</span></p>`;
}

function question(panel: Extract<Panel, { kind: "revoke" }>, press: PanelPress): TemplateResult {
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    press.revoke(String(new FormData(event.target as HTMLFormElement).get("reason") ?? "").trim());
  };
  return html`<form class="kiosk-form" novalidate @submit=${send}>
    <p>${t("kiosks-revoke-sentence")}</p>
    <div>
      <label for="revoke-reason">${t("kiosks-revoke-reason")}</label>
      <input id="revoke-reason" name="reason" class="field" maxlength="300" autocomplete="off" aria-invalid=${panel.missing} />
      ${panel.missing ? html`<p class="field-error" role="alert">${t("kiosks-fault-reason")}</p>` : nothing}
    </div>
    <div class="panel-buttons">
      <button type="submit" class="button ending">${icon("x")}${t("kiosks-revoke-yes")}</button>
      ${cancel(press)}
    </div>
  </form>`;
}

function history(lines: readonly HistoryLine[], press: PanelPress): TemplateResult {
  return html`
    <ol class="kiosk-history">
      ${lines.map(
        (line) => html`<li>
          <time datetime=${line.at}>${moment(line.at)}</time>
          <span>
            ${t(`kiosks-history-${line.name}`, { by: line.by ?? t("kiosks-history-device") })}
            ${typeof line.data["reason"] === "string" ? html`<small>${line.data["reason"]}</small>` : nothing}
          </span>
        </li>`,
      )}
    </ol>
    <div class="panel-buttons"><button type="button" class="button" @click=${press.close}>${t("common-close")}</button></div>
  `;
}

function cancel(press: PanelPress): TemplateResult {
  return html`<button type="button" class="button" @click=${press.close}>${t("kiosks-cancel")}</button>`;
}
