/** The device this page runs on: who the hub says it is, and a heartbeat that says it lives. */
import { LANGUAGES } from "./screens";

export type Screen = "idle" | "in_use" | "in_call";
export type DeviceState = "starting" | "enrolled" | "demonstration" | "not_enrolled" | "revoked";

/** What the hub answers to a heartbeat. */
export interface DeviceNews {
  state: "enrolled" | "not_enrolled" | "revoked";
  demonstration: boolean;
  place: { name: string } | null;
  languages: string[];
  police: string;
}

export interface DeviceParts {
  ask: typeof fetch;
  devices: () => Promise<Pick<MediaDeviceInfo, "kind">[]>;
}

const BEAT_MS = 30_000;
const STARTING_MS = 5_000;
const ANSWER_MS = 10_000;

const browserParts: DeviceParts = {
  ask: (...request) => fetch(...request),
  devices: () => navigator.mediaDevices.enumerateDevices(),
};

/** Dispatches "change" when the hub said something new about this device. */
export class Device extends EventTarget {
  state: DeviceState = "starting";
  languages: readonly string[] = [];
  place: string | null = null;
  police = "";
  /** The telephone number of the station itself; asked for when this device serves nobody any more. */
  station = "";
  private errors = 0;
  private met = false;
  private clock: ReturnType<typeof setInterval> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    /** The place in the page's address, which stands in for a device in development. */
    readonly slug: string | null,
    private readonly screen: () => Screen,
    private readonly parts: DeviceParts = browserParts,
  ) {
    super();
  }

  /** Say so to the hub now, and every 30 s until `stop`. */
  start(): void {
    for (const name of ["error", "unhandledrejection"]) addEventListener(name, this.count);
    this.clock = setInterval(() => void this.beat(), BEAT_MS);
    void this.beat();
  }

  /** Say no more. */
  stop(): void {
    clearInterval(this.clock);
    clearTimeout(this.retry);
    for (const name of ["error", "unhandledrejection"]) removeEventListener(name, this.count);
  }

  /** Tell the hub how this device is, and learn what it is; without an answer everything stays as it was. */
  async beat(): Promise<void> {
    clearTimeout(this.retry);
    const { camera, microphone } = await this.look();
    const told = { screen: this.screen(), version: version(), camera, microphone, errors: this.errors, started: !this.met };
    const answer = await this.post("/v1/kiosk-heartbeats", told);
    if (answer?.ok) await this.hear((await answer.json()) as DeviceNews);
    else if (!this.met) this.retry = setTimeout(() => void this.beat(), STARTING_MS);
  }

  /** Exchange an enrolment code for a secret, which scripts never see; return the key of what went wrong, if anything. */
  async enrol(code: string): Promise<string | null> {
    const answer = await this.post("/v1/kiosk-enrolments", { code });
    if (answer === null || answer.status >= 500) return "refused-unavailable";
    if (answer.status === 429) return "refused-kiosk-tries";
    if (!answer.ok) return "refused-kiosk-code";
    this.met = false;
    await this.beat();
    return null;
  }

  private async hear(news: DeviceNews): Promise<void> {
    const shown = news.demonstration && this.slug !== null;
    this.met = true;
    this.state = shown ? "demonstration" : news.state;
    this.languages = shown ? LANGUAGES : news.languages;
    this.place = news.place?.name ?? null;
    this.police = news.police;
    this.dispatchEvent(new Event("change"));
    if (this.state === "revoked") await this.askStation();
  }

  private async askStation(): Promise<void> {
    const answer = await this.send("/v1/kiosk-place", {});
    if (!answer?.ok) return;
    const { phone } = (await answer.json()) as { phone: string | null };
    this.station = phone ?? "";
    this.dispatchEvent(new Event("change"));
  }

  private async look(): Promise<{ camera: boolean; microphone: boolean }> {
    const kinds = await this.parts.devices().then(
      (found) => found.map((each) => each.kind),
      (): MediaDeviceKind[] => [],
    );
    return { camera: kinds.includes("videoinput"), microphone: kinds.includes("audioinput") };
  }

  private async post(path: string, body: object): Promise<Response | null> {
    const headers = { "content-type": "application/json" };
    return this.send(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  private async send(path: string, request: RequestInit): Promise<Response | null> {
    return this.parts.ask(path, { ...request, signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => null);
  }

  private readonly count = (): void => {
    this.errors += 1;
  };
}

/** Name the version of this page: its built file carries a hash of what is in it. */
function version(): string {
  const file = new URL(import.meta.url).pathname.split("/").at(-1) ?? "";
  return file.replace(/[^\w.-]/g, "").slice(0, 64) || "unknown";
}

/** Read which place this kiosk stands in; anything that is no slug is no place. */
export function readSlug(search: string): string | null {
  const slug = new URLSearchParams(search).get("place") ?? "";
  return /^[a-z0-9-]{1,64}$/.test(slug) ? slug : null;
}
