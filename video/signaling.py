"""The signalling socket: who may join, and what a browser and its call say to each other."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Final

import structlog
from websockets.asyncio.server import ServerConnection, broadcast
from websockets.exceptions import ConnectionClosed

from video import frames
from video.errors import Refused, RegistryAway
from video.ice import configuration
from video.pace import Bucket
from video.participant import Participant
from video.registry import Registry
from video.room import Room, Rooms
from video.settings import Settings
from video.tickets import Ticket, TicketExpired, TicketInvalid, verify

log = structlog.get_logger(__name__)

CLOSE_GARBAGE: Final = 4400
CLOSE_REFUSED: Final = 4401
CLOSE_SILENT: Final = 4408
CLOSE_MEDIA_LOST: Final = 4410
CLOSE_DONE: Final = 1000

LAST_FRAME_S: Final = 1
"""Time that the frame in hand may still take once the socket is closed."""


class Socket:
    """One browser's connection as its call sees it: telling and dismissing never wait."""

    def __init__(self, connection: ServerConnection) -> None:
        self._connection = connection
        self._dismissed: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def tell(self, frame: frames.Told) -> None:
        """Send `frame`, or nothing when the browser is gone."""
        broadcast([self._connection], frame.model_dump_json())

    def dismiss(self, code: int) -> None:
        """Let the connection be closed with `code`; the first code counts."""
        if not self._dismissed.done():
            self._dismissed.set_result(code)

    async def until_dismissed(self) -> int:
        """Wait for the end of the conversation and return its code."""
        return await asyncio.shield(self._dismissed)


class Signaling:
    """Serve browsers: a ticket first, then an offer and what people do in a call."""

    def __init__(self, settings: Settings, registry: Registry, rooms: Rooms) -> None:
        self._settings = settings
        self._registry = registry
        self._rooms = rooms

    async def serve(self, connection: ServerConnection) -> None:
        """Talk with one browser until it or its call is done."""
        socket = Socket(connection)
        try:
            async with asyncio.timeout(self._settings.first_frame_s):
                ticket = await self._admit(connection)
            room = self._rooms.room_for(ticket)
            room.join(ticket, socket)
        except Refused as refusal:
            log.info("join_refused", code=refusal.code)
            socket.tell(frames.Refusal(code=refusal.code))
            await connection.close(CLOSE_REFUSED, refusal.code)
        except TimeoutError:
            await connection.close(CLOSE_SILENT, "no join frame")
        except ConnectionClosed:
            return
        else:
            await _Visit(room, ticket, socket, self._settings).last(connection)

    async def _admit(self, connection: ServerConnection) -> Ticket:
        asked = frames.parse(await connection.recv())
        if not isinstance(asked, frames.Join):
            raise Refused("bad_frame")
        ticket = self._read(asked.ticket)
        if ticket.node != self._settings.node:
            raise Refused("wrong_node")
        try:
            first_use = await self._registry.use(ticket.jti)
            gone = ticket.role == "citizen" and await self._registry.barred(ticket.conversation_id)
            over = await self._registry.over([ticket.call_id])
        except RegistryAway:
            raise Refused("try_again") from None
        if not first_use:
            raise Refused("ticket_used")
        if gone or over:
            raise Refused("call_ended", final=True)
        return ticket

    def _read(self, token: str) -> Ticket:
        try:
            return verify(token, self._settings.ticket_key.get_secret_value(), datetime.now(UTC))
        except TicketExpired:
            raise Refused("ticket_expired") from None
        except TicketInvalid:
            raise Refused("ticket_invalid") from None


class _Visit:
    """One browser's stay in one seat, from its join to the close of its socket."""

    def __init__(self, room: Room, ticket: Ticket, socket: Socket, settings: Settings) -> None:
        self._room = room
        self._seat = ticket.seat
        self._role = ticket.role
        self._socket = socket
        self._settings = settings
        self._bad_frames = 0
        self._bucket = Bucket(settings.frames_at_once, settings.frames_a_second)

    async def last(self, connection: ServerConnection) -> None:
        """Stay until someone ends it; then the seat is given back and the media are closed."""
        async with AsyncExitStack() as leaving:
            tasks = await leaving.enter_async_context(asyncio.TaskGroup())
            participant = Participant(
                self._seat,
                self._room.forwarder,
                tasks=tasks,
                on_lost=lambda: self._socket.dismiss(CLOSE_MEDIA_LOST),
            )
            # before the tasks are awaited: its tracks must end for the tasks that read them to end
            leaving.push_async_callback(participant.close)
            leaving.callback(self._room.lost, self._seat, self._socket)
            reading = tasks.create_task(self._read(connection, participant))
            await connection.close(await self._socket.until_dismissed())
            await _finish(reading)

    async def _read(self, connection: ServerConnection, participant: Participant) -> None:
        try:
            async for text in connection:
                await self._handle(text, participant)
        except ConnectionClosed:
            log.info("socket_lost", role=self._role)
        finally:
            self._socket.dismiss(CLOSE_DONE)

    async def _handle(self, text: str | bytes, participant: Participant) -> None:
        try:
            self._bucket.take()
            await self._obey(frames.parse(text), participant)
        except Refused as refusal:
            self._bad_frames += 1
            self._socket.tell(frames.Refusal(code=refusal.code, retry_s=refusal.retry_s))
            if self._bad_frames >= self._settings.bad_frames_in_a_row:
                self._socket.dismiss(CLOSE_GARBAGE)
        else:
            self._bad_frames = 0

    async def _obey(self, asked: frames.Asked, participant: Participant) -> None:
        match asked:
            case frames.Offer(sdp=sdp):
                answer = await participant.answer(sdp, configuration(self._settings.ice_servers))
                self._socket.tell(frames.Answer(sdp=answer))
            case frames.Media(audio=audio, video=video):
                self._room.set_media(self._seat, self._socket, audio=audio, video=video)
            case frames.Leave():
                self._room.leave(self._seat, self._socket)
            case frames.End():
                self._room.end_by(self._seat, self._socket)
            case frames.Ping():
                self._socket.tell(frames.Pong())
            case frames.Join():
                raise Refused("bad_frame")


async def _finish(reading: asyncio.Task[None]) -> None:
    """Let the frame in hand come to its end: a cut-off close of a connection leaves threads behind."""
    await asyncio.wait({reading}, timeout=LAST_FRAME_S)
    reading.cancel()
