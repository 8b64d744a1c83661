import { beforeEach, describe, expect, test, vi } from "vitest";
import { Later } from "./later";

const REFERENCE = "7KQ2-MX4@"; // completed below with the character that fits

let sent: { url: string; init: RequestInit }[];
let asked: number;
let online: boolean;
let wentOn: string[];

function answering(status: number, body: object, headers: Record<string, string> = {}): Later {
  const fetching = (async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    return new Response(JSON.stringify(body), { status, headers });
  }) as unknown as typeof fetch;
  const hands = { ask: () => (asked++, online), goOn: (session: string) => wentOn.push(session), changed: vi.fn() };
  return new Later("https://hub.example", hands, fetching);
}

function filled(later: Later): Later {
  later.form();
  later.type("reference", " 2222 2222 ".toLowerCase());
  later.type("code", "abcde-fghjk");
  return later;
}

beforeEach(() => {
  [sent, asked, online, wentOn] = [[], 0, true, []];
});

describe("a code to write down", () => {
  const code = { type: "code", reference: "2222-2222", code: "ABCDE-FGHJK", opens_until: "2026-12-10T10:00:00Z" } as const;

  test("is asked for, shown, and forgotten when it is put away", () => {
    const later = answering(200, {});
    later.give();
    expect([asked, later.wish.asking]).toEqual([1, true]);
    later.hear(code);
    expect(later.wish.given?.code).toBe("ABCDE-FGHJK");
    later.close();
    expect(JSON.stringify(later.wish)).not.toContain("ABCDE");
  });

  test("without connection, or when the hub says no, there is a way on", () => {
    const later = answering(200, {});
    online = false;
    later.give();
    expect(later.wish.failed).toBe(true);
    online = true;
    later.give();
    later.hear({ type: "refused", client_id: null, code: "too_fast", text_key: "refused-too-fast", args: { seconds: 9 } });
    expect([later.wish.failed, later.wish.refusal?.text_key]).toEqual([true, "refused-too-fast"]);
    later.give();
    later.wish.lost();
    expect([later.wish.asking, later.wish.failed]).toEqual([false, true]);
  });
});

describe("who comes back", () => {
  test("sends number and code in a body, never in an address, and goes on", async () => {
    const later = filled(answering(200, { session: "s2" }));
    await later.submit();
    expect(sent.map(({ url }) => url)).toEqual(["https://hub.example/v1/resumptions"]);
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual({ reference: "2222-2222", code: "abcde-fghjk" });
    expect(wentOn).toEqual(["s2"]);
    expect([later.step, later.code]).toEqual(["none", ""]);
  });

  test("a slip in the number is seen before anything is sent", async () => {
    const later = filled(answering(200, {}));
    later.type("reference", REFERENCE);
    await later.submit();
    expect([sent.length, later.problem?.key]).toEqual([0, "refused-not-a-reference"]);
    later.type("reference", "2222-2222");
    later.type("code", " ");
    await later.submit();
    expect([sent.length, later.problem?.key]).toEqual([0, "later-code-missing"]);
  });

  test("a wrong code stays in the form with a sentence", async () => {
    const later = filled(answering(404, { code: "wrong_code" }));
    await later.submit();
    expect([later.problem?.key, later.code, wentOn]).toEqual(["refused-wrong-code", "abcde-fghjk", []]);
    later.type("code", "x");
    expect(later.problem).toBeNull();
  });

  test("a reference that rests says how long, and there is a person", async () => {
    const later = filled(answering(429, { code: "code_tries" }, { "Retry-After": "61" }));
    await later.submit();
    expect(later.problem).toEqual({ key: "refused-code-tries", args: { minutes: 2 } });
  });

  test("a hub that does not answer is said so", async () => {
    const later = filled(answering(500, {}));
    await later.submit();
    expect(later.problem?.key).toBe("refused-unavailable");
  });
});
