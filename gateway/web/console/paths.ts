const LOGIN_PATH = "/console/login";

/** Choose where to go after log-in: the page asked for if it is one of our own, else the start page of the role. */
export function pageAfterLogin(search: string, role: string, origin: string): string {
  const asked = ownPath(new URLSearchParams(search).get("next"), origin);
  return asked === null || asked === "/console" ? startPage(role) : asked;
}

/** Make the address of the log-in page that leads back to `location`. */
export function loginPath(location: { pathname: string; search: string }): string {
  return `${LOGIN_PATH}?${new URLSearchParams({ next: location.pathname + location.search })}`;
}

/** Where people start who do not speak with citizens. */
const START_PAGES: Record<string, string> = { supervisor: "/console/statistics", administrator: "/console/kiosks" };

function startPage(role: string): string {
  return START_PAGES[role] ?? "/console";
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
  if (address.origin !== origin || address.pathname === LOGIN_PATH) return null;
  const own = address.pathname === "/console" || address.pathname.startsWith("/console/");
  return own ? address.pathname + address.search : null;
}
