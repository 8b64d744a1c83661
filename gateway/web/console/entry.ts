import { plusDays } from "./contacts";
import type { Option } from "./search";

/** What an officer filled in so far about a contact; it outlives a reload and a server that is away. */
export interface EntryDraft {
  readonly clientId: string;
  readonly officerId: string;
  /** When the first key was pressed, in ms since 1970; null while nothing is filled in. */
  readonly beganAt: number | null;
  readonly channel: string | null;
  readonly topic: string | null;
  /** What was typed and not chosen yet. */
  readonly topicText: string;
  /** `town:<name>` or `place:<slug>` */
  readonly where: string | null;
  readonly whereText: string;
  readonly outcome: string | null;
  readonly note: string;
  /** Null is today; empty is a day that was taken away. */
  readonly day: string | null;
  readonly start: string;
  readonly minutes: string;
  readonly language: string;
  readonly initiative: string;
  readonly followUp: boolean;
  readonly sameCase: string;
}

/** What there is to choose from, as `GET /v1/console/contacts/choices` tells it. */
export interface Choices {
  readonly channels: readonly string[];
  readonly topics: readonly { readonly id: string; readonly theme: string }[];
  readonly outcomes: readonly string[];
  readonly languages: readonly string[];
  readonly municipalities: readonly { readonly name: string; readonly team: string; readonly own: boolean }[];
  readonly places: readonly PlaceChoice[];
  readonly reasons: readonly string[];
  readonly noteChars: number;
  readonly entryDays: number;
}

export interface PlaceChoice {
  readonly slug: string;
  readonly name: string;
  readonly municipality: string;
  readonly own: boolean;
}

/** What is wrong at a field; the sentence is `entry-fault-<code>`. */
export interface Fault {
  readonly field: string;
  readonly code: string;
  readonly args: Record<string, string | number>;
}

/** The fields in the order in which the keyboard walks them; a fault takes the first of them. */
export const FIELDS = [
  "channel",
  "topic",
  "where",
  "outcome",
  "note",
  "day",
  "start",
  "minutes",
  "language",
  "initiative",
  "sameCase",
] as const;

const DAY_MINUTES = 24 * 60;

/** Begin a contact of now, with nothing filled in. */
export function emptyDraft(officerId: string, clientId: string): EntryDraft {
  return {
    ...{ clientId, officerId, beganAt: null, channel: null, topic: null, topicText: "", where: null, whereText: "" },
    ...{ outcome: null, note: "", day: null, start: "", minutes: "", language: "nl", initiative: "citizen" },
    ...{ followUp: false, sameCase: "" },
  };
}

/** Change a draft; the clock starts at the first change. */
export function edited(draft: EntryDraft, change: Partial<EntryDraft>, now: number): EntryDraft {
  return { ...draft, ...change, beganAt: draft.beganAt ?? now };
}

/** Say what the browser can see is wrong on the day `today`; the hub looks at the rest. */
export function draftFaults(draft: EntryDraft, today: string, days: number): Fault[] {
  const faults: Fault[] = [];
  const add = (field: string, code: string, args = {}): void => void faults.push({ field, code, args });
  if (isLeftOpen(draft.topic, draft.topicText)) add("topic", "unknown");
  if (isLeftOpen(draft.where, draft.whereText)) add("where", "unknown");
  const wrongDay = dayFault(draft.day, today, days);
  if (wrongDay) add("day", wrongDay, { days });
  const wrongMinutes = minutesFault(draft.minutes, days);
  if (wrongMinutes) add("minutes", wrongMinutes, { days });
  if (draft.day && !draft.start) add("start", "time");
  return faults;
}

function dayFault(day: string | null, today: string, days: number): string | null {
  if (day === null) return null;
  if (day === "") return "day";
  if (day > today) return "day-in-future";
  return day < plusDays(today, -days) ? "too-long-ago" : null;
}

function minutesFault(text: string, days: number): string | null {
  if (text.trim() === "") return null;
  const minutes = wholeMinutes(text);
  if (!minutes) return "minutes";
  return minutes > days * DAY_MINUTES ? "too-many-minutes" : null;
}

/** Tell whether letters were typed and none of the choices was taken. */
export function isLeftOpen(value: string | null, text: string): boolean {
  return !value && text.trim() !== "";
}

/** Write a draft as the hub wants it; empty times mean now. */
export function requestOf(draft: EntryDraft, today: string): Record<string, unknown> {
  const minutes = wholeMinutes(draft.minutes);
  return {
    clientId: draft.clientId,
    channel: draft.channel,
    topic: draft.topic,
    outcome: draft.outcome,
    ...whereOf(draft.where),
    language: draft.language,
    initiative: draft.initiative,
    note: draft.note.trim(),
    followUp: draft.followUp,
    sameCase: draft.sameCase.trim() || null,
    start: draft.start ? moment(draft.day || today, draft.start) : null,
    durationS: minutes ? minutes * 60 : null,
  };
}

/** Split a choice of where into municipality or place. */
export function whereOf(where: string | null): { municipality: string | null; place: string | null } {
  const place = where?.startsWith("place:") ? where.slice("place:".length) : null;
  return { municipality: where?.startsWith("town:") ? where.slice("town:".length) : null, place };
}

/** List municipalities and then places to choose from, the own team's first. */
export function whereOptions(choices: Choices, words: { town: string; own: string }): Option[] {
  const towns = choices.municipalities.map(({ name, own }) => ({
    value: `town:${name}`,
    label: name,
    hint: own ? `${words.town}, ${words.own}` : words.town,
  }));
  const places = choices.places.map(({ slug, name, municipality }) => ({
    value: `place:${slug}`,
    label: name,
    hint: municipality,
    also: municipality,
  }));
  return [...towns, ...places];
}

/** Find the team that serves where the contact was; null when that is not known. */
export function teamOf(choices: Choices, where: string | null): string | null {
  const { municipality, place } = whereOf(where);
  const town = municipality ?? choices.places.find((one) => one.slug === place)?.municipality;
  return choices.municipalities.find((one) => one.name === town)?.team ?? null;
}

const OUR_NAMES: Readonly<Record<string, string>> = {
  municipality: "where",
  place: "where",
  durationS: "minutes",
};

interface Problem {
  readonly invalidParams?: readonly { name: string; code?: string; args?: Record<string, string | number> }[];
}

/** Read the hub's faults by the names of our fields. */
export function faultsOf(problem: unknown): Fault[] {
  const params = (problem as Problem | null)?.invalidParams ?? [];
  return params.map(({ name, code, args }) => {
    const own = name.split(".").at(-1) ?? name;
    return { field: OUR_NAMES[own] ?? own, code: code ?? "unknown", args: args ?? {} };
  });
}

/** Count the seconds from the first key until the contact was saved. */
export function secondsTaken(draft: EntryDraft, now: number): number {
  return Math.max(1, Math.round((now - (draft.beganAt ?? now)) / 1000));
}

function wholeMinutes(text: string): number | null {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : null;
}

function moment(day: string, time: string): string {
  return new Date(`${day}T${time}`).toISOString();
}
