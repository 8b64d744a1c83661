import { beforeEach, describe, expect, test } from "vitest";
import { Files, LARGEST_FILE, MOST_FILES, type Sent } from "./files";

interface Going {
  file: File;
  headers: Record<string, string>;
  far: (part: number) => void;
  end: (sent: Sent) => void;
}

let going: Going[];
let there: number;
let files: Files;

const kept: Sent = { status: 201, code: "", retryS: 0 };

function fileOf(name: string, type = "image/png", size = 10): File {
  const file = new File(["x"], name, { type });
  Object.defineProperty(file, "size", { value: size });
  return file;
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

beforeEach(() => {
  going = [];
  there = 0;
  const around = { session: () => "s1", there: () => there, changed: () => undefined };
  files = new Files("https://hub.example", around, (_url, file, headers, far) => {
    return new Promise((end) => going.push({ file, headers, far, end }));
  });
});

describe("a file", () => {
  test("goes with the session in a header, tells how far it is, and leaves the list", async () => {
    files.add([fileOf("fiets é.png")]);
    expect(going[0]?.headers).toMatchObject({ Authorization: "Bearer s1", "File-Name": "fiets%20%C3%A9.png" });
    going[0]?.far(0.5);
    expect(files.uploads[0]?.part).toBe(0.5);
    going[0]?.end(kept);
    await settled();
    expect(files.uploads).toEqual([]);
  });

  test("waits for the one before it", async () => {
    files.add([fileOf("1.png"), fileOf("2.png")]);
    expect(going.map(({ file }) => file.name)).toEqual(["1.png"]);
    going[0]?.end(kept);
    await settled();
    expect(going.map(({ file }) => file.name)).toEqual(["1.png", "2.png"]);
  });

  test("that is too large, or of another kind, is said so and not sent", () => {
    files.add([fileOf("a.png", "image/png", LARGEST_FILE + 1), fileOf("a.html", "text/html"), fileOf("a.exe", "")]);
    expect(files.uploads.map((each) => each.problem?.key)).toEqual([
      "refused-file-too-large",
      "refused-file-kind",
      "refused-file-kind",
    ]);
    expect(going).toEqual([]);
    files.add([fileOf("b.HEIC", "", LARGEST_FILE)]);
    expect(going.length).toBe(1);
  });

  test("beyond the tenth is said so and not sent", () => {
    there = MOST_FILES - 1;
    files.add([fileOf("10.png"), fileOf("11.png")]);
    expect(files.uploads.map((each) => each.problem?.key)).toEqual([undefined, "refused-too-many-files"]);
  });

  test("that did not arrive can be sent again under the same id", async () => {
    files.add([fileOf("a.png")]);
    going[0]?.end({ status: 0, code: "", retryS: 0 });
    await settled();
    const [lost] = files.uploads;
    expect([lost?.problem?.key, lost?.again]).toEqual(["file-lost", true]);
    if (lost) files.retry(lost);
    expect(going.map(({ headers }) => headers["Client-Id"])).toEqual([lost?.id, lost?.id]);
  });

  test.each([
    [413, "", "refused-file-too-large", false],
    [400, "file_kind", "refused-file-kind", false],
    [507, "no_room", "refused-no-room", true],
    [503, "unavailable", "refused-unavailable", true],
  ])("refused with %i %s gets its sentence", async (status, code, key, again) => {
    files.add([fileOf("a.png")]);
    going[0]?.end({ status, code, retryS: 0 });
    await settled();
    expect([files.uploads[0]?.problem?.key, files.uploads[0]?.again]).toEqual([key, again]);
  });
});
