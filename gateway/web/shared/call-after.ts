/** What a person reads when the call is over: why, the reference, what was agreed, how to go on. */
import { html, nothing, type TemplateResult } from "lit";
import { canAskAgain, endKey } from "./call-policy";
import type { CitizenLine } from "./citizen-line";
import { icon } from "./icons";
import { t } from "./texts";
import { resultKey } from "./thread";

export interface Afterwards {
  line: CitizenLine;
  reason: string;
}

/** Draw the facts of an ended call. */
export function renderAfter({ line, reason }: Afterwards): TemplateResult {
  const lost = reason !== "" && canAskAgain(reason) && !line.ending.closed;
  return html`
    <div class="after-head">
      <h1 tabindex="-1">${t(lost ? "call-after-lost-heading" : "call-after-heading")}</h1>
      ${reason === "" ? nothing : html`<p>${t(endKey(reason))}</p>`}
      ${renderLapsed(line)}
    </div>
    ${askedAgain({ line, reason }) && !line.ending.closed
      ? html`<p class="card attention" role="status">${t("call-after-asked")}</p>`
      : nothing}
    ${renderReference(line.thread.conversation?.reference)} ${renderAgreed(line)}
  `;
}

/** Who comes back too late reads why it is over. */
function renderLapsed(line: CitizenLine): TemplateResult | typeof nothing {
  if (!line.ending.lapsed) return nothing;
  const waited = line.thread.messages.some((message) => message.key === "thread-waiting-lapsed");
  return html`<p>${waited ? t("thread-waiting-lapsed") : nothing} ${t("thread-closed-vanished")}</p>`;
}

/** Say whether the person asked for video again after the call; the officer who has the conversation knows it. */
export function askedAgain({ line }: Afterwards): boolean {
  const keys = line.thread.messages.map((message) => message.key);
  return keys.lastIndexOf("thread-person-asked-video") > keys.lastIndexOf("thread-call-ended") && keys.includes("thread-call-ended");
}

/** Say whether the person is better served by going back than by reading a goodbye. */
export function wantsBack(after: Afterwards): boolean {
  return !after.line.ending.closed && canAskAgain(after.reason) && !askedAgain(after);
}

function renderReference(reference: string | undefined): TemplateResult | typeof nothing {
  if (!reference) return nothing;
  return html`<section class="card after-reference">
    <p class="label">${t("call-after-reference")}</p>
    <p class="after-number"><bdi>${reference}</bdi></p>
    <p class="hint">${t("call-after-keep")}</p>
  </section>`;
}

function renderAgreed(line: CitizenLine): TemplateResult | typeof nothing {
  const { closed, outcome } = line.ending;
  const key = resultKey(outcome);
  if (key) {
    return html`<section class="after-agreed">
      ${icon("circle-check")}
      <div>
        <h2>${t("result")}</h2>
        <p>${t(key)}</p>
      </div>
    </section>`;
  }
  return closed ? nothing : html`<p class="hint">${t("call-after-open")}</p>`;
}
