import { language } from "./texts";

/** Write a time of day as the reader is used to, in every language with 24 hours: `07:45`. */
export function clockTime(at: Date): string {
  return new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}
