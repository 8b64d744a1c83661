import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { apiQuery, chainRows, CHANNELS, pageCount, type ContactPage, type Filters } from "./contacts";
import { contactsTable } from "./contacts-table";
import { channelName } from "./words";

type Choose = (filters: Filters) => void;

/** Render every contact of the period, with the choice of channel, pages and the file. */
export function contactsCard(page: ContactPage, filters: Filters, choose: Choose): TemplateResult {
  return html`
    <section class="card contacts-card" aria-labelledby="contacts-title">
      <div class="card-head">
        <h2 id="contacts-title">${t("statistics-contacts-question")}</h2>
        ${channelField(filters, choose)}
        <a class="link" href="/v1/statistics/contacts.csv?${apiQuery(filters)}" download>
          ${icon("download")}${t("statistics-csv")}
        </a>
      </div>
      ${page.results.length > 0
        ? html`${contactsTable(chainRows(page.results))} ${pages(page, filters, choose)}`
        : html`<p class="nothing-yet">${icon("info")}${t("statistics-empty")}</p>`}
    </section>
  `;
}

function channelField(filters: Filters, choose: Choose): TemplateResult {
  return html`
    <div class="channel-field">
      <label for="channel">${t("statistics-channel")}</label>
      <select
        id="channel"
        class="field"
        @change=${(event: Event) => choose({ ...filters, channel: (event.target as HTMLSelectElement).value, page: 1 })}
      >
        <option value="" ?selected=${filters.channel === ""}>${t("statistics-all-channels")}</option>
        ${CHANNELS.map(
          (channel) => html`
            <option value=${channel} ?selected=${channel === filters.channel}>${channelName(channel)}</option>
          `,
        )}
      </select>
    </div>
  `;
}

function pages({ count }: ContactPage, filters: Filters, choose: Choose): TemplateResult | typeof nothing {
  const last = pageCount(count);
  if (last === 1) return nothing;
  const to = (page: number) => () => choose({ ...filters, page });
  return html`
    <nav class="pages" aria-label=${t("statistics-pages")}>
      <button type="button" class="button" ?disabled=${filters.page <= 1} @click=${to(filters.page - 1)}>
        ${icon("arrow-left")}${t("statistics-previous")}
      </button>
      <p role="status">${t("statistics-page", { page: filters.page, pages: last, count })}</p>
      <button type="button" class="button" ?disabled=${filters.page >= last} @click=${to(filters.page + 1)}>
        ${t("statistics-next")}${icon("arrow-right")}
      </button>
    </nav>
  `;
}
