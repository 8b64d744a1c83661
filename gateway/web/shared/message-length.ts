/** How long a message may be; counted in characters as a person sees them, which is what the hub counts. */
import type { Refused } from "./frames";
import { t } from "./texts";

export const LONGEST_MESSAGE = 2000;
const NEAR = 200;

export interface Room {
  left: number;
  /** Tell the writer: the end is near. */
  near: boolean;
  /** The hub would refuse this. */
  over: boolean;
}

/** Return how much room a text leaves. */
export function roomLeft(text: string): Room {
  const left = LONGEST_MESSAGE - [...text.trim()].length;
  return { left, near: left <= NEAR, over: left < 0 };
}

/** A box takes more than a message, so that a text can be pasted and shortened; far more would hold the browser up. */
export const LONGEST_DRAFT = 4000;

/** Why a text was left out of the box. */
export const TOO_MUCH: Refused = {
  type: "refused",
  client_id: null,
  code: "too_much",
  text_key: "words-too-much",
  args: { most: LONGEST_MESSAGE },
  retry_s: null,
};

/** Tell whether a box would hold too much; one that holds too much already may become shorter. */
export function isTooMuch(text: string, before: string): boolean {
  return text.length > LONGEST_DRAFT && text.length > before.length;
}

/** Leave out what is pasted or dropped when it is too much, before the browser has laid it out; tell whether it was. */
export function leftOut(event: InputEvent): boolean {
  const { value, selectionStart, selectionEnd } = event.target as HTMLTextAreaElement;
  const added = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
  const after = value.slice(0, selectionStart) + added + value.slice(selectionEnd);
  if (!isTooMuch(after, value)) return false;
  event.preventDefault();
  return true;
}

/** Say how much room there is, once that matters. */
export function roomText(room: Room): string {
  if (room.over) return t("words-over", { over: -room.left });
  return room.near ? t("words-left", { left: room.left }) : "";
}
