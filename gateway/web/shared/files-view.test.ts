import { expect, test } from "vitest";
import { Files } from "./files";
import { pasteFiles } from "./files-view";

const photo = new File(["x"], "image.png", { type: "image/png" });

function paste(types: string[], files: File[]): { taken: string[]; words: boolean } {
  const chosen = new Files("", { session: () => "s", there: () => 0, changed: () => undefined }, () => new Promise(() => undefined));
  const event = new Event("paste", { cancelable: true }) as ClipboardEvent;
  Object.defineProperty(event, "clipboardData", { value: { types, files } });
  pasteFiles(chosen, event);
  return { taken: chosen.uploads.map((upload) => upload.file.name), words: !event.defaultPrevented };
}

test.each([
  ["a picture of a page", ["text/html", "Files"], [photo], { taken: ["image.png"], words: false }],
  ["a file with its name", ["text/plain", "Files"], [photo], { taken: ["image.png"], words: false }],
  ["words", ["text/plain", "text/html"], [], { taken: [], words: true }],
  ["words of which there is a picture too", ["text/plain", "text/html", "Files"], [photo], { taken: [], words: true }],
])("pasting %s", (_, types, files, expected) => {
  expect(paste(types, files)).toEqual(expected);
});
