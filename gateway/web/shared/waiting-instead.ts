/** What somebody who waits long reads in the waiting room: what is possible instead, and that waiting is fine. */
import { html, nothing, type TemplateResult } from "lit";
import type { CitizenLine } from "./citizen-line";
import type { Button } from "./frames";
import { icon } from "./icons";
import { t } from "./texts";

/** Draw the card; it goes once the person chose to wait on, or took another way. */
export function renderInstead(line: CitizenLine): TemplateResult | typeof nothing {
  const instead = line.thread.instead;
  if (instead === null) return nothing;
  return html`<section class="card attention instead" role="status">
    <p lang=${instead.lang}>${instead.text}</p>
    <div class="instead-ways">
      ${line.surface === "kiosk" ? nothing : instead.buttons.map(elsewhere)}
      <button type="button" class="button accent" @click=${() => line.keepWaiting()}>${icon("clock")}${t("waiting-keep")}</button>
    </div>
  </section>`;
}

function elsewhere({ kind, label, value }: Button): TemplateResult {
  if (kind === "phone") return html`<a class="button" href=${value}>${icon("phone")}${label}</a>`;
  return html`<a class="button" href=${value} target="_blank" rel="noopener noreferrer">
    ${icon("external-link")}${label}<span class="visually-hidden"> ${t("thread-new-tab")}</span>
  </a>`;
}
