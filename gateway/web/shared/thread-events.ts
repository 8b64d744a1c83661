/** What each event of a conversation does to its thread. */
import type { Conversation, EventData, EventName, ThreadEvent } from "./frames";
import type { Message, Thread } from "./thread";

type Effects = { [Name in EventName]: (thread: Thread, data: EventData[Name], event: ThreadEvent) => Thread };

/** Return the thread after one event; one that was told before changes nothing. */
export function applyEvent(thread: Thread, event: ThreadEvent): Thread {
  if (event.seq <= thread.seq) return thread;
  const effect = EFFECTS[event.name] as ((thread: Thread, data: unknown, event: ThreadEvent) => Thread) | undefined;
  const numbered = { ...thread, seq: event.seq };
  return effect ? effect(numbered, event.data, event) : numbered; // a newer hub may tell more than we know
}

const EFFECTS: Effects = {
  NoticeShown: (thread, data, event) =>
    add(thread, event, { kind: "notice", key: data.key, text: data.text, lang: data.language }),
  MessagePosted: (thread, data, event) => post(thread, data, event),
  LanguageChanged: (thread, data) => change(thread, { language: data.language }),
  PersonAsked: (thread, data, event) => ask(thread, data, event),
  WaitingStopped: (thread, data, event) => stopWaiting(thread, data, event),
  WaitedLong: (thread, data, event) => ({
    ...add(thread, event, { kind: "message", text: data.text, lang: data.lang, buttons: data.buttons }),
    instead: { text: data.text, lang: data.lang, buttons: data.buttons },
  }),
  WaitingKept: (thread) => ({ ...thread, instead: null }),
  OfficerJoined: (thread, data, event) => join(thread, data, event),
  OfficerLeft: (thread, data, event) => {
    const key = data.reason === "officer_silent" ? "thread-officer-silent" : "thread-officer-left";
    return change(add(thread, event, { key }), { officer: null, held_by: "queue" });
  },
  CitizenLeft: (thread, _data, event) => add(thread, event, { key: "thread-citizen-left" }),
  FileAdded: (thread, data, event) => addFile(thread, data, event),
  CodeGiven: (thread, data, event) => ({ ...add(thread, event, { key: "thread-code-given" }), opensUntil: data.until }),
  ConversationResumed: (thread, _data, event) => resume(add(thread, event, { key: "thread-resumed" })),
  CallReady: (thread, data, event) =>
    change(add(thread, event, { key: "thread-call-ready", call: data.call_id }), {
      call: { id: data.call_id, state: "ready" },
    }),
  CallStarted: (thread, data, event) =>
    change(add(thread, event, { key: "thread-call-started" }), { call: { id: data.call_id, state: "live" } }),
  CallEnded: (thread, data, event) => {
    const told = WITH_OFFICER.has(data.reason) ? thread : add(thread, event, { key: "thread-call-ended" });
    return change(told, { call: { id: data.call_id, state: "ended" } });
  },
  ConversationClosed: (thread, data, event) => close(thread, data, event),
};

/** The line that says the officer is gone says enough about the call that went with them. */
const WITH_OFFICER = new Set(["released", "officer_silent"]);

function stopWaiting(thread: Thread, data: EventData["WaitingStopped"], event: ThreadEvent): Thread {
  const key = data.reason === "vanished" ? "thread-waiting-lapsed" : "thread-waiting-stopped";
  const stopped = change(add(thread, event, { key }), { held_by: "bot", waiting: null });
  return { ...stopped, waiting: null, instead: null };
}

function close(thread: Thread, data: EventData["ConversationClosed"], event: ThreadEvent): Thread {
  const key = data.reason === "vanished" ? "thread-closed-vanished" : "thread-closed";
  const closed = change(add(thread, event, { key }), { state: "closed", held_by: "nobody", waiting: null });
  return { ...closed, closed: true, outcome: data.outcome, waiting: null, instead: null, typing: null };
}

function post(thread: Thread, data: EventData["MessagePosted"], event: ThreadEvent): Thread {
  const posted = add(thread, event, {
    kind: "message",
    author: data.author,
    name: data.name,
    text: data.text,
    key: data.key,
    args: data.args,
    lang: data.lang,
    buttons: data.buttons,
    safety: data.safety ?? [],
  });
  const pending = thread.pending.filter((each) => each.clientId !== data.client_id);
  return { ...posted, pending, typing: data.author === "citizen" ? thread.typing : null };
}

function ask(thread: Thread, data: EventData["PersonAsked"], event: ThreadEvent): Thread {
  const told = { ...add(thread, event, { key: `thread-person-asked-${data.medium}` }), instead: null };
  return thread.conversation?.held_by === "officer" ? told : change(told, { held_by: "queue" });
}

function join(thread: Thread, data: EventData["OfficerJoined"], event: ThreadEvent): Thread {
  const officer = { name: data.name, badge: data.badge };
  const told = add(thread, event, { key: "thread-officer-joined", args: officer });
  return { ...change(told, { officer, held_by: "officer", waiting: null }), waiting: null, instead: null };
}

function addFile(thread: Thread, data: EventData["FileAdded"], event: ThreadEvent): Thread {
  const file = { id: data.file_id, name: data.name, size: data.size };
  return add(thread, event, { kind: "message", author: "citizen", text: data.name, file });
}

/** Who came back while somebody had the conversation only opened one more window. */
function resume(thread: Thread): Thread {
  if (!thread.closed) return thread;
  return { ...change(thread, { state: "open", held_by: "bot", officer: null }), closed: false, outcome: null };
}

function add(thread: Thread, event: ThreadEvent, part: Partial<Message>): Thread {
  const message: Message = {
    seq: event.seq,
    at: event.at,
    kind: "line",
    author: "hub",
    name: null,
    text: null,
    key: null,
    args: {},
    lang: "",
    buttons: [],
    safety: [],
    call: null,
    file: null,
    ...part,
  };
  return { ...thread, messages: [...thread.messages, message] };
}

function change(thread: Thread, part: Partial<Conversation>): Thread {
  return thread.conversation ? { ...thread, conversation: { ...thread.conversation, ...part } } : thread;
}
