/** A citizen's conversation as a page holds it: socket, thread, and what the hub would not take. */
import type { Button, CitizenCommand, CitizenFrame, Medium, Refused, Surface } from "./frames";
import { isTooMuch, roomLeft, TOO_MUCH } from "./message-length";
import { ReturnedWords } from "./returned-words";
import { CodeWish } from "./secret-code";
import { clientId, isSaidByLine, PersonSocket, type SocketState } from "./socket";
import { addPending, applyFrame, emptyThread, hasPerson, isChosen, leaveThread, type Thread } from "./thread";

export interface LineOptions {
  surface: Surface;
  language: string;
  place: string | null;
  session: string | null;
}

/** How the conversation or its call came to an end, as far as the hub told. */
export interface Ending {
  outcome: string | null;
  closed: boolean;
  callReason: string | null;
  /** The citizen was away too long. */
  lapsed?: boolean;
}

const GOODBYE_MS = 10_000;

/** Hold one conversation; dispatches "change" whenever something a page shows is different. */
export class CitizenLine extends EventTarget {
  thread: Thread = emptyThread();
  ending: Ending = { outcome: null, closed: false, callReason: null };
  /** The citizen stopped, here or on another screen. */
  left = false;
  refusal: Refused | null = null;
  link: SocketState = "connecting";
  /** When the last estimate of the waiting time came in. */
  estimatedAt = new Date();
  /** What stands in the text field; words the hub refused come back into it. */
  draft = "";
  /** A wish for a person is on its way and not yet answered. */
  asking: string | null = null;
  /** The secret code with which this person goes on later. */
  readonly later = new CodeWish();
  readonly socket: PersonSocket;
  private readonly returned = new ReturnedWords();
  /** The language chosen here: a conversation that was begun in another one follows. */
  private chosen: string | null = null;

  constructor(
    private readonly options: LineOptions,
    socket?: PersonSocket,
  ) {
    super();
    this.socket = socket ?? new PersonSocket("/ws", () => this.hello());
    this.socket.addEventListener("frame", (event) => this.receive((event as CustomEvent<CitizenFrame>).detail));
    this.socket.addEventListener("state", (event) => this.setLink((event as CustomEvent<SocketState>).detail));
  }

  /** On what kind of page this conversation is held. */
  get surface(): Surface {
    return this.options.surface;
  }

  /** Connect to the hub. */
  start(): void {
    this.socket.start();
  }

  /** Keep what the person types. */
  write(text: string): void {
    if (isTooMuch(text, this.draft)) return this.leaveOut();
    this.draft = text;
    if (this.refusal === TOO_MUCH) this.refusal = null;
    this.changed();
  }

  /** Say why a text was left out; what stood in the box stays. */
  leaveOut(): void {
    this.refusal = TOO_MUCH;
    this.changed();
  }

  /** Send what the person typed; returns false when it cannot go as it is. */
  say(text: string): boolean {
    const words = text.trim();
    if (words === "" || roomLeft(words).over) return false;
    this.draft = "";
    const client_id = clientId();
    this.thread = addPending(this.thread, client_id, words);
    this.send({ type: "say", client_id, text: words });
    return true;
  }

  /** Press a button of the assistant. */
  choose(button: Button): void {
    if (isChosen(this.thread, button.label)) return; // a double click chooses once
    const client_id = clientId();
    this.thread = addPending(this.thread, client_id, button.label, false);
    this.send({ type: "choose", client_id, value: button.value, label: button.label });
  }

  /** Ask for an officer. */
  ask(medium: Medium): void {
    if (this.asking !== null || hasPerson(this.thread, medium)) return;
    this.asking = clientId();
    this.send({ type: "ask_person", client_id: this.asking, medium });
  }

  /** Give the place in the queue up. */
  stopWaiting(): void {
    this.send({ type: "stop_waiting", client_id: clientId() });
  }

  /** Wait on, having heard what is possible instead. */
  keepWaiting(): void {
    this.send({ type: "keep_waiting", client_id: clientId() });
  }

  /** Speak another language from now on. */
  speak(language: string): void {
    this.options.language = this.chosen = language;
    const frame: CitizenCommand = { type: "language", language };
    this.socket.send(frame);
  }

  /** Ask for a secret code, to go on later. */
  goOnLater(): void {
    this.later.ask(() => this.socket.send({ type: "later" }));
    this.changed();
  }

  /** End the conversation and let go of it; the socket stays only until the hub has heard. */
  async finish(): Promise<void> {
    const client_id = clientId();
    const heard = this.answered(client_id);
    this.send({ type: "done", client_id });
    await heard;
    this.stop();
  }

  /** End the conversation and forget it at once, without waiting for the hub to answer. */
  drop(): void {
    this.socket.send({ type: "done", client_id: clientId() });
    this.stop();
  }

  /** Close the socket without a word. */
  stop(): void {
    this.socket.stop();
    this.thread = emptyThread();
    this.later.forget();
    this.draft = "";
  }

  private hello(): CitizenCommand {
    const { surface, language, place } = this.options;
    const session = this.thread.session ?? this.options.session;
    return { type: "hello", session, since: this.thread.session ? this.thread.seq : null, surface, language, place };
  }

  private send(frame: CitizenCommand & { client_id: string }): void {
    this.refusal = null;
    this.socket.send(frame);
    this.changed();
  }

  private receive(frame: CitizenFrame): void {
    this.heedRefusal(frame);
    this.later.hear(frame);
    this.thread = applyFrame(this.thread, frame);
    this.ending = applyEnding(this.ending, frame);
    if (frame.type === "waiting" || frame.type === "snapshot") this.estimatedAt = new Date();
    if (isAnswer(frame, this.asking)) this.asking = null;
    if (frame.type === "event" && frame.name === "CitizenLeft") this.leave();
    if (frame.type === "snapshot") this.settle(frame.conversation.language);
    this.changed();
  }

  /** The hub took the right to this conversation back: nothing more comes in. */
  private leave(): void {
    this.left = true;
    this.thread = leaveThread(this.thread);
    this.ending = { ...this.ending, closed: true };
    this.socket.stop();
  }

  /** A snapshot makes an end to why there was no conversation. */
  private heedRefusal(frame: CitizenFrame): void {
    if (frame.type === "refused") this.refuse(frame);
    if (frame.type === "snapshot" && !this.refusal?.client_id) this.refusal = null;
  }

  private refuse(frame: Refused): void {
    const refused = this.thread.pending.find((each) => each.clientId === frame.client_id);
    if (refused?.typed) this.draft = this.returned.into(this.draft, refused.text);
    // once a conversation is there, one without an id answers "join", which the call handles
    const ours = frame.client_id !== null || this.thread.conversation === null;
    if (ours && !isSaidByLine(frame.code, this.link)) this.refusal = frame;
  }

  /** A line that was lost stays lost until it is open again: an attempt is no news. */
  private settle(spoken: string): void {
    if (this.chosen && this.chosen !== spoken && !this.thread.closed) this.speak(this.chosen);
  }

  private setLink(state: SocketState): void {
    if (state !== "open") this.later.lost();
    if (state === "lost" && this.thread.closed) return this.socket.stop(); // coming back would begin another
    this.link = state === "connecting" && this.link === "lost" ? "lost" : state;
    if (this.refusal && isSaidByLine(this.refusal.code, this.link)) this.refusal = null;
    this.changed();
  }

  private answered(id: string): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, GOODBYE_MS);
      this.socket.addEventListener("frame", (event) => {
        const frame = (event as CustomEvent<CitizenFrame>).detail;
        if (isAnswer(frame, id)) resolve();
      });
    });
  }

  private changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}

function isAnswer(frame: CitizenFrame, id: string | null): boolean {
  return (frame.type === "ack" || frame.type === "refused") && frame.client_id === id;
}

/** Return the ending after one frame. */
export function applyEnding(ending: Ending, frame: CitizenFrame): Ending {
  if (frame.type === "snapshot") return frame.events.reduce((sofar, event) => applyEnding(sofar, { type: "event", ...event }), ending);
  if (frame.type !== "event") return ending;
  if (frame.name === "CallReady") return { ...ending, callReason: null };
  if (frame.name === "CallEnded") return { ...ending, callReason: frame.data.reason };
  if (frame.name === "ConversationClosed") return closedBy(ending, frame.data);
  return ending;
}

function closedBy(ending: Ending, { reason, outcome }: { reason: string; outcome: string | null }): Ending {
  const closed = { ...ending, closed: true, outcome };
  return reason === "vanished" ? { ...closed, lapsed: true } : closed;
}
