/** The screens of a device that serves nobody: it starts, it is not enrolled, or it is out of service. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { isWhole, KEYS } from "./enrolment-code";
import { say } from "./screens";

export interface Enrolment {
  code: string;
  /** The key of what went wrong with the last code. */
  trouble: string | null;
  busy: boolean;
  onWrite: (typed: string) => void;
  onPress: (key: string) => void;
  onErase: () => void;
  onSend: () => void;
}

/** The telephone numbers of a screen that is out of service; empty is none. */
export interface OutNumbers {
  station: string;
  police: string;
}

/** Draw 112 above a screen that cannot show more about it. */
export function renderPlainTop(): TemplateResult {
  return html`<header class="top">
    <p><strong>${say("kiosk-danger", true)}</strong></p>
    <p class="danger-112">${icon("phone")}112</p>
  </header>`;
}

/** Draw the moment before the hub answered. */
export function renderStarting(): TemplateResult {
  return html`<div class="head">
    <h1 tabindex="-1">${say("kiosk-starting-heading", true)}</h1>
    <p class="lead">${say("kiosk-starting-sentence", true)}</p>
  </div>`;
}

/** Draw that nobody is helped here, and who helps: this station, if it has a number, and the police. */
export function renderOutOfService(numbers: OutNumbers, stopped: boolean): TemplateResult {
  return html`
    <div class="head">
      <h1 tabindex="-1">${say("kiosk-out-heading", true)}</h1>
      ${stopped ? html`<p class="lead" role="alert">${say("kiosk-out-stopped", true)}</p>` : nothing}
    </div>
    ${renderNumbers(numbers)}
  `;
}

function renderNumbers({ station, police }: OutNumbers): TemplateResult {
  return html`<dl class="out-numbers">
    <div class="urgent">
      <dt>${say("kiosk-out-danger", true)}</dt>
      <dd>${icon("phone")}112</dd>
    </div>
    ${renderNumber("kiosk-out-station", station)} ${renderNumber("kiosk-out-no-hurry", police)}
  </dl>`;
}

function renderNumber(key: string, number: string): TemplateResult | typeof nothing {
  if (number === "") return nothing;
  return html`<div>
    <dt>${say(key, true)}</dt>
    <dd>${icon("phone")}<bdi>${number}</bdi></dd>
  </div>`;
}

/** Draw the field for the code of an administrator, with keys on the screen. */
export function renderEnrolment(enrolment: Enrolment, stopped: boolean): TemplateResult {
  const { code, trouble, busy } = enrolment;
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    enrolment.onSend();
  };
  return html`
    <div class="enrol-words">
      <h1 tabindex="-1">${say("kiosk-enrol-heading", true)}</h1>
      ${stopped ? html`<p class="lead" role="alert">${say("kiosk-out-stopped", true)}</p>` : nothing}
      <p class="lead">${t("kiosk-enrol-sentence")}</p>
    </div>
    <form class="enrol" autocomplete="off" @submit=${send}>
      <label for="enrol-code">${t("kiosk-enrol-code")}</label>
      <input
        id="enrol-code"
        class="field"
        inputmode="none"
        autocapitalize="characters"
        spellcheck="false"
        aria-describedby="enrol-trouble"
        aria-invalid=${trouble !== null}
        .value=${live(code)}
        @input=${(event: InputEvent) => enrolment.onWrite((event.target as HTMLInputElement).value)}
      />
      <p id="enrol-trouble" class="field-error" role="alert">${trouble === null ? nothing : t(trouble)}</p>
      ${renderKeys(enrolment)}
      <button type="submit" class="button primary" aria-disabled=${busy || !isWhole(code)}>${icon("check")}${t("kiosk-enrol-send")}</button>
    </form>
  `;
}

function renderKeys({ onPress, onErase }: Enrolment): TemplateResult {
  return html`<div class="enrol-keys" role="group" aria-label=${t("kiosk-enrol-keys")}>
    ${KEYS.map((key) => html`<button type="button" class="button" @click=${() => onPress(key)}>${key}</button>`)}
    <button type="button" class="button" aria-label=${t("kiosk-enrol-erase")} @click=${onErase}>${icon("delete")}</button>
  </div>`;
}
