import { getJson, sendJson } from "./api";
import type { Choices } from "./entry";

/** A contact as `/v1/console/contacts` tells it: what it is, and what of it this reader may correct. */
export interface WrittenContact {
  readonly id: string;
  readonly reference: string;
  readonly channel: string;
  readonly byHand: boolean;
  readonly own: boolean;
  readonly chained: boolean;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly enteredAt: string | null;
  readonly topic: string | null;
  readonly theme: string | null;
  readonly municipality: string | null;
  readonly baseTeam: string | null;
  readonly place: string | null;
  readonly language: string;
  readonly initiative: string;
  readonly outcome: string | null;
  readonly note: string | null;
  readonly followUp: boolean;
  readonly officer: string | null;
  readonly withdrawn: boolean;
  readonly correctable: readonly string[];
}

export interface Change {
  readonly at: string;
  readonly officer: string | null;
  readonly why: string;
  readonly columns: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[];
}

export interface ContactHistory {
  readonly contact: WrittenContact;
  readonly changes: readonly Change[];
}

export interface DayOfContacts {
  readonly count: number;
  readonly results: readonly WrittenContact[];
}

const PATH = "/v1/console/contacts";

/** Ask what there is to choose from. */
export function contactChoices(): Promise<Choices> {
  return getJson<Choices>(`${PATH}/choices`);
}

/** Ask for the contacts of a day (YYYY-MM-DD). */
export function contactsOfDay(day: string): Promise<DayOfContacts> {
  return getJson<DayOfContacts>(`${PATH}?${new URLSearchParams({ day })}`);
}

/** Save a contact; the same client id twice makes one. */
export function saveContact(body: object): Promise<WrittenContact> {
  return sendJson<WrittenContact>("POST", PATH, body);
}

/** Ask for a contact with every correction. */
export function contactHistory(id: string): Promise<ContactHistory> {
  return getJson<ContactHistory>(`${PATH}/${id}`);
}

/** Append a correction; the same client id twice makes one. */
export function correctContact(id: string, body: object): Promise<ContactHistory> {
  return sendJson<ContactHistory>("POST", `${PATH}/${id}/corrections`, body);
}
