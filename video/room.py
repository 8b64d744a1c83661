"""One call: who sits where, who is told what, and when it is over."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol, cast

import structlog

from video.errors import Refused
from video.events import CallEnded, CallStarted, EndReason, ParticipantJoined, ParticipantLeft, VideoEvent
from video.forwarding import Forwarder, RelayForwarder, Seen, unseen
from video.frames import Ended, Joined, Peer, PeerChanged, PeerState, Told
from video.settings import Settings
from video.tickets import Ticket

log = structlog.get_logger(__name__)

PARTY: Final = 2
"""Seats that make a call; with fewer left it is over."""
ENDED_KEPT: Final = 1_000
"""Calls of which the node remembers that they are over; tickets live for 60 s only."""

CLOSE_ENDED: Final = 1000
CLOSE_REPLACED: Final = 4409

Publish = Callable[[VideoEvent], None]


class Line(Protocol):
    """The socket of one browser, as a call sees it; neither method waits."""

    def tell(self, frame: Told) -> None:
        """Send `frame`, or nothing when the browser is gone."""

    def dismiss(self, code: int) -> None:
        """Close the socket soon."""


@dataclass
class Seat:
    """A place in a call; without a line its owner is expected back."""

    ticket: Ticket
    line: Line | None
    audio: bool = True
    video: bool = True
    timer: asyncio.TimerHandle | None = None

    def peer(self) -> Peer:
        """Return what the others may know."""
        return Peer(
            seat=self.ticket.seat,
            role=self.ticket.role,
            name=self.ticket.name,
            audio=self.audio,
            video=self.video,
        )


class Room:
    """A call with its seats. Nothing in here waits: sockets and media belong to their connections."""

    def __init__(self, ticket: Ticket, publish: Publish, settings: Settings, seen: Seen = unseen) -> None:
        self.call_id = ticket.call_id
        self.forwarder: Forwarder = RelayForwarder(seen)
        self.over = False
        self._conversation_id = ticket.conversation_id
        self._publish = publish
        self._settings = settings
        self._seats: dict[str, Seat] = {}
        self._started = False

    def join(self, ticket: Ticket, line: Line) -> None:
        """Seat `line` and tell all; an older line of the same seat is dismissed.

        Raises Refused when all seats are taken.
        """
        seat = self._seats.get(ticket.seat)
        seat = self._take(ticket, line) if seat is None else self._retake(seat, line)
        others = self._others(ticket.seat)
        line.tell(
            Joined(
                call_id=self.call_id,
                seat=ticket.seat,
                role=ticket.role,
                peers=tuple(other.peer() for other in others),
                ice_servers=self._settings.ice_servers,
            )
        )
        for away in (other for other in others if other.line is None):
            line.tell(_changed(away, "reconnecting"))
        self._tell_others(seat, "joined")

    def set_media(self, name: str, line: Line, *, audio: bool, video: bool) -> None:
        """Note which of microphone and camera are on, and tell the others."""
        seat = self._seat_of(name, line)
        if seat is not None:
            seat.audio, seat.video = audio, video
            self._tell_others(seat, "joined")

    def leave(self, name: str, line: Line) -> None:
        """Give the seat up by choice."""
        seat = self._seat_of(name, line)
        if seat is not None:
            self._give_up(seat, _hung_up(seat))

    def end_by(self, name: str, line: Line) -> None:
        """End the call for all; raise Refused unless an officer asks."""
        seat = self._seat_of(name, line)
        if seat is None:
            return
        if seat.ticket.role != "officer":
            raise Refused("not_allowed")
        self.end(_hung_up(seat))

    def lost(self, name: str, line: Line) -> None:
        """Keep the seat for a while: its socket is gone without a word."""
        seat = self._seat_of(name, line)
        if seat is None:
            return
        keep_s = self._settings.seat_keep_s
        seat.line = None
        seat.timer = asyncio.get_running_loop().call_later(keep_s, self._give_up, seat, "vanished")
        self._tell_others(seat, "reconnecting")
        log.info("seat_kept", call_id=self.call_id, role=seat.ticket.role, keep_s=keep_s)

    def end(self, reason: EndReason) -> None:
        """End the call for all; again is harmless."""
        if self.over:
            return
        self.over = True
        for seat in self._seats.values():
            _stop_timer(seat)
            if seat.line is not None:
                seat.line.tell(Ended(reason=reason))
                seat.line.dismiss(CLOSE_ENDED)
        self._seats.clear()
        self._publish(CallEnded(self.call_id, self._conversation_id, _now(), reason))
        log.info("call_ended", call_id=self.call_id, reason=reason)

    def lines(self) -> list[Line | None]:
        """Return the line of each seat that is taken; None while its owner is expected back."""
        return [seat.line for seat in self._seats.values()]

    def _take(self, ticket: Ticket, line: Line) -> Seat:
        if len(self._seats) >= self._settings.seats:
            raise Refused("seats_full", final=True)
        seat = self._seats[ticket.seat] = Seat(ticket, line)
        about = (self.call_id, self._conversation_id, _now())
        self._publish(ParticipantJoined(*about, ticket.seat, ticket.role))
        log.info("seat_taken", call_id=self.call_id, role=ticket.role, seats=len(self._seats))
        if len(self._seats) >= PARTY and not self._started:
            self._started = True
            self._publish(CallStarted(*about))
        return seat

    def _retake(self, seat: Seat, line: Line) -> Seat:
        _stop_timer(seat)
        former, seat.line = seat.line, line
        if former is not None:
            former.dismiss(CLOSE_REPLACED)
        log.info("seat_retaken", call_id=self.call_id, role=seat.ticket.role)
        return seat

    def _give_up(self, seat: Seat, reason: EndReason) -> None:
        _stop_timer(seat)
        ticket = self._seats.pop(seat.ticket.seat).ticket
        self._publish(
            ParticipantLeft(
                self.call_id, self._conversation_id, _now(), ticket.seat, ticket.role, reason=reason
            )
        )
        if seat.line is not None:
            seat.line.tell(Ended(reason=reason))
            seat.line.dismiss(CLOSE_ENDED)
        if len(self._seats) < PARTY:
            self.end(reason)
        else:
            self._tell_others(seat, "left")

    def _seat_of(self, name: str, line: Line) -> Seat | None:
        """Return the seat if `line` still is the one that sits in it."""
        seat = self._seats.get(name)
        return seat if seat is not None and seat.line is line else None

    def _others(self, name: str) -> list[Seat]:
        return [seat for key, seat in self._seats.items() if key != name]

    def _tell_others(self, seat: Seat, state: PeerState) -> None:
        for other in self._others(seat.ticket.seat):
            if other.line is not None:
                other.line.tell(_changed(seat, state))


class Rooms:
    """The calls of this node."""

    def __init__(self, publish: Publish, settings: Settings, seen: Seen = unseen) -> None:
        self._publish = publish
        self._settings = settings
        self._seen = seen
        self._open: dict[str, Room] = {}
        self._ended: deque[str] = deque(maxlen=ENDED_KEPT)
        self._closing = False

    def room_for(self, ticket: Ticket) -> Room:
        """Return the call of `ticket`, opened by its first seat; raise Refused when it is over."""
        if self._closing:
            raise Refused("try_again", final=True)
        if ticket.call_id in self._ended:
            raise Refused("call_ended", final=True)
        if ticket.call_id not in self._open:
            self._open[ticket.call_id] = Room(ticket, self._note, self._settings, self._seen)
        return self._open[ticket.call_id]

    def count(self) -> int:
        """Return how many calls are open."""
        return len(self._open)

    def open(self) -> list[str]:
        """Return the ids of the calls that run here."""
        return list(self._open)

    def end(self, call_id: str, reason: EndReason) -> None:
        """End one call, if it runs here."""
        if call_id in self._open:
            self._open[call_id].end(reason)

    def seats(self) -> tuple[int, int]:
        """Return how many seats are taken, and of how many the owner is expected back."""
        lines = [line for room in self._open.values() for line in room.lines()]
        return len(lines), lines.count(None)

    def stop(self) -> None:
        """End every call, and open no more."""
        self._closing = True
        for room in list(self._open.values()):
            room.end("node_stopped")

    def _note(self, event: VideoEvent) -> None:
        if isinstance(event, CallEnded):
            del self._open[event.call_id]
            self._ended.append(event.call_id)
        self._publish(event)


def _changed(seat: Seat, state: PeerState) -> PeerChanged:
    return PeerChanged(**seat.peer().model_dump(), state=state)


def _hung_up(seat: Seat) -> EndReason:
    return cast(EndReason, f"hung_up_{seat.ticket.role}")


def _stop_timer(seat: Seat) -> None:
    if seat.timer is not None:
        seat.timer.cancel()
        seat.timer = None


def _now() -> datetime:
    return datetime.now(UTC)
