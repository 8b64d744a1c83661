import { html, type TemplateResult } from "lit";
import { shortcutOf, type Command } from "./keymap";

/** Show the key of a command on its button; screen readers hear it through aria-keyshortcuts instead. */
export function keyCap(command: Command): TemplateResult {
  return html`<kbd aria-hidden="true">${shortcutOf(command).caps.join("+")}</kbd>`;
}
