/** A file in a thread: its name and size, and for the officer the way to save it. */
import { html, type TemplateResult } from "lit";
import { icon } from "./icons";
import { language, t } from "./texts";
import type { SharedFile } from "./thread";

const MEGABYTE = 1_000_000;
const KILOBYTE = 1000;

/** Return where an officer gets a file; undefined for who only sees that it is there. */
export type FileAddress = (fileId: string) => string;

/** Draw a file. */
export function fileView(file: SharedFile, address?: FileAddress): TemplateResult {
  const about = html`${icon("paperclip")} <span><bdi>${file.name}</bdi> <small>${fileSize(file.size)}</small></span>`;
  if (!address) return html`<span class="file">${about}</span>`;
  return html`<a class="file link" href=${address(file.id)} download=${file.name}
    >${about} <span class="visually-hidden">${t("file-save")}</span></a
  >`;
}

/** Write a size as people read it: `340 kB`, `1,2 MB`. */
export function fileSize(bytes: number): string {
  const large = bytes >= MEGABYTE;
  const number = large ? bytes / MEGABYTE : Math.max(1, bytes / KILOBYTE);
  const digits = { maximumFractionDigits: large ? 1 : 0 };
  return `${new Intl.NumberFormat(language(), digits).format(number)} ${large ? "MB" : "kB"}`;
}
