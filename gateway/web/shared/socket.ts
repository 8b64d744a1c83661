/** One person's socket: it comes back by itself, and what must arrive is sent again until it is acknowledged. */
import { Silence } from "./silence";

export type SocketState = "connecting" | "open" | "lost" | "stopped";

interface Frame {
  type: string;
  client_id?: string;
}

interface SocketOptions {
  ping?: () => object;
  open?: (url: string) => WebSocket;
  random?: () => number;
}

/** Only these settle a frame; `unavailable` is no answer (see mustWait). */
const SETTLES = new Set(["ack", "refused"]);
const COUNTS = new Set(["event", "snapshot"]);
/** The hub does not serve this page: asking again would not help. */
const BARRED = 4403;
/** The log-in ended: only a new one helps, and the page knows how to ask for it. */
const LOGGED_OUT = 4401;
const PING_MS = 10_000;
const SILENCE_MS = 25_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

/** Return the pause before a new attempt: it doubles from 0.5 s to 10 s, with jitter so that all do not return at once. */
export function reconnectDelay(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return Math.max(FIRST_DELAY_MS, Math.round(ceiling * (0.5 + random / 2)));
}

/** Tell whether the line of the connection says this already: a part of the hub is away, and we keep trying. */
export function isSaidByLine(code: string, state: SocketState): boolean {
  return code === "unavailable" && state !== "open";
}

/** Make a fresh id for a frame that wants an acknowledgement. */
export function clientId(): string {
  return crypto.randomUUID();
}

/**
 * Keep one WebSocket open.
 *
 * Dispatches `frame` (detail: the parsed frame), `state` (detail: a SocketState) and, before it stops for good because
 * the log-in ended, `logged-out`. The first frame out is what `hello` returns; `open` is reached with the first
 * snapshot, and only then are the waiting frames sent.
 */
export class PersonSocket extends EventTarget {
  state: SocketState = "stopped";

  private readonly unacknowledged = new Map<string, Frame>();
  /** The hub greeted us: it takes frames, though `open` is reached only once the snapshot was heard. */
  private greeted = false;
  private socket: WebSocket | null = null;
  private attempt = 0;
  private lastSeq = 0;
  private readonly silence = new Silence();
  private retry: ReturnType<typeof setTimeout> | undefined;
  private beat: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly path: string,
    private readonly hello: () => object,
    private readonly options: SocketOptions = {},
  ) {
    super();
  }

  /** Connect, and keep connecting until `stop`. */
  start(): void {
    if (this.state !== "stopped") return;
    globalThis.addEventListener("online", this.hurry);
    globalThis.addEventListener("offline", this.cut);
    this.connect();
  }

  /** Send a frame; one with a `client_id` is kept until it is acknowledged, another is dropped without connection. */
  send(frame: Frame): boolean {
    if (frame.client_id) this.unacknowledged.set(frame.client_id, frame);
    if (!this.greeted) return false;
    this.socket?.send(JSON.stringify(frame));
    return true;
  }

  /** Close the socket and forget what waits. */
  stop(): void {
    globalThis.removeEventListener("online", this.hurry);
    globalThis.removeEventListener("offline", this.cut);
    clearTimeout(this.retry);
    this.drop();
    this.unacknowledged.clear();
    this.become("stopped");
  }

  private connect(): void {
    clearTimeout(this.retry);
    this.become("connecting");
    const open = this.options.open ?? ((url: string) => new WebSocket(url));
    const socket = open(socketUrl(this.path));
    this.socket = socket;
    socket.onopen = () => {
      this.silence.heard();
      this.beat = setInterval(() => this.ping(), PING_MS);
      socket.send(JSON.stringify(this.hello()));
    };
    socket.onmessage = (message: MessageEvent<string>) => this.receive(message.data);
    socket.onclose = (event) => this.closed(socket, event.code);
  }

  private receive(text: string): void {
    this.silence.heard();
    const frame = JSON.parse(text) as Frame & { seq?: number; code?: string };
    if (this.mustWait(frame)) return this.lose(this.socket);
    this.note(frame);
    const waiting = [...this.unacknowledged.keys()];
    const first = frame.type === "snapshot" && this.state === "connecting";
    this.greeted ||= first;
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
    if (first && this.greeted) this.opened(waiting);
  }

  /** A part of the hub is away: what was sent stays here, in its order, and goes again once the hub takes it. */
  private mustWait(frame: Frame & { code?: string }): boolean {
    return frame.type === "refused" && frame.code === "unavailable" && this.unacknowledged.has(frame.client_id ?? "");
  }

  private note(frame: Frame & { seq?: number }): void {
    if (SETTLES.has(frame.type)) this.unacknowledged.delete(frame.client_id ?? "");
    if (COUNTS.has(frame.type)) this.lastSeq = frame.seq ?? this.lastSeq;
  }

  /** Send what waited, unless who heard the snapshot stopped: then nothing waits any more. */
  private opened(waiting: readonly string[]): void {
    this.attempt = 0;
    this.become("open");
    for (const id of waiting) {
      const frame = this.unacknowledged.get(id);
      if (frame) this.socket?.send(JSON.stringify(frame));
    }
  }

  private ping(): void {
    if (this.silence.ms() > SILENCE_MS) {
      this.lose(this.socket);
      return;
    }
    const frame = this.options.ping?.() ?? { type: "ping", seq: this.lastSeq };
    this.socket?.send(JSON.stringify(frame));
  }

  private closed(socket: WebSocket, code: number): void {
    if (code === LOGGED_OUT) this.dispatchEvent(new Event("logged-out"));
    if (code === LOGGED_OUT || code === BARRED) this.stop();
    else this.lose(socket);
  }

  private lose(socket: WebSocket | null): void {
    if (!socket || socket !== this.socket) return; // an older socket says goodbye
    this.drop();
    this.become("lost");
    const random = this.options.random ?? Math.random;
    this.retry = setTimeout(() => this.connect(), reconnectDelay(this.attempt++, random()));
  }

  private drop(): void {
    clearInterval(this.beat);
    const socket = this.socket;
    this.socket = null;
    this.greeted = false;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  private readonly hurry = (): void => {
    if (this.state !== "lost" && this.state !== "connecting") return;
    this.drop(); // an attempt from before may hang on a network that is gone
    this.connect();
  };

  /** The browser knows at once what the pulse would only find out later. */
  private readonly cut = (): void => this.lose(this.socket);

  private become(state: SocketState): void {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }
}

function socketUrl(path: string): string {
  const url = new URL(path, globalThis.location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return url.href;
}
