import { html, nothing, type TemplateResult } from "lit";
import { fileSize } from "./file-view";
import { icon } from "./icons";
import { t } from "./texts";
import { ACCEPTED, type Files, type Upload } from "./files";
import type { Thread } from "./thread";

const PERCENT = 100;

/** Draw the button that adds files, and those that are on their way or could not go. */
export function filesView(files: Files, thread: Thread): TemplateResult {
  const chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    files.add([...(input.files ?? [])]);
    input.value = "";
  };
  return html`<div class="files">
    <label class="link-button add-file">
      ${icon("paperclip")} <span>${t("file-add")}</span>
      <input type="file" class="visually-hidden" multiple accept=${ACCEPTED} aria-describedby="file-hint" @click=${once} @change=${chosen} />
    </label>
    <span id="file-hint" class="visually-hidden">${t("file-hint")}</span>
    <span role="status" class="hint">${onlyForOfficer(thread) ? t("file-for-officer") : nothing}</span>
    <ul class="uploads" ?hidden=${files.uploads.length === 0}>
      ${files.uploads.map((upload) => html`<li>${uploadView(files, upload)}</li>`)}
    </ul>
  </div>`;
}

/** The second half of a double click would ask for files once more. */
function once(event: MouseEvent): void {
  if (event.detail > 1) event.preventDefault();
}

/** Take what was pasted; words go where they always went, also those that a word processor gives a picture of. */
export function pasteFiles(files: Files, event: ClipboardEvent): void {
  const kinds = event.clipboardData?.types ?? [];
  if (kinds.includes("text/plain") && kinds.includes("text/html")) return;
  takeFiles(files, event, event.clipboardData);
}

/** Take the files that were pasted or dropped. */
export function takeFiles(files: Files, event: Event, from: DataTransfer | null): void {
  if (!from || from.files.length === 0) return;
  event.preventDefault();
  files.add([...from.files]);
}

/** A file over the page is for the conversation: the browser does not leave the page for it. */
export function holdFiles(event: DragEvent): void {
  event.preventDefault();
}

/** The assistant reads words, so whoever sent it a file is told who can look at it. */
function onlyForOfficer({ conversation, messages }: Thread): boolean {
  return conversation?.held_by !== "officer" && messages.some((message) => message.file);
}

function uploadView(files: Files, upload: Upload): TemplateResult {
  const name = upload.file.name;
  return html`<p class="upload-name"><bdi>${name}</bdi> <small>${fileSize(upload.file.size)}</small></p>
    ${upload.problem ? problem(files, upload) : progress(upload)}`;
}

function progress(upload: Upload): TemplateResult {
  const percent = Math.round((upload.part ?? 0) * PERCENT);
  return html`<progress max="100" .value=${percent} aria-label=${t("file-progress", { name: upload.file.name })}></progress>
    <small role="status">${t(upload.part === null ? "file-waits" : "file-sending", { percent })}</small>`;
}

function problem(files: Files, upload: Upload): TemplateResult {
  const { key, args } = upload.problem ?? { key: "", args: {} };
  return html`<p class="field-error" role="alert">${icon("triangle-alert")} <span>${t(key, args)}</span></p>
    <div class="upload-actions">
      ${upload.again
        ? html`<button type="button" class="link-button" @click=${() => files.retry(upload)}>${t("common-retry")}</button>`
        : nothing}
      <button type="button" class="link-button" @click=${() => files.drop(upload)}>
        ${t("file-drop")}<span class="visually-hidden"> ${upload.file.name}</span>
      </button>
    </div>`;
}
