import { describe, expect, it, vi } from "vitest";
import type { Media } from "./call-media";
import { CallSession } from "./call-session";
import { requestTicket } from "./call-ticket";
import { CitizenCall } from "./citizen-call";
import { CitizenLine } from "./citizen-line";
import { conversationWith } from "./conversation-in-tests";
import type { CitizenFrame, Conversation } from "./frames";
import { PersonSocket } from "./socket";

/** A socket that only remembers what was sent; tests speak for the hub. */
class QuietSocket extends PersonSocket {
  sent: { type: string; client_id?: string }[] = [];
  override state = "open" as const;
  constructor() {
    super("/ws", () => ({}));
  }
  override send(frame: { type: string; client_id?: string }): boolean {
    this.sent.push(frame);
    return true;
  }
  tell(frame: CitizenFrame): void {
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }
}

const track = { kind: "video", enabled: true, readyState: "live", stop: vi.fn() };
const media: Media = {
  stream: { getTracks: () => [track], getAudioTracks: () => [] } as unknown as MediaStream,
  camera: "on",
  microphone: "on",
};

function conversation(part: Partial<Conversation> = {}): Conversation {
  return conversationWith({ reference: "K7M-4RP2", held_by: "queue", ...part });
}

function snapshot(part: Partial<Conversation> = {}, seq = 1): CitizenFrame {
  return { type: "snapshot", session: "s", seq, conversation: conversation(part), events: [] };
}

function begin(open = vi.fn().mockResolvedValue(media)) {
  const socket = new QuietSocket();
  const line = new CitizenLine({ surface: "call", language: "nl", place: null, session: null }, socket);
  const seats: CallSession[] = [];
  const call = new CitizenCall(line, open, () => {
    const session = new CallSession(() => new Promise(() => undefined));
    seats.push(session);
    return session;
  });
  return { socket, line, call, seats, open };
}

const calm = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const ready = { call: { id: "call-1", state: "ready" as const } };

describe("the call of a citizen", () => {
  it("joins by itself when the officer is there, once for each call", async () => {
    const { socket, call, seats } = begin();
    const arrived = vi.fn();
    call.addEventListener("arrived", arrived);
    socket.tell(snapshot(ready));
    socket.tell({ type: "event", seq: 2, name: "CallStarted", data: { call_id: "call-1" }, at: "" });
    await calm();
    expect(arrived).toHaveBeenCalledTimes(1);
    expect(seats).toHaveLength(1);
    socket.tell({ type: "event", seq: 3, name: "CallReady", data: { call_id: "call-2" }, at: "" });
    await calm();
    expect(seats).toHaveLength(2);
  });

  it("does not join a call that was over before", async () => {
    const { socket, seats } = begin();
    socket.tell(snapshot({ call: { id: "call-1", state: "ended" } }));
    await calm();
    expect(seats).toHaveLength(0);
  });

  it("ends with the hub's reason and lets the camera go", async () => {
    const { socket, call } = begin();
    socket.tell(snapshot(ready));
    await calm();
    socket.tell({ type: "event", seq: 2, name: "CallEnded", data: { call_id: "call-1", reason: "vanished" }, at: "" });
    expect(call.news).toEqual({ phase: "ended", reason: "vanished" });
    expect(call.media).toBeNull();
    expect(track.stop).toHaveBeenCalled();
  });

  it("switches a camera off that was allowed only after the person had left", async () => {
    let allow: (media: Media) => void = () => undefined;
    const { call } = begin(vi.fn().mockReturnValue(new Promise((resolve) => (allow = resolve))));
    const asked = call.prepare();
    call.stop();
    track.stop.mockClear();
    allow(media);
    expect((await asked).stream).toBeNull();
    expect(track.stop).toHaveBeenCalled();
  });

  it("asks the browser once, and anew only on request", async () => {
    const { call, open } = begin();
    await call.prepare();
    await call.prepare();
    expect(open).toHaveBeenCalledTimes(1);
    await call.prepare(true);
    expect(open).toHaveBeenCalledTimes(2);
  });
});

describe("the line of a citizen", () => {
  it("gives refused words back and says why", () => {
    const { socket, line } = begin();
    socket.tell(snapshot());
    line.draft = "te lang";
    line.say(line.draft);
    expect(line.draft).toBe("");
    const id = socket.sent.at(-1)?.client_id ?? "";
    socket.tell({ type: "refused", client_id: id, code: "too_long", text_key: "refused-too-long", args: { max: 2000 } });
    expect(line.draft).toBe("te lang");
    expect(line.refusal?.code).toBe("too_long");
  });

  it("leaves far too much out of the box, says so, and keeps what stood there", () => {
    const { socket, line } = begin();
    socket.tell(snapshot());
    line.write("mijn fiets");
    line.write("x".repeat(4001));
    expect([line.draft, line.refusal?.text_key]).toEqual(["mijn fiets", "words-too-much"]);
    line.write("x".repeat(2001));
    expect(line.say(line.draft)).toBe(false);
    expect(line.draft).toHaveLength(2001);
    expect(line.refusal).toBeNull();
  });

  it("asks for a person once, however often the button is pressed", () => {
    const { socket, line } = begin();
    socket.tell(snapshot());
    line.ask("video");
    line.ask("video");
    expect(socket.sent.filter((frame) => frame.type === "ask_person")).toHaveLength(1);
    socket.tell({ type: "ack", client_id: socket.sent.at(-1)?.client_id ?? "", seq: 2 });
    expect(line.asking).toBeNull();
  });

  it("remembers outcome and reason of the end", () => {
    const { socket, line } = begin();
    socket.tell(snapshot());
    socket.tell({ type: "event", seq: 2, name: "CallEnded", data: { call_id: "x", reason: "hung_up_officer" }, at: "" });
    socket.tell({ type: "event", seq: 3, name: "ConversationClosed", data: { reason: "closed_by_officer", outcome: "referred" }, at: "" });
    expect(line.ending).toEqual({ outcome: "referred", closed: true, callReason: "hung_up_officer" });
  });

  it("gets a ticket for its join, and a refusal as an error", async () => {
    const { socket } = begin();
    const ticket = requestTicket(socket);
    socket.tell({ type: "refused", client_id: "another", code: "closed", text_key: "refused-closed", args: {} });
    socket.tell({ type: "ticket", ticket: "t", url: "ws://node", call_id: "c" });
    expect(await ticket).toEqual({ ticket: "t", url: "ws://node" });
    const refused = requestTicket(socket);
    socket.tell({ type: "refused", client_id: null, code: "no_node", text_key: "refused-no-node", args: {} });
    await expect(refused).rejects.toThrow("no_node");
  });
});

describe("a citizen who stops on another screen", () => {
  const left: CitizenFrame = { type: "event", seq: 2, name: "CitizenLeft", data: {}, at: "2026-11-22T10:00:00Z" };

  it("has no call any more here, and nothing to write on", async () => {
    const { socket, line, call } = begin();
    socket.tell(snapshot({ held_by: "officer", ...ready }));
    await calm();
    socket.tell(left);
    expect(call.news).toEqual({ phase: "ended", reason: "hung_up_citizen" });
    expect(call.media).toBeNull();
    expect(line.thread.closed).toBe(true);
    expect(line.ending.closed).toBe(true);
  });

  it("waits no more", () => {
    const { socket, line } = begin();
    socket.tell(snapshot({ waiting: { medium: "video", place: 1, expected_s: 60, officers: 1 } }));
    socket.tell(left);
    expect(line.thread.waiting).toBeNull();
  });
});

describe("what the hub would not take", () => {
  it("comes back whole and in order", () => {
    const { socket, line } = begin();
    socket.tell(snapshot());
    line.say("eerste");
    line.say("tweede");
    for (const { client_id = null } of socket.sent) {
      socket.tell({ type: "refused", client_id, code: "too_fast", text_key: "refused-too-fast", args: {} });
    }
    expect(line.draft).toBe("eerste\ntweede");
  });
});
