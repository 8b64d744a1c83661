/** A note as typed, as saved on the server, and what is on its way. */
export interface NoteState {
  readonly text: string;
  readonly saved: string;
  readonly sending: { readonly clientId: string; readonly text: string } | null;
}

export type NoteStatus = "empty" | "saved" | "saving" | "unsaved";

/** How many characters a note may have. */
export const LONGEST_NOTE = 4_000;

/** How long after the last key a note is sent, in ms. */
export const NOTE_PAUSE_MS = 700;

/** Start from the note that the server knows. */
export function loadedNote(text: string): NoteState {
  return { text, saved: text, sending: null };
}

/** Change the text as typed. */
export function editNote(note: NoteState, text: string): NoteState {
  return { ...note, text };
}

/** Tell whether a note is longer than the hub keeps; it counts characters as the hub does. */
export function isTooLong(note: NoteState): boolean {
  return [...note.text].length > LONGEST_NOTE;
}

/** Remember that the present text is on its way. */
export function sendNote(note: NoteState, clientId: string): NoteState {
  return { ...note, sending: { clientId, text: note.text } };
}

/** Take the server's word that it has the note; a late answer to an older text saves that text only. */
export function noteSaved(note: NoteState, clientId: string): NoteState {
  if (note.sending?.clientId !== clientId) return note;
  return { ...note, saved: note.sending.text, sending: null };
}

/** Take the server's refusal: the text stays, unsaved. */
export function noteRefused(note: NoteState, clientId: string): NoteState {
  return note.sending?.clientId === clientId ? { ...note, sending: null } : note;
}

/** Take a note from the server (a new snapshot) without losing what was typed meanwhile. */
export function mergeNote(note: NoteState | undefined, fromServer: string): NoteState {
  if (!note || note.text === note.saved) return loadedNote(fromServer);
  return { ...note, saved: fromServer };
}

/** Say what the officer should know about the note; without connection nothing is being saved. */
export function noteStatus(note: NoteState, connected = true): NoteStatus {
  if (note.text === note.saved) return note.text === "" ? "empty" : "saved";
  return connected && note.sending?.text === note.text ? "saving" : "unsaved";
}
