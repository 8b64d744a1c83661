import { html, nothing, svg, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { t } from "../shared/texts";
import {
  columns,
  highestDay,
  labelledDays,
  spread,
  stack,
  ticks,
  type Band,
  type ChannelStatistics,
  type Plot,
} from "./chart";
import { figure, fullDay, shortDay, tableDay } from "./format";
import { LightElement } from "./light";
import { channelName } from "./words";

const LEAST_HEIGHT = 264;
const WORDS_HEIGHT = 48;
const NARROW = 560;
const LABELS_WIDTH = 200;
const LABEL_GAP = 24;
const DAY_WIDTH = 72;

/**
 * Draw contacts by channel and day as stacked columns, with the same figures as a table.
 *
 * Drawn as SVG by hand: charting libraries add inline styles, which our content security policy refuses.
 */
export class ChannelChart extends LightElement {
  @property({ attribute: false }) statistics: ChannelStatistics | null = null;
  @state() private width = 640;

  private readonly watcher = new ResizeObserver(([entry]) => {
    this.width = Math.floor(entry?.contentRect.width ?? this.width);
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.watcher.observe(this);
  }

  override disconnectedCallback(): void {
    this.watcher.disconnect();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.statistics) return nothing;
    const bands = stack(this.statistics);
    const narrow = this.width < NARROW;
    return html`
      ${this.picture(this.statistics, bands, narrow)} ${narrow ? legend(bands) : nothing}
      <details class="chart-table">
        <summary>${t("statistics-as-table")}</summary>
        ${figures(this.statistics, bands)}
      </details>
    `;
  }

  private picture(statistics: ChannelStatistics, bands: Band[], narrow: boolean): TemplateResult {
    // Every channel's own label needs room beside the plot.
    const height = Math.max(LEAST_HEIGHT, bands.length * LABEL_GAP + WORDS_HEIGHT);
    const plot: Plot = {
      left: 44,
      top: 12,
      width: Math.max(120, this.width - 48 - (narrow ? 0 : LABELS_WIDTH)),
      height: height - WORDS_HEIGHT,
    };
    const scale = ticks(highestDay(bands));
    return html`
      <svg
        class="chart"
        role="img"
        aria-label=${t("statistics-chart-label", { days: statistics.days.length })}
        width=${this.width}
        height=${height}
        viewBox="0 0 ${this.width} ${height}"
      >
        ${axis(scale, plot)} ${dayWords(statistics.days, plot)}
        ${bands.map((band) => bandColumns(band, plot, scale.at(-1) ?? 1))} ${ground(plot)}
        ${narrow ? nothing : directLabels(bands, plot, scale.at(-1) ?? 1)}
      </svg>
    `;
  }
}

function axis(scale: number[], plot: Plot) {
  const top = scale.at(-1) ?? 1;
  return scale.map((value) => {
    const y = plot.top + plot.height * (1 - value / top);
    return svg`
      <line class="chart-line" x1=${plot.left} x2=${plot.left + plot.width} y1=${y} y2=${y}></line>
      <text class="chart-word" x=${plot.left - 8} y=${y + 5} text-anchor="end">${figure(value)}</text>`;
  });
}

function ground({ left, top, width, height }: Plot) {
  return svg`<line class="chart-zero" x1=${left} x2=${left + width} y1=${top + height} y2=${top + height}></line>`;
}

function dayWords(days: readonly string[], plot: Plot) {
  const slot = plot.width / days.length;
  return labelledDays(days, Math.floor(plot.width / DAY_WIDTH)).map(
    (index) => svg`
      <text class="chart-word" text-anchor=${index === days.length - 1 && days.length > 7 ? "end" : "middle"}
        x=${plot.left + slot * (index + (index === days.length - 1 && days.length > 7 ? 1 : 0.5))}
        y=${plot.top + plot.height + 24}>${shortDay(days[index] ?? "")}</text>`,
  );
}

function bandColumns(band: Band, plot: Plot, top: number) {
  return columns(band, plot, top).map(({ x, y, width, height }, index) => {
    if (height <= 0) return nothing;
    const part = band.parts[index];
    const count = (part?.to ?? 0) - (part?.from ?? 0);
    return svg`
      <rect class="chart-column series-${band.colour}" x=${x} y=${y} width=${width} height=${height}>
        <title>${fullDay(part?.day ?? "")}: ${channelName(band.channel)} ${figure(count)}</title>
      </rect>`;
  });
}

// Each label stands beside its part of the last day; without contacts there it stacks up from the bottom.
function directLabels(bands: Band[], plot: Plot, top: number) {
  const wanted = bands.map(({ parts }) => {
    const last = parts.at(-1);
    return plot.top + plot.height * (1 - ((last?.from ?? 0) + (last?.to ?? 0)) / 2 / top);
  });
  const placed = spread(wanted, LABEL_GAP, plot.top + plot.height - 8);
  const left = plot.left + plot.width + 16;
  return bands.map((band, index) => {
    const y = placed[index] ?? 0;
    return svg`
      <rect class="chart-key series-${band.colour}" x=${left} y=${y - 7} width="14" height="14" rx="3"></rect>
      <text class="chart-label" x=${left + 22} y=${y + 5}>${channelName(band.channel)}</text>
      <text class="chart-label chart-figure" x=${left + LABELS_WIDTH - 16} y=${y + 5} text-anchor="end"
        >${figure(band.total)}</text>`;
  });
}

function legend(bands: Band[]): TemplateResult {
  return html`
    <ul class="chart-legend">
      ${bands.map(
        (band) => html`
          <li>
            <svg width="14" height="14" aria-hidden="true">
              <rect class="chart-key series-${band.colour}" width="14" height="14" rx="3"></rect>
            </svg>
            ${channelName(band.channel)} <strong>${figure(band.total)}</strong>
          </li>
        `,
      )}
    </ul>
  `;
}

function figures(statistics: ChannelStatistics, bands: Band[]): TemplateResult {
  return html`
    <div class="table-scroll" role="region" tabindex="0" aria-label=${t("statistics-as-table")}>
      <table>
        <thead>
          <tr>
            <th scope="col">${t("statistics-day")}</th>
            ${bands.map((band) => html`<th scope="col" class="number">${channelName(band.channel)}</th>`)}
            <th scope="col" class="number">${t("statistics-all")}</th>
          </tr>
        </thead>
        <tbody>
          ${statistics.days.map((day, index) => figureRow(tableDay(day), bands, index))}
          <tr class="total">
            <th scope="row">${t("statistics-all")}</th>
            ${bands.map((band) => html`<td class="number">${figure(band.total)}</td>`)}
            <td class="number">${figure(statistics.total)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  `;
}

function figureRow(day: string, bands: Band[], index: number): TemplateResult {
  const counts = bands.map(({ parts }) => (parts[index]?.to ?? 0) - (parts[index]?.from ?? 0));
  return html`
    <tr>
      <th scope="row">${day}</th>
      ${counts.map((count) => html`<td class="number">${figure(count)}</td>`)}
      <td class="number">${figure(counts.reduce((all, one) => all + one, 0))}</td>
    </tr>
  `;
}

customElements.define("channel-chart", ChannelChart);
