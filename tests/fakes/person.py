"""A person at a socket: sends frames and waits for the ones that matter."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect

Frame = dict[str, Any]
WAIT_S = 30.0
"""Longer than a busy machine needs; who waits in vain is told by then."""


class Person:
    """One open socket; every frame that came in is kept in `seen`."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.seen: list[Frame] = []

    async def send(self, **frame: Any) -> str:
        """Send a frame; return its client id when it has one."""
        await self._socket.send(json.dumps(frame))
        return str(frame.get("client_id", ""))

    async def command(self, kind: str, **more: Any) -> Frame:
        """Send a frame that is acknowledged; return the acknowledgement or the refusal."""
        client_id = await self.send(type=kind, client_id=str(uuid4()), **more)
        return await self.get(lambda f: f["type"] in {"ack", "refused"} and f["client_id"] == client_id)

    async def get(self, wanted: Any) -> Frame:
        """Return the first frame, seen already or still to come, of this type or for which `wanted` holds."""
        fits = wanted if callable(wanted) else (lambda frame: frame["type"] == wanted)
        for frame in self.seen:
            if fits(frame):
                return frame
        async with asyncio.timeout(WAIT_S):
            while True:
                came: Frame = json.loads(await self._socket.recv())
                self.seen.append(came)
                if fits(came):
                    return came

    async def event(self, name: str, **data: Any) -> Frame:
        """Return the event of this name whose data has these values."""
        return await self.get(
            lambda f: (
                f["type"] == "event"
                and f["name"] == name
                and all(f["data"].get(key) == value for key, value in data.items())
            )
        )

    async def raw(self, text: str | bytes) -> None:
        """Send anything at all."""
        await self._socket.send(text)

    async def closed(self) -> int:
        """Wait until the other side closed; return the code."""
        async with asyncio.timeout(WAIT_S):
            await self._socket.wait_closed()
        return self._socket.close_code or 0


@asynccontextmanager
async def person(url: str, *, local: str | None = None, **headers: str) -> AsyncIterator[Person]:
    """Open a socket at `url` for the length of the block, from the address `local` when one is given."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    here = (local, 0) if local else None
    async with connect(url, additional_headers=named, local_addr=here) as socket:
        yield Person(socket)
