import { describe, expect, it } from "vitest";
import { editNote, isTooLong, loadedNote, mergeNote, noteRefused, noteSaved, noteStatus, sendNote } from "./note";

describe("a note", () => {
  it("is unsaved as soon as it is typed, saving on its way, saved when the server has it", () => {
    const typed = editNote(loadedNote(""), "zwarte fiets");
    expect(noteStatus(typed)).toBe("unsaved");
    const sent = sendNote(typed, "n1");
    expect([noteStatus(sent), noteStatus(sent, false)]).toEqual(["saving", "unsaved"]);
    expect(noteStatus(noteSaved(sent, "n1"))).toBe("saved");
  });

  it("that is empty and untouched is not called saved", () => {
    expect([noteStatus(loadedNote("")), noteStatus(loadedNote("oud"))]).toEqual(["empty", "saved"]);
  });

  it("may have 4,000 characters, a picture counting as one", () => {
    expect(isTooLong(loadedNote("🚲".repeat(4_000)))).toBe(false);
    expect(isTooLong(loadedNote("a".repeat(4_001)))).toBe(true);
  });

  it("stays unsaved when typing went on meanwhile", () => {
    const sent = sendNote(editNote(loadedNote(""), "zwarte"), "n1");
    const later = noteSaved(editNote(sent, "zwarte fiets"), "n1");
    expect(noteStatus(later)).toBe("unsaved");
    expect(later.saved).toBe("zwarte");
  });

  it("takes no answer that is meant for another", () => {
    const sent = sendNote(editNote(loadedNote(""), "a"), "n2");
    expect(noteSaved(sent, "n1")).toBe(sent);
    expect(noteRefused(sent, "n1")).toBe(sent);
  });

  it("keeps the text when the server refuses it", () => {
    const refused = noteRefused(sendNote(editNote(loadedNote(""), "a"), "n1"), "n1");
    expect([refused.text, noteStatus(refused)]).toEqual(["a", "unsaved"]);
  });

  it("is taken from the server when nothing was typed here", () => {
    expect(mergeNote(loadedNote("oud"), "nieuw").text).toBe("nieuw");
    expect(mergeNote(undefined, "nieuw").text).toBe("nieuw");
  });

  it("is not overwritten by the server while it is unsaved", () => {
    const merged = mergeNote(editNote(loadedNote("oud"), "oud en meer"), "oud");
    expect([merged.text, noteStatus(merged)]).toEqual(["oud en meer", "unsaved"]);
  });
});
