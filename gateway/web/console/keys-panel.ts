import { html, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { KEYS, keyCaps, type KeyGroup } from "./keymap";

const GROUPS: readonly KeyGroup[] = ["queue", "conversation", "call", "general"];

/** Render the list of keys, in a panel that lies over a corner and blocks nothing. */
export function keysPanel(characterKeys: boolean, switchCharacterKeys: (on: boolean) => void): TemplateResult {
  return html`
    <section id="keys-panel" class="panel keys-panel" popover aria-labelledby="keys-title">
      <div class="panel-title">
        <h2 id="keys-title">${t("console-keys-title")}</h2>
        <button type="button" class="button quiet" popovertarget="keys-panel" popovertargetaction="hide">
          ${icon("x")}${t("common-close")}
        </button>
      </div>
      <div class="keys-groups">${GROUPS.map(group)}</div>
      <p class="hint">${t("console-keys-rest")}</p>
      <label class="choice">
        <input
          type="checkbox"
          .checked=${characterKeys}
          @change=${(event: Event) => switchCharacterKeys((event.target as HTMLInputElement).checked)}
        />
        ${t("console-keys-characters")}
      </label>
    </section>
  `;
}

function group(name: KeyGroup): TemplateResult {
  return html`
    <div>
      <h3>${t(`console-keys-${name}`)}</h3>
      <dl>
        ${KEYS.filter((key) => key.group === name).map(
          (key) => html`
            <div>
              <dt>${keyCaps(key).map((cap) => html`<kbd>${cap}</kbd>`)}</dt>
              <dd>${t(`console-key-${key.command}`)}</dd>
            </div>
          `,
        )}
      </dl>
    </div>
  `;
}
