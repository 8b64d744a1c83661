import { describe, expect, test } from "vitest";
import { type Openings, OpeningWatch } from "./opening";

const always = { open: true, hours: { key: "hours-always", args: {} } };
const hours: Openings = { chat: always, video: always };

function watch(place: string | null, answers: (Response | Error)[]): { opening: OpeningWatch; asked: string[]; changes: number[] } {
  const asked: string[] = [];
  const get = (address: string): Promise<Response> => {
    asked.push(address);
    const answer = answers.shift() ?? new Error("nobody answers");
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const opening = new OpeningWatch(place, get as unknown as typeof fetch);
  const changes: number[] = [];
  opening.addEventListener("change", () => changes.push(asked.length));
  return { opening, asked, changes };
}

const answer = (openings: Openings): Response => new Response(JSON.stringify(openings));

describe("opening hours before a conversation", () => {
  test("are those of the place", async () => {
    const { opening, asked } = watch("station-deventer", [answer(hours)]);
    await opening.look();
    expect(asked).toEqual(["/v1/opening-hours?place=station-deventer"]);
    expect(opening.now).toEqual(hours);
  });

  test("are news only when they are different", async () => {
    const closed = { ...hours, video: { open: false, hours: { key: "hours-closed", args: {} } } };
    const { opening, changes } = watch(null, [answer(hours), answer(hours), answer(closed)]);
    for (let turn = 0; turn < 3; turn++) await opening.look();
    expect(changes).toEqual([1, 3]);
  });

  test("stay as they were while the hub does not answer", async () => {
    const { opening } = watch(null, [answer(hours), new Error("offline"), new Response("", { status: 503 })]);
    for (let turn = 0; turn < 3; turn++) await opening.look();
    expect(opening.now).toEqual(hours);
  });
});
