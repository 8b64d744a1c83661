"""Visits at enrolled kiosks, with a hub as it runs in production: who may begin one, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import func, select

from gateway.contacts.tables import Contact
from gateway.conversations import reactions, service, visits
from gateway.conversations.tables import Conversation
from gateway.database import Database
from gateway.errors import HubError
from gateway.escalation import service as escalation
from gateway.events import Events
from gateway.kiosks import service as kiosks
from gateway.kiosks.access import COOKIE
from gateway.live import Live
from gateway.officers.officer import Officer
from gateway.settings import Settings
from tests.fakes.person import Frame, Person, person
from tests.gateway.conftest import Staff
from tests.gateway.force import Officers
from tests.gateway.running import GatewayWith, Running
from video.tickets import BARRED_PREFIX

ADDRESS = "https://hub.example"
WISH = kiosks.Wish("Hal", "kiosk-utrecht-cs", ("nl", "en"))


@dataclass
class Hall:
    """A hub in production and one enrolled kiosk."""

    running: Running
    kiosk_id: UUID
    secret: str
    administrator: Officer

    @asynccontextmanager
    async def page(self, secret: str | None, **hello: object) -> AsyncIterator[Person]:
        """Open a socket as a kiosk's page does."""
        url = f"ws{self.running.url.removeprefix('http')}/ws"
        cookie = {"Cookie": f"{COOKIE}={secret}"} if secret else {}
        async with person(url, Origin=ADDRESS, **cookie) as one:
            await one.send(type="hello", surface="kiosk", **hello)
            yield one

    @asynccontextmanager
    async def visit(self, **hello: object) -> AsyncIterator[tuple[Person, Frame]]:
        """Begin a visit at the enrolled kiosk."""
        async with self.page(self.secret, **hello) as one:
            yield one, await one.get("snapshot")

    async def post(self, path: str, **body: object) -> httpx2.Response:
        """Send what the kiosk's page sends by HTTP."""
        headers = {"Origin": ADDRESS, "Cookie": f"{COOKIE}={self.secret}"}
        async with httpx2.AsyncClient(base_url=self.running.url, headers=headers) as http:
            return await http.post(path, json=body)

    async def refused(self, secret: str | None, **hello: object) -> str:
        """Return why a page may begin nothing."""
        async with self.page(secret, **hello) as one:
            refusal = await one.get("refused")
            assert await one.closed() == 1000
        return str(refusal["text_key"])


@pytest.fixture
def news(live: Live) -> Events:
    """Return events as the running hub has them."""
    events = Events()
    reactions.subscribe(events)
    visits.subscribe(events, live)
    return events


@pytest.fixture
async def hall(
    settings: Settings,
    database: Database,
    news: Events,
    officers_by_name: Officers,
    gateway_with: GatewayWith,
) -> AsyncIterator[Hall]:
    administrator = officers_by_name["R. Mulder"]
    strict = settings.model_copy(update={"environment": "production", "public_url": ADDRESS})
    async with database.transaction() as tx:
        kiosk = await kiosks.add(tx, administrator, WISH, spoken=("nl", "en"))
        code = await kiosks.new_code(tx, administrator, kiosk.id, strict)
        secret = await kiosks.enrol(tx, news, strict, code.text)
    async with gateway_with(environment=strict.environment, public_url=ADDRESS) as running:
        yield Hall(running, kiosk.id, secret, administrator)


async def revoke(hall: Hall, database: Database, news: Events) -> None:
    async with database.transaction() as tx:
        await kiosks.revoke(tx, news, hall.administrator, hall.kiosk_id, reason="Gestolen")


async def started(database: Database) -> int:
    async with database.transaction() as tx:
        return await tx.scalar(select(func.count()).select_from(Conversation)) or 0


@pytest.mark.parametrize("secret", [None, "x" * 43])
async def test_device_that_is_not_enrolled_begins_nothing(
    hall: Hall, database: Database, secret: str | None
) -> None:
    assert await hall.refused(secret) == "refused-kiosk-not-enrolled"
    assert await hall.refused(secret, place="kiosk-utrecht-cs") == "refused-kiosk-not-enrolled"
    assert await started(database) == 0


async def test_device_says_where_the_visit_is_and_not_the_page(hall: Hall, database: Database) -> None:
    async with hall.visit(place="station-emmen", language="en") as (one, snapshot):
        await one.command("say", text="my bicycle is gone")
    async with database.transaction() as tx:
        conversation = await tx.get_one(Conversation, UUID(snapshot["conversation"]["id"]))
        contact = await tx.scalar(select(Contact).where(Contact.conversation_id == conversation.id))
    assert conversation.kiosk_id == hall.kiosk_id
    assert contact is not None
    assert (contact.place, contact.channel) == ("Utrecht Centraal Station", "kiosk-chat")


async def test_place_in_the_address_stands_in_for_a_device_in_development(
    gateway: Running,
) -> None:
    async with gateway.citizen(surface="kiosk", place="kiosk-utrecht-cs") as (_, snapshot):
        assert snapshot["session"]
    async with person(f"ws{gateway.url.removeprefix('http')}/ws") as stranger:
        await stranger.send(type="hello", surface="kiosk")
        assert (await stranger.get("refused"))["code"] == "kiosk_not_enrolled"


async def test_revoked_kiosk_begins_nothing_and_its_running_visit_ends_at_once(
    hall: Hall, database: Database, news: Events, live: Live
) -> None:
    async with hall.visit() as (one, snapshot):
        await one.command("say", text="mijn fiets is weg")
        await one.send(type="handoff")
        code = (await one.get("handoff"))["code"]
        await revoke(hall, database, news)
        closed = await one.event("ConversationClosed")
        assert closed["data"]["reason"] == "kiosk_revoked"
        assert await one.closed() == 1000
    assert await hall.refused(hall.secret, session=snapshot["session"]) == "refused-kiosk-not-enrolled"
    assert await hall.refused(hall.secret) == "refused-kiosk-not-enrolled"
    assert (await hall.post("/v1/handoff-redemptions", code=code)).status_code == 404
    assert await live.get(f"{BARRED_PREFIX}{snapshot['conversation']['id']}")
    assert await started(database) == 1


async def test_officer_wraps_up_when_the_kiosk_is_revoked_during_the_call(
    hall: Hall, database: Database, news: Events, staff: Staff
) -> None:
    async with hall.visit() as (one, snapshot):
        await one.command("ask_person", medium="video")
        async with database.transaction() as tx:
            await escalation.take(tx, news, staff.one.id, "video")
        await one.event("CallReady")
        await revoke(hall, database, news)
        await one.event("CallEnded", reason="vanished")
        await one.event("CitizenLeft")
        assert await one.closed() == 1000
    async with database.transaction() as tx:
        conversation = await tx.get_one(Conversation, UUID(snapshot["conversation"]["id"]))
        assert (conversation.state, conversation.held_by) == ("open", "officer")
        await escalation.held(tx, staff.one.id, conversation.id)


async def test_wipe_revokes_session_codes_and_tickets(hall: Hall, database: Database, live: Live) -> None:
    async with hall.visit() as (one, snapshot):
        await one.command("say", text="mijn fiets is weg")
        await one.send(type="handoff")
        code = (await one.get("handoff"))["code"]
    first = snapshot["conversation"]["id"]
    for _ in range(2):
        assert (await hall.post("/v1/kiosk-wipes", session=snapshot["session"])).status_code == 204
    assert (await hall.post("/v1/handoff-redemptions", code=code)).status_code == 404
    assert await live.get(f"{BARRED_PREFIX}{first}")
    async with database.transaction() as tx:
        assert await service.of_session(tx, snapshot["session"]) is None
        conversation = await tx.get_one(Conversation, UUID(first))
        assert (conversation.state, conversation.close_reason) == ("closed", "done_by_citizen")
    async with hall.visit(session=snapshot["session"]) as (_, next_one):
        assert next_one["conversation"]["id"] != first
        assert "mijn fiets is weg" not in str(next_one)


async def test_wipe_by_socket_bars_tickets_too(hall: Hall, live: Live) -> None:
    async with hall.visit() as (one, snapshot):
        await one.command("done")
    assert await live.get(f"{BARRED_PREFIX}{snapshot['conversation']['id']}")


@pytest.mark.parametrize("how", ["heartbeat", "visit"])
async def test_page_that_began_anew_ends_what_a_crash_left_open(
    hall: Hall, database: Database, how: str
) -> None:
    async with hall.visit() as (_, snapshot):
        pass
    if how == "heartbeat":
        beat = {"screen": "idle", "version": "x", "camera": True, "microphone": True, "errors": 0}
        assert (await hall.post("/v1/kiosk-heartbeats", **beat, started=True)).status_code == 200
    else:
        async with hall.visit():
            pass
    async with database.transaction() as tx:
        left = await tx.get_one(Conversation, UUID(snapshot["conversation"]["id"]))
        assert (left.state, left.close_reason) == ("closed", "kiosk_restarted")
        assert await service.of_session(tx, snapshot["session"]) is None


async def test_visit_that_begins_during_a_revocation_is_refused_or_ended(
    hall: Hall, database: Database, news: Events
) -> None:
    async def begin() -> None:
        async with hall.page(hall.secret) as one:
            await one.get(lambda frame: frame["type"] in {"snapshot", "refused"})

    async with asyncio.TaskGroup() as together:
        for _ in range(6):
            together.create_task(begin())
        together.create_task(revoke(hall, database, news))
    async with database.transaction() as tx:
        still = select(func.count()).select_from(Conversation).where(Conversation.state == "open")
        assert await tx.scalar(still) == 0


async def test_unknown_session_is_wiped_without_a_word(database: Database, live: Live) -> None:
    async with database.transaction() as tx:
        await visits.wipe(tx, live, "x" * 43)


def test_refusal_of_a_device_is_not_a_refusal_of_a_role() -> None:
    assert issubclass(kiosks.NotEnrolled, HubError)
    assert kiosks.NotEnrolled().text_key == "refused-kiosk-not-enrolled"
