/** What somebody is here; the server's table of rights says what each may do. */
export type Role = "officer" | "interpreter" | "supervisor" | "privacy_officer" | "administrator";

/** How one can log in here. */
export interface LogInWays {
  readonly provider: "none" | "ready" | "away";
  readonly demonstration: boolean;
  readonly logOutAtProvider: boolean;
}

/** An officer as the HTTP interface tells of them. */
export interface Officer {
  readonly id: string;
  readonly name: string;
  readonly badge?: string;
  readonly role: Role;
  readonly team: string;
}

/** An answer that is not a success; `status` is 0 when no answer came, `problem` what the hub says about it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: unknown = null,
  ) {
    super(`status ${status}`);
  }
}

const TIMEOUT_MS = 10_000;

/** Fetch JSON with the officer's session; raise ApiError on anything but success. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await request(path, { headers: { Accept: "application/json" } }, signal);
  return (await answer.json()) as T;
}

/** Tell how one can log in here; open to everybody. */
export function logInWays(): Promise<LogInWays> {
  return getJson<LogInWays>("/v1/log-in-ways");
}

/** Send JSON with the officer's session and return the answer, if it has a body; raise ApiError like `getJson`. */
export async function sendJson<T>(method: "POST" | "PUT", path: string, body: object): Promise<T> {
  const answer = await request(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** List the demonstration officers; exists in development only. */
export function developmentOfficers(): Promise<Officer[]> {
  return getJson<Officer[]>("/v1/development-officers");
}

/** Tell who is logged in; raises ApiError 401 when nobody is. */
export function currentOfficer(): Promise<Officer> {
  return getJson<Officer>("/v1/officer-sessions/current");
}

/** Log in as a demonstration officer. */
export async function logIn(officerId: string): Promise<void> {
  await request("/v1/officer-sessions", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ officerId }),
  });
}

/** Log out; the server forgets the session. */
export async function logOut(): Promise<void> {
  await request("/v1/officer-sessions/current", { method: "DELETE" });
}

async function request(path: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, signal: either, credentials: "same-origin" });
  } catch {
    throw new ApiError(0);
  }
  if (!answer.ok) throw new ApiError(answer.status, await answer.json().catch(() => null));
  return answer;
}
