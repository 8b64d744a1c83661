import { html, LitElement, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { language, setLanguage, t } from "../shared/texts";
import { askedLanguage, inLanguage } from "./page-language";

/** A kiosk of the demonstration force (gateway/places/demonstration.yml). */
const KIOSK = "/kiosk?place=kiosk-utrecht-cs";

interface Widget extends HTMLElement {
  resume?: () => void;
  show?: () => void;
}

/** The page of a made-up town on which the widget is shown. */
export class Website extends LitElement {
  override connectedCallback(): void {
    super.connectedCallback();
    this.speak(askedLanguage(location.href));
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`
      <a class="skip link" href="#main">${t("website-skip")}</a>
      <header>
        <p class="demonstration">${icon("info")} <span>${t("website-demonstration")}</span></p>
        ${this.top()}
      </header>
      <main id="main" tabindex="-1">
        <section class="opening">
          <h1>${t("website-title")}</h1>
          <p class="lead">${t("website-lead")}</p>
          <div class="opening-ways">
            <button type="button" class="button accent" @click=${openWidget}>
              ${icon("message-circle")} ${t("website-ask")}
            </button>
            <button type="button" class="button" @click=${openForm}>${icon("clock")} ${t("website-resume")}</button>
          </div>
        </section>
        ${ways()} ${promises()} ${tryOut()}
      </main>
      <footer class="bottom"><p>${t("website-footer")}</p></footer>
    `;
  }

  private top(): TemplateResult {
    const other = language() === "nl" ? "en" : "nl";
    return html`<div class="top">
      <p class="town">${icon("building-2")} <span>${t("website-town")}</span></p>
      <a class="danger-112" href="tel:112" aria-label=${t("common-call-112-label")}>
        ${icon("phone")} <span class="wide">${t("common-emergency")}</span> ${t("common-call-112")}
      </a>
      <nav aria-label=${t("common-language")}>
        <a
          class="link"
          lang=${other}
          hreflang=${other}
          href=${inLanguage(location.href, other)}
          @click=${(event: Event) => this.switchTo(event, other)}
          >${t(`common-language-${other}`)}</a
        >
      </nav>
    </div>`;
  }

  private switchTo(event: Event, lang: string): void {
    event.preventDefault();
    history.replaceState(null, "", inLanguage(location.href, lang));
    this.speak(lang);
  }

  private speak(lang: string): void {
    setLanguage(lang);
    document.title = t("website-page-title");
    this.requestUpdate();
  }
}

function openWidget(): void {
  document.querySelector<Widget>("contact-hub-widget")?.show?.();
}

function openForm(): void {
  document.querySelector<Widget>("contact-hub-widget")?.resume?.();
}

const WAYS = [
  ["file-text", "website-way-ask"],
  ["users", "website-way-person"],
  ["smartphone", "website-way-kiosk"],
] as const;

function ways(): TemplateResult {
  return html`<section aria-labelledby="ways">
    <h2 id="ways">${t("website-ways")}</h2>
    <ul class="ways">
      ${WAYS.map(
        ([drawing, key]) =>
          html`<li class="card">
            ${icon(drawing)}
            <h3>${t(`${key}-title`)}</h3>
            <p>${t(`${key}-text`)}</p>
          </li>`,
      )}
    </ul>
  </section>`;
}

const PROMISES = ["computer", "person", "story", "number"] as const;

function promises(): TemplateResult {
  return html`<section aria-labelledby="promises">
    <h2 id="promises">${t("website-promises")}</h2>
    <ul class="promises">
      ${PROMISES.map((each) => html`<li>${icon("check")} <span>${t(`website-promise-${each}`)}</span></li>`)}
    </ul>
  </section>`;
}

function tryOut(): TemplateResult {
  return html`<section class="card try" aria-labelledby="try">
    <h2 id="try">${t("website-try")}</h2>
    <p>${t("website-try-text")}</p>
    <ul>
      <li><a class="link" href=${KIOSK}>${t("website-try-kiosk")}</a></li>
      <li><a class="link" href="/console">${t("website-try-console")}</a></li>
    </ul>
  </section>`;
}
