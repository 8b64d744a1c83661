import { isLeftOpen, whereOf, type Choices, type Fault } from "./entry";
import { localDay } from "./contacts";
import type { WrittenContact } from "./written";

/** What an officer wants changed in a contact: only the fields that were touched. */
export interface CorrectionDraft {
  readonly officerId: string;
  readonly contactId: string;
  readonly clientId: string;
  readonly why: string | null;
  readonly values: Partial<CorrectionValues>;
}

/** A contact as the fields of the correction show it. */
export interface CorrectionValues {
  readonly channel: string;
  readonly topic: string | null;
  readonly topicText: string;
  readonly where: string | null;
  readonly whereText: string;
  readonly outcome: string;
  readonly note: string;
  /** Local day and time, as a browser's field has them: `2026-11-26T14:05`. */
  readonly start: string;
  readonly end: string;
  readonly language: string;
  readonly initiative: string;
  readonly followUp: boolean;
  readonly withdrawn: boolean;
}

/** Begin a correction in which nothing is changed. */
export function emptyCorrection(officerId: string, contactId: string, clientId: string): CorrectionDraft {
  return { officerId, contactId, clientId, why: null, values: {} };
}

/** Read a contact into the fields. */
export function valuesOf(contact: WrittenContact, choices: Choices): CorrectionValues {
  const place = choices.places.find((one) => one.name === contact.place);
  const town = contact.municipality ? `town:${contact.municipality}` : null;
  return {
    channel: contact.channel,
    topic: contact.topic,
    topicText: "",
    where: place && contact.byHand ? `place:${place.slug}` : town,
    whereText: "",
    outcome: contact.outcome ?? "",
    note: contact.note ?? "",
    start: localMoment(contact.startedAt),
    end: contact.endedAt ? localMoment(contact.endedAt) : "",
    language: contact.language,
    initiative: contact.initiative,
    followUp: contact.followUp,
    withdrawn: contact.withdrawn,
  };
}

/** Write the correction as the hub wants it: what differs from the contact, and why. */
export function correctionRequest(draft: CorrectionDraft, before: CorrectionValues): Record<string, unknown> {
  const after = { ...before, ...draft.values };
  const fields: Record<string, unknown> = {
    ...Object.fromEntries(PLAIN.map((name) => [name, after[name]])),
    note: after.note.trim(),
    ...MOMENTS.reduce((all, end) => (after[end] ? { ...all, [end]: new Date(after[end]).toISOString() } : all), {}),
  };
  const changed = Object.entries(fields).filter(([name]) => differs(name as keyof CorrectionValues, before, after));
  const where = after.where === before.where ? {} : whereFields(after.where);
  return { clientId: draft.clientId, why: draft.why ?? "", fields: { ...Object.fromEntries(changed), ...where } };
}

/** Say what the browser can see is wrong with a correction. */
export function correctionFaults(draft: CorrectionDraft, before: CorrectionValues): Fault[] {
  const { topic, topicText, where, whereText } = { ...before, ...draft.values };
  const faults: Fault[] = [];
  if (isLeftOpen(topic, topicText)) faults.push({ field: "topic", code: "unknown", args: {} });
  if (isLeftOpen(where, whereText)) faults.push({ field: "where", code: "unknown", args: {} });
  if (!draft.why) faults.push({ field: "why", code: "choose", args: {} });
  return faults;
}

const PLAIN = ["channel", "topic", "outcome", "language", "initiative", "followUp", "withdrawn"] as const;

const MOMENTS = ["start", "end"] as const;

function differs(name: keyof CorrectionValues, before: CorrectionValues, after: CorrectionValues): boolean {
  return String(after[name]).trim() !== String(before[name]).trim();
}

// A place says its municipality itself, so only one of both is told.
function whereFields(where: string | null): Record<string, string | null> {
  const { municipality, place } = whereOf(where);
  return place ? { place } : { municipality };
}

function localMoment(iso: string): string {
  const moment = new Date(iso);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${localDay(moment)}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
