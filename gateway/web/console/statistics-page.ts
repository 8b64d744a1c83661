import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { icon } from "../shared/icons";
import { language, t } from "../shared/texts";
import { ApiError, currentOfficer, getJson, type Officer } from "./api";
import "./channel-chart";
import { busiest, type ChannelStatistics } from "./chart";
import { contactsCard } from "./contacts-card";
import { apiQuery, DAYS_MAX, localDay, PAGE_SIZE, periodTrouble, readFilters, writeFilters, type ContactPage, type Filters } from "./contacts";
import { LightElement } from "./light";
import { officerMenu } from "./officer-menu";
import { periodFields } from "./period-fields";
import { refusedCard } from "./refused-card";
import { pageLinks, topBar } from "./top-bar";
import { channelName } from "./words";

type Trouble = "refused" | "no-answer" | "backwards" | "too-long" | null;

/** The supervisor's page: a sentence, one picture, and every contact behind it. */
export class StatisticsPage extends LightElement {
  @state() private me: Officer | null = null;
  @state() private filters: Filters = readFilters(location.search, localDay(new Date()));
  @state() private channels: ChannelStatistics | null = null;
  @state() private contacts: ContactPage | null = null;
  @state() private trouble: Trouble = null;
  @state() private loading = true;
  private running: AbortController | null = null;
  private readonly returned = (): void => this.show(readFilters(location.search, localDay(new Date())));

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("popstate", this.returned);
    void this.load();
  }

  override disconnectedCallback(): void {
    removeEventListener("popstate", this.returned);
    this.running?.abort();
    super.disconnectedCallback();
  }

  protected override updated(): void {
    document.title = `${t("statistics-title")} - ${t("console-hub-name")}`;
  }

  protected override render(): TemplateResult {
    return html`
      ${topBar({ team: this.me?.team, navigation: pageLinks(this.me, "/console/statistics"), end: this.me ? officerMenu(this.me, {}) : nothing })}
      <main class="statistics" aria-busy=${this.loading}>
        ${this.head()} ${this.trouble ? this.renderTrouble(this.trouble) : this.content()}
      </main>
    `;
  }

  // The choice of period stays whatever happens, so that a wrong choice can be put right; only a stranger has none.
  private head(): TemplateResult {
    const { channels, filters, trouble } = this;
    return html`
      <div class="statistics-head">
        ${trouble || !channels
          ? html`<h1>${t("statistics-title")}</h1>`
          : html`<div>
              <h1>${t("statistics-sentence", { count: channels.total, period: Number(filters.period) || 0 })}</h1>
              <p class="statistics-second">${secondSentence(channels)}</p>
            </div>`}
        ${trouble === "refused" ? nothing : periodFields(filters, (chosen) => this.choose(chosen))}
      </div>
    `;
  }

  private renderTrouble(trouble: NonNullable<Trouble>): TemplateResult {
    return trouble === "refused" ? refusedCard(this.me) : troubleLine(trouble, () => this.load());
  }

  private content(): TemplateResult {
    const { channels, contacts } = this;
    if (!channels || !contacts) return html`<p>${t("common-loading")}</p>`;
    return html`
      <section class="card chart-card" aria-labelledby="chart-title">
        <h2 id="chart-title">${t("statistics-chart-question")}</h2>
        ${channels.total > 0
          ? html`<channel-chart .statistics=${channels}></channel-chart>`
          : html`<p class="nothing-yet">${icon("chart-area")}${t("statistics-empty")}</p>`}
      </section>
      ${contactsCard(contacts, this.filters, (filters) => this.choose(filters))}
    `;
  }

  private choose(filters: Filters): void {
    history.pushState(null, "", writeFilters(filters));
    if (filters.page !== this.filters.page) this.querySelector(".contacts-card")?.scrollIntoView();
    this.show(filters);
  }

  private show(filters: Filters): void {
    this.filters = filters;
    void this.load();
  }

  // What is on the screen stays until the new figures are there, so that nothing jumps meanwhile.
  private async load(): Promise<void> {
    this.running?.abort();
    const { signal } = (this.running = new AbortController());
    this.loading = true;
    try {
      this.me ??= await currentOfficer();
      const wrong = periodTrouble(this.filters);
      if (wrong) return void Object.assign(this, { trouble: wrong, loading: false });
      const { from, to } = this.filters;
      const page = apiQuery(this.filters);
      page.set("page", String(this.filters.page));
      page.set("pageSize", String(PAGE_SIZE));
      const [channels, contacts] = await Promise.all([
        getJson<ChannelStatistics>(`/v1/statistics/channels?${new URLSearchParams({ from, to })}`, signal),
        getJson<ContactPage>(`/v1/statistics/contacts?${page}`, signal),
      ]);
      Object.assign(this, { channels, contacts, trouble: null, loading: false });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.me = null;
      if (!signal.aborted) Object.assign(this, { trouble: troubleOf(error), loading: false });
    }
  }
}

function secondSentence(channels: ChannelStatistics): string {
  if (channels.total === 0) return t("statistics-second-empty");
  const most = busiest(channels);
  if (!most) return t("statistics-second-even");
  const key = most.count === channels.total ? "statistics-second-only" : "statistics-second";
  return t(key, { channel: inSentence(channelName(most.channel)), count: most.count });
}

function inSentence(name: string): string {
  return name.charAt(0).toLocaleLowerCase(language()) + name.slice(1);
}

function troubleLine(trouble: NonNullable<Trouble>, again: () => void): TemplateResult {
  return html`
    <div class="card trouble" role="alert">
      <p id="period-trouble">${icon("info")}<span>${t(`statistics-${trouble}`, { days: DAYS_MAX })}</span></p>
      ${wayOut(trouble, again)}
    </div>
  `;
}

function wayOut(trouble: NonNullable<Trouble>, again: () => void): TemplateResult | typeof nothing {
  if (trouble !== "no-answer") return nothing; // the dates above are the way out
  return html`<button type="button" class="button" @click=${again}>${icon("refresh-cw")}${t("common-retry")}</button>`;
}

// "Not yours" and "not there" look the same from outside, so 404 counts as a refusal too.
function troubleOf(error: unknown): Trouble {
  if (!(error instanceof ApiError)) throw error;
  return [401, 403, 404].includes(error.status) ? "refused" : "no-answer";
}

customElements.define("statistics-page", StatisticsPage);
