/** Decisions of a call that need no browser: when to try again, what to offer, who is there. */

/** One other seat of the call, as the video node tells about it. */
export interface Peer {
  seat: string;
  role: string;
  name: string;
  audio: boolean;
  video: boolean;
  state: "joined" | "reconnecting" | "left";
}

/** What a page may still do after a ticket, or the wish for one, was refused. */
export type AfterRefusal = "fresh-ticket" | "later" | "end";

const TICKET_FAULTS = new Set(["ticket_used", "ticket_expired", "ticket_invalid", "wrong_node"]);
const LATER = new Set(["no_node", "try_again", "too_fast"]);
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;

/** The node keeps a vanished seat for 60 s (video/settings.py); a little longer covers slow clocks. */
export const GIVE_UP_AFTER_MS = 65_000;

/** Decide what follows a refusal: one fresh ticket, a later attempt (a node may come back), or the end. */
export function afterRefusal(code: string, freshTicketsUsed: number): AfterRefusal {
  if (LATER.has(code)) return "later";
  return TICKET_FAULTS.has(code) && freshTicketsUsed === 0 ? "fresh-ticket" : "end";
}

/** Give the pause before attempt `attempt` (0 is the first retry), spread so that callers do not return as one. */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return Math.round(full * (0.5 + random() / 2));
}

/** Say whether trying again still makes sense, `lostForMs` after the connection went away. */
export function mayRetry(lostForMs: number): boolean {
  return lostForMs < GIVE_UP_AFTER_MS;
}

/**
 * Drop `.local` (mDNS) candidates from an offer when others remain.
 *
 * The node would try to look each of them up and lose a second; alone they still carry the connection.
 */
export function withoutLocalNames(sdp: string): string {
  const lines = sdp.split("\r\n");
  const candidates = lines.filter((line) => line.startsWith("a=candidate:"));
  const local = candidates.filter(isLocalName);
  if (local.length === 0 || local.length === candidates.length) return sdp;
  return lines.filter((line) => !isLocalName(line)).join("\r\n");
}

function isLocalName(line: string): boolean {
  return line.startsWith("a=candidate:") && line.includes(".local ");
}

/** Bring a list of peers up to date with one news item of the node. */
export function withPeer(peers: readonly Peer[], news: Peer): Peer[] {
  const others = peers.filter((peer) => peer.seat !== news.seat);
  return news.state === "left" ? others : [...others, news];
}

/** Make peers out of the list in a `joined` frame, which has no state of its own. */
export function seatedPeers(list: readonly Omit<Peer, "state">[]): Peer[] {
  return list.map((peer) => ({ ...peer, state: "joined" as const }));
}

/** Name the Fluent key that tells a citizen why the call is over. */
export function endKey(reason: string): string {
  const known = [
    "hung_up", "hung_up_citizen", "hung_up_officer", "replaced", "vanished", "node_stopped", "node_lost", "released", "lost", "call_ended",
    "seats_full", "no_node",
  ];
  return known.includes(reason) ? `call-end-${reason.replaceAll("_", "-")}` : "call-end-refused";
}

/** Say whether a citizen can sensibly ask for the same call again. */
export function canAskAgain(reason: string): boolean {
  return !["hung_up", "hung_up_citizen", "hung_up_officer"].includes(reason);
}
