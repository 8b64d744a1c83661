"""The rules of a call, without sockets: seats, who is told, and when it is over."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from tests.video.conftest import SettingsFor
from tests.video.peers import ticket_for
from video.errors import Refused
from video.events import CallEnded, CallStarted, ParticipantLeft, VideoEvent
from video.frames import Ended, Joined, PeerChanged, Told
from video.room import CLOSE_ENDED, CLOSE_REPLACED, Room, Rooms
from video.settings import Settings


@dataclass(eq=False)
class Line:
    """A socket that remembers."""

    told: list[Told] = field(default_factory=list)
    code: int | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, frame: Told) -> None:
        self.told.append(frame)

    def dismiss(self, code: int) -> None:
        self.code = self.code or code
        self.over.set()

    def states(self) -> list[tuple[str, str]]:
        return [(frame.seat, frame.state) for frame in self.told if isinstance(frame, PeerChanged)]

    def ended(self) -> list[str]:
        return [frame.reason for frame in self.told if isinstance(frame, Ended)]


class Call:
    """A room, its lines by seat, and what it published."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.events: list[VideoEvent] = []
        self.room = Room(ticket_for(settings, "citizen"), self.events.append, settings)

    def join(self, seat: str, role: str | None = None) -> Line:
        line = Line()
        self.room.join(ticket_for(self.settings, role or seat, seat=seat), line)
        return line

    def of(self, kind: type[VideoEvent]) -> list[VideoEvent]:
        return [event for event in self.events if isinstance(event, kind)]


@pytest.fixture
def call(node_settings: Settings) -> Call:
    return Call(node_settings)


def test_call_starts_once_when_the_second_seat_is_taken(call: Call) -> None:
    call.join("citizen")
    assert call.of(CallStarted) == []
    for seat in ("officer", "citizen", "interpreter"):
        call.join(seat, "officer" if seat != "citizen" else "citizen")
        assert len(call.of(CallStarted)) == 1


def test_seat_is_retaken_by_the_newer_line(call: Call) -> None:
    officer, before = call.join("officer"), call.join("citizen")
    after = call.join("citizen")
    assert (before.code, after.code) == (CLOSE_REPLACED, None)
    assert officer.states() == [("citizen", "joined"), ("citizen", "joined")]
    call.room.lost("citizen", before)
    call.room.leave("citizen", before)
    assert officer.states()[-1] == ("citizen", "joined")
    assert not call.room.over


def test_call_of_three_goes_on_when_one_leaves_and_ends_with_the_next(call: Call) -> None:
    officer, citizen, guest = call.join("officer"), call.join("citizen"), call.join("guest", "citizen")
    call.room.leave("guest", guest)
    assert guest.ended() == ["hung_up_citizen"]
    assert guest.code == CLOSE_ENDED
    assert officer.states()[-1] == citizen.states()[-1] == ("guest", "left")
    assert not call.room.over
    call.room.leave("officer", officer)
    assert officer.ended() == citizen.ended() == ["hung_up_officer"]
    assert call.room.over


def test_person_alone_who_leaves_ends_the_call(call: Call) -> None:
    citizen = call.join("citizen")
    call.room.leave("citizen", citizen)
    assert [event.reason for event in call.events if isinstance(event, CallEnded)] == ["hung_up_citizen"]


def test_call_ends_once_whatever_comes_after(call: Call) -> None:
    officer, citizen = call.join("officer"), call.join("citizen")
    call.room.end_by("officer", officer)
    call.room.end("node_stopped")
    call.room.leave("citizen", citizen)
    call.room.lost("citizen", citizen)
    assert citizen.ended() == ["hung_up_officer"]
    assert len(call.of(CallEnded)) == 1


def test_frames_of_a_line_that_lost_its_seat_do_nothing(call: Call) -> None:
    officer, before = call.join("officer"), call.join("citizen")
    call.join("citizen")
    heard = len(officer.told)
    call.room.set_media("citizen", before, audio=False, video=False)
    call.room.end_by("citizen", before)
    assert len(officer.told) == heard


async def test_both_away_and_one_back_in_time(settings_for: SettingsFor) -> None:
    call = Call(settings_for(seat_keep_s=0.05))
    officer, citizen = call.join("officer"), call.join("citizen")
    call.room.lost("officer", officer)
    call.room.lost("citizen", citizen)
    back = call.join("officer")
    assert isinstance(back.told[0], Joined)
    assert back.states() == [("citizen", "reconnecting")]
    async with asyncio.timeout(5):
        await back.over.wait()
    assert back.ended() == ["vanished"]
    left = [event for event in call.events if isinstance(event, ParticipantLeft)]
    assert [(event.seat, event.reason) for event in left] == [("citizen", "vanished")]


def test_node_that_stops_opens_no_call_and_ends_all(node_settings: Settings) -> None:
    events: list[VideoEvent] = []
    rooms = Rooms(events.append, node_settings)
    lines = []
    for number in range(3):
        ticket = ticket_for(node_settings, "citizen", call_id=f"call-{number}")
        lines.append(Line())
        rooms.room_for(ticket).join(ticket, lines[-1])
    assert rooms.count() == 3
    rooms.stop()
    assert rooms.count() == 0
    assert [line.ended() for line in lines] == [["node_stopped"]] * 3
    with pytest.raises(Refused, match="try_again"):
        rooms.room_for(ticket_for(node_settings, "citizen", call_id="call-9"))
