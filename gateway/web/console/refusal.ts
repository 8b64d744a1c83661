import { hasText, t } from "../shared/texts";
import { ApiError } from "./api";
import { faultsOf, type Fault } from "./entry";

/** Why something was not saved: the sentence, faults at fields, and whether logging in again helps. */
export interface Refusal {
  readonly text: string;
  readonly faults: readonly Fault[];
  readonly loggedOut: boolean;
}

/** Say that fields need another look. */
export function faulty(faults: readonly Fault[]): Refusal {
  return { text: t("entry-unsaved-faults", { count: faults.length }), faults, loggedOut: false };
}

/** Read why the hub did not save; anything but an answer of the hub is raised again. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ApiError)) throw error;
  const faults = error.status === 400 ? faultsOf(error.problem) : [];
  if (faults.length > 0) return faulty(faults);
  return { text: sentence(error), faults: [], loggedOut: error.status === 401 };
}

interface Problem {
  readonly code?: string;
  readonly args?: Record<string, string | number>;
}

function sentence({ status, problem }: ApiError): string {
  if (status === 401) return t("entry-unsaved-logged-out");
  if (status === 403) return t("entry-unsaved-refused");
  const { code, args } = (problem ?? {}) as Problem;
  const key = `refused-${(code ?? "").replaceAll("_", "-")}`;
  return status === 409 && hasText(key) ? t(key, args) : t("entry-unsaved-no-answer");
}
