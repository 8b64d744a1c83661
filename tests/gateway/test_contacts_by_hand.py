"""Contacts that officers write down, and corrections that are only ever added."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, text, update

from gateway import references
from gateway.app import assemble
from gateway.channels import by_hand
from gateway.channels.nudges import Nudges
from gateway.contacts import repository, service
from gateway.contacts.contact import BY_HAND, Channel, StartContact
from gateway.contacts.entry import REASONS
from gateway.contacts.tables import Contact as ContactRow
from gateway.contacts.tables import ContactEvent
from gateway.database import Database, now
from gateway.live import Live
from gateway.settings import Settings
from gateway.texts import Texts
from tests.fakes.bot import FakeBot
from tests.gateway.force import LogIn, Officers

PATH = "/v1/console/contacts"
STATISTICS = "/v1/statistics"


@pytest.fixture
async def force_app(
    force_app: FastAPI, settings: Settings, database: Database, live: Live
) -> AsyncIterator[FastAPI]:
    """Return the app of the force with the routes of contacts by hand."""
    async with FakeBot().client() as http:
        force_app.state.hub = assemble(settings, database, Nudges(live), http)
        force_app.include_router(by_hand.router)
        yield force_app


@pytest.fixture
async def officer(log_in: LogIn) -> httpx2.AsyncClient:
    return await log_in("S. Bakker")


Age = Callable[..., Awaitable[None]]


@pytest.fixture
def age(database: Database) -> Age:
    """Return a function that makes contacts look as if they were written down some hours ago."""

    async def age(hours: int) -> None:
        passed = timedelta(hours=hours)
        async with database.transaction() as tx:
            await tx.execute(
                update(ContactRow).values(
                    entered_at=ContactRow.entered_at - passed,
                    started_at=ContactRow.started_at - passed,
                    ended_at=ContactRow.ended_at - passed,
                )
            )

    return age


def filled(**more: object) -> dict[str, Any]:
    """Return a form that is filled in well, but for what the test says."""
    entry: dict[str, Any] = {"clientId": str(uuid4()), "channel": "phone", "topic": "bicycle_theft"}
    return entry | {"outcome": "advice_given", "municipality": "Emmen"} | more


def correction(why: str = "mistaken", **fields: object) -> dict[str, Any]:
    return {"clientId": str(uuid4()), "why": why, "fields": fields}


async def entered(officer: httpx2.AsyncClient, **more: object) -> dict[str, Any]:
    answer = await officer.post(PATH, json=filled(**more))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def corrected(officer: httpx2.AsyncClient, contact: dict[str, Any], **fields: object) -> dict[str, Any]:
    answer = await officer.post(f"{PATH}/{contact['id']}/corrections", json=correction(**fields))  # type: ignore[arg-type]
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def refused(officer: httpx2.AsyncClient, path: str = PATH, **body: object) -> dict[str, str]:
    """Return field and code of every fault in the answer."""
    answer = await officer.post(path, json=body)
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return {fault["name"]: fault["code"] for fault in answer.json()["invalidParams"]}


async def test_contact_by_hand_is_in_the_log_with_who_entered_it(
    officer: httpx2.AsyncClient, officers_by_name: Officers, database: Database
) -> None:
    contact = await entered(officer, note="Slot gekocht.", followUp=True, language="en", initiative="police")
    assert (contact["channel"], contact["topic"], contact["theme"]) == ("phone", "bicycle_theft", "other")
    assert (contact["municipality"], contact["baseTeam"]) == ("Emmen", "Zuidoost-Drenthe")
    assert (contact["language"], contact["initiative"], contact["followUp"]) == ("en", "police", True)
    assert (contact["note"], contact["officer"], contact["byHand"]) == ("Slot gekocht.", "S. Bakker", True)
    async with database.transaction() as tx:
        events = await repository.events_of(tx, UUID(contact["id"]))
        row = await tx.get_one(ContactRow, UUID(contact["id"]))
    assert [event.name for event in events] == [
        "ContactStarted",
        "OfficerJoined",
        "NoteTaken",
        "ContactEnded",
    ]
    assert events[0].data["entered_by"] == str(officers_by_name["S. Bakker"].id)
    assert (row.conversation_id, row.end_reason) == (None, "entered_by_hand")


@pytest.mark.parametrize("channel", BY_HAND)
async def test_every_channel_by_hand_can_be_entered(officer: httpx2.AsyncClient, channel: Channel) -> None:
    assert (await entered(officer, channel=channel))["channel"] == channel


async def test_anonymous_contact_needs_channel_topic_and_outcome_only(officer: httpx2.AsyncClient) -> None:
    answer = await officer.post(
        PATH,
        json={"clientId": str(uuid4()), "channel": "street", "topic": "vandalism", "outcome": "referred"},
    )
    assert answer.status_code == 201
    assert (answer.json()["municipality"], answer.json()["baseTeam"]) == (None, "Zuidoost-Drenthe")


async def test_place_tells_the_municipality_and_its_team(officer: httpx2.AsyncClient) -> None:
    contact = await entered(officer, channel="pop-up", place="pop-up-assen", municipality="Utrecht")
    assert (contact["place"], contact["municipality"]) == ("Pop-up Assen Centrum", "Assen")
    assert contact["baseTeam"] == "Assen"


async def test_same_case_shares_the_reference_and_is_chained(
    officer: httpx2.AsyncClient, database: Database
) -> None:
    first = await entered(officer)
    second = await entered(officer, sameCase=first["reference"].replace("-", " ").lower())
    assert (second["reference"], second["chained"]) == (first["reference"], True)
    third = await entered(officer, sameCase=first["reference"])
    async with database.transaction() as tx:
        assert (await tx.get_one(ContactRow, UUID(third["id"]))).chained_to == UUID(second["id"])


async def test_contact_by_hand_can_follow_a_chat(officer: httpx2.AsyncClient, database: Database) -> None:
    reference = references.new()
    async with database.transaction() as tx:
        chat = await service.start(tx, StartContact(uuid4(), reference, Channel.WEB_CHAT, "nl"))
    contact = await entered(officer, sameCase=reference)
    async with database.transaction() as tx:
        assert (await tx.get_one(ContactRow, UUID(contact["id"]))).chained_to == chat


async def test_moments_follow_from_what_was_told(officer: httpx2.AsyncClient) -> None:
    start = now() - timedelta(hours=2)
    end = start + timedelta(minutes=10)
    for told in ({"end": end.isoformat()}, {"durationS": 600}):
        contact = await entered(officer, start=start.isoformat(), **told)
        assert datetime.fromisoformat(contact["startedAt"]) == start
        assert datetime.fromisoformat(contact["endedAt"]) == end
    just_now = await entered(officer, durationS=300)
    began, ended = (datetime.fromisoformat(just_now[key]) for key in ("startedAt", "endedAt"))
    assert ended - began == timedelta(minutes=5)
    assert abs(now() - ended) < timedelta(seconds=30)


@pytest.mark.parametrize(
    ("more", "name", "code"),
    [
        ({"channel": None}, "channel", "choose"),
        ({"channel": "web-chat"}, "channel", "unknown"),
        ({"channel": "pigeon"}, "channel", "unknown"),
        ({"topic": None}, "topic", "choose"),
        ({"topic": "ufo"}, "topic", "unknown"),
        ({"outcome": ""}, "outcome", "choose"),
        ({"outcome": "escalated"}, "outcome", "unknown"),
        ({"municipality": "Atlantis"}, "municipality", "unknown"),
        ({"place": "station-atlantis"}, "place", "unknown"),
        ({"language": "xx"}, "language", "unknown"),
        ({"initiative": "nobody"}, "initiative", "unknown"),
        ({"note": "x" * 4_001}, "note", "note-too-long"),
        ({"start": "2999-01-01T12:00:00Z"}, "start", "in-future"),
        ({"start": "2020-01-01T12:00:00Z"}, "start", "too-long-ago"),
        ({"sameCase": "7KQ2-MX4D"}, "sameCase", "reference-wrong"),
        ({"sameCase": "hallo"}, "sameCase", "reference-wrong"),
    ],
)
async def test_fault_is_told_at_its_field(
    officer: httpx2.AsyncClient, database: Database, more: dict[str, Any], *, name: str, code: str
) -> None:
    assert (await refused(officer, **filled(**more)))[name] == code
    async with database.transaction() as tx:
        assert await tx.scalar(select(func.count()).select_from(ContactEvent)) == 0


async def test_all_faults_come_in_one_answer(officer: httpx2.AsyncClient) -> None:
    start = now() - timedelta(hours=1)
    faulty = filled(
        channel="pigeon", topic="ufo", outcome=None, note="x" * 4_001, sameCase="hallo",
        start=start.isoformat(), end=(start - timedelta(minutes=1)).isoformat(),
    )  # fmt: skip
    assert set(await refused(officer, **faulty)) == {
        "channel",
        "topic",
        "outcome",
        "note",
        "sameCase",
        "end",
    }


async def test_unknown_reference_with_a_good_check_character_is_told_apart(
    officer: httpx2.AsyncClient,
) -> None:
    assert await refused(officer, **filled(sameCase=references.new())) == {"sameCase": "reference-unknown"}


def test_every_fault_has_a_sentence_in_each_language(texts: Texts) -> None:
    keys = {f"entry-fault-{code}" for code in REASONS} | {"refused-already-saved", "refused-not-correctable"}
    assert [(lang, key) for lang in texts.languages for key in keys if not texts.has(lang, key)] == []


async def test_double_press_makes_one_contact(officer: httpx2.AsyncClient, database: Database) -> None:
    twice = filled()
    answers: list[httpx2.Response] = []

    async def press() -> None:
        answers.append(await officer.post(PATH, json=twice))

    async with asyncio.TaskGroup() as group:
        for _ in range(4):
            group.create_task(press())
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    async with database.transaction() as tx:
        assert await tx.scalar(select(func.count()).select_from(ContactRow)) == 1


async def test_same_press_with_other_words_is_not_lost_in_silence(officer: httpx2.AsyncClient) -> None:
    first = filled()
    assert (await officer.post(PATH, json=first)).status_code == 201
    answer = await officer.post(PATH, json=first | {"note": "Nog iets."})
    assert (answer.status_code, answer.json()["code"]) == (409, "already_saved")


async def test_correction_is_appended_and_the_newest_is_shown(
    officer: httpx2.AsyncClient, database: Database
) -> None:
    contact = await entered(officer)
    after = await corrected(officer, contact, topic="burglary", municipality="Deventer", note="Achterdeur.")
    assert (after["contact"]["topic"], after["contact"]["theme"]) == ("burglary", "burglary_violence")
    assert (after["contact"]["municipality"], after["contact"]["baseTeam"]) == ("Deventer", "Deventer")
    (change,) = after["changes"]
    assert (change["officer"], change["why"]) == ("S. Bakker", "mistaken")
    assert {c["name"]: (c["before"], c["after"]) for c in change["columns"]} == {
        "topic": ("bicycle_theft", "burglary"),
        "theme": ("other", "burglary_violence"),
        "municipality": ("Emmen", "Deventer"),
        "baseTeam": ("Zuidoost-Drenthe", "Deventer"),
        "note": (None, "Achterdeur."),
    }
    async with database.transaction() as tx:
        events = await repository.events_of(tx, UUID(contact["id"]))
        row = await tx.get_one(ContactRow, UUID(contact["id"]))
        assert await service.rebuild(tx, row.id) == repository.contact(row)
    assert [event.name for event in events][-1] == "ContactCorrected"
    assert events[0].data["topic"] == "bicycle_theft"


async def test_correction_sent_twice_is_one(officer: httpx2.AsyncClient) -> None:
    contact = await entered(officer)
    twice, path = correction(topic="burglary"), f"{PATH}/{contact['id']}/corrections"
    answers = [await officer.post(path, json=twice) for _ in range(2)]
    assert [len(answer.json()["changes"]) for answer in answers] == [1, 1]
    other = twice | {"fields": {"topic": "vandalism"}}
    assert (await officer.post(path, json=other)).json()["code"] == "already_saved"


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        (correction(topic="bicycle_theft"), {"fields": "nothing-changed"}),
        (correction(), {"fields": "nothing-changed"}),
        (correction(topic=None, channel="web-chat"), {"topic": "choose", "channel": "unknown"}),
        (correction(why="because", end="2020-01-01T12:00:00Z"), {"why": "choose", "end": "end-before-start"}),
        (correction(start="2999-01-01T12:00:00Z"), {"start": "in-future", "end": "end-before-start"}),
    ],
)
async def test_faulty_correction_is_refused_whole(
    officer: httpx2.AsyncClient, body: dict[str, Any], faults: dict[str, str]
) -> None:
    contact = await entered(officer)
    assert await refused(officer, f"{PATH}/{contact['id']}/corrections", **body) == faults
    assert (await officer.get(f"{PATH}/{contact['id']}")).json()["changes"] == []


async def test_contact_entered_twice_is_withdrawn_and_counts_no_more(
    officer: httpx2.AsyncClient, log_in: LogIn
) -> None:
    contact, other = await entered(officer), await entered(officer)
    after = await corrected(officer, other, why="entered_twice", withdrawn=True)
    assert after["contact"]["withdrawn"]
    supervisor = await log_in("T. de Wit")
    assert (await supervisor.get(f"{STATISTICS}/channels")).json()["total"] == 1
    listed = (await supervisor.get(f"{STATISTICS}/contacts")).json()
    assert (listed["count"], [row["id"] for row in listed["results"]]) == (1, [contact["id"]])
    file = (await supervisor.get(f"{STATISTICS}/contacts.csv")).text
    assert contact["id"] in file
    assert other["id"] not in file
    await corrected(supervisor, other, withdrawn=False)
    assert (await supervisor.get(f"{STATISTICS}/channels")).json()["total"] == 2


async def test_next_contact_of_a_case_is_not_chained_to_a_withdrawn_one(
    officer: httpx2.AsyncClient, database: Database
) -> None:
    first = await entered(officer)
    second = await entered(officer, sameCase=first["reference"])
    await corrected(officer, second, withdrawn=True)
    third = await entered(officer, sameCase=first["reference"])
    async with database.transaction() as tx:
        assert (await tx.get_one(ContactRow, UUID(third["id"]))).chained_to == UUID(first["id"])


async def test_officer_corrects_for_a_day_and_the_supervisor_always(
    officer: httpx2.AsyncClient, log_in: LogIn, age: Age
) -> None:
    contact = await entered(officer, note="Geheim.")
    await age(23)
    await corrected(officer, contact, outcome="referred")
    await age(2)
    late = await officer.post(f"{PATH}/{contact['id']}/corrections", json=correction(topic="burglary"))
    assert (late.status_code, late.json()["code"]) == (409, "not_correctable")
    assert (await officer.get(f"{PATH}/{contact['id']}")).json()["contact"]["correctable"] == []
    supervisor = await log_in("T. de Wit")
    after = await corrected(supervisor, contact, topic="burglary")
    assert [change["officer"] for change in after["changes"]] == ["S. Bakker", "T. de Wit"]
    assert "Geheim" not in str(after)


async def test_supervisor_neither_reads_nor_writes_the_note_of_another(
    officer: httpx2.AsyncClient, log_in: LogIn
) -> None:
    contact = await entered(officer, note="Geheim.")
    await corrected(officer, contact, note="Geheimer.")
    supervisor = await log_in("T. de Wit")
    seen = await supervisor.get(f"{PATH}/{contact['id']}")
    assert seen.json()["contact"]["note"] is None
    assert "Geheim" not in seen.text
    path = f"{PATH}/{contact['id']}/corrections"
    assert await refused(supervisor, path, **correction(note="x")) == {"note": "not-correctable"}


async def test_contact_of_another_looks_like_one_that_is_not_there(
    officer: httpx2.AsyncClient, log_in: LogIn
) -> None:
    contact = await entered(officer)
    stranger = await log_in("E. Yilmaz")
    for contact_id in (contact["id"], str(uuid4())):
        for answer in (
            await stranger.get(f"{PATH}/{contact_id}"),
            await stranger.post(f"{PATH}/{contact_id}/corrections", json=correction(topic="burglary")),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "not_yours")
    assert (await stranger.get(PATH)).json() == {"count": 0, "results": []}


async def test_day_lists_own_contacts_and_those_of_the_supervisors_team(
    officer: httpx2.AsyncClient, log_in: LogIn
) -> None:
    first = await entered(officer, start=(now() - timedelta(days=3)).isoformat())
    second = await entered(officer, municipality="Utrecht")
    assert [one["id"] for one in (await officer.get(PATH)).json()["results"]] == [second["id"], first["id"]]
    assert (await officer.get(f"{PATH}?day=2026-01-01")).json() == {"count": 0, "results": []}
    supervisor = await log_in("T. de Wit")
    team = (await supervisor.get(PATH)).json()
    assert [(one["id"], one["own"]) for one in team["results"]] == [
        (second["id"], False),
        (first["id"], False),
    ]


async def test_officer_corrects_what_a_chat_was_about_and_no_more(
    officer: httpx2.AsyncClient, officers_by_name: Officers, database: Database
) -> None:
    async with database.transaction() as tx:
        chat = await service.start(tx, StartContact(uuid4(), "7KQ2-MX4D", Channel.WEB_CHAT, "nl"))
        await service.officer_joined(tx, chat, officers_by_name["S. Bakker"])
    path = f"{PATH}/{chat}/corrections"
    assert (await officer.post(path, json=correction(topic="burglary"))).status_code == 409
    async with database.transaction() as tx:
        await service.end(tx, chat, reason="closed_by_officer", outcome="referred")
    assert await refused(officer, path, **correction(channel="phone", withdrawn=True)) == {
        "channel": "not-correctable",
        "withdrawn": "not-correctable",
    }
    after = await corrected(officer, {"id": str(chat)}, topic="burglary", municipality="Assen")
    assert after["contact"]["correctable"] == ["municipality", "outcome", "topic"]
    assert (after["contact"]["topic"], after["contact"]["baseTeam"]) == ("burglary", "Assen")


async def test_choices_put_the_own_team_first(officer: httpx2.AsyncClient) -> None:
    choices = (await officer.get(f"{PATH}/choices")).json()
    assert len(choices["topics"]) == 46
    assert choices["channels"] == list(BY_HAND)
    assert [town["name"] for town in choices["municipalities"] if town["own"]] == [
        town["name"] for town in choices["municipalities"][:3]
    ]
    assert {town["name"] for town in choices["municipalities"][:3]} == {"Borger-Odoorn", "Coevorden", "Emmen"}


@pytest.mark.parametrize(("name", "status"), [(None, 401), ("R. Mulder", 403), ("A. Kowalska", 403)])
async def test_contacts_by_hand_are_for_officers_and_supervisors(
    browser: httpx2.AsyncClient, log_in: LogIn, *, name: str | None, status: int
) -> None:
    if name:
        await log_in(name)
    for path in (PATH, f"{PATH}/choices", f"{PATH}/{uuid4()}"):
        assert (await browser.get(path)).status_code == status
    assert (await browser.post(PATH, json=filled())).status_code == status


async def test_page_of_another_site_cannot_write_a_contact_down(officer: httpx2.AsyncClient) -> None:
    answer = await officer.post(PATH, json=filled(), headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "body", [{}, {"clientId": "x"}, filled(start="yesterday"), filled(note="a\0b"), filled(durationS=-1)]
)
async def test_what_no_form_sends_is_a_problem_too(officer: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    answer = await officer.post(PATH, json=body)
    assert (answer.status_code, bool(answer.json()["invalidParams"])) == (400, True)


async def test_hub_cannot_change_a_receipt(officer: httpx2.AsyncClient, database: Database) -> None:
    await entered(officer)
    async with database.transaction() as tx:
        rights = await tx.execute(
            text(
                "select privilege_type from information_schema.role_table_grants "
                "where table_name = 'contact_receipts' and grantee = 'hub_app'"
            )
        )
        assert set(rights.scalars()) == {"SELECT", "INSERT"}
