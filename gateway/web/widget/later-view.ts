import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { lastDay } from "../shared/secret-code";
import { t } from "../shared/texts";
import { hasTold } from "../shared/thread";
import type { Chat } from "./chat";

/** Offer what fits the moment: a code once there is a story, the way back before that. */
export function laterLink(chat: Chat): TemplateResult | typeof nothing {
  if (chat.thread.closed || chat.later.step !== "none") return nothing;
  const told = hasTold(chat.thread);
  return html`<button
    type="button"
    class="link-button"
    @click=${() => (told ? chat.later.give() : chat.later.form())}
  >
    ${t(told ? "later-link" : "later-have")}
  </button>`;
}

/** Draw the code, or the form for who comes back; it stands where else one types. */
export function laterView(chat: Chat): TemplateResult {
  return chat.later.step === "code" ? codeView(chat) : formView(chat);
}

function codeView(chat: Chat): TemplateResult {
  const { wish } = chat.later;
  return html`<section class="later" aria-labelledby="later">
    <h3 id="later" tabindex="-1">${icon("clock")} ${t("later-title")}</h3>
    <div role="status">${wish.asking ? html`<p>${t("common-loading")}</p>` : nothing}</div>
    ${wish.failed ? failed(chat) : nothing} ${wish.given ? given(chat, wish.given) : nothing}
  </section>`;
}

function failed(chat: Chat): TemplateResult {
  const { refusal } = chat.later.wish;
  const why = refusal ? t(refusal.text_key, refusal.args) : t("later-no-connection");
  return html`<p class="field-error" role="alert">${icon("triangle-alert")} <span>${why}</span></p>
    <div class="later-actions">
      <button type="button" class="button" @click=${() => chat.later.give()}>${icon("refresh-cw")} ${t("common-retry")}</button>
      <button type="button" class="button" @click=${() => chat.later.close()}>${icon("arrow-left")} ${t("common-back")}</button>
    </div>`;
}

function given(chat: Chat, key: { reference: string; code: string; opens_until: string }): TemplateResult {
  return html`<p>${t("later-explain", { date: lastDay(key.opens_until) })}</p>
    <dl class="key">
      <div><dt>${t("later-number")}</dt><dd><bdi class="reference">${key.reference}</bdi></dd></div>
      <div><dt>${t("later-code")}</dt><dd><bdi class="reference">${key.code}</bdi></dd></div>
    </dl>
    <p class="hint">${t("later-once")} ${chat.thread.waiting ? t("later-place") : nothing}</p>
    <div class="later-actions">
      <button type="button" class="button" @click=${() => chat.later.close()}>${icon("arrow-left")} ${t("later-stay")}</button>
      <button type="button" class="button accent" @click=${() => chat.end()}>${icon("check")} ${t("later-stop")}</button>
    </div>`;
}

function formView(chat: Chat): TemplateResult {
  const { later } = chat;
  const submit = (event: Event): void => {
    event.preventDefault();
    void later.submit();
  };
  return html`<form class="later" aria-labelledby="later" @submit=${submit}>
    <h3 id="later" tabindex="-1">${icon("clock")} ${t("later-form-title")}</h3>
    ${field(chat, "reference")} ${field(chat, "code")}
    <div role="alert">
      ${later.problem
        ? html`<p id="later-problem" class="field-error">
            ${icon("triangle-alert")} <span>${t(later.problem.key, later.problem.args)}</span>
          </p>`
        : nothing}
      ${later.problem && chat.thread.closed ? person(chat) : nothing}
    </div>
    <div class="later-actions">
      <button type="button" class="button" @click=${() => later.close()}>${icon("arrow-left")} ${t("common-back")}</button>
      <button type="submit" class="button accent" aria-disabled=${later.busy}>
        ${t(later.busy ? "common-loading" : "later-go")}
      </button>
    </div>
  </form>`;
}

/** An open conversation has its own way to a person, below. */
function person(chat: Chat): TemplateResult {
  return html`<button type="button" class="button" @click=${() => chat.startWithPerson()}>
    ${icon("users")} ${t("later-person")}
  </button>`;
}

function field(chat: Chat, name: "reference" | "code"): TemplateResult {
  const { later } = chat;
  return html`<label for="later-${name}"
    >${t(`later-${name}-label`)} <span class="hint">${t(`later-${name}-hint`)}</span></label
    >
    <input
      id="later-${name}"
      class="field code-field"
      type="text"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      maxlength="32"
      aria-invalid=${later.problem !== null}
      aria-describedby=${later.problem ? "later-problem" : nothing}
      .value=${later[name]}
      @input=${(event: Event) => later.type(name, (event.target as HTMLInputElement).value)}
    />`;
}
