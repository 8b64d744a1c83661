/** Kiosks as the HTTP interface tells of them, and what an administrator does to them. */
import { getJson, sendJson } from "./api";

export type KioskState = "idle" | "in_use" | "in_call" | "silent" | "never_seen" | "revoked";

export interface Kiosk {
  id: string;
  name: string;
  place: string;
  languages: string[];
  state: KioskState;
  enrolledAt: string | null;
  codeExpiresAt: string | null;
  seenAt: string | null;
  revokedAt: string | null;
  camera: boolean | null;
  microphone: boolean | null;
  version: string | null;
  errors: number | null;
}

export interface KioskPlace {
  slug: string;
  name: string;
  municipality: string;
  phone: string | null;
}

export interface KioskList {
  kiosks: Kiosk[];
  places: KioskPlace[];
  languages: string[];
}

export interface KioskWish {
  name: string;
  place: string;
  languages: string[];
}

export interface Code {
  code: string;
  expiresAt: string;
}

export interface HistoryLine {
  name: string;
  by: string | null;
  at: string;
  data: Record<string, unknown>;
}

const PATH = "/v1/kiosks";

/** List every kiosk, with the places and languages to choose from. */
export function listKiosks(): Promise<KioskList> {
  return getJson<KioskList>(PATH);
}

/** Add a kiosk; the answer holds the code to enrol its device. */
export function addKiosk(wish: KioskWish): Promise<{ id: string; code: Code }> {
  return sendJson("POST", PATH, wish);
}

/** Change name, place or languages. */
export function changeKiosk(id: string, wish: KioskWish): Promise<void> {
  return sendJson("PUT", `${PATH}/${id}`, wish);
}

/** Make a new enrolment code. */
export function newCode(id: string): Promise<Code> {
  return sendJson("POST", `${PATH}/${id}/codes`, {});
}

/** Take a kiosk out of service for good. */
export function revokeKiosk(id: string, reason: string): Promise<void> {
  return sendJson("POST", `${PATH}/${id}/revocation`, { reason });
}

/** Tell what happened to a kiosk. */
export function historyOf(id: string): Promise<HistoryLine[]> {
  return getJson<HistoryLine[]>(`${PATH}/${id}/history`);
}
