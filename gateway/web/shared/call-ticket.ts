/** Ask the hub for a join ticket over a person's socket. */
import { CallLost, CallRefused } from "./call-signal";
import type { Ticket } from "./call-connection";

/** The part of a person's socket that a ticket needs. */
export interface TicketSocket extends EventTarget {
  send(frame: { type: "join"; conversation_id?: string }): boolean;
}

interface TicketFrame {
  type: string;
  conversation_id?: string;
  client_id?: string | null;
  code?: string;
  ticket?: string;
  url?: string;
}

const TICKET_MS = 10_000;

/** What the hub may answer to "join" when there is no seat to give. */
const REFUSALS = new Set(["no_node", "not_open", "not_yours", "closed"]);

/** Return a fresh ticket, or reject with CallRefused (the hub said no) or CallLost (it said nothing). */
export function requestTicket(socket: TicketSocket, conversationId?: string): Promise<Ticket> {
  return new Promise((resolve, reject) => {
    const listen = (event: Event): void => {
      const answer = readTicket((event as CustomEvent<TicketFrame>).detail, conversationId);
      if (answer === null) return;
      stop();
      if (answer instanceof CallRefused) reject(answer);
      else resolve(answer);
    };
    const late = setTimeout(() => {
      stop();
      reject(new CallLost());
    }, TICKET_MS);
    const stop = (): void => {
      clearTimeout(late);
      socket.removeEventListener("frame", listen);
    };
    socket.addEventListener("frame", listen);
    if (socket.send({ type: "join", ...(conversationId && { conversation_id: conversationId }) })) return;
    stop();
    reject(new CallLost());
  });
}

/** Read a ticket or a refusal out of a frame; `null` when the frame is about something else. */
export function readTicket(frame: TicketFrame, conversationId?: string): Ticket | CallRefused | null {
  if (frame.type === "refused") return readRefusal(frame);
  if (frame.type !== "ticket" || !frame.ticket || !frame.url) return null;
  if (conversationId && frame.conversation_id !== conversationId) return null;
  return { ticket: frame.ticket, url: frame.url };
}

/** A refusal with a `client_id` answers something else the person did. */
function readRefusal({ client_id, code = "" }: TicketFrame): CallRefused | null {
  return !client_id && REFUSALS.has(code) ? new CallRefused(code) : null;
}
