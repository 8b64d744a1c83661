"""Two of everything at once, at the sockets of a running gateway: windows, clicks, officers, ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from websockets.exceptions import ConnectionClosed

from gateway.contacts import service as contacts
from gateway.conversations.tables import Conversation
from gateway.database import Database
from gateway.escalation import repository as entries
from tests.fakes.person import Frame, Person
from tests.gateway.compare import torn
from tests.gateway.conftest import Staff
from tests.gateway.running import GatewayWith, Running
from tests.gateway.world import Seen, look

QUICK = {"messages_a_minute": 10_000, "messages_an_hour": 10_000, "steps_a_minute": 10_000}
QUICK |= {"frames_at_once": 10_000, "frames_a_second": 10_000}
ANSWERS = {"ack", "refused"}


@pytest.fixture
async def busy(gateway_with: GatewayWith) -> AsyncIterator[Running]:
    """Serve a gateway that slows nobody down."""
    async with gateway_with(**QUICK) as running:
        yield running


async def press(who: Person, kind: str, client_id: str | None = None, **more: Any) -> str:
    """Send a command; return "ack", the code of the refusal, or "closed" when the hub hung up."""
    wanted = client_id or str(uuid4())
    try:
        await who.send(type=kind, client_id=wanted, **more)
        answer = await who.get(lambda f: f["type"] in ANSWERS and f["client_id"] == wanted)
    except ConnectionClosed:
        return "closed"
    return "ack" if answer["type"] == "ack" else str(answer["code"])


async def both(*presses: Any) -> list[str]:
    """Let all of this happen at once."""
    async with asyncio.TaskGroup() as together:
        tasks = [together.create_task(one) for one in presses]
    return [task.result() for task in tasks]


@asynccontextmanager
async def two_windows(gateway: Running) -> AsyncIterator[tuple[Person, Person, Frame]]:
    """Open one conversation in two windows."""
    async with gateway.citizen() as (one, snapshot), gateway.citizen(snapshot["session"]) as (other, _):
        yield one, other, snapshot


async def whole(database: Database, snapshot: Frame) -> Seen:
    """Return what stands in the tables, after a look that it fits together."""
    seen = await look(database, UUID(snapshot["conversation"]["id"]))
    assert torn(seen) == []
    return seen


def names(seen: Seen) -> list[str]:
    return [event.name for event in seen.events]


CITIZEN_BUTTONS = [
    ("say", {"text": "dubbel"}, "MessagePosted", 2),
    ("choose", {"value": "person:chat", "label": "Chat"}, "PersonAsked", 1),
    ("ask_person", {"medium": "chat"}, "PersonAsked", 1),
    ("ask_person", {"medium": "video"}, "PersonAsked", 1),
    ("stop_waiting", {}, "WaitingStopped", 1),
    ("done", {}, "ConversationClosed", 1),
]
"""What is pressed, and how often it may count when it is pressed twice on purpose."""


@pytest.mark.parametrize("same", [True, False], ids=["sent twice", "pressed twice"])
async def test_double_click_in_two_windows_counts_once(busy: Running, database: Database, same: bool) -> None:
    for kind, more, event, twice in CITIZEN_BUTTONS:
        async with two_windows(busy) as (one, other, snapshot):
            if kind == "stop_waiting":
                await press(one, "ask_person", medium="chat")
            ids = [str(uuid4())] * 2 if same else [str(uuid4()), str(uuid4())]
            presses = zip((one, other), ids, strict=True)
            told = await both(*(press(who, kind, client_id, **more) for who, client_id in presses))
            assert "ack" in told
            seen = await whole(database, snapshot)
            own = [e for e in seen.events if e.name == event and e.data.get("author", "citizen") == "citizen"]
            assert len(own) == (1 if same else twice), (kind, told)


async def test_two_windows_that_write_at_once_both_have_every_number_once(busy: Running) -> None:
    async with two_windows(busy) as (one, other, snapshot):
        async with asyncio.TaskGroup() as writing:
            for who in (one, other):
                writing.create_task(_write(who, 15))
        last = await press_and_seq(one, "klaar")
        for who in (one, other):
            await who.get(lambda f: f["type"] == "event" and f["seq"] >= last)
        heard = [[f["seq"] for f in who.seen if f["type"] == "event"] for who in (one, other)]
    first = snapshot["seq"] + 1
    assert heard[0][: last - first + 1] == list(range(first, last + 1))
    begun = heard[1][0]
    assert heard[1][: last - begun + 1] == list(range(begun, last + 1))


async def _write(who: Person, lines: int) -> None:
    for n in range(lines):
        assert await press(who, "say", text=f"regel {n}") == "ack"


async def press_and_seq(who: Person, text: str) -> int:
    return int((await who.command("say", text=text))["seq"])


async def test_window_that_opens_while_another_writes_is_told_one_story(busy: Running) -> None:
    """A snapshot's number, its events and its state belong to one moment; news goes on right after it."""
    async with busy.citizen() as (one, snapshot), asyncio.TaskGroup() as tasks:
        writing = tasks.create_task(_write(one, 30))
        while not writing.done():
            async with busy.citizen(snapshot["session"]) as (_, fresh):
                numbers = [event["seq"] for event in fresh["events"]]
                assert numbers == list(range(1, fresh["seq"] + 1))


async def test_two_officers_who_press_take_at_once_never_both_get_the_same_person(
    busy: Running, database: Database, staff: Staff
) -> None:
    async with (
        busy.citizen() as (citizen, snapshot),
        busy.officer(staff.one.id) as (one, _),
        busy.officer(staff.other.id) as (other, _),
    ):
        mine = snapshot["conversation"]["id"]
        await press(citizen, "ask_person", medium="chat")
        for _ in range(50):
            told = await both(press(one, "take", medium=None), press(other, "take", medium=None))
            assert sorted(told) == ["ack", "colleague_was_first"]
            taker = one if told[0] == "ack" else other
            assert await press(taker, "release", conversation_id=mine) == "ack"
        seen = await whole(database, snapshot)
    assert names(seen).count("OfficerJoined") == names(seen).count("OfficerLeft") == 50


OFFICER_BUTTONS = [
    ("say", {"text": "dubbel"}, "MessagePosted", 2),
    ("note", {"text": "fiets"}, None, 2),
    ("release", {}, "OfficerLeft", 1),
    ("close", {"outcome": "advice_given", "note": "klaar"}, "ConversationClosed", 1),
]


@pytest.mark.parametrize("same", [True, False], ids=["sent twice", "pressed twice"])
async def test_double_click_in_two_consoles_counts_once(
    busy: Running, database: Database, staff: Staff, same: bool
) -> None:
    async with busy.officer(staff.one.id) as (one, _), busy.officer(staff.one.id) as (other, _):
        for kind, more, event, twice in OFFICER_BUTTONS:
            async with busy.citizen() as (citizen, snapshot):
                mine = snapshot["conversation"]["id"]
                await press(citizen, "ask_person", medium="chat")
                assert await press(one, "take", medium=None) == "ack"
                ids = [str(uuid4())] * 2 if same else [str(uuid4()), str(uuid4())]
                presses = zip((one, other), ids, strict=True)
                told = await both(
                    *(press(who, kind, client_id, conversation_id=mine, **more) for who, client_id in presses)
                )
                assert "ack" in told
                seen = await whole(database, snapshot)
                own = [
                    e for e in seen.events if e.name == event and e.data.get("author") in {None, "officer"}
                ]
                assert event is None or len(own) == (1 if same else twice), (kind, told)
                await press(citizen, "done")
                await press(one, "release", conversation_id=mine)


async def test_take_sent_twice_over_two_consoles_takes_one_person(
    busy: Running, database: Database, staff: Staff
) -> None:
    async with (
        busy.citizen() as (first, _),
        busy.citizen() as (second, _),
        busy.officer(staff.one.id) as (one, _),
        busy.officer(staff.one.id) as (other, _),
    ):
        for citizen in (first, second):
            await press(citizen, "ask_person", medium="chat")
        client_id = str(uuid4())
        told = await both(*(press(who, "take", client_id, medium=None) for who in (one, other)))
        assert told == ["ack", "ack"]
        async with database.transaction() as tx:
            assert len(await entries.waiting(tx)) == 1


async def test_whatever_ends_at_the_same_moment_ends_once_and_leaves_nobody_behind(
    busy: Running, database: Database, staff: Staff
) -> None:
    """Leave while an officer takes, asks for video while the officer closes, leave while put back."""
    async with busy.officer(staff.one.id) as (officer, _):
        for n in range(18):
            async with busy.citizen() as (citizen, snapshot):
                mine = snapshot["conversation"]["id"]
                await press(citizen, "ask_person", medium="chat")
                if n % 3 == 0:
                    await both(press(citizen, "done"), press(officer, "take", medium=None))
                else:
                    await press(officer, "take", medium=None)
                if n % 3 == 1:
                    end = press(officer, "close", conversation_id=mine, outcome="advice_given", note="")
                    await both(press(citizen, "ask_person", medium="video"), end)
                if n % 3 == 2:
                    await both(press(citizen, "done"), press(officer, "release", conversation_id=mine))
                await whole(database, snapshot)
            await press(officer, "release", conversation_id=mine)
            async with database.transaction() as tx:
                assert await entries.waiting(tx) == []
                assert await entries.taken_by(tx, staff.one.id) == []
                found = await tx.get(Conversation, UUID(mine))
                assert found is not None
                assert found.state == "closed"
                assert await contacts.open_for(tx, UUID(mine)) == []


async def test_reload_after_each_step_shows_what_somebody_sees_who_never_left(
    busy: Running, staff: Staff
) -> None:
    async with busy.citizen() as (watcher, snapshot), busy.officer(staff.one.id) as (officer, _):
        mine, since, heard = snapshot["conversation"]["id"], 0, []
        steps: list[tuple[str, Any]] = [
            ("citizen", ("say", {"text": "mijn fiets is gejat"})),
            ("citizen", ("ask_person", {"medium": "chat"})),
            ("citizen", ("ask_person", {"medium": "video"})),
            ("citizen", ("ask_person", {"medium": "chat"})),
            ("officer", ("take", {"medium": None})),
            ("officer", ("say", {"conversation_id": mine, "text": "Goedemiddag"})),
            ("citizen", ("ask_person", {"medium": "video"})),
            ("officer", ("note", {"conversation_id": mine, "text": "blauwe fiets"})),
            ("officer", ("release", {"conversation_id": mine})),
            ("citizen", ("stop_waiting", {})),
            ("citizen", ("ask_person", {"medium": "video"})),
            ("officer", ("take", {"medium": "video"})),
            ("officer", ("close", {"conversation_id": mine, "outcome": "report_taken", "note": ""})),
        ]
        for who, (kind, more) in steps:
            async with busy.citizen(snapshot["session"], since=since) as (citizen, again):
                heard += [event["seq"] for event in again["events"]]
                assert await press(citizen if who == "citizen" else officer, kind, **more) == "ack"
                since = again["seq"]
            async with busy.citizen(snapshot["session"]) as (_, afresh):
                await watcher.get(lambda f, seq=afresh["seq"]: f["type"] == "event" and f["seq"] == seq)
                told = {f["seq"]: f["data"] for f in watcher.seen if f["type"] == "event"}
                told |= {event["seq"]: event["data"] for event in snapshot["events"]}
                assert {e["seq"]: e["data"] for e in afresh["events"]} == {
                    seq: data for seq, data in told.items() if seq <= afresh["seq"]
                }
        assert heard == list(range(1, len(heard) + 1))
        assert afresh["conversation"]["state"] == "closed"


async def test_word_whose_answer_was_lost_is_acknowledged_however_fast_it_is_sent_again(
    gateway_with: GatewayWith,
) -> None:
    """Refused, it would go back into the text field and be said twice."""
    async with gateway_with(messages_a_minute=2) as gateway, gateway.citizen() as (citizen, snapshot):
        first = str(uuid4())
        assert await press(citizen, "say", first, text="mijn fiets is gejat") == "ack"
        assert await press(citizen, "say", text="bij het station") == "ack"
        assert await press(citizen, "say", text="gisteren") == "too_fast"
        async with gateway.citizen(snapshot["session"]) as (again, _):
            assert await press(again, "say", first, text="mijn fiets is gejat") == "ack"
            assert await press(again, "say", text="gisteren") == "too_fast"
