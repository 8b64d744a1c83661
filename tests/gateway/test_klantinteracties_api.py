"""Klantinteracties over HTTP: contacts told by other systems, and read in the standard's words."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx2
import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from gateway.contacts import repository, service
from gateway.contacts.contact import Channel
from gateway.contacts.tables import Contact, ContactEvent
from gateway.database import Database
from tests.gateway.api import NOON, As, Happened, withdraw

LIST = "/v1/klantcontacten"
MAKE = "/v1/maak-klantcontact"
KEY = {"Idempotency-Key": "kiss-0000001"}


def body(**fields: Any) -> dict[str, Any]:
    """Return a contact as another system sends it."""
    told = {
        "kanaal": "webchat",
        "onderwerp": "Fiets gestolen",
        "taal": "dut",
        "vertrouwelijk": True,
        "inhoud": "Advies gegeven.",
        "plaatsgevondenOp": "2026-11-20T13:00:00+01:00",
        "metadata": {"gemeente": "Emmen", "einddatum": "2026-11-20T13:05:00+01:00"},
    }
    return {"klantcontact": told | fields, "betrokkene": {"wasPartij": None, "initiator": True}}


async def number_of_contacts(database: Database) -> int:
    async with database.transaction() as tx:
        return (await tx.execute(select(func.count()).select_from(Contact))).scalar_one()


async def test_contact_that_another_system_tells_is_in_the_log_from_start_to_end(
    writer: httpx2.AsyncClient, database: Database
) -> None:
    answer = await writer.post(MAKE, json=body())
    assert answer.status_code == 201
    made = answer.json()
    uuid = UUID(made["klantcontact"]["uuid"])
    assert answer.headers["location"] == made["klantcontact"]["url"]
    async with database.transaction() as tx:
        row = (await tx.execute(select(Contact))).scalar_one()
        assert (row.id, row.channel, row.topic, row.language) == (uuid, "web-chat", "bicycle_theft", "nl")
        assert (row.municipality, row.base_team) == ("Emmen", "Zuidoost-Drenthe")
        assert (row.note, row.end_reason) == ("Advies gegeven.", "registered")
        assert (row.conversation_id, row.initiative, row.follow_up) == (None, "citizen", False)
        assert (row.started_at, row.ended_at) == (NOON, NOON + timedelta(minutes=5))
        events = select(ContactEvent).where(ContactEvent.contact_id == uuid).order_by(ContactEvent.seq)
        logged = list((await tx.execute(events)).scalars())
        assert [event.name for event in logged] == ["ContactStarted", "NoteTaken", "ContactEnded"]
        assert logged[0].data["told"]["client"] == "kiss"
        before = repository.contact(row)
        assert await service.rebuild(tx, uuid) == before


async def test_answer_has_the_shape_of_the_standard_and_is_read_back_the_same(
    writer: httpx2.AsyncClient,
) -> None:
    made = (await writer.post(MAKE, json=body())).json()
    assert set(made) == {"klantcontact", "betrokkene", "onderwerpobject"}
    assert made["onderwerpobject"] is None
    assert made["betrokkene"]["wasPartij"] is None
    assert made["betrokkene"]["hadKlantcontact"]["uuid"] == made["klantcontact"]["uuid"]
    assert made["klantcontact"]["taal"] == "nld"
    assert "_expand" not in made["klantcontact"]
    read = (await writer.get(f"{LIST}/{made['klantcontact']['uuid']}")).json()
    assert read == made["klantcontact"]
    assert (await writer.get(LIST)).json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [made["klantcontact"]],
    }


async def test_every_url_in_an_answer_leads_somewhere(writer: httpx2.AsyncClient) -> None:
    first = (await writer.post(MAKE, json=body())).json()["klantcontact"]["uuid"]
    chained = body() | {"onderwerpobject": {"wasKlantcontact": {"uuid": first}}}
    made = (await writer.post(MAKE, json=chained)).json()
    found = set(_urls(made))
    assert len(found) == 4
    for url in found:
        parts = urlsplit(url)
        assert (await writer.get(f"{parts.path}?{parts.query}")).status_code == 200


def _urls(part: Any) -> list[str]:
    if isinstance(part, dict):
        here = [part["url"]] if "url" in part else []
        return here + [url for value in part.values() for url in _urls(value)]
    return [url for value in part for url in _urls(value)] if isinstance(part, list) else []


async def test_contact_that_continues_one_of_ours_is_chained_to_it(
    writer: httpx2.AsyncClient, happened: Happened
) -> None:
    earlier = await happened()
    chained = body() | {"onderwerpobject": {"wasKlantcontact": {"uuid": str(earlier)}}}
    made = (await writer.post(MAKE, json=chained)).json()
    assert made["onderwerpobject"]["wasKlantcontact"]["uuid"] == str(earlier)
    assert made["klantcontact"]["referentienummer"] == "7KQ2-MX4D"
    shown = (await writer.get(f"/v1/contacts/{made['klantcontact']['uuid']}")).json()
    assert (shown["chainedTo"], shown["reference"]) == (str(earlier), "7KQ2-MX4D")


async def test_what_remains_to_be_done_and_who_began_come_back(writer: httpx2.AsyncClient) -> None:
    told = body(kanaal="telefoon", verdereActieOndernomen=True)
    told["betrokkene"]["initiator"] = False
    made = (await writer.post(MAKE, json=told)).json()
    assert (made["klantcontact"]["kanaal"], made["klantcontact"]["verdereActieOndernomen"]) == ("phone", True)
    assert made["betrokkene"]["initiator"] is False
    assert (await writer.get(LIST, params={"kanaal": "telefoon"})).json()["count"] == 1


async def test_withdrawn_contact_is_in_no_list_and_cannot_be_continued(
    writer: httpx2.AsyncClient, happened: Happened, database: Database
) -> None:
    twice, once = await happened(), await happened()
    await withdraw(database, twice)
    listed = (await writer.get(LIST)).json()
    assert ([result["uuid"] for result in listed["results"]], listed["count"]) == ([str(once)], 1)
    assert (await writer.get(f"{LIST}/{twice}")).status_code == 404
    chained = body() | {"onderwerpobject": {"wasKlantcontact": {"uuid": str(twice)}}}
    assert (await writer.post(MAKE, json=chained)).status_code == 400


async def test_contact_cannot_continue_one_that_is_not_there(
    writer: httpx2.AsyncClient, database: Database
) -> None:
    chained = body() | {"onderwerpobject": {"wasKlantcontact": {"uuid": str(uuid4())}}}
    answer = await writer.post(MAKE, json=chained)
    assert answer.status_code == 400
    (fault,) = answer.json()["invalidParams"]
    assert fault["name"] == "body.onderwerpobject.wasKlantcontact.uuid"
    assert await number_of_contacts(database) == 0


async def test_all_faults_come_in_one_answer_and_nothing_is_kept(
    writer: httpx2.AsyncClient, database: Database
) -> None:
    faulty = body(kanaal="postduif", taal="xx", inhoud="x" * 1001, reactie="nul\0", colour="blue")
    faulty["betrokkene"] = {"contactnaam": {"achternaam": "Jansen"}}
    answer = await writer.post(MAKE, json=faulty)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Jansen" not in answer.text
    assert await number_of_contacts(database) == 0
    del faulty["klantcontact"]["reactie"]
    faults = (await writer.post(MAKE, json=faulty)).json()["invalidParams"]
    assert {fault["name"].removeprefix("body.") for fault in faults} == {
        "klantcontact.kanaal",
        "klantcontact.taal",
        "klantcontact.inhoud",
        "klantcontact.colour",
        "betrokkene.contactnaam",
    }


async def test_same_key_makes_the_same_contact_once_also_at_the_same_time(
    writer: httpx2.AsyncClient, database: Database
) -> None:
    async with asyncio.TaskGroup() as tasks:
        sent = [tasks.create_task(writer.post(MAKE, json=body(), headers=KEY)) for _ in range(3)]
    answers = [task.result() for task in sent]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert len({answer.text for answer in answers}) == 1
    assert await number_of_contacts(database) == 1


async def test_same_key_with_another_contact_is_a_conflict(
    writer: httpx2.AsyncClient, database: Database
) -> None:
    await writer.post(MAKE, json=body(), headers=KEY)
    answer = await writer.post(MAKE, json=body(onderwerp="Iets anders"), headers=KEY)
    assert answer.status_code == 409
    assert await number_of_contacts(database) == 1


async def test_without_a_key_each_call_makes_a_contact(
    writer: httpx2.AsyncClient, database: Database
) -> None:
    for _ in range(2):
        assert (await writer.post(MAKE, json=body())).status_code == 201
    assert await number_of_contacts(database) == 2


async def test_token_that_only_reads_cannot_write(reader: httpx2.AsyncClient, database: Database) -> None:
    answer = await reader.post(MAKE, json=body())
    assert answer.status_code == 403
    assert "contacts:write" in answer.json()["detail"]
    assert await number_of_contacts(database) == 0


@pytest.mark.parametrize("name", ["S. Bakker", "T. de Wit", "R. Mulder"])
async def test_officers_do_not_write_here(logged_in: As, name: str) -> None:
    assert (await (await logged_in(name)).post(MAKE, json=body())).status_code == 401


@pytest.mark.parametrize(
    "sent_as", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""]
)
async def test_only_json_is_taken(writer: httpx2.AsyncClient, sent_as: str) -> None:
    answer = await writer.post(MAKE, content=b"{}", headers={"Content-Type": sent_as})
    assert answer.status_code == 415
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"klantcontact"', b"null"])
async def test_body_that_is_no_contact_is_refused(writer: httpx2.AsyncClient, content: bytes) -> None:
    answer = await writer.post(MAKE, content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kanaal": "videobellen"}, 1),
        ({"kanaal": "web-chat"}, 2),
        ({"onderwerp": "gestolen"}, 1),
        ({"onderwerp": "koningsdag"}, 1),
        ({"onderwerp": "%%"}, 0),
        ({"inhoud": "advies"}, 1),
        ({"vertrouwelijk": "false"}, 1),
        ({"vertrouwelijk": "true"}, 2),
        ({"plaatsgevondenOp": "2026-11-20T13:00:00+01:00"}, 1),
        ({"plaatsgevondenOp": "2026-11-20T12:00:00Z", "kanaal": "chat"}, 0),
    ],
)
async def test_each_filter_of_the_standard_narrows_the_list(
    writer: httpx2.AsyncClient, happened: Happened, query: dict[str, str], found: int
) -> None:
    await happened(channel=Channel.WEB_VIDEO, topic="bicycle_theft")
    await happened(NOON + timedelta(hours=1), topic="firearm")
    other = body(
        onderwerp="Vraag over Koningsdag", vertrouwelijk=False, plaatsgevondenOp="2026-11-20T09:00:00Z"
    )
    assert (await writer.post(MAKE, json=other)).status_code == 201
    answer = (await writer.get(LIST, params=query)).json()
    assert (answer["count"], len(answer["results"])) == (found, found)


@pytest.mark.parametrize(
    "query",
    [
        "kanaal=postduif",
        "plaatsgevondenOp=gisteren",
        "plaatsgevondenOp=2026-11-20T12:00:00",
        "vertrouwelijk=misschien",
        "expand=hadBetrokkenen,wasPartij",
        "expand=",
        "page=0",
        "pageSize=101",
        "inhoud=ab",
        "onderwerp=%00%00",
        "colour=blue",
    ],
)
async def test_faulty_question_answers_400(writer: httpx2.AsyncClient, query: str) -> None:
    answer = await writer.get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert answer.json()["invalidParams"]


async def test_pages_lead_to_each_other(writer: httpx2.AsyncClient, happened: Happened) -> None:
    made = [str(await happened(NOON + timedelta(minutes=n))) for n in range(5)]
    seen: list[str] = []
    path: str | None = f"{LIST}?pageSize=2&kanaal=chat"
    while path:
        answer = (await writer.get(path)).json()
        assert answer["count"] == 5
        seen += [result["uuid"] for result in answer["results"]]
        last, path = path, answer["next"] and f"{LIST}?{urlsplit(answer['next']).query}"
    assert seen == made[::-1]
    previous = (await writer.get(last)).json()["previous"]
    assert "page=2" in previous
    assert "kanaal=chat" in previous


async def test_expand_gives_only_what_was_asked_for(writer: httpx2.AsyncClient, happened: Happened) -> None:
    first = await happened()
    second = await happened(NOON + timedelta(minutes=6), chained_to=first)
    asked = {"expand": "gingOverOnderwerpobjecten,leiddeTotInterneTaken"}
    read = (await writer.get(f"{LIST}/{second}", params=asked)).json()
    assert set(read["_expand"]) == {"gingOverOnderwerpobjecten", "leiddeTotInterneTaken"}
    assert read["_expand"]["gingOverOnderwerpobjecten"][0]["wasKlantcontact"]["uuid"] == str(first)
    (result, _) = (await writer.get(LIST, params={"expand": "hadBetrokkenen"})).json()["results"]
    assert set(result["_expand"]) == {"hadBetrokkenen"}


async def test_officer_reads_his_own_notes_and_no_others(logged_in: As, happened: Happened) -> None:
    own, other = await happened(), await happened(officer="E. Yilmaz")
    browser = await logged_in("S. Bakker")
    (result,) = (await browser.get(LIST, params={"inhoud": "slot"})).json()["results"]
    assert (result["uuid"], result["inhoud"]) == (str(own), "Slot gekocht.")
    assert (await browser.get(f"{LIST}/{other}")).status_code == 404


@pytest.mark.parametrize("name", ["T. de Wit", "N. Haddad"])
async def test_who_only_watches_reads_no_notes_and_cannot_search_them(
    logged_in: As, happened: Happened, name: str
) -> None:
    await happened()
    browser = await logged_in(name)
    answer = await browser.get(LIST)
    assert answer.json()["results"][0]["inhoud"] == ""
    assert "Slot" not in answer.text
    assert (await browser.get(LIST, params={"inhoud": "slot"})).status_code == 403


async def test_each_writing_is_logged_without_what_it_says(writer: httpx2.AsyncClient) -> None:
    with capture_logs() as lines:
        await writer.post(MAKE, json=body())
    (line,) = lines
    assert line["client"] == "kiss"
    assert (line["operation"], line["count"]) == ("makeKlantcontact", 1)
    assert "Advies" not in str(line)
