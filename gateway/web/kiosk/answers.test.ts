import { describe, expect, it } from "vitest";
import type { Button, Safety } from "../shared/frames";
import { emptyThread, type Message, type Thread } from "../shared/thread";
import { numberBeside, offerOf, readableAddress, wordsOnly } from "./answers";

const choose: Button = { label: "Fiets gestolen", kind: "choose", value: "topic:bicycle", primary: true };
const link: Button = { label: "Online aangifte", kind: "link", value: "https://www.voorbeeld.nl/aangifte/", primary: false };
const phone: Button = { label: "Bel 0800-2000", kind: "phone", value: "tel:08002000", primary: false };
const card: Safety = { id: "home", number: "0800-2000", label: "Veilig Thuis", text: "Hulp bij geweld thuis.", primary: true };

function says(seq: number, part: Partial<Message>): Message {
  const message: Message = {
    seq, at: "2026-11-22T10:00:00Z", kind: "message", author: "bot", name: null, text: "Hallo", key: null,
    args: {}, lang: "nl", buttons: [], safety: [], call: null, file: null,
  };
  return { ...message, ...part };
}

function thread(...messages: Message[]): Thread {
  return { ...emptyThread(), messages };
}

describe("what the assistant offers on a kiosk", () => {
  it("sorts buttons by what a visitor can do with them here", () => {
    const offer = offerOf(thread(says(1, { buttons: [choose, link, phone] })));
    expect(offer.choices).toEqual([choose]);
    expect(offer.links).toEqual([link]);
    expect(offer.phones).toEqual([phone]);
  });

  it("offers nothing while the visitor's own words are the last, or still under way", () => {
    const asked = says(1, { buttons: [choose] });
    expect(offerOf(thread(asked, says(2, { author: "citizen" }))).choices).toEqual([]);
    const sending = { ...thread(asked), pending: [{ clientId: "a", text: "hoi", typed: true, stored: false }] };
    expect(offerOf(sending).choices).toEqual([]);
  });

  it("keeps safety help in reach after later messages", () => {
    const offer = offerOf(thread(says(1, { safety: [card] }), says(2, {})));
    expect(offer.safety).toEqual([card]);
    expect(offer.seq).toBe(2);
  });

  it("leaves words only in the thread, so that nothing dials or leads away", () => {
    const [message] = wordsOnly(thread(says(1, { buttons: [link], safety: [card] }))).messages;
    expect(message?.buttons).toEqual([]);
    expect(message?.safety).toEqual([]);
  });

  it("writes addresses and numbers as people copy them, each once", () => {
    expect(readableAddress(link.value)).toBe("voorbeeld.nl/aangifte");
    expect(numberBeside(phone)).toBe("");
    expect(numberBeside({ ...phone, label: "Veilig Thuis" })).toBe("08002000");
  });
});
