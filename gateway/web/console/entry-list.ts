import { html, nothing, type TemplateResult } from "lit";
import { t } from "../shared/texts";
import { FIRST_DAY, localDay } from "./contacts";
import { timeOfDay } from "./format";
import { channelName, outcomeName, topicName } from "./words";
import type { DayOfContacts, WrittenContact } from "./written";

/** What the list of a day shows, and what it tells. */
export interface DayList {
  readonly day: string;
  readonly contacts: DayOfContacts | null;
  readonly ofTeam: boolean;
  readonly opened: string | null;
  readonly choose: (day: string) => void;
  readonly open: (contact: WrittenContact) => void;
}

/** Render the contacts of a day, each with the way to correct it. */
export function entryList(list: DayList): TemplateResult {
  const { contacts } = list;
  return html`
    <section class="card entry-list" aria-labelledby="list-title">
      <div class="card-head">
        <h2 id="list-title">${t(list.ofTeam ? "entry-list-team" : "entry-list")}</h2>
        <label for="list-day">${t("entry-list-day")}</label>
        <input
          id="list-day"
          class="field"
          type="date"
          min=${FIRST_DAY}
          max=${localDay(new Date())}
          .value=${list.day}
          @change=${(event: Event) => list.choose((event.target as HTMLInputElement).value)}
        />
      </div>
      ${contacts === null ? html`<p>${t("common-loading")}</p>` : lines(list, contacts)}
    </section>
  `;
}

function lines(list: DayList, { count, results }: DayOfContacts): TemplateResult {
  if (results.length === 0) return html`<p class="hint">${t("entry-list-empty")}</p>`;
  return html`
    <ul class="entry-lines">
      ${results.map((contact) => line(list, contact))}
    </ul>
    ${count > results.length ? html`<p class="hint">${t("entry-list-more", { shown: results.length, count })}</p>` : nothing}
  `;
}

function line(list: DayList, contact: WrittenContact): TemplateResult {
  const may = contact.correctable.length > 0 ? "entry-correct" : "entry-look";
  return html`
    <li class=${contact.withdrawn ? "withdrawn" : ""}>
      <time datetime=${contact.startedAt}>${timeOfDay(contact.startedAt)}</time>
      <p class="entry-what">
        <strong>${contact.topic ? topicName(contact.topic) : t("console-topic-none")}</strong>
        <span>${facts(list, contact)}</span>
        <span><bdi class="reference">${contact.reference}</bdi> ${signs(contact)}</span>
      </p>
      <button
        type="button"
        class="button"
        aria-expanded=${list.opened === contact.id}
        aria-label=${t(`${may}-named`, { reference: contact.reference })}
        @click=${() => list.open(contact)}
      >
        ${t(may)}
      </button>
    </li>
  `;
}

function facts(list: DayList, contact: WrittenContact): string {
  const { channel, place, municipality, outcome, officer } = contact;
  const known = [channelName(channel), place ?? municipality, outcome && outcomeName(outcome), list.ofTeam && officer];
  return known.filter(Boolean).join(" · ");
}

function signs(contact: WrittenContact): TemplateResult {
  return html`
    ${contact.withdrawn ? html`<span class="chip attention">${t("entry-list-withdrawn")}</span>` : nothing}
    ${contact.followUp ? html`<span class="chip">${t("entry-list-follow-up")}</span>` : nothing}
  `;
}
