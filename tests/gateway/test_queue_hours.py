"""Asking for a person outside opening hours: said before anybody waits, and what is possible instead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from gateway.conversations import persons, repository, service
from gateway.conversations.content import Content
from gateway.conversations.schemas import Medium
from gateway.database import Database, now
from gateway.escalation import repository as entries
from gateway.events import Events
from gateway.places import seed
from gateway.places.opening import LOCAL
from gateway.texts import Texts
from tests.gateway.conftest import Staff, StartTalk
from tests.gateway.test_queue import take

CLOSED_DAYS = 3


@pytest.fixture(scope="module")
def content(texts: Texts) -> Content:
    return Content.load(texts)


def force_with(medium: str | None = None, reason: dict[str, str] | None = None) -> seed.Force:
    """Return a force-wide desk that is closed today and the next days, and open day and night after that."""
    today = now().astimezone(LOCAL).date()
    closed: list[dict[str, Any]] = [
        {"date": today + timedelta(days=one), "closed": True, "medium": medium, "reason": reason}
        for one in range(CLOSED_DAYS)
    ]
    week = [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "hours": "00:00-24:00"}]
    opening = {"force_wide": True, "week": week, "exceptions": closed}
    return seed.Force.model_validate(
        {"teams": [{"slug": "online-desk", "name": "Onlinebureau", "opening": opening}]}
    )


async def close_desk(database: Database, medium: str | None = None, **more: Any) -> None:
    async with database.transaction() as tx:
        await seed.put(tx, force_with(medium, **more))


async def ask(
    database: Database, news: Events, conversation_id: UUID, medium: Medium, *, content: Content
) -> dict[str, Any]:
    """Ask for a person; return the data of the last thing on the thread."""
    async with database.transaction() as tx:
        conversation = await service.opened(tx, conversation_id, with_queue=True)
        await persons.ask(tx, news, conversation, medium, content=content)
    async with database.transaction() as tx:
        last = (await repository.events_after(tx, conversation_id, 0))[-1]
    return {"event": last.name, **last.data}


async def test_closed_desk_says_when_and_what_instead_and_nobody_waits(
    database: Database, news: Events, start_talk: StartTalk, content: Content
) -> None:
    conversation_id = await start_talk()
    await close_desk(database, reason={"nl": "wij verhuizen", "en": "we are moving"})
    said = await ask(database, news, conversation_id, "video", content=content)
    assert said["event"] == "MessagePosted"
    assert "wij verhuizen" in said["text"]
    opens = now().astimezone(LOCAL) + timedelta(days=CLOSED_DAYS)
    weekdays = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
    assert f"Het kan weer {weekdays[opens.weekday()]} om 0.00 uur." in said["text"]
    for number in ("0900-8844", "112"):
        assert number in said["text"]
    assert [(button["kind"], button["value"]) for button in said["buttons"]] == [
        ("choose", "menu"),
        ("link", content.facts["report_online"].value),
        ("phone", "tel:09008844"),
    ]
    async with database.transaction() as tx:
        assert await entries.active_of(tx, conversation_id) is None
        assert (await service.opened(tx, conversation_id)).held_by == "bot"


async def test_closed_for_video_offers_the_chat_that_is_open(
    database: Database, news: Events, start_talk: StartTalk, content: Content
) -> None:
    conversation_id = await start_talk()
    await close_desk(database, "video")
    said = await ask(database, news, conversation_id, "video", content=content)
    assert said["buttons"][0]["value"] == "person:chat"
    assert (await ask(database, news, conversation_id, "chat", content=content))["event"] == "PersonAsked"


async def test_who_waits_for_a_chat_keeps_the_place_when_video_is_closed(
    database: Database, news: Events, start_talk: StartTalk, content: Content
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id, "chat", content=content)
    await close_desk(database, "video")
    said = await ask(database, news, conversation_id, "video", content=content)
    assert {button["kind"] for button in said["buttons"]} == {"link", "phone"}
    async with database.transaction() as tx:
        entry = await entries.active_of(tx, conversation_id)
    assert entry is not None
    assert (entry.state, entry.medium) == ("waiting", "chat")


async def test_officer_who_has_the_conversation_grants_video_at_any_hour(
    database: Database, news: Events, staff: Staff, *, start_talk: StartTalk, content: Content
) -> None:
    conversation_id = await start_talk()
    await ask(database, news, conversation_id, "chat", content=content)
    await take(database, news, staff.one)
    await close_desk(database)
    assert (await ask(database, news, conversation_id, "video", content=content))["event"] == "CallReady"


async def test_kiosk_goes_by_the_hours_of_its_own_team(
    database: Database, news: Events, start_talk: StartTalk, content: Content
) -> None:
    today = now().astimezone(LOCAL).date()
    exceptions = [{"date": today + timedelta(days=one), "closed": True} for one in range(2)]
    opening = {"week": [], "exceptions": exceptions}
    deventer = {"slug": "deventer", "name": "Deventer", "opening": opening}
    there = await start_talk(surface="kiosk", place="station-deventer")
    elsewhere = await start_talk(surface="kiosk", place="kiosk-utrecht-cs")
    async with database.transaction() as tx:
        await seed.put(tx, seed.Force.model_validate({"teams": [deventer]}))
    closed = await ask(database, news, there, "chat", content=content)
    assert "Wij weten nog niet wanneer het weer kan." in closed["text"]
    assert (await ask(database, news, elsewhere, "chat", content=content))["event"] == "PersonAsked"
