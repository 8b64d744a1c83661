"""One WebSocket: valid frames in, frames out, and a short refusal for everything else."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final, TypeVar
from uuid import UUID

import structlog
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from gateway.channels.frames import Refused
from gateway.channels.pace import Bucket
from gateway.database import DatabaseError
from gateway.errors import HubError, TooFast, Unavailable
from gateway.live import LiveError
from gateway.settings import Settings
from gateway.telemetry import Telemetry

log = structlog.get_logger(__name__)

SEND_S: Final = 5.0
HELLO_S: Final = 10.0
POLICY_VIOLATION: Final = 1008

OUTAGES: Final = (DatabaseError, LiveError, OSError)
"""What is raised when PostgreSQL or Redis is away."""

Frame = TypeVar("Frame")


class Gone(Exception):
    """The other side went away, or reads too slowly to keep."""


class BadFrame(HubError):
    code, title = "bad_frame", "This message could not be read."


def origin_allowed(socket: WebSocket, allowed: frozenset[str]) -> bool:
    """Tell whether the page that opened this socket may do so; programs without a page send no Origin."""
    origin = socket.headers.get("origin")
    return origin is None or origin in allowed


class Line:
    """Sends with a time-out, reads within limits of size and pace, and closes after three bad frames."""

    def __init__(self, socket: WebSocket, settings: Settings, telemetry: Telemetry) -> None:
        self._socket = socket
        self._settings = settings
        self._telemetry = telemetry
        self._sending = asyncio.Lock()
        self.in_turn = asyncio.Lock()
        """Held from a command until its answer: who closes the line waits for that."""
        self._bucket = Bucket(settings.frames_at_once, settings.frames_a_second)

    @property
    def connection(self) -> HTTPConnection:
        """Return the connection as it was asked for."""
        return self._socket

    def cookie(self, name: str) -> str | None:
        """Return a cookie that the browser sent when it opened this socket."""
        return self._socket.cookies.get(name)

    async def send(self, frame: BaseModel) -> None:
        """Send one frame; raise Gone when nobody reads it within 5 s."""
        try:
            async with self._sending, asyncio.timeout(SEND_S):
                await self._socket.send_text(frame.model_dump_json())
        except (TimeoutError, WebSocketDisconnect, RuntimeError, OSError):
            raise Gone from None

    async def refuse(self, error: Exception, client_id: UUID | None = None) -> None:
        """Say in one sentence why something was not done; the connection stays."""
        fault = error if isinstance(error, HubError) else Unavailable()
        self._telemetry.refused(fault)
        if fault is not error:
            self._telemetry.failed(error)
        refusal = Refused(
            client_id=client_id,
            code=fault.code,
            text_key=fault.text_key,
            args=dict(fault.args_for_text),
            retry_s=fault.retry_s if isinstance(fault, TooFast) else None,
        )
        await self.send(refusal)

    async def first(self, frames: TypeAdapter[Frame]) -> Frame | None:
        """Return the first frame, or None when none comes in time."""
        try:
            async with asyncio.timeout(HELLO_S):
                return await anext(self.frames(frames), None)
        except TimeoutError:
            return None

    async def frames(self, kinds: TypeAdapter[Frame]) -> AsyncIterator[Frame]:
        """Yield every valid frame until the other side goes away or sends only nonsense."""
        bad = 0
        while bad < self._settings.bad_frames_in_a_row:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            try:
                yield self._parse(kinds, message)
                bad = 0
            except (BadFrame, TooFast) as error:
                bad += 1
                await self.refuse(error, _client_id(message.get("text") or ""))
        await self.close(POLICY_VIOLATION)

    def _parse(self, kinds: TypeAdapter[Frame], message: Mapping[str, Any]) -> Frame:
        self._bucket.take()
        raw = message.get("text") or ""
        if not raw or len(raw.encode()) > self._settings.frame_bytes:
            raise BadFrame
        try:
            return kinds.validate_json(raw)
        except ValidationError as error:
            log.info("bad_frame", faults=error.error_count())
            raise BadFrame from None

    async def close(self, code: int = 1000) -> None:
        """Close the socket, within 5 s; nothing happens when it is closed already."""
        if self._socket.client_state is WebSocketState.CONNECTED:
            try:
                async with asyncio.timeout(SEND_S):
                    await self._socket.close(code)
            except (TimeoutError, RuntimeError, WebSocketDisconnect, OSError):
                log.info("socket_was_gone")


def _client_id(raw: str) -> UUID | None:
    """Find which command a frame that was not taken is, so that its sender stops waiting."""
    try:
        return UUID(json.loads(raw)["client_id"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
