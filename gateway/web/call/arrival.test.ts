import { describe, expect, it, vi } from "vitest";
import { redeem, remember, remembered, takeCode, Unreachable, WrongCode } from "./arrival";

const at = (hash: string): Location => ({ hash, pathname: "/call", search: "" }) as Location;

describe("arriving at the call page", () => {
  it("takes the code out of the address at once", () => {
    const replaceState = vi.fn();
    expect(takeCode(at("#h=abc"), { replaceState })).toBe("abc");
    expect(replaceState).toHaveBeenCalledWith(null, "", "/call");
  });

  it("leaves an address without a code alone", () => {
    const replaceState = vi.fn();
    expect(takeCode(at("#top"), { replaceState })).toBeNull();
    expect(replaceState).not.toHaveBeenCalled();
  });

  it("exchanges the code in the body, never in the path", async () => {
    const ask = vi.fn().mockResolvedValue(Response.json({ session: "s" }));
    expect(await redeem("abc", ask)).toBe("s");
    expect(ask.mock.calls[0]?.[0]).toBe("/v1/handoff-redemptions");
    expect(ask.mock.calls[0]?.[1]).toMatchObject({ method: "POST", body: '{"code":"abc"}' });
  });

  it("tells a code that is spent from a hub that does not answer", async () => {
    await expect(redeem("abc", vi.fn().mockResolvedValue(new Response("", { status: 400 })))).rejects.toThrow(WrongCode);
    await expect(redeem("abc", vi.fn().mockResolvedValue(new Response("", { status: 503 })))).rejects.toThrow(Unreachable);
    await expect(redeem("abc", vi.fn().mockRejectedValue(new TypeError()))).rejects.toThrow(Unreachable);
  });

  it("goes on without storage when the browser forbids it", () => {
    const forbidden = (): never => {
      throw new Error("blocked");
    };
    expect(() => remember("s", forbidden)).not.toThrow();
    expect(remembered(forbidden)).toBeNull();
  });
});
