import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PersonSocket, reconnectDelay, type SocketState } from "./socket";

class FakeWebSocket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  closed = false;
  readonly sent: Record<string, unknown>[] = [];

  constructor(readonly url: string) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.closed = true;
  }

  hear(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const snapshot = { type: "snapshot", session: "s", seq: 3, events: [] };
let sockets: FakeWebSocket[];
let states: SocketState[];
let socket: PersonSocket;

const last = (): FakeWebSocket => {
  const newest = sockets.at(-1);
  if (!newest) throw new Error("nothing was opened");
  return newest;
};

function arrive(): void {
  last().onopen?.();
  last().hear(snapshot);
}

function loseAndReturn(): void {
  last().onclose?.({ code: 1006 });
  vi.advanceTimersByTime(10_000);
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  states = [];
  const open = (url: string): WebSocket => {
    sockets.push(new FakeWebSocket(url));
    return last() as unknown as WebSocket;
  };
  socket = new PersonSocket("https://hub.example/ws", () => ({ type: "hello" }), { open, random: () => 0 });
  socket.addEventListener("state", (event) => states.push((event as CustomEvent<SocketState>).detail));
  socket.start();
});

afterEach(() => {
  socket.stop();
  vi.useRealTimers();
});

describe("connecting", () => {
  test("the first frame says hello, and it is open with the snapshot", () => {
    last().onopen?.();
    expect(last().url).toBe("wss://hub.example/ws");
    expect(last().sent).toEqual([{ type: "hello" }]);
    expect(states).toEqual(["connecting"]);
    last().hear(snapshot);
    expect(states).toEqual(["connecting", "open"]);
  });

  test("what is said on hearing the snapshot is sent, once, and what waited follows", () => {
    socket.send({ type: "say", client_id: "1" });
    socket.addEventListener("frame", () => {
      socket.send({ type: "language" });
      socket.send({ type: "ask_person", client_id: "2" });
    });
    arrive();
    expect(last().sent.map((frame) => frame.type)).toEqual(["hello", "language", "ask_person", "say"]);
  });

  test("what waited is not sent when the one who hears the snapshot stops", () => {
    socket.send({ type: "say", client_id: "1" });
    socket.addEventListener("frame", () => socket.stop());
    arrive();
    expect(last().sent.map((frame) => frame.type)).toEqual(["hello"]);
    expect(states.at(-1)).toBe("stopped");
  });

  test("frames reach whoever listens", () => {
    const heard: unknown[] = [];
    socket.addEventListener("frame", (event) => heard.push((event as CustomEvent<unknown>).detail));
    arrive();
    expect(heard).toEqual([snapshot]);
  });

  test("a lost connection comes back by itself", () => {
    arrive();
    loseAndReturn();
    arrive();
    expect(sockets).toHaveLength(2);
    expect(states).toEqual(["connecting", "open", "lost", "connecting", "open"]);
  });

  test("a browser that is online again does not wait", () => {
    arrive();
    last().onclose?.({ code: 1006 });
    globalThis.dispatchEvent(new Event("online"));
    expect(sockets).toHaveLength(2);
  });

  test("a browser that goes offline has lost it at once, and returns when it is online", () => {
    arrive();
    globalThis.dispatchEvent(new Event("offline"));
    expect(states.at(-1)).toBe("lost");
    globalThis.dispatchEvent(new Event("online"));
    arrive();
    expect(states.at(-1)).toBe("open");
  });

  test("an attempt that hangs is given up when the browser is online again", () => {
    arrive();
    loseAndReturn();
    globalThis.dispatchEvent(new Event("online"));
    expect(sockets).toHaveLength(3);
    expect(sockets[1]?.closed).toBe(true);
  });

  test("who stops it is left alone", () => {
    arrive();
    socket.stop();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(last().closed).toBe(true);
  });

  test("a page that the hub does not serve stops asking", () => {
    last().onopen?.();
    last().onclose?.({ code: 4403 });
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(states.at(-1)).toBe("stopped");
  });

  test("a log-in that ended stops it, and the page hears why before what waits is forgotten", () => {
    const heard: string[] = [];
    socket.addEventListener("logged-out", () => heard.push(socket.state));
    arrive();
    last().onclose?.({ code: 4401 });
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(heard).toEqual(["open"]);
    expect(states.at(-1)).toBe("stopped");
  });

  test("the pause doubles from half a second to ten, with jitter", () => {
    expect([0, 1, 2, 3, 10].map((attempt) => reconnectDelay(attempt, 1))).toEqual([500, 1000, 2000, 4000, 10_000]);
    expect(reconnectDelay(10, 0)).toBe(5000);
    expect(reconnectDelay(0, 0)).toBe(500);
  });
});

describe("what must arrive", () => {
  const say = { type: "say", client_id: "a", text: "mijn fiets" };

  test("is sent again after a lost connection until it is acknowledged", () => {
    arrive();
    socket.send(say);
    loseAndReturn();
    arrive();
    expect(last().sent).toEqual([{ type: "hello" }, say]);
    last().hear({ type: "ack", client_id: "a", seq: 4 });
    loseAndReturn();
    arrive();
    expect(last().sent).toEqual([{ type: "hello" }]);
  });

  test("is not sent again after a refusal", () => {
    arrive();
    socket.send(say);
    last().hear({ type: "refused", client_id: "a", code: "too_long", text_key: "x", args: {} });
    loseAndReturn();
    arrive();
    expect(last().sent).toEqual([{ type: "hello" }]);
  });

  test("is kept while a part of the hub is away, and goes again once, in order", () => {
    arrive();
    socket.send(say);
    socket.send({ ...say, client_id: "b" });
    last().hear({ type: "refused", client_id: "a", code: "unavailable", text_key: "x", args: {} });
    expect(states.at(-1)).toBe("lost");
    vi.advanceTimersByTime(10_000);
    arrive();
    expect(last().sent).toEqual([{ type: "hello" }, say, { ...say, client_id: "b" }]);
    last().hear({ type: "ack", client_id: "a", seq: 4 });
    last().hear({ type: "ack", client_id: "b", seq: 5 });
    loseAndReturn();
    arrive();
    expect(last().sent).toEqual([{ type: "hello" }]);
  });

  test("waits for the connection, in order", () => {
    socket.send(say);
    socket.send({ ...say, client_id: "b" });
    arrive();
    expect(last().sent.map((frame) => frame.client_id)).toEqual([undefined, "a", "b"]);
  });

  test("a passing sign is dropped without connection", () => {
    expect(socket.send({ type: "typing" })).toBe(false);
    arrive();
    expect(last().sent).toEqual([{ type: "hello" }]);
  });
});

describe("the pulse", () => {
  test("every ten seconds it tells the last number it knows", () => {
    arrive();
    last().hear({ type: "event", seq: 7 });
    vi.advanceTimersByTime(10_000);
    expect(last().sent.at(-1)).toEqual({ type: "ping", seq: 7 });
  });

  test("a hub that stays silent counts as lost", () => {
    arrive();
    vi.advanceTimersByTime(30_000);
    expect(states).toContain("lost");
  });

  test("an answer keeps the connection", () => {
    arrive();
    for (let turn = 0; turn < 6; turn++) {
      vi.advanceTimersByTime(10_000);
      last().hear({ type: "pong", seq: 3 });
    }
    expect(states).toEqual(["connecting", "open"]);
  });

  test("a clock that is set back hides no silence", () => {
    arrive();
    vi.setSystemTime(Date.now() - 5 * 60_000);
    vi.advanceTimersByTime(30_000);
    expect(states).toContain("lost");
  });

  test("a laptop that slept for an hour looks again at its first beat, and sends what it could not", () => {
    arrive();
    socket.send({ type: "say", client_id: "a" });
    vi.setSystemTime(Date.now() + 60 * 60_000); // the steady clock of some systems stands still meanwhile
    vi.advanceTimersByTime(10_000);
    expect(states.at(-1)).toBe("lost");
    vi.advanceTimersByTime(10_000);
    arrive();
    expect(last().sent).toEqual([{ type: "hello" }, { type: "say", client_id: "a" }]);
  });
});

describe("who stops it on hearing the snapshot", () => {
  test("is left alone too", () => {
    socket.addEventListener("frame", () => socket.stop());
    arrive();
    expect(states.at(-1)).toBe("stopped");
    expect(last().closed).toBe(true);
  });
});
