import { html, nothing, type TemplateResult } from "lit";
import { fileSize } from "../shared/file-view";
import { icon } from "../shared/icons";
import { t } from "../shared/texts";
import { ACCEPTED, type Files, type Upload } from "./files";

const PERCENT = 100;

/** Draw the button that adds files, and those that are on their way or could not go. */
export function filesView(files: Files, onlyForOfficer: boolean): TemplateResult {
  const chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    files.add([...(input.files ?? [])]);
    input.value = "";
  };
  return html`<div class="files">
    <label class="link-button add-file">
      ${icon("paperclip")} <span>${t("file-add")}</span>
      <input type="file" class="visually-hidden" multiple accept=${ACCEPTED} aria-describedby="file-hint" @change=${chosen} />
    </label>
    <span id="file-hint" class="visually-hidden">${t("file-hint")}</span>
    <span role="status" class="hint">${onlyForOfficer ? t("file-for-officer") : nothing}</span>
    <ul class="uploads" ?hidden=${files.uploads.length === 0}>
      ${files.uploads.map((upload) => html`<li>${uploadView(files, upload)}</li>`)}
    </ul>
  </div>`;
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
    <div class="later-actions">
      ${upload.again
        ? html`<button type="button" class="link-button" @click=${() => files.retry(upload)}>${t("common-retry")}</button>`
        : nothing}
      <button type="button" class="link-button" @click=${() => files.drop(upload)}>
        ${t("file-drop")}<span class="visually-hidden"> ${upload.file.name}</span>
      </button>
    </div>`;
}
