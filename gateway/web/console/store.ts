import type { OfficerCommand, OfficerFrame } from "../shared/frames";
import { clientId, PersonSocket, type SocketState } from "../shared/socket";
import { withAppeared } from "./appearing";
import {
  applyOfficerFrame,
  changeOnDesk,
  emptyDesk,
  select,
  withNotice,
  withoutNotice,
  withoutWork,
  withWish,
  type Desk,
  type NoticePlace,
  type Wish,
} from "./desk";
import { Activity } from "./activity";
import { Drafts } from "./drafts";
import { editNote, isTooLong, NOTE_PAUSE_MS, noteStatus, sendNote } from "./note";
import { hasNew, type Medium } from "./queue";
import { Sounds } from "./sounds";
import { canAnswer, withSaid } from "./works";

const TYPING_PAUSE_MS = 3_000;
const NOTICE_MS = 15_000;
/** Who gave no sign may not be at the screen: this stays until they take somebody again. */
const STAYS: ReadonlySet<string> = new Set(["console-put-back-silent", "console-put-back-away"]);
const NOTICE_PLACES: readonly NoticePlace[] = ["queue", "conversation", "call"];

/** Hold the officer's desk, speak with the server, and tell listeners ("change") when something is different. */
export class ConsoleStore extends EventTarget {
  desk: Desk = emptyDesk();
  connection: SocketState = "connecting";

  readonly drafts = new Drafts(sessionStorage);
  readonly sounds = new Sounds();
  readonly socket = new PersonSocket("/console/ws", () => ({ type: "hello" }), {
    ping: () => ({ type: "ping", seqs: this.seqs(), active: this.activity.take() }),
  });

  private readonly activity = new Activity();
  private readonly notePauses = new Map<string, ReturnType<typeof setTimeout>>();
  private chosenAvailable: boolean | null = null;
  private typing: { id: string; timer: ReturnType<typeof setTimeout> } | null = null;

  /** Connect and keep connected. */
  start(): void {
    this.socket.addEventListener("frame", (event) => this.receive((event as CustomEvent<OfficerFrame>).detail));
    this.socket.addEventListener("state", (event) => this.connected((event as CustomEvent<SocketState>).detail));
    this.socket.start();
  }

  /** Say whether new people may be given to this officer. */
  setAvailable(on: boolean): void {
    this.chosenAvailable = on;
    this.send({ type: "available", on });
    this.become({ ...this.desk, available: on });
  }

  /** Take who has waited longest, of one medium or of any. */
  take(medium: Medium | null): void {
    if (this.wishes("take", null)) return; // a double click takes one
    if (this.connection !== "open") return this.tell("console-take-needs-connection", "queue"); // later would surprise
    this.clear("queue");
    const id = this.wish({ kind: "take", conversationId: null });
    this.send({ type: "take", client_id: id, medium });
  }

  /** Put a conversation in the middle. */
  select(conversationId: string | null): void {
    this.become(select(this.desk, conversationId));
  }

  /** Say something to the citizen; what is empty is not sent. */
  say(conversationId: string, text: string): void {
    const words = text.trim();
    if (words === "") return;
    this.clear("conversation");
    const id = this.wish({ kind: "say", conversationId, text: words });
    this.drafts.write("message", conversationId, "");
    this.become(changeOnDesk(this.desk, conversationId, (work) => withAppeared(withSaid(work, id, words))));
    this.send({ type: "say", client_id: id, conversation_id: conversationId, text: words });
    this.stopTyping();
  }

  /** Keep a draft, and let the citizen see that somebody types. */
  draft(conversationId: string, text: string): void {
    this.drafts.write("message", conversationId, text);
    if (text === "") this.stopTyping();
    else this.startTyping(conversationId);
  }

  /** Tell the server how far the officer has read. */
  seen(conversationId: string, seq: number): void {
    this.become(changeOnDesk(this.desk, conversationId, (work) => ({ ...work, seenSeq: seq })));
    this.send({ type: "seen", conversation_id: conversationId, seq });
  }

  /** Keep the note as typed; it is sent after a short pause. */
  note(conversationId: string, text: string): void {
    this.drafts.write("note", conversationId, text);
    this.become(changeOnDesk(this.desk, conversationId, (work) => ({ ...work, note: editNote(work.note, text) })));
    clearTimeout(this.notePauses.get(conversationId));
    this.notePauses.set(
      conversationId,
      setTimeout(() => this.saveNote(conversationId), NOTE_PAUSE_MS),
    );
  }

  /** Choose what came of a conversation; it is sent when the conversation is closed. */
  chooseOutcome(conversationId: string, outcome: string): void {
    this.become(changeOnDesk(this.desk, conversationId, (work) => ({ ...work, outcome })));
  }

  /** Put the citizen back in the queue, at the old place. */
  release(conversationId: string): void {
    if (this.wishes("release", conversationId)) return;
    this.saveNote(conversationId);
    const id = this.wish({ kind: "release", conversationId });
    this.send({ type: "release", client_id: id, conversation_id: conversationId });
  }

  /** Close a conversation with the chosen outcome and the note as it stands; one closed already leaves the desk. */
  close(conversationId: string): void {
    const work = this.desk.works.find((one) => one.id === conversationId);
    if (work?.thread.closed) this.become(withoutWork(this.desk, conversationId));
    if (!work?.outcome || work.thread.closed || isTooLong(work.note) || this.wishes("close", conversationId)) return;
    clearTimeout(this.notePauses.get(conversationId));
    const { outcome, note } = work;
    const id = this.wish({ kind: "close", conversationId });
    this.send({ type: "close", client_id: id, conversation_id: conversationId, outcome, note: note.text });
  }

  /** Put a sentence before the officer; it goes by itself. */
  tell(key: string, place: NoticePlace): void {
    this.become(withNotice(this.desk, place, { key, args: {} }));
  }

  /** Log out here: what is not sent yet becomes a draft, so that it is there after the next log-in. */
  expire(): void {
    for (const work of this.desk.works) {
      const pending = work.thread.pending.map((one) => one.text);
      this.giveBack(work.id, pending.join("\n"));
    }
    this.socket.stop();
  }

  private saveNote(conversationId: string): void {
    clearTimeout(this.notePauses.get(conversationId));
    const work = this.desk.works.find((one) => one.id === conversationId);
    if (!work || noteStatus(work.note) !== "unsaved" || isTooLong(work.note)) return;
    const id = this.wish({ kind: "note", conversationId });
    const { text } = work.note;
    this.become(changeOnDesk(this.desk, conversationId, (one) => ({ ...one, note: sendNote(one.note, id) })));
    this.send({ type: "note", client_id: id, conversation_id: conversationId, text });
  }

  private receive(frame: OfficerFrame): void {
    const before = this.desk;
    const middle = this.drafts.middle();
    if (frame.type === "refused") this.keepRefused(frame.client_id);
    this.become(applyOfficerFrame(before, frame));
    if (frame.type === "snapshot") this.restore(middle);
    if (frame.type === "ack") this.forgetSavedNotes();
    this.ring(frame, before);
  }

  private ring(frame: OfficerFrame, before: Desk): void {
    if (frame.type === "queue" && hasNew(before.queue, frame.entries)) this.sounds.play("new");
    if (frame.type !== "presence" || frame.online) return;
    const work = before.works.find((one) => one.id === frame.conversation_id);
    if (work && canAnswer(work)) this.sounds.play("lost"); // who stopped on purpose is not lost
  }

  private keepRefused(id: string | null): void {
    const wish = this.desk.wishes.get(id ?? "");
    if (wish?.kind === "say" && wish.conversationId) this.giveBack(wish.conversationId, wish.text ?? "");
  }

  private giveBack(conversationId: string, text: string): void {
    const typed = this.drafts.read("message", conversationId);
    this.drafts.write("message", conversationId, [text, typed].filter(Boolean).join("\n"));
  }

  private restore(middle: string | null): void {
    this.select(middle);
    this.drafts.keepOnly(this.desk.works.map((work) => work.id));
    for (const work of this.desk.works) {
      const typed = this.drafts.read("note", work.id);
      if (typed !== "" && typed !== work.note.text) this.note(work.id, typed);
    }
  }

  private forgetSavedNotes(): void {
    for (const work of this.desk.works) {
      if (noteStatus(work.note) === "saved") this.drafts.write("note", work.id, "");
    }
  }

  private connected(state: SocketState): void {
    if (state === "lost" && this.connection === "open") this.sounds.play("lost");
    this.connection = state;
    // A fresh connection counts as available; who said "no" before still means it.
    const chosen = this.chosenAvailable;
    if (state === "open" && chosen !== null && chosen !== this.desk.available) this.setAvailable(chosen);
    this.dispatchEvent(new Event("change"));
  }

  private startTyping(conversationId: string): void {
    if (this.typing?.id !== conversationId) {
      this.stopTyping();
      this.send({ type: "typing", conversation_id: conversationId, on: true });
      this.become(changeOnDesk(this.desk, conversationId, withAppeared));
    }
    clearTimeout(this.typing?.timer);
    this.typing = { id: conversationId, timer: setTimeout(() => this.stopTyping(), TYPING_PAUSE_MS) };
  }

  private stopTyping(): void {
    if (!this.typing) return;
    clearTimeout(this.typing.timer);
    this.send({ type: "typing", conversation_id: this.typing.id, on: false });
    this.typing = null;
  }

  private seqs(): Record<string, number> {
    return Object.fromEntries(this.desk.works.map((work) => [work.id, work.thread.seq]));
  }

  private wishes(kind: Wish["kind"], conversationId: string | null): boolean {
    return [...this.desk.wishes.values()].some((wish) => wish.kind === kind && wish.conversationId === conversationId);
  }

  private wish(wish: Wish): string {
    const id = clientId();
    this.become(withWish(this.desk, id, wish));
    return id;
  }

  private send(frame: OfficerCommand): void {
    this.socket.send(frame);
  }

  private become(desk: Desk): void {
    if (desk === this.desk) return;
    const before = this.desk;
    this.desk = desk;
    if (desk.selected !== before.selected) this.drafts.keepMiddle(desk.selected);
    if (desk.notices !== before.notices) this.forgetNoticesLater(before.notices);
    this.dispatchEvent(new Event("change"));
  }

  private clear(place: NoticePlace): void {
    const notice = this.desk.notices[place];
    if (notice) this.become(withoutNotice(this.desk, place, notice));
  }

  private forgetNoticesLater(before: Desk["notices"]): void {
    for (const place of NOTICE_PLACES) {
      const notice = this.desk.notices[place];
      if (notice && notice !== before[place] && !STAYS.has(notice.key)) {
        setTimeout(() => this.become(withoutNotice(this.desk, place, notice)), NOTICE_MS);
      }
    }
  }
}
