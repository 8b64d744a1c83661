import { conversationWith } from "../shared/conversation-in-tests";
import type { Conversation } from "../shared/frames";
import type { PersonSocket } from "../shared/socket";
import { Chat, type Outside } from "./chat";
import { Memory } from "./memory";

/** A socket that keeps what is sent and hears what the test says. */
export class FakeSocket extends EventTarget {
  sent: Record<string, unknown>[] = [];
  running = false;

  start(): void {
    this.running = true;
  }

  stop(): void {
    this.running = false;
  }

  send(frame: Record<string, unknown>): boolean {
    this.sent.push(frame);
    return true;
  }

  hear(frame: object): void {
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }
}

/** A chat with nobody at the other end, in a tab that remembers nothing. */
export class Stand {
  readonly socket = new FakeSocket();
  readonly memory = new Memory();
  readonly chat: Chat;

  constructor() {
    sessionStorage.clear();
    this.chat = this.newChat();
  }

  newChat(outside: Outside = {}): Chat {
    const socket = this.socket as unknown as PersonSocket;
    return new Chat("https://hub.example", this.memory, { socket, opener: { open: () => null }, ...outside });
  }

  begin(more: Partial<Conversation> = {}): void {
    this.socket.hear({ type: "snapshot", session: "s1", seq: 0, conversation: conversationWith(more), events: [] });
    this.socket.sent = [];
  }

  refuse(code: string): void {
    const client_id = this.socket.sent.at(-1)?.client_id;
    this.socket.hear({ type: "refused", client_id, code, text_key: `refused-${code}`, args: {}, retry_s: null });
  }
}
