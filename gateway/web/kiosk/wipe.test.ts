import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { emptyStores, type Kept, revoke } from "./wipe";

const STORY = "mijn fiets is gejat";

describe("the wipe of a visit", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("empties every store of the browser", async () => {
    sessionStorage.setItem("a", STORY);
    localStorage.setItem("b", STORY);
    const gone: string[] = [];
    const unregister = vi.fn().mockResolvedValue(true);
    const kept = {
      session: sessionStorage,
      local: localStorage,
      databases: { databases: () => Promise.resolve([{ name: "talk" }]), deleteDatabase: (name: string) => gone.push(name) },
      caches: { keys: () => Promise.resolve(["pages"]), delete: (name: string) => Promise.resolve(gone.push(name) > 0) },
      workers: { getRegistrations: () => Promise.resolve([{ unregister }]) },
    } as unknown as Kept;
    await emptyStores(kept);
    expect([sessionStorage.length, localStorage.length]).toEqual([0, 0]);
    expect(gone).toEqual(["talk", "pages"]);
    expect(unregister).toHaveBeenCalledOnce();
  });

  it("asks again until the hub has revoked the session, in a request that outlives the page", async () => {
    const ask = vi
      .fn()
      .mockRejectedValueOnce(new TypeError("offline"))
      .mockResolvedValueOnce({ status: 503 })
      .mockResolvedValue({ status: 204 });
    const done = revoke("secret", ask);
    await vi.advanceTimersByTimeAsync(60_000);
    await done;
    expect(ask).toHaveBeenCalledTimes(3);
    expect(ask.mock.calls[0]?.[1]).toMatchObject({ body: JSON.stringify({ session: "secret" }), keepalive: true });
  });
});
