/** Files on their way to the hub: looked at here first, sent one after another, with how far they are. */
import { clientId } from "./socket";

export const LARGEST_FILE = 10 * 1000 * 1000;
export const MOST_FILES = 10;
export const ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf,video/mp4,text/plain";

const TYPES = new Set(ACCEPTED.split(","));
const SUFFIXES = /\.(jpe?g|png|webp|hei[cf]|pdf|mp4|m4v|txt)$/i;
const STATUS_TOO_LARGE = 413;
const KEYS: Record<string, string> = {
  file_too_large: "refused-file-too-large",
  file_kind: "refused-file-kind",
  too_many_files: "refused-too-many-files",
  no_room: "refused-no-room",
  not_yours: "refused-not-yours",
  not_open: "refused-not-open",
  too_fast: "refused-too-fast",
  crowded: "refused-crowded",
};

export interface Sent {
  status: number;
  code: string;
  retryS: number;
}

/** Sends one file; tests bring their own. */
export type Sender = (url: string, file: File, headers: Record<string, string>, far: (part: number) => void) => Promise<Sent>;

/** A file that is not in the thread yet. */
export interface Upload {
  readonly id: string;
  readonly file: File;
  /** From 0 to 1; null when it is not being sent. */
  part: number | null;
  problem: { key: string; args: Record<string, string | number> } | null;
  /** Whether sending it again may help. */
  again: boolean;
}

interface Around {
  session: () => string | null;
  /** How many files the thread has already. */
  there: () => number;
  changed: () => void;
}

export class Files {
  uploads: Upload[] = [];
  private sending = false;

  constructor(
    private readonly hub: string,
    private readonly around: Around,
    private readonly send: Sender = sendByRequest,
  ) {}

  /** Take files that a person chose, dropped or pasted. */
  add(files: Iterable<File>): void {
    for (const file of files) {
      const upload: Upload = { id: clientId(), file, part: null, problem: null, again: false };
      upload.problem = this.faultOf(file);
      this.uploads = [...this.uploads, upload];
    }
    void this.work();
  }

  /** Send a file again that did not get through. */
  retry(upload: Upload): void {
    upload.problem = null;
    void this.work();
  }

  /** Take a file off the list. */
  drop(upload: Upload): void {
    this.uploads = this.uploads.filter((each) => each !== upload);
    this.around.changed();
  }

  /** Forget all of it: the conversation is over, or another one. */
  forget(): void {
    this.uploads = [];
  }

  private faultOf(file: File): Upload["problem"] {
    if (file.size > LARGEST_FILE) return { key: "refused-file-too-large", args: {} };
    if (file.type ? !TYPES.has(file.type) : !SUFFIXES.test(file.name)) return { key: "refused-file-kind", args: {} };
    const coming = this.uploads.filter((each) => each.problem === null).length;
    return this.around.there() + coming >= MOST_FILES ? { key: "refused-too-many-files", args: {} } : null;
  }

  private async work(): Promise<void> {
    this.around.changed();
    if (this.sending) return;
    this.sending = true;
    for (let next = this.next(); next; next = this.next()) await this.deliver(next);
    this.sending = false;
  }

  private next(): Upload | undefined {
    return this.uploads.find((each) => each.problem === null);
  }

  private async deliver(upload: Upload): Promise<void> {
    const headers = {
      Authorization: `Bearer ${this.around.session() ?? ""}`,
      "Client-Id": upload.id,
      "Content-Type": "application/octet-stream",
      "File-Name": encodeURIComponent(upload.file.name || "bestand"),
    };
    const far = (part: number): void => {
      upload.part = part;
      this.around.changed();
    };
    far(0);
    const sent = await this.send(`${this.hub}/v1/conversations/current/files`, upload.file, headers, far);
    upload.part = null;
    if (sent.status === 201) return this.drop(upload);
    upload.problem = problemOf(sent);
    upload.again = sent.status === 0 || sent.status === 429 || sent.status >= 500;
    this.around.changed();
  }
}

function problemOf({ status, code, retryS }: Sent): Upload["problem"] {
  if (status === 0) return { key: "file-lost", args: {} };
  if (status === STATUS_TOO_LARGE) return { key: "refused-file-too-large", args: {} };
  return { key: KEYS[code] ?? "refused-unavailable", args: { seconds: retryS } };
}

/** Only XMLHttpRequest tells how far an upload is. */
function sendByRequest(url: string, file: File, headers: Record<string, string>, far: (part: number) => void): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && far(event.loaded / event.total);
    request.onloadend = () => {
      const retryS = Number(request.status ? request.getResponseHeader("Retry-After") : 0);
      resolve({ status: request.status, code: codeIn(request.responseText), retryS });
    };
    request.send(file);
  });
}

function codeIn(body: string): string {
  try {
    return (JSON.parse(body) as { code?: string }).code ?? "";
  } catch {
    return "";
  }
}
