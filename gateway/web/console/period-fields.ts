import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { t } from "../shared/texts";
import { DAYS_MAX, daysOf, FIRST_DAY, localDay, PERIODS, periodTrouble, plusDays, type Filters, type Period } from "./contacts";

const CHOICES: readonly Period[] = [...PERIODS, "dates"];

/** Render the choice of period; "dates" opens two date fields. */
export function periodFields(filters: Filters, choose: (filters: Filters) => void): TemplateResult {
  return html`
    <form class="period" @submit=${(event: Event) => event.preventDefault()}>
      <div>
        <label for="period">${t("statistics-period")}</label>
        <select
          id="period"
          class="field"
          .value=${live(filters.period)}
          @change=${(event: Event) => choose(withPeriod(filters, (event.target as HTMLSelectElement).value))}
        >
          ${CHOICES.map(
            (period) => html`
              <option value=${period} ?selected=${period === filters.period}>${t("statistics-period-name", { period: Number(period) || 0 })}</option>
            `,
          )}
        </select>
      </div>
      ${filters.period === "dates" ? html`${day("from", filters, choose)} ${day("to", filters, choose)}` : nothing}
    </form>
  `;
}

function day(end: "from" | "to", filters: Filters, choose: (filters: Filters) => void): TemplateResult {
  const trouble = periodTrouble(filters);
  return html`
    <div>
      <label for=${end}>${t(`statistics-${end}`)}</label>
      <input
        id=${end}
        class="field"
        type="date"
        .value=${live(filters[end])}
        min=${end === "from" ? FIRST_DAY : filters.from}
        max=${end === "from" ? localDay(new Date()) : plusDays(filters.from, DAYS_MAX - 1)}
        aria-invalid=${trouble !== null}
        aria-describedby=${trouble ? "period-trouble" : nothing}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          if (value >= FIRST_DAY) choose({ ...filters, [end]: value, page: 1 });
        }}
      />
    </div>
  `;
}

function withPeriod(filters: Filters, chosen: string): Filters {
  const preset = PERIODS.find((one) => one === chosen);
  const days = preset ? daysOf(preset, localDay(new Date())) : {};
  return { ...filters, ...days, period: preset ?? "dates", page: 1 };
}
