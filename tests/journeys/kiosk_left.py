"""What a kiosk's browser still holds of a visit: stores, page, memory, devices."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import BrowserContext, Page, WebSocket

from tests.fakes.person import person

LOOKS, LOOK_S = 5, 0.4
TRACKS = """() => {
  window.tracks = [];
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await open(wanted);
    window.tracks.push(...stream.getTracks());
    return stream;
  };
}"""
STORES = """async () => ({
  local: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie,
  databases: await indexedDB.databases(), caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  state: history.state, name: window.name,
})"""
EMPTY = {
    "local": {}, "session": {}, "cookies": "", "databases": [], "caches": [], "workers": 0,
    "state": None, "name": "",
}  # fmt: skip
PAGE = """() => JSON.stringify([
  location.href, document.title, document.documentElement.outerHTML,
  [...document.querySelectorAll('input, textarea')].map((field) => field.value),
])"""


@dataclass
class Device:
    """A kiosk's page, with what went over its wires."""

    page: Page
    hub: str
    sessions: list[str] = field(default_factory=list)
    talks: list[str] = field(default_factory=list)
    cached: list[str] = field(default_factory=list)

    async def running(self, kind: str) -> int:
        """Return how many of the camera's or microphone's tracks that this page ever had still run."""
        live = "tracks.filter((track) => track.kind === kind && track.readyState === 'live').length"
        return int(await self.page.evaluate(f"(kind) => {live}", kind))

    async def assert_nothing_left(self, words: str) -> None:
        """Fail when a store, the page, or the memory of its scripts still has these words or the session."""
        assert await self.page.evaluate(STORES) == EMPTY
        cookies = [cookie.get("name") for cookie in await self.page.context.cookies()]
        assert set(cookies) <= {"__Host-kiosk"}
        drawn = await self.page.evaluate(PAGE)
        wanted = (words, *self.sessions)
        assert [secret for secret in wanted if secret in drawn] == []
        remembered = await self._remembered(wanted)
        assert remembered == [], f"memory still holds {remembered}"
        assert self.cached == []

    async def _remembered(self, secrets: tuple[str, ...]) -> list[str]:
        """Return what memory still holds once the hub had time to answer the wipe."""
        found: list[str] = []
        for _ in range(LOOKS):
            memory = await heap(self.page)
            found = [secret for secret in secrets if secret in memory]
            if not found:
                break
            await asyncio.sleep(LOOK_S)
        return found

    async def assert_session_revoked(self) -> None:
        """Fail when the hub still knows a session of this page."""
        assert self.sessions
        for session, talk in zip(self.sessions, self.talks, strict=True):
            async with person(f"ws{self.hub.removeprefix('http')}/ws") as stranger:
                await stranger.send(type="hello", session=session, surface="call")
                snapshot = await stranger.get("snapshot")
            assert snapshot["conversation"]["id"] != talk


async def heap(page: Page) -> str:
    """Return all that the page's scripts still hold, after the garbage was collected."""
    inspector = await page.context.new_cdp_session(page)
    chunks: list[str] = []
    inspector.on("HeapProfiler.addHeapSnapshotChunk", lambda event: chunks.append(event["chunk"]))
    await inspector.send("HeapProfiler.enable")
    await inspector.send("HeapProfiler.collectGarbage")
    await inspector.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    await inspector.detach()
    return "".join(chunks)


async def watched(context: BrowserContext, hub: str) -> Device:
    """Open a page of which the wires are watched."""
    await context.add_init_script(f"({TRACKS})()")
    page = await context.new_page()
    device = Device(page, hub)

    def note(text: str | bytes) -> None:
        frame: dict[str, Any] = json.loads(text)
        if frame["type"] == "snapshot" and frame["session"] not in device.sessions:
            device.sessions.append(frame["session"])
            device.talks.append(frame["conversation"]["id"])

    def listen(socket: WebSocket) -> None:
        if socket.url.endswith("/ws"):
            socket.on("framereceived", note)

    page.on("websocket", listen)
    page.on(
        "response",
        lambda answer: (
            None
            if "/assets/" in answer.url or answer.headers.get("cache-control") == "no-store"
            else device.cached.append(answer.url)
        ),
    )
    return device
