"""Reference and secret code: go on later, also elsewhere, and what those find who guess."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import httpx2
import pytest
from alembic import command
from sqlalchemy import select, update

from gateway import references
from gateway.contacts.contact import Channel
from gateway.contacts.service import contacts_of
from gateway.conversations import desk, later, reactions, repository, service
from gateway.conversations.tables import Conversation
from gateway.database import Database, now
from gateway.errors import Conflict
from gateway.escalation import service as escalation
from gateway.events import Events
from gateway.migrate import config
from gateway.references import service as codes
from gateway.references.tables import ReferenceCode, ReferenceTries
from gateway.settings import Settings
from tests.fakes.person import Frame, Person
from tests.gateway.conftest import Staff, StartTalk
from tests.gateway.running import GatewayWith, Running

WRONG = "AAAAA-AAAAA"


@dataclass
class Desk:
    """Where reference and code are handed in."""

    http: httpx2.AsyncClient

    async def try_(self, reference: str, code: str) -> httpx2.Response:
        return await self.http.post("/v1/resumptions", json={"reference": reference, "code": code})


@pytest.fixture
async def door(gateway: Running) -> AsyncIterator[Desk]:
    async with httpx2.AsyncClient(base_url=gateway.url, headers={"Origin": gateway.url}, timeout=30) as http:
        yield Desk(http)


async def key_of(citizen: Person) -> Frame:
    """Ask for the secret code."""
    await citizen.send(type="later")
    return await citizen.get("code")


async def saved(gateway: Running, text: str = "mijn fiets is gejat", **hello: str) -> Frame:
    """Tell something, take a code and stop."""
    async with gateway.citizen(None, **hello) as (citizen, _):
        await citizen.command("say", text=text)
        await citizen.event("MessagePosted", author="bot")
        key = await key_of(citizen)
        await citizen.command("done")
    return key


async def rest_is_over(database: Database, reference: str) -> None:
    """Let the time pass for which a reference rests."""
    async with database.transaction() as tx:
        await tx.execute(
            update(ReferenceTries).where(ReferenceTries.reference == reference).values(shut_until=now())
        )


async def test_citizen_goes_on_later_in_the_same_conversation(
    gateway: Running, door: Desk, database: Database
) -> None:
    key = await saved(gateway)
    answer = await door.try_(key["reference"].lower(), f" {key['code'].lower().replace('-', ' ')} ")
    assert answer.status_code == 200
    async with gateway.citizen(answer.json()["session"]) as (citizen, snapshot):
        names = [event["name"] for event in snapshot["events"]]
        assert names[-1] == "ConversationResumed"
        assert "mijn fiets is gejat" in str(snapshot)
        assert (snapshot["conversation"]["state"], snapshot["conversation"]["held_by"]) == ("open", "bot")
        await citizen.command("say", text="het was een gazelle")
        await citizen.event("MessagePosted", text="Antwoord op: het was een gazelle")
    async with database.transaction() as tx:
        first, second = await contacts_of(tx, UUID(snapshot["conversation"]["id"]))
    assert (first.end_reason, second.ended_at) == ("saved", None)
    assert (second.chained_to, second.reference) == (first.id, first.reference)


async def test_visit_at_a_kiosk_goes_on_at_the_website(
    gateway: Running, door: Desk, database: Database
) -> None:
    key = await saved(gateway, surface="kiosk", place="kiosk-utrecht-cs")
    session = (await door.try_(key["reference"], key["code"])).json()["session"]
    async with gateway.citizen(session) as (citizen, snapshot):
        await citizen.command("say", text="ik ben thuis")
    async with database.transaction() as tx:
        first, second = await contacts_of(tx, UUID(snapshot["conversation"]["id"]))
    assert (first.channel, first.place) == (Channel.KIOSK_CHAT, "Utrecht Centraal Station")
    assert (second.channel, second.place) == (Channel.WEB_CHAT, None)


async def test_vanished_browser_with_a_code_is_saved_and_can_go_on(
    database: Database, settings: Settings, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk()
    key = await later.give(database, settings, conversation_id)
    async with database.transaction() as tx:
        await repository.touch(tx, conversation_id, now() - timedelta(seconds=settings.resume_s + 1))
    async with database.transaction() as tx:
        assert await reactions.Sweep(settings).run(tx) == 1
    async with database.transaction() as tx:
        conversation = await tx.get_one(Conversation, conversation_id)
        assert (conversation.state, conversation.close_reason) == ("closed", later.SAVED)
        assert await codes.opens(tx, key.reference)


async def test_code_in_the_open_takes_the_conversation_along_and_ends_the_other_screen(
    gateway: Running, door: Desk
) -> None:
    async with gateway.citizen(surface="kiosk", place="kiosk-utrecht-cs") as (kiosk, _):
        await kiosk.command("say", text="mijn fiets is gejat")
        await kiosk.event("MessagePosted", author="bot")
        key = await key_of(kiosk)
        session = (await door.try_(key["reference"], key["code"])).json()["session"]
        await kiosk.event("ConversationClosed", reason=later.SAVED)
        assert await kiosk.closed() == 1000
    async with gateway.citizen(session) as (_, snapshot):
        assert snapshot["conversation"]["state"] == "open"


async def test_who_waits_keeps_the_place_in_a_second_window(gateway: Running, door: Desk) -> None:
    async with gateway.citizen() as (citizen, _):
        await citizen.command("ask_person", medium="chat")
        key = await key_of(citizen)
        session = (await door.try_(key["reference"], key["code"])).json()["session"]
        async with gateway.citizen(session) as (_, snapshot):
            assert snapshot["conversation"]["held_by"] == "queue"
        await citizen.command("say", text="ik ben er nog")


async def test_citizen_comes_back_to_what_an_officer_closed(
    database: Database, settings: Settings, news: Events, staff: Staff, *, gateway: Running, door: Desk
) -> None:
    async with gateway.citizen() as (citizen, snapshot):
        await citizen.command("ask_person", medium="chat")
        key = await key_of(citizen)
    conversation_id = UUID(snapshot["conversation"]["id"])
    async with database.transaction() as tx:
        await escalation.take(tx, news, staff.one.id, "chat")
        await desk.close(tx, staff.one, conversation_id, outcome="report_taken", note_text="Genoteerd.")
    session = (await door.try_(key["reference"], key["code"])).json()["session"]
    async with gateway.citizen(session) as (citizen, again):
        assert again["conversation"]["officer"] is None
        await citizen.command("say", text="ik heb het framenummer gevonden")
        await citizen.command("ask_person", medium="chat")
    async with database.transaction() as tx:
        first, second = await contacts_of(tx, conversation_id)
    assert (first.outcome, first.note, second.chained_to) == ("report_taken", "Genoteerd.", first.id)


async def test_only_a_hash_of_the_code_is_kept_and_a_new_code_ends_the_old_one(
    gateway: Running, door: Desk, database: Database
) -> None:
    async with gateway.citizen() as (citizen, _):
        await citizen.command("say", text="mijn fiets is gejat")
        old = await key_of(citizen)
        citizen.seen.clear()
        new = await key_of(citizen)
    assert len(new["code"]) == 11
    assert set(new["code"]) <= {*references.ALPHABET, "-"}
    async with database.transaction() as tx:
        kept = (await tx.scalars(select(ReferenceCode))).all()
    assert [row.code_hash.split("$")[1] for row in kept] == ["argon2id"]
    assert new["code"].replace("-", "") not in str([vars(row) for row in kept])
    assert (await door.try_(old["reference"], old["code"])).status_code == 404
    assert (await door.try_(new["reference"], new["code"])).status_code == 200


async def test_sixth_try_of_a_code_has_to_wait_and_a_right_one_begins_anew(
    gateway: Running, door: Desk, database: Database
) -> None:
    key = await saved(gateway)
    answers = [await door.try_(key["reference"], WRONG) for _ in range(5)]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "wrong_code")] * 5
    refused = await door.try_(key["reference"], key["code"])
    assert (refused.status_code, refused.json()["code"]) == (429, "code_tries")
    assert 0 < int(refused.headers["retry-after"]) <= 60
    await rest_is_over(database, key["reference"])
    assert (await door.try_(key["reference"], key["code"])).status_code == 200
    assert (await door.try_(key["reference"], WRONG)).json()["code"] == "wrong_code"


async def test_emptied_redis_forgets_no_try(gateway: Running, door: Desk, gateway_with: GatewayWith) -> None:
    key = await saved(gateway)
    for _ in range(5):
        await door.try_(key["reference"], WRONG)
    async with (
        gateway_with(redis_prefix="emptied:") as after,
        httpx2.AsyncClient(base_url=after.url, headers={"Origin": after.url}) as http,
    ):
        assert (await Desk(http).try_(key["reference"], key["code"])).status_code == 429


async def test_each_further_wrong_code_doubles_the_wait_up_to_an_hour(
    database: Database, settings: Settings
) -> None:
    reference, waits = references.new(), []
    for _ in range(13):
        async with database.transaction() as tx:
            await codes.begin_try(tx, settings, reference)
            tries = await tx.get_one(ReferenceTries, reference)
            waits.append(round((tries.shut_until - tries.last_at).total_seconds()) if tries.shut_until else 0)
        await rest_is_over(database, reference)
    assert waits == [0] * 4 + [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


async def test_tries_at_the_same_time_all_count(gateway: Running, door: Desk) -> None:
    key = await saved(gateway)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(door.try_(key["reference"], WRONG)) for _ in range(12)]
    codes_said = sorted(task.result().json()["code"] for task in tasks)
    assert codes_said == ["code_tries"] * 7 + ["wrong_code"] * 5


async def test_reference_that_does_not_exist_looks_rests_and_takes_as_long_as_a_wrong_code(
    gateway: Running, door: Desk, database: Database
) -> None:
    known, unknown = (await saved(gateway))["reference"], references.new()
    told: dict[str, list[tuple[int, object]]] = {known: [], unknown: []}
    spent: dict[str, list[float]] = {known: [], unknown: []}
    for _ in range(7):
        for reference in (known, unknown):
            began = time.process_time()
            answer = await door.try_(reference, WRONG)
            spent[reference].append(time.process_time() - began)
            told[reference].append((answer.status_code, answer.json()))
    assert told[known] == told[unknown]
    assert [status for status, _ in told[unknown]] == [404] * 5 + [429] * 2
    # Most of the work is Argon2: without it an unknown reference would take a small part of this.
    assert min(spent[unknown][:5]) > 0.5 * min(spent[known][:5])


async def test_code_opens_nothing_after_its_period(
    gateway: Running, door: Desk, database: Database, settings: Settings
) -> None:
    key = await saved(gateway)
    async with database.transaction() as tx:
        made = await tx.get_one(ReferenceCode, key["reference"])
        assert made.opens_until - made.made_at == timedelta(days=14)
        made.opens_until = now()
    assert (await door.try_(key["reference"], key["code"])).json()["code"] == "wrong_code"
    async with database.transaction() as tx:
        await codes.tidy(tx, settings)
        assert await tx.get(ReferenceCode, key["reference"]) is None


async def test_mistyped_reference_is_told_so_and_costs_no_try(door: Desk, database: Database) -> None:
    right = references.new()
    wrong = right[:-1] + next(char for char in references.ALPHABET if char != right[-1])
    answer = await door.try_(wrong, WRONG)
    assert (answer.status_code, answer.json()["code"]) == (400, "not_a_reference")
    async with database.transaction() as tx:
        assert (await tx.scalars(select(ReferenceTries))).all() == []


async def test_page_with_the_widget_may_ask_and_another_may_not(gateway_with: GatewayWith) -> None:
    town, evil = "https://town.example", "https://evil.example"
    async with gateway_with(widget_origins=frozenset({town})) as gateway:
        key = await saved(gateway)
        async with httpx2.AsyncClient(base_url=gateway.url) as http:
            wish = {"Request-Method": "POST", "Request-Headers": "content-type"}
            asked = {f"Access-Control-{name}": value for name, value in wish.items()}
            before = await http.options("/v1/resumptions", headers={"Origin": town, **asked})
            assert before.headers["access-control-allow-origin"] == town
            body = {"reference": key["reference"], "code": key["code"]}
            answers = [
                await http.post("/v1/resumptions", json=body, headers={"Origin": origin})
                for origin in (evil, town)
            ]
    assert [answer.status_code for answer in answers] == [403, 200]
    assert "access-control-allow-origin" not in answers[0].headers
    assert answers[1].headers["access-control-allow-origin"] == town
    assert "access-control-allow-credentials" not in answers[1].headers


async def test_code_stands_in_no_log(
    gateway: Running, door: Desk, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    key = await saved(gateway)
    await door.try_(key["reference"], WRONG)
    await door.try_(key["reference"], key["code"])
    said = capfd.readouterr()
    for code in (WRONG, key["code"]):
        assert code not in said.out + said.err + caplog.text


def test_tables_are_those_of_the_mapped_classes_and_going_back_works(owner_url: str) -> None:
    alembic = config(owner_url)
    command.check(alembic)
    command.downgrade(alembic, "0005")
    command.upgrade(alembic, "head")
    command.check(alembic)


async def test_code_is_given_only_for_what_is_open(
    database: Database, settings: Settings, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk()
    async with database.transaction() as tx:
        await service.citizen_done(tx, await service.opened(tx, conversation_id))
    with pytest.raises(Conflict):
        await later.give(database, settings, conversation_id)


async def test_tries_of_a_day_ago_are_forgotten(database: Database, settings: Settings) -> None:
    reference, recent = references.new(), references.new()
    for each, ago in ((reference, timedelta(days=1, seconds=1)), (recent, timedelta(hours=23))):
        async with database.transaction() as tx:
            tx.add(ReferenceTries(reference=each, tried=9, shut_until=None, last_at=now() - ago))
    async with database.transaction() as tx:
        await reactions.Sweep(settings).run(tx)
    async with database.transaction() as tx:
        assert (await tx.scalars(select(ReferenceTries.reference))).all() == [recent]


async def test_citizen_who_stopped_and_came_back_is_not_gone_for_the_officer(
    database: Database, news: Events, staff: Staff, *, gateway: Running, door: Desk
) -> None:
    async with gateway.citizen() as (citizen, snapshot):
        await citizen.command("ask_person", medium="chat")
        key = await key_of(citizen)
        async with database.transaction() as tx:
            await escalation.take(tx, news, staff.one.id, "chat")
        await citizen.command("done")
    conversation_id = UUID(snapshot["conversation"]["id"])
    async with database.transaction() as tx:
        assert await repository.has_left(tx, conversation_id)
    session = (await door.try_(key["reference"], key["code"])).json()["session"]
    async with gateway.citizen(session) as (citizen, back):
        assert back["conversation"]["officer"]["name"] == staff.one.name
        await citizen.command("say", text="ik ben er weer")
    async with database.transaction() as tx:
        assert not await repository.has_left(tx, conversation_id)
