/** A contact as `GET /v1/statistics/contacts` tells it. */
export interface Contact {
  readonly id: string;
  readonly reference: string;
  readonly channel: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly language: string | null;
  readonly topic: string | null;
  readonly theme: string | null;
  readonly municipality: string | null;
  readonly baseTeam: string | null;
  readonly place: string | null;
  readonly officer: string | null;
  readonly outcome: string | null;
  readonly endReason: string | null;
  readonly chainedTo: string | null;
}

export interface ContactPage {
  readonly count: number;
  readonly results: readonly Contact[];
}

/** A contact in the table; `follows` says that it goes on from another contact of the same reference. */
export interface ContactRow {
  readonly contact: Contact;
  readonly follows: boolean;
}

/** Contacts that an officer writes down. */
export const BY_HAND = ["phone", "counter", "street", "home-visit", "pop-up", "email"] as const;
export const CHANNELS = ["web-chat", "web-video", "kiosk-chat", "kiosk-video", ...BY_HAND] as const;
export const PERIODS = ["1", "7", "30", "90"] as const;
export type Period = (typeof PERIODS)[number] | "dates";
export const PAGE_SIZE = 25;
/** The longest period that the hub counts. */
export const DAYS_MAX = 366;
/** No hub is older; a year that is still being typed ("0002") is before it. */
export const FIRST_DAY = "2000-01-01";

/** What the supervisor chose to see; `from` and `to` are inclusive local days. */
export interface Filters {
  readonly period: Period;
  readonly from: string;
  readonly to: string;
  readonly channel: string;
  readonly page: number;
}

/** Put chained contacts straight under the one they go on from, newest reference first as the server sent them. */
export function chainRows(contacts: readonly Contact[]): ContactRow[] {
  const groups = new Map<string, Contact[]>();
  for (const contact of contacts) {
    groups.set(contact.reference, [...(groups.get(contact.reference) ?? []), contact]);
  }
  return [...groups.values()].flatMap((group) =>
    [...group].sort(byStart).map((contact) => ({ contact, follows: contact.chainedTo !== null })),
  );
}

/** Count the pages; an empty list still has one. */
export function pageCount(count: number): number {
  return Math.max(1, Math.ceil(count / PAGE_SIZE));
}

/** Read the filters from the address, so that a reload and the back button keep them. */
export function readFilters(search: string, today: string): Filters {
  const query = new URLSearchParams(search);
  const channel = CHANNELS.find((one) => one === query.get("channel")) ?? "";
  const page = Math.max(1, Math.floor(Number(query.get("page"))) || 1);
  return { ...readPeriod(query, today), channel, page };
}

function readPeriod(query: URLSearchParams, today: string): Pick<Filters, "period" | "from" | "to"> {
  if (query.get("period") === "dates") {
    return { period: "dates", from: isoDay(query.get("from")) ?? today, to: isoDay(query.get("to")) ?? today };
  }
  const period = PERIODS.find((one) => one === query.get("period")) ?? "30";
  return { period, ...daysOf(period, today) };
}

/** Say why a period cannot be shown, if so: the hub counts at most DAYS_MAX days, both ends included. */
export function periodTrouble({ from, to }: Filters): "backwards" | "too-long" | null {
  if (from > to) return "backwards";
  return to > plusDays(from, DAYS_MAX - 1) ? "too-long" : null;
}

/** Count days on from a day. */
export function plusDays(day: string, days: number): string {
  const moment = new Date(`${day}T12:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** Find the first and last day of a period that ends today. */
export function daysOf(period: (typeof PERIODS)[number], today: string): { from: string; to: string } {
  return { from: plusDays(today, 1 - Number(period)), to: today };
}

/** Write the filters as the address shows them. */
export function writeFilters(filters: Filters): string {
  const query = new URLSearchParams({ period: filters.period });
  if (filters.period === "dates") {
    query.set("from", filters.from);
    query.set("to", filters.to);
  }
  if (filters.channel) query.set("channel", filters.channel);
  if (filters.page > 1) query.set("page", String(filters.page));
  return `?${query}`;
}

/** Write the filters as the HTTP interface wants them, without page. */
export function apiQuery(filters: Filters): URLSearchParams {
  const query = new URLSearchParams({ from: filters.from, to: filters.to });
  if (filters.channel) query.set("channel", filters.channel);
  return query;
}

/** Write a moment's day where the reader is, as YYYY-MM-DD. */
export function localDay(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

function isoDay(text: string | null): string | null {
  const isDay = text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  return isDay && text >= FIRST_DAY ? text : null;
}

function byStart(a: Contact, b: Contact): number {
  return Date.parse(a.startedAt) - Date.parse(b.startedAt);
}
