"""uvicorn's connections with an end to every wait: for a request that trickles in, for who never reads."""

from __future__ import annotations

import asyncio
import socket
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode, Frame

from gateway.settings import Settings

FRAGMENTS: Final = 1_024
"""Pieces of one message, empty ones included."""
STEP: Final = 8 * 1024
"""Bytes of a long body that come in during the time for a request."""
ARRIVING: Final = (h11.IDLE, h11.SEND_BODY)


class PatientHttp(H11Protocol):
    """HTTP in which a request that does not arrive in time ends its connection."""

    def __init__(self, *given: Any, settings: Settings, **more: Any) -> None:
        super().__init__(*given, **more)
        self._settings = settings
        self._late: asyncio.TimerHandle | None = None
        self._came = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock of the first request."""
        super().connection_made(transport)
        if len(self.connections) > self._settings.connections:
            transport.abort()  # the files that are left are for those who are there
            return
        end_when_unread(transport, self._settings.unread_s)
        self._await_request()

    def data_received(self, data: bytes) -> None:
        """Stop the clock when the request is whole, start it with the first byte of the next.

        A long body gets the same time for each STEP of it, so that a photograph may take minutes.
        """
        super().data_received(data)
        arriving = self.transport.get_protocol() is self and self.conn.their_state in ARRIVING
        self._came = self._came + len(data) if arriving else 0
        if self._came >= STEP or not arriving:
            self._came = 0
            self._forget_clock()
        if arriving:
            self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clock."""
        self._forget_clock()
        super().connection_lost(exc)

    def _await_request(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(self._settings.request_s, self._give_up)

    def _give_up(self) -> None:
        self._late = None
        if self.flow.read_paused:  # we are the slow ones
            self._await_request()
        else:
            self.transport.abort()

    def _forget_clock(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class PatientSocket(WebSocketsSansIOProtocol):
    """A WebSocket that reads nothing more from who does not read, and no endless row of pieces."""

    def data_received(self, data: bytes) -> None:
        """Take nothing before the opening is answered: no browser sends then, and uvicorn trips over it."""
        if self.handshake_initiated and not self.handshake_complete:
            self.transport.abort()
            return
        super().data_received(data)

    def pause_writing(self) -> None:
        """Stop reading too: each ping would add a pong that nobody fetches."""
        super().pause_writing()
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        """Read on, unless the app still has what was read."""
        super().resume_writing()
        if not self.read_paused and not self.transport.is_closing():
            self.transport.resume_reading()

    def handle_cont(self, event: Frame) -> None:
        """Close on more pieces of a message than a browser makes."""
        if len(self.frames) < FRAGMENTS:
            super().handle_cont(event)
        elif not self.close_sent:
            self.conn.fail(CloseCode.POLICY_VIOLATION, "too many pieces")
            self.handle_parser_exception()


def end_when_unread(transport: Any, seconds: int) -> None:
    """Let the kernel end a connection whose other side reads nothing for so long, where it can (Linux)."""
    connection = transport.get_extra_info("socket")
    if connection is not None and connection.family != socket.AF_UNIX and hasattr(socket, "TCP_USER_TIMEOUT"):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, seconds * 1_000)
