/** How long it takes and when people are there, in words; the hub rounded the figure and chose the key. */
import type { Persons, Said } from "./frames";
import { t } from "./texts";

/** Beyond this no figure is said. */
const LONG_S = 1_800;

/** Say a wait inside a sentence: `about 5 minutes`; null when nobody can tell. */
export function waitWords(expected_s: number | null | undefined): string | null {
  const minutes = wholeMinutes(expected_s);
  if (minutes === null) return null;
  return isLong(expected_s) ? t("wait-long") : t("wait-about", { minutes });
}

/** Say a wait beside a button: `± 5 min`; null when nobody can tell. */
export function shortWait(expected_s: number | null | undefined): string | null {
  const minutes = wholeMinutes(expected_s);
  if (minutes === null) return null;
  return isLong(expected_s) ? t("wait-long-short") : t("common-minutes", { minutes });
}

/** Return a wait in whole minutes, as far as it is said at all. */
export function wholeMinutes(expected_s: number | null | undefined): number | null {
  if (expected_s === null || expected_s === undefined) return null;
  return Math.max(1, Math.ceil(Math.min(expected_s, LONG_S) / 60));
}

/** Tell whether a wait is so long that only its least is said. */
export function isLong(expected_s: number | null | undefined): boolean {
  return (expected_s ?? 0) > LONG_S;
}

/** Say when people are there. */
export function hoursWords(hours: Said): string {
  return t(hours.key, hours.args);
}

/** Say the hours near the buttons: once when both media keep the same, else by medium. */
export function personsHours(persons: Persons | null): string {
  if (persons === null) return "";
  const chat = hoursWords(persons.chat.hours);
  const video = hoursWords(persons.video.hours);
  if (chat === video) return chat;
  return [
    t("hours-of-medium", { medium: "chat", hours: chat }),
    t("hours-of-medium", { medium: "video", hours: video }),
  ].join(" · ");
}
