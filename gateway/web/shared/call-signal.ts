/** The signalling WebSocket to a video node: questions with one answer each, news, and a heartbeat. */
import type { Peer } from "./call-policy";
import { Silence } from "./silence";

export interface Joined {
  type: "joined";
  call_id: string;
  seat: string;
  role: string;
  peers: Omit<Peer, "state">[];
  ice_servers: RTCIceServer[];
}

export type SignalNews =
  | ({ type: "peer" } & Peer)
  | { type: "ended"; reason: string }
  | { type: "refused"; code: string };

type Incoming = Joined | { type: "answer"; sdp: string } | { type: "pong" } | SignalNews;
interface Waiter {
  resolve: (frame: Incoming) => void;
  reject: (error: Error) => void;
}


/** The node or the hub said no, with the code of its refusal. */
export class CallRefused extends Error {
  constructor(readonly code: string) {
    super(`refused: ${code}`);
    this.name = "CallRefused";
  }
}

/** The connection went away before the answer came. */
export class CallLost extends Error {
  constructor() {
    super("connection lost");
    this.name = "CallLost";
  }
}

const HEARTBEAT_MS = 3_000;
const SILENCE_MS = 9_000;
const ANSWER_MS = 8_000;

/** The node closes with this code when the same seat was taken from another page. */
const REPLACED = 4409;

/** Speak the signalling protocol of one connection; it lives once and is then thrown away. */
export class Signal {
  onNews: (news: SignalNews) => void = () => undefined;
  onLost: (replaced: boolean) => void = () => undefined;
  private readonly waiters = new Map<string, Waiter>();
  private readonly queue: string[] = [];
  private readonly heartbeat: ReturnType<typeof setInterval>;
  private readonly silence = new Silence();
  private closed = false;

  constructor(private readonly socket: WebSocket) {
    socket.addEventListener("open", () => this.flush());
    socket.addEventListener("message", (event) => this.receive(String(event.data)));
    socket.addEventListener("close", (event) => this.lose(event.code === REPLACED));
    socket.addEventListener("error", () => this.lose());
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
  }

  /** Take the seat the ticket names. */
  async join(ticket: string): Promise<Joined> {
    return (await this.ask({ type: "join", ticket }, "joined")) as Joined;
  }

  /** Hand in our description and return the node's. */
  async offer(sdp: string): Promise<string> {
    return ((await this.ask({ type: "offer", sdp }, "answer")) as { sdp: string }).sdp;
  }

  /** Send a frame that has no answer. */
  send(frame: object): void {
    const text = JSON.stringify(frame);
    if (this.socket.readyState === 1) this.socket.send(text);
    else if (!this.closed) this.queue.push(text);
  }

  /** Close without reporting a loss. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.heartbeat);
    this.refuseAll(new CallLost());
    this.socket.close();
  }

  private ask(frame: object, answer: string): Promise<Incoming> {
    if (this.closed) return Promise.reject(new CallLost());
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.lose(), ANSWER_MS);
      const settle = <T>(next: (value: T) => void) => (value: T) => {
        clearTimeout(late);
        next(value);
      };
      this.waiters.set(answer, { resolve: settle(resolve), reject: settle(reject) });
      this.send(frame);
    });
  }

  private receive(text: string): void {
    this.silence.heard();
    const frame = JSON.parse(text) as Incoming;
    const waiter = this.waiters.get(frame.type);
    if (waiter) {
      this.waiters.delete(frame.type);
      waiter.resolve(frame);
    } else if (frame.type === "refused" && this.waiters.size > 0) {
      this.refuseAll(new CallRefused(frame.code));
    } else if (frame.type === "peer" || frame.type === "ended" || frame.type === "refused") {
      this.onNews(frame);
    }
  }

  private flush(): void {
    this.silence.heard();
    for (const text of this.queue.splice(0)) this.socket.send(text);
  }

  private beat(): void {
    if (this.silence.ms() > SILENCE_MS) this.lose();
    else if (this.socket.readyState === 1) this.send({ type: "ping" });
  }

  private lose(replaced = false): void {
    if (this.closed) return;
    this.close();
    this.onLost(replaced);
  }

  private refuseAll(error: Error): void {
    const waiting = [...this.waiters.values()];
    this.waiters.clear();
    for (const waiter of waiting) waiter.reject(error);
  }
}
