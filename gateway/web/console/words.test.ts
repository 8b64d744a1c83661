import { describe, expect, it } from "vitest";
import type { Message } from "../shared/thread";
import { asCitizenRead, authorName, themeName, topicName } from "./words";

const said = (part: Partial<Message>): Message => ({
  ...{ seq: 1, at: "2026-11-26T05:00:00Z", kind: "message", author: "bot", name: null, text: null, key: null, args: {} },
  ...{ lang: "en", buttons: [], safety: [], call: null, file: null },
  ...part,
});

describe("a topic and its theme", () => {
  it("have names of their own where the citizen's button asks something", () => {
    expect(topicName("suicidal_thoughts")).toBe("Gedachten aan zelfmoord");
    expect([topicName("burglary"), topicName("new_topic")]).toEqual(["Inbraak", "new topic"]);
    expect(themeName("other")).toBe("Geen jaarprioriteit");
  });
});

describe("what a citizen read, as an officer sees it", () => {
  it("stands in the citizen's language, whatever the officer's", () => {
    expect(asCitizenRead(said({ key: "chat-greeting" })).text).toBe("Hello. What happened? Tell it in your own words.");
    expect(asCitizenRead(said({ text: "Mijn fiets" })).text).toBe("Mijn fiets");
  });

  it("leaves the lines of the story to the officer's language", () => {
    expect(asCitizenRead(said({ kind: "line", author: "hub", key: "thread-closed" })).text).toBeNull();
  });

  it("comes from one assistant, whether the bot or the hub in its place spoke", () => {
    expect(authorName(said({ author: "bot" }))).toBe("Assistent");
    expect(authorName(said({ author: "hub", key: "bot-away" }))).toBe("Assistent");
    expect(authorName(said({ kind: "line", author: "hub", key: "thread-closed" }))).toBe("Contactpunt");
    expect(authorName(said({ author: "officer", name: "S. Bakker" }))).toBe("S. Bakker");
  });
});
