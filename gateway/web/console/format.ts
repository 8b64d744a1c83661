import { language } from "../shared/texts";

/** Write a language by its name in the reader's language: `uk` is "Oekraïens" in Dutch. */
export function languageName(code: string): string {
  const names = new Intl.DisplayNames([language()], { type: "language", fallback: "code" });
  try {
    const name = names.of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(language()) + name.slice(1);
  } catch {
    return code;
  }
}

/** Write the time of day of an ISO moment, where the reader is: `14:07`. */
export function timeOfDay(iso: string): string {
  return write(iso, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** Write day and time of an ISO moment, where the reader is: `22 nov 14:07`. */
export function dayAndTime(iso: string): string {
  return write(iso, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** Write a day (YYYY-MM-DD) short: `22 nov`. */
export function shortDay(day: string): string {
  return write(`${day}T12:00:00`, { day: "numeric", month: "short" });
}

/** Write a day (YYYY-MM-DD) for a table: `zo 22 nov`. */
export function tableDay(day: string): string {
  return write(`${day}T12:00:00`, { weekday: "short", day: "numeric", month: "short" });
}

/** Write a day (YYYY-MM-DD) in full: `zondag 22 november`. */
export function fullDay(day: string): string {
  return write(`${day}T12:00:00`, { weekday: "long", day: "numeric", month: "long" });
}

/** Write a number as the reader is used to: `1.204`. */
export function figure(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

function write(iso: string, options: Intl.DateTimeFormatOptions): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return "";
  return new Intl.DateTimeFormat(language(), options).format(moment);
}
