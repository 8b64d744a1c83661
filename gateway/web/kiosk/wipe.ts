/** The end of a visit in the browser: nothing of it stays, and the hub revokes its session. */

const AGAIN_MS = 5_000;
const TRIES = 24;

/** What a browser may keep of a page; tests bring their own. */
export interface Kept {
  session: Storage;
  local: Storage;
  databases: Pick<IDBFactory, "databases" | "deleteDatabase"> | undefined;
  caches: Pick<CacheStorage, "keys" | "delete"> | undefined;
  workers: Pick<ServiceWorkerContainer, "getRegistrations"> | undefined;
}

const browser = (): Kept => ({
  session: sessionStorage,
  local: localStorage,
  databases: globalThis.indexedDB,
  caches: globalThis.caches,
  workers: navigator.serviceWorker,
});

/** Empty every store that this page, or a later version of it, could have written to. */
export async function emptyStores(kept: Kept = browser()): Promise<void> {
  kept.session.clear();
  kept.local.clear();
  await Promise.all([emptyDatabases(kept.databases), emptyCaches(kept.caches), endWorkers(kept.workers)]);
}

async function emptyDatabases(databases: Kept["databases"]): Promise<void> {
  for (const { name } of (await databases?.databases()) ?? []) if (name) databases?.deleteDatabase(name);
}

async function emptyCaches(caches: Kept["caches"]): Promise<void> {
  for (const name of (await caches?.keys()) ?? []) await caches?.delete(name);
}

async function endWorkers(workers: Kept["workers"]): Promise<void> {
  for (const worker of (await workers?.getRegistrations()) ?? []) await worker.unregister();
}

/**
 * Let the hub revoke the session of a visit.
 *
 * The request outlives the page, for a visitor may reload it; its answer makes the browser clear its stores too.
 */
export async function revoke(session: string | null, ask: typeof fetch = (...request) => fetch(...request)): Promise<void> {
  const request: RequestInit = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ session }),
    keepalive: true,
  };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const answer = await ask("/v1/kiosk-wipes", request).catch(() => null);
    if (answer !== null && answer.status < 500) return;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
