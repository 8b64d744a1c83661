import { html, type TemplateResult } from "lit";
import { t } from "../shared/texts";
import { dayAndTime, languageName } from "./format";
import { channelName, outcomeName, themeName, topicName } from "./words";
import type { Change } from "./written";

type Column = Change["columns"][number];

/** Render who corrected what, when and why, the newest first. */
export function changeLines(changes: readonly Change[]): TemplateResult {
  return html`
    <h3>${t("entry-history")}</h3>
    ${changes.length === 0 ? html`<p class="hint">${t("entry-history-empty")}</p>` : html`<ol class="changes">${[...changes].reverse().map(line)}</ol>`}
  `;
}

function line(change: Change): TemplateResult {
  const why = t(`entry-why-${change.why.replaceAll("_", "-")}`);
  return html`
    <li>
      <p>
        <time datetime=${change.at}>${dayAndTime(change.at)}</time>
        <strong>${t("entry-history-line", { officer: change.officer ?? t("statistics-unknown"), why })}</strong>
      </p>
      <ul>
        ${change.columns.map((column) => html`<li>${columnLine(column)}</li>`)}
      </ul>
    </li>
  `;
}

function columnLine({ name, before, after }: Column): string {
  const words = { name: t(`entry-column-${kebab(name)}`) };
  if (before === null && after === null) return t("entry-history-hidden", words);
  return t("entry-history-change", { ...words, before: valueWord(name, before), after: valueWord(name, after) });
}

const NAMES: Readonly<Record<string, (value: string) => string>> = {
  channel: channelName,
  language: languageName,
  topic: topicName,
  theme: themeName,
  outcome: outcomeName,
  initiative: (who) => t(`entry-initiative-${who}`),
  startedAt: dayAndTime,
  endedAt: dayAndTime,
};

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function valueWord(name: string, value: unknown): string {
  if (value === null || value === "") return t("entry-nothing");
  if (typeof value === "boolean") return t(value ? "entry-yes" : "entry-no");
  return NAMES[name]?.(String(value)) ?? String(value);
}
