import type { Role } from "./api";

const LOGIN_PATH = "/console/login";
const CONSOLE = { path: "/console", name: "console-title", icon: "users" } as const;
const STATISTICS = { path: "/console/statistics", name: "console-to-statistics", icon: "chart-area" } as const;
const KIOSKS = { path: "/console/kiosks", name: "kiosks-title", icon: "monitor-smartphone" } as const;
const BY_HAND = { path: "/console/contacts", name: "entry-open", icon: "notebook-pen" } as const;
const OWN = { path: "/console/me", name: "own-title", icon: "id-card" } as const;

/** A page that somebody may open; `name` is the key of its name. */
export interface OwnedPage {
  readonly path: string;
  readonly name: string;
  readonly icon: string;
}

// The first page of a role is where it starts; who has none starts on the own page. The server holds the same line.
const PAGES: Record<Role, readonly OwnedPage[]> = {
  officer: [CONSOLE, BY_HAND],
  supervisor: [STATISTICS, CONSOLE, BY_HAND],
  privacy_officer: [STATISTICS],
  interpreter: [],
  administrator: [KIOSKS],
};

/** List the pages that a role may open. */
export function pagesOf(role: Role): readonly OwnedPage[] {
  return PAGES[role];
}

/** List where somebody can go who came to a page of another role: never nowhere. */
export function waysOn(role: Role): readonly OwnedPage[] {
  return PAGES[role].length > 0 ? PAGES[role] : [OWN];
}

/** Choose where to go after log-in: the page asked for if it is one of our own, else the start page of the role. */
export function pageAfterLogin(search: string, role: Role, origin: string): string {
  const asked = ownPath(new URLSearchParams(search).get("next"), origin);
  return asked === null || asked === "/console" ? startPage(role) : asked;
}

/** Make the address of the log-in page that leads back to `location`. */
export function loginPath(location: { pathname: string; search: string }): string {
  return `${LOGIN_PATH}?${new URLSearchParams({ next: location.pathname + location.search })}`;
}

/** Make the address that leads to the log-in provider, and from there to the page that was asked for. */
export function providerPath(search: string, origin: string): string {
  const asked = ownPath(new URLSearchParams(search).get("next"), origin);
  return asked === null ? `${LOGIN_PATH}/start` : `${LOGIN_PATH}/start?${new URLSearchParams({ next: asked })}`;
}

/** Tell where a role belongs that opened the console without a part in it; null when it may stay. */
export function elsewhere(role: Role): string | null {
  return PAGES[role].includes(CONSOLE) ? null : startPage(role);
}

function startPage(role: Role): string {
  return waysOn(role)[0]?.path ?? OWN.path;
}

// Only a path under /console on this very origin: "//elsewhere", "/\elsewhere" and "javascript:" all fail here.
function ownPath(next: string | null, origin: string): string | null {
  if (!next?.startsWith("/")) return null;
  let address: URL;
  try {
    address = new URL(next, origin);
  } catch {
    return null;
  }
  if (address.origin !== origin || address.pathname.startsWith(LOGIN_PATH)) return null;
  const own = address.pathname === "/console" || address.pathname.startsWith("/console/");
  return own ? address.pathname + address.search : null;
}
