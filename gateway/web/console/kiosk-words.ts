/** How kiosks are told of: state in words and a sign, and sums for the first sentence; pure but for the texts. */
import { t } from "../shared/texts";
import { dayAndTime, timeOfDay } from "./format";
import type { Kiosk, KioskState, KioskWish } from "./kiosks-api";

const SIGNS: Record<KioskState, string> = {
  idle: "circle-check",
  in_use: "hand",
  in_call: "video",
  silent: "wifi-off",
  never_seen: "clock",
  revoked: "x",
};

/** Return the icon that stands beside a state. */
export function stateSign(state: KioskState): string {
  return SIGNS[state];
}

/** Return the look of a state: what lives is done, what fell silent wants attention. */
export function stateLook(state: KioskState): string {
  if (state === "silent") return "attention";
  return state === "revoked" || state === "never_seen" ? "" : "done";
}

/** Say how a kiosk is now. */
export function stateWords(kiosk: Kiosk, today: Date = new Date()): string {
  const key = `kiosks-state-${kiosk.state.replaceAll("_", "-")}`;
  return t(key, { time: kiosk.seenAt ? moment(kiosk.seenAt, today) : "" });
}

/** Write a moment as short as it can be: the time when it is of today, else day and time. */
export function moment(iso: string, today: Date = new Date()): string {
  return new Date(iso).toDateString() === today.toDateString() ? timeOfDay(iso) : dayAndTime(iso);
}

/** Name what a kiosk that lives lacks. */
export function lacks(kiosk: Kiosk): string[] {
  const lacking: [boolean, string][] = [
    [kiosk.camera === false, t("kiosks-no-camera")],
    [kiosk.microphone === false, t("kiosks-no-microphone")],
    [(kiosk.errors ?? 0) > 0, t("kiosks-errors", { count: kiosk.errors ?? 0 })],
  ];
  return lacking.filter(([is]) => is).map(([, words]) => words);
}

/** Count the kiosks that serve, those of them that fell silent, and those never seen. */
export function counts(kiosks: readonly Kiosk[]): { serving: number; silent: number; unseen: number } {
  const serving = kiosks.filter((kiosk) => kiosk.state !== "revoked");
  const how = (state: KioskState): number => serving.filter((kiosk) => kiosk.state === state).length;
  return { serving: serving.length, silent: how("silent"), unseen: how("never_seen") };
}

/** Say in one or two sentences how all kiosks are. */
export function overview(kiosks: readonly Kiosk[]): string {
  const { serving, silent, unseen } = counts(kiosks);
  if (serving === 0) return t("kiosks-empty");
  if (unseen === 0) return t("kiosks-second", { silent });
  const waiting = t("kiosks-unseen", { unseen });
  if (silent > 0) return `${t("kiosks-second", { silent })} ${waiting}`;
  return serving === unseen ? waiting : `${waiting} ${t("kiosks-rest")}`;
}

export type Fault = "name" | "place" | "languages";

/** Find what is missing in a wish. */
export function faultsOf(wish: KioskWish): Fault[] {
  const missing: [boolean, Fault][] = [
    [wish.name.trim() === "", "name"],
    [wish.place === "", "place"],
    [wish.languages.length === 0, "languages"],
  ];
  return missing.filter(([is]) => is).map(([, fault]) => fault);
}
