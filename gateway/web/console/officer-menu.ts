import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { logOut } from "./api";
import { forgetKept } from "./kept";
import { roleName } from "./words";

/** Render the officer's name with what belongs to the officer: `choices` of the page, and the way out. */
export function officerMenu(
  officer: { name: string; role: string },
  parts: { choices?: unknown; beforeLogOut?: () => void },
): TemplateResult {
  return html`
    <button type="button" class="bar-button" popovertarget="officer-panel">
      ${icon("user")}<span>${officer.name}</span>${icon("chevron-down")}
    </button>
    <section id="officer-panel" class="panel officer-panel" popover aria-label=${officer.name}>
      <p><strong>${officer.name}</strong><br />${roleName(officer.role)}</p>
      ${parts.choices ?? nothing}
      <button type="button" class="button" @click=${() => leave(parts.beforeLogOut)}>
        ${icon("log-out")}${t("console-log-out")}
      </button>
    </section>
  `;
}

// Whatever the server answers, this browser goes to the log-in page; a session left there ends by itself.
async function leave(before: (() => void) | undefined): Promise<void> {
  before?.();
  forgetKept(sessionStorage);
  try {
    await logOut();
  } finally {
    location.assign("/console/login?out=1");
  }
}
