/** The widget's conversation: what it knows, what it sends. Draws nothing. */
import type { Button, CitizenCommand, CitizenFrame, Medium, Refused } from "../shared/frames";
import { clientId, isSaidByLine, PersonSocket, type SocketState } from "../shared/socket";
import { language, setLanguage, t } from "../shared/texts";
import { addPending, applyFrame, emptyThread, hasPerson, isChosen, leaveThread, type Thread } from "../shared/thread";
import { isTooMuch, roomLeft, TOO_MUCH } from "../shared/message-length";
import { Files, type Sender } from "../shared/files";
import { ReturnedWords } from "../shared/returned-words";
import { Later } from "./later";
import { Memory } from "./memory";
import { pageLanguage } from "./page-language";
import { TypingSign } from "./typing-sign";
import { type Opener, VideoDoor } from "./video-door";

/** The world around the chat, for tests to stand in for. */
export interface Outside {
  socket?: PersonSocket;
  fetch?: typeof fetch;
  sender?: Sender;
  opener?: Opener;
}

/** Dispatches `change` whenever there is something new to draw. */
export class Chat extends EventTarget {
  thread: Thread = emptyThread();
  connection: SocketState = "stopped";
  wasLost = false;
  begun = false;
  refusal: Refused | null = null;
  draft: string;
  readonly door: VideoDoor;
  readonly later: Later;
  readonly files: Files;

  private readonly socket: PersonSocket;
  private readonly sign = new TypingSign((on) => this.send({ type: "typing", on }));
  private readonly returned = new ReturnedWords();
  private videoAsked: string | null = null;
  private asking: string | null = null;
  private ending: string | null = null;
  private stopping: string | null = null;

  constructor(
    hub: string,
    private readonly memory: Memory,
    outside: Outside = {},
  ) {
    super();
    this.draft = memory.recall("draft") ?? "";
    this.door = new VideoDoor(hub, () => this.changed(), outside.opener);
    const hands = {
      ask: () => this.send({ type: "later" }),
      goOn: (session: string) => this.restart(session),
      changed: () => this.changed(),
    };
    this.later = new Later(hub, hands, outside.fetch);
    const around = {
      session: () => this.thread.session,
      there: () => this.thread.messages.filter((message) => message.file).length,
      changed: () => this.changed(),
    };
    this.files = new Files(hub, around, outside.sender);
    this.socket = outside.socket ?? new PersonSocket(`${hub}/ws`, () => this.hello());
    this.socket.addEventListener("frame", (event) => this.receive((event as CustomEvent<CitizenFrame>).detail));
    this.socket.addEventListener("state", (event) => this.connected((event as CustomEvent<SocketState>).detail));
  }

  /** Connect; the first time this starts a conversation. One that is over needs no connection. */
  start(): void {
    if (this.thread.closed) return;
    this.begun = true;
    this.socket.start();
  }

  /** Keep what the person types, so that a reload does not lose it. */
  write(text: string): void {
    if (isTooMuch(text, this.draft)) return this.leaveOut();
    this.draft = text;
    this.refusal = null;
    this.memory.keep("draft", text);
    if (this.thread.conversation?.held_by === "officer") this.sign.typed();
    this.changed();
  }

  /** Say why a text was left out; what stood in the box stays. */
  leaveOut(): void {
    this.refusal = TOO_MUCH;
    this.changed();
  }

  /** Send the draft; return false when it cannot go as it is. */
  say(): boolean {
    const text = this.draft.trim();
    if (!text || roomLeft(text).over) return false;
    this.write("");
    this.sign.rest();
    this.post(clientId(), text, (client_id) => ({ type: "say", client_id, text }));
    return true;
  }

  /** Answer by one of the hub's buttons. */
  choose(button: Button): void {
    if (isChosen(this.thread, button.label)) return; // a double click chooses once
    const id = clientId();
    const { value, label } = button;
    const wantsVideo = value === "person:video" && this.isOpen("video");
    if (wantsVideo) this.openDoor(id);
    this.post(id, label, (client_id) => ({ type: "choose", client_id, value, label }));
    if (wantsVideo) this.send({ type: "handoff" });
  }

  /** Ask for an officer; for video this also opens the call page. */
  askPerson(medium: Medium): void {
    if (this.asking !== null || hasPerson(this.thread, medium)) return;
    const id = clientId();
    this.asking = id;
    const wantsVideo = medium === "video" && this.isOpen(medium);
    if (wantsVideo) this.openDoor(id);
    this.send({ type: "ask_person", client_id: id, medium });
    if (wantsVideo) this.send({ type: "handoff" });
  }

  /** Open the call page again, for a call or a queue this person is already in. */
  reopenCall(): void {
    this.openDoor(null);
    this.send({ type: "handoff" });
  }

  /** Leave the queue. */
  stopWaiting(): void {
    if (this.stopping !== null) return;
    this.stopping = clientId();
    this.send({ type: "stop_waiting", client_id: this.stopping });
  }

  /** Wait on, having heard what is possible instead. */
  keepWaiting(): void {
    this.send({ type: "keep_waiting", client_id: clientId() });
  }

  /** End the conversation. */
  end(): void {
    if (this.ending !== null) return;
    this.ending = clientId();
    this.send({ type: "done", client_id: this.ending });
  }

  /** Forget this conversation; begin another, or go on in that of a session. */
  restart(session: string | null = null): void {
    this.socket.stop();
    this.memory.keep("session", session);
    this.refusal = null;
    this.files.forget();
    this.thread = emptyThread();
    this.asking = this.ending = this.stopping = null;
    this.wasLost = false;
    this.door.forget();
    this.start();
  }

  /** Begin another conversation, with a person. */
  startWithPerson(): void {
    this.later.close();
    this.restart();
    this.askPerson("chat");
  }

  /** Speak the language that the person chose here or, without a choice, that of the page. */
  followPage(): void {
    const lang = this.memory.recall("language") ?? pageLanguage();
    if (lang !== language()) this.tell(lang);
  }

  /** Speak another language from here on; the page has no say in it any more. */
  speak(lang: string): void {
    this.memory.keep("language", lang);
    this.tell(lang);
  }

  private tell(lang: string): void {
    setLanguage(lang);
    this.send({ type: "language", language: lang });
    this.changed();
  }

  /** While nobody is there no page opens: the hub then says in the thread when people are back. */
  private isOpen(medium: Medium): boolean {
    return this.thread.persons?.[medium].open ?? true;
  }

  private hello(): CitizenCommand {
    const since = this.thread.conversation ? this.thread.seq : null;
    const session = this.thread.session ?? this.memory.recall("session");
    return { type: "hello", session, since, surface: "website", language: language(), place: null };
  }

  private connected(state: SocketState): void {
    this.connection = state;
    if (this.refusal && isSaidByLine(this.refusal.code, state)) this.refusal = null;
    if (state === "lost") this.wasLost = true;
    if (state !== "open") this.later.wish.lost();
    // One that is over needs no connection: coming back would begin another.
    if (state === "lost" && this.thread.closed) this.socket.stop();
    this.changed();
  }

  private receive(frame: CitizenFrame): void {
    this.later.hear(frame);
    if (this.hasEnded(frame)) return this.left();
    if (frame.type === "refused") this.refused(frame);
    this.thread = applyFrame(this.thread, frame);
    this.answered(frame);
    if (frame.type === "event" && frame.name === "CitizenLeft") this.left();
    if (frame.type === "snapshot") this.settle(frame.conversation.language);
    if (frame.type === "handoff") this.door.lead(frame.code);
    this.changed();
  }

  private answered(frame: CitizenFrame): void {
    if ((frame.type !== "ack" && frame.type !== "refused") || frame.client_id === null) return;
    const ended = frame.client_id === this.ending;
    this.asking = without(this.asking, frame.client_id);
    this.stopping = without(this.stopping, frame.client_id);
    this.ending = without(this.ending, frame.client_id);
    if (ended && frame.type === "ack") this.left();
  }

  /** The hub heard "done" though its answer was lost: it knows our session no more and began another conversation. */
  private hasEnded(frame: CitizenFrame): boolean {
    const mine = this.thread.conversation?.id;
    const another = frame.type === "snapshot" && mine !== undefined && mine !== frame.conversation.id;
    return another && this.ending !== null;
  }

  /** The person ended it: the hub took this tab's right back, so only the number stays. */
  private left(): void {
    this.thread = leaveThread(this.thread);
    this.ending = null;
    this.begun = false;
    this.sign.rest();
    this.door.forget();
    this.later.close();
    this.files.forget();
    this.memory.keep("session", null);
    this.socket.stop();
  }

  private settle(spoken: string): void {
    this.memory.keep("session", this.thread.session);
    if (!this.refusal?.client_id) this.refusal = null; // it said why there was no conversation
    if (spoken !== language() && !this.thread.closed) this.send({ type: "language", language: language() });
  }

  /** Say why, and give the words back: nothing that was typed is lost. */
  private refused(frame: Refused): void {
    if (!isSaidByLine(frame.code, this.connection)) this.refusal = frame;
    if (frame.client_id && frame.client_id === this.videoAsked) this.door.abandon();
    const back = this.thread.pending.find((each) => each.clientId === frame.client_id && each.typed);
    if (!back) return;
    this.draft = this.returned.into(this.draft, back.text);
    this.memory.keep("draft", this.draft);
  }

  private openDoor(asked: string | null): void {
    this.videoAsked = asked;
    this.door.prepare(t("chat-person-video"));
  }

  private post(id: string, text: string, frame: (id: string) => CitizenCommand): void {
    this.refusal = null;
    const command = frame(id);
    this.thread = addPending(this.thread, id, text, command.type === "say");
    this.send(command);
    this.changed();
  }

  private send(frame: CitizenCommand): boolean {
    return this.socket.send(frame);
  }

  private changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}

/** Return what is on its way, or null when this answer was about it. */
function without(wish: string | null, answered: string): string | null {
  return wish === answered ? null : wish;
}
