import type { QueueEntry } from "../shared/frames";
import { hasText, t, tIn } from "../shared/texts";
import type { Message } from "../shared/thread";

const key = (id: string): string => id.replaceAll("_", "-");

/** Name a topic as officers know it, else by its button; one without a text keeps its id, so that nothing is hidden. */
export function topicName(topic: string): string {
  const name = `topic-${key(topic)}-name`;
  return hasText(name) ? t(name) : worded(`topic-${key(topic)}-label`, topic);
}

/** Name what somebody waits for; before anything is understood that is said too. */
export function entryTopic(entry: QueueEntry): string {
  return entry.topic ? topicName(entry.topic) : t("console-topic-none");
}

/** Name the priority that a contact belongs to. */
export function themeName(theme: string): string {
  return worded(`statistics-theme-${key(theme)}`, theme);
}

/** Name how the hub would route the question. */
export function routeName(route: string): string {
  return worded(`console-route-${key(route)}`, route);
}

/** Name a channel of the contact log. */
export function channelName(channel: string): string {
  return worded(`statistics-channel-${channel}`, channel);
}

/** Name what came of a conversation. */
export function outcomeName(outcome: string): string {
  return worded(`outcome-${key(outcome)}`, outcome);
}

/** Find the officer's wording of a line that the hub wrote for the citizen ("you asked ..."). */
export function officerKey(lineKey: string): string {
  return hasText(`console-${lineKey}`) ? `console-${lineKey}` : lineKey;
}

/** Give what the hub said to a citizen the words that the citizen got, in the citizen's language. */
export function asCitizenRead(message: Message): Message {
  if (message.kind === "line" || message.text !== null || !message.key) return message;
  return { ...message, text: tIn(message.lang, message.key, message.args) };
}

/** Name who said something, as citizens know them; lines of the story are the hub's own. */
export function authorName({ author, kind, name }: Message): string {
  if (author === "bot" || author === "citizen") return t(`console-author-${author}`);
  return name ?? t(kind === "line" ? "console-author-hub" : "console-author-bot");
}

/** Name the role of an officer. */
export function roleName(role: string): string {
  return worded(`login-role-${key(role)}`, role);
}

function worded(textKey: string, otherwise: string): string {
  return hasText(textKey) ? t(textKey) : otherwise.replaceAll("_", " ");
}
