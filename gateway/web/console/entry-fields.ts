import { html, nothing, type TemplateResult } from "lit";
import { t } from "../shared/texts";
import type { Fault } from "./entry";
import { figure } from "./format";

/** Where a field's id, fault and hint stand; the form and the correction have a prefix each. */
export interface FieldPlace {
  readonly prefix: string;
  readonly faults: readonly Fault[];
}

/** Find what is wrong at a field, if anything. */
export function faultAt(place: FieldPlace, field: string): Fault | undefined {
  return place.faults.find((fault) => fault.field === field);
}

/** Name what describes a field to screen readers: its fault before its hint. */
export function describedBy(place: FieldPlace, field: string, hint = false): string {
  const parts = [faultAt(place, field) ? "fault" : "", hint ? "hint" : ""].filter(Boolean);
  return parts.map((part) => `${place.prefix}-${field}-${part}`).join(" ");
}

/** Write the sentence of a field's fault under it. */
export function faultLine(place: FieldPlace, field: string): TemplateResult | typeof nothing {
  const fault = faultAt(place, field);
  if (!fault) return nothing;
  return html`<p class="field-error" id="${place.prefix}-${field}-fault">${t(`entry-fault-${fault.code}`, fault.args)}</p>`;
}

/** Wrap a control with label, hint and fault. */
export function fielded(
  place: FieldPlace,
  field: string,
  words: { label: string; hint?: string },
  control: unknown,
): TemplateResult {
  const id = `${place.prefix}-${field}`;
  return html`
    <div class="entry-field entry-${field}">
      <label for=${id}>${words.label}</label>
      ${control} ${faultLine(place, field)}
      ${words.hint ? html`<p class="hint" id="${id}-hint">${words.hint}</p>` : nothing}
    </div>
  `;
}

/** Say how much room a note leaves once the end is near. */
export function noteRoom(text: string, most: number): TemplateResult | typeof nothing {
  const left = most - [...text].length;
  if (left > 200) return nothing;
  const over = left < 0;
  return html`
    <p class=${over ? "field-error" : "hint"} role="status">
      ${over ? t("entry-note-over", { over: figure(-left) }) : t("entry-note-left", { left })}
    </p>
  `;
}
