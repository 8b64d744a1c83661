/** The typed side of a call: the thread of the conversation and a line to write on. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { CitizenLine } from "./citizen-line";
import type { Files } from "./files";
import { filesView, pasteFiles } from "./files-view";
import { icon } from "./icons";
import { leftOut, roomLeft, roomText } from "./message-length";
import { t } from "./texts";
import type { Thread } from "./thread";
import { renderThread } from "./thread-view";

export interface ChatOptions {
  /** What to show instead of the whole thread, for a screen that draws buttons itself. */
  thread?: Thread;
  onTyping?: () => void;
  /** Where files go; without it none can be added, as at a kiosk. */
  files?: Files | null;
}

/** Draw the thread of a line with its text input. */
export function renderChat(line: CitizenLine, options: ChatOptions = {}): TemplateResult {
  return html`<div class="call-chat">
    ${renderThread(options.thread ?? withoutQuestions(line.thread), { me: "citizen", onChoose: (button) => line.choose(button) })}
    ${line.thread.closed ? nothing : renderComposer(line, options)}
  </div>`;
}

/** Leave out what the assistant asked once a person has the conversation: nobody would answer the press. */
export function withoutQuestions(thread: Thread): Thread {
  if (thread.conversation?.held_by === "bot") return thread;
  const messages = thread.messages.map((message) => ({
    ...message,
    buttons: message.buttons.filter((button) => button.kind !== "choose"),
  }));
  return { ...thread, messages };
}

/** Draw the text input alone; an empty field sends nothing. */
export function renderComposer(line: CitizenLine, options: ChatOptions = {}): TemplateResult {
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    line.say(line.draft);
    (event.target as HTMLFormElement).querySelector("textarea")?.focus();
  };
  const write = (event: Event): void => {
    line.write((event.target as HTMLTextAreaElement).value);
    options.onTyping?.();
  };
  const { files } = options;
  const room = roomLeft(line.draft);
  return html`<form class="call-composer" @submit=${send} autocomplete="off">
    ${line.refusal ? html`<p class="field-error" role="alert">${t(line.refusal.text_key, line.refusal.args)}</p>` : nothing}
    <label class="visually-hidden" for="call-words">${t("call-chat-field")}</label>
    <textarea
      id="call-words"
      class="field"
      rows="1"
      dir="auto"
      enterkeyhint="send"
      autocomplete="off"
      placeholder=${t("call-chat-field")}
      aria-describedby="call-room"
      aria-invalid=${room.over}
      .value=${live(line.draft)}
      @beforeinput=${(event: InputEvent) => leftOut(event) && line.leaveOut()}
      @input=${write}
      @keydown=${sendOnEnter}
      @paste=${(event: ClipboardEvent) => files && pasteFiles(files, event)}
    ></textarea>
    <button type="submit" class="button accent">${icon("send")}${t("call-chat-send")}</button>
    ${files ? filesView(files, line.thread) : nothing}
    <p id="call-room" class=${room.over ? "room field-error" : "room hint"} role="status">${roomText(room)}</p>
  </form>`;
}

function sendOnEnter(event: KeyboardEvent): void {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  (event.target as HTMLTextAreaElement).form?.requestSubmit();
}
