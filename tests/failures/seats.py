"""A seat in a call, kept as gateway/web/shared/call-session.ts keeps it; only signalling, no media."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.failures.people import LOST, Frame, Wire

TICKET_S = 3.0
AGAIN_AFTER_S = 0.5


class Seat:
    """One person's place in a call: it comes back with a fresh ticket until the call is over."""

    def __init__(self, wire: Wire, url: str, **about: str) -> None:
        self._wire, self._url, self._about = wire, url, about
        self._socket: ClientConnection | None = None
        self._tickets: asyncio.Queue[Frame] = asyncio.Queue()
        self.times_in = 0
        self.peers: set[str] = set()
        self.ended: str | None = None
        self.changed = asyncio.Event()
        wire.listeners.append(self._hear)

    async def run(self) -> None:
        """Sit until the call is over."""
        while self.ended is None:
            with suppress(*LOST):
                await self._sit()
            self.peers.clear()
            await asyncio.sleep(AGAIN_AFTER_S)

    async def say(self, **frame: Any) -> None:
        """Send a frame to the node."""
        assert self._socket is not None
        await self._socket.send(json.dumps(frame))

    async def until(self, condition: Any, within_s: float = 30.0) -> None:
        """Wait until what this person knows of the call fulfils `condition`."""
        async with asyncio.timeout(within_s):
            while not condition():
                self.changed.clear()
                await self.changed.wait()

    async def _sit(self) -> None:
        while not self._tickets.empty():
            self._tickets.get_nowait()
        await self._wire.send({"type": "join", **self._about})
        async with asyncio.timeout(TICKET_S):
            ticket = await self._tickets.get()
        async with connect(ticket["url"], origin=self._url, open_timeout=5) as socket:  # type: ignore[arg-type]
            self._socket = socket
            await self.say(type="join", ticket=ticket["ticket"])
            async for text in socket:
                self._note(json.loads(text))

    def _note(self, frame: Frame) -> None:
        match frame["type"]:
            case "joined":
                self.times_in += 1
                self.peers = {peer["seat"] for peer in frame["peers"]}
            case "peer" if frame["state"] == "joined":
                self.peers.add(frame["seat"])
            case "peer":
                self.peers.discard(frame["seat"])
            case "ended":
                self.ended = frame["reason"]
            case "refused" if frame["code"] == "call_ended":
                self.ended = frame["code"]
        self.changed.set()

    def _hear(self, frame: Frame) -> None:
        if frame["type"] == "ticket":
            self._tickets.put_nowait(frame)


@asynccontextmanager
async def seated(*seats: Seat) -> AsyncIterator[None]:
    """Keep people in their call for the length of the block."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(seat.run()) for seat in seats]
        yield
        for task in tasks:
            task.cancel()
