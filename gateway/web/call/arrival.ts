/** How a person comes to this page: with a one-time code in the fragment, back after a reload, or just so. */

/** The hub does not take the code (any more). */
export class WrongCode extends Error {}

/** The hub did not answer. */
export class Unreachable extends Error {}

type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "contact-hub-call";

/** Return the code in the address and take it out of the address and the history at once. */
export function takeCode(place: Location = location, past: Pick<History, "replaceState"> = history): string | null {
  const code = new URLSearchParams(place.hash.slice(1)).get("h");
  if (code !== null) past.replaceState(null, "", place.pathname + place.search);
  return code || null;
}

/** Exchange a one-time code for a session of the same conversation; rejects with WrongCode or Unreachable. */
export async function redeem(code: string, ask: typeof fetch = fetch): Promise<string> {
  const answer = await ask("/v1/handoff-redemptions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code }),
  }).catch(() => {
    throw new Unreachable();
  });
  if (answer.status >= 500) throw new Unreachable();
  if (!answer.ok) throw new WrongCode();
  return ((await answer.json()) as { session: string }).session;
}

/** Remember the session for as long as this tab lives; a browser that forbids it only loses the reload. */
export function remember(session: string | null, storage: () => Storage = () => sessionStorage): void {
  try {
    if (session === null) storage().removeItem(KEY);
    else storage().setItem(KEY, session);
  } catch {
    // storage is blocked in this browser
  }
}

/** Return the session of before a reload. */
export function remembered(storage: () => Storage = () => sessionStorage): string | null {
  try {
    return storage().getItem(KEY);
  } catch {
    return null;
  }
}
