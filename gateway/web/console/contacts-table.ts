import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import type { Contact, ContactRow } from "./contacts";
import { dayAndTime, languageName, timeOfDay } from "./format";
import { channelName, outcomeName, themeName, topicName } from "./words";

const COLUMNS = [
  "reference",
  "channel",
  "start",
  "end",
  "language",
  "topic",
  "theme",
  "municipality",
  "base-team",
  "place",
  "officer",
  "outcome",
] as const;

/** Render the contacts as a table; a contact that goes on from another is marked by sign and word. */
export function contactsTable(rows: readonly ContactRow[]): TemplateResult {
  return html`
    <div class="table-scroll" role="region" tabindex="0" aria-label=${t("statistics-contacts-table")}>
      <table class="contacts">
        <thead>
          <tr>
            ${COLUMNS.map((column) => html`<th scope="col">${t(`statistics-column-${column}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(contactRow)}
        </tbody>
      </table>
    </div>
  `;
}

function contactRow({ contact, follows }: ContactRow): TemplateResult {
  return html`
    <tr class=${follows ? "follows" : "first"}>
      <th scope="row">
        ${follows ? html`<span class="chain">${icon("corner-down-right")} ${t("statistics-follows")}</span>` : nothing}
        <bdi class="reference">${contact.reference}</bdi>
      </th>
      <td>${channelName(contact.channel)}</td>
      <td><time datetime=${contact.startedAt}>${dayAndTime(contact.startedAt)}</time></td>
      <td>${ending(contact)}</td>
      ${cell(contact.language, languageName)} ${cell(contact.topic, topicName)} ${cell(contact.theme, themeName)}
      ${cell(contact.municipality)} ${cell(contact.baseTeam)} ${cell(contact.place)} ${cell(contact.officer)}
      ${cell(contact.outcome, outcomeName)}
    </tr>
  `;
}

function ending(contact: Contact): TemplateResult {
  if (!contact.endedAt) return html`${t("statistics-still-open")}`;
  return html`<time datetime=${contact.endedAt}>${timeOfDay(contact.endedAt)}</time>`;
}

function cell(value: string | null, word: (value: string) => string = String): TemplateResult {
  if (value) return html`<td>${word(value)}</td>`;
  return html`<td><span class="unknown" aria-label=${t("statistics-unknown")} role="img">–</span></td>`;
}
