"""The contact log over HTTP: what is told, to whom, and how the list goes on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from gateway import references
from gateway.contacts.contact import COUNTED, Channel, Part, Wanted
from gateway.contacts.repository import selection
from gateway.database import Database
from gateway.security import API_VERSION
from tests.gateway.api import NOON, As, Happened, withdraw

CONTACTS = "/v1/contacts"
WIRE_NAMES = {
    *("id", "reference", "channel", "startedAt", "endedAt", "language", "topic", "theme", "municipality"),
    *("baseTeam", "place", "officer", "outcome", "endReason", "chainedTo"),
}
MANY = """insert into contacts (id, last_seq, reference, conversation_id, channel, language, started_at)
    select gen_random_uuid(), 1, 'R', gen_random_uuid(), 'web-chat', 'nl',
    timestamptz '2026-11-22' - n * interval '1 minute' from generate_series(1, :number) n"""


async def test_system_with_a_token_reads_a_contact_without_its_note(
    reader: httpx2.AsyncClient, happened: Happened
) -> None:
    contact_id = await happened(topic="bicycle_theft", theme="other", municipality="Emmen")
    answer = await reader.get(CONTACTS)
    assert answer.status_code == 200
    assert answer.headers["api-version"] == API_VERSION
    (contact,) = answer.json()["results"]
    assert set(contact) == WIRE_NAMES
    assert contact["id"] == str(contact_id)
    assert (contact["startedAt"], contact["endedAt"]) == ("2026-11-20T12:00:00Z", "2026-11-20T12:05:00Z")
    assert (contact["municipality"], contact["baseTeam"]) == ("Emmen", "Zuidoost-Drenthe")
    assert "Slot gekocht" not in answer.text
    assert (await reader.get(f"{CONTACTS}/{contact_id}")).json() == contact


@pytest.mark.parametrize("name", ["T. de Wit", "N. Haddad"])
async def test_supervisor_and_privacy_officer_read_everything(
    logged_in: As, happened: Happened, name: str
) -> None:
    await happened()
    await happened(officer=None)
    assert (await (await logged_in(name)).get(CONTACTS)).json()["count"] == 2


async def test_officer_reads_the_contacts_he_took_and_no_other(logged_in: As, happened: Happened) -> None:
    own, other, nobodys = await happened(), await happened(officer="E. Yilmaz"), await happened(officer=None)
    browser = await logged_in("S. Bakker")
    listed = (await browser.get(CONTACTS)).json()
    assert [contact["id"] for contact in listed["results"]] == [str(own)]
    assert listed["count"] == 1
    assert (await browser.get(f"{CONTACTS}/{own}")).status_code == 200
    refusals = [await browser.get(f"{CONTACTS}/{hidden}") for hidden in (other, nobodys, uuid4())]
    assert [refusal.status_code for refusal in refusals] == [404, 404, 404]
    assert len({refusal.text for refusal in refusals}) == 1
    assert (await browser.get(CONTACTS, params={"after": str(other)})).status_code == 404


@pytest.mark.parametrize("name", ["A. Kowalska", "R. Mulder"])
async def test_other_roles_read_nothing(logged_in: As, name: str) -> None:
    assert (await (await logged_in(name)).get(CONTACTS)).status_code == 403


@pytest.mark.parametrize(
    "header", ["Bearer hub_guessed", "Bearer ", "Basic aHVi", "hub_reads", "Bearer hub_reads x"]
)
async def test_unknown_token_opens_nothing(anybody: httpx2.AsyncClient, header: str) -> None:
    answer = await anybody.get(CONTACTS, headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_nobody_reads_without_token_or_session(anybody: httpx2.AsyncClient) -> None:
    assert (await anybody.get(CONTACTS)).status_code == 401


async def test_wrong_token_is_refused_beside_a_good_session(logged_in: As) -> None:
    browser = await logged_in("T. de Wit")
    answer = await browser.get(CONTACTS, headers={"Authorization": "Bearer hub_guessed"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"channel": "kiosk-video"}, 1),
        ({"topic": "bicycle_theft"}, 1),
        ({"theme": "clean_safe"}, 1),
        ({"municipality": "Emmen"}, 1),
        ({"baseTeam": "Zuidoost-Drenthe"}, 2),
        ({"from": "2026-11-21"}, 1),
        ({"to": "2026-11-20"}, 2),
        ({"language": "en"}, 1),
        ({"outcome": "referred"}, 3),
        ({"outcome": "referred", "language": "nl", "channel": "web-chat"}, 1),
        ({"municipality": "Rotterdam"}, 0),
    ],
)
async def test_each_filter_narrows_the_list(
    reader: httpx2.AsyncClient, happened: Happened, query: dict[str, str], found: int
) -> None:
    await happened(topic="bicycle_theft", theme="clean_safe", municipality="Emmen")
    await happened(channel=Channel.KIOSK_VIDEO)
    await happened(NOON + timedelta(days=1), language="en", officer=None)
    answer = (await reader.get(CONTACTS, params=query)).json()
    assert (answer["count"], len(answer["results"])) == (found, found)


async def test_withdrawn_contact_counts_no_more_but_still_marks_the_place_where_a_list_goes_on(
    reader: httpx2.AsyncClient, happened: Happened, database: Database
) -> None:
    first, twice = await happened(), await happened(NOON + timedelta(minutes=1))
    await withdraw(database, twice)
    listed = (await reader.get(CONTACTS)).json()
    assert ([contact["id"] for contact in listed["results"]], listed["count"]) == ([str(first)], 1)
    assert (await reader.get(f"{CONTACTS}/{twice}")).status_code == 404
    behind = (await reader.get(CONTACTS, params={"after": str(twice)})).json()
    assert [contact["id"] for contact in behind["results"]] == [str(first)]


async def test_reference_finds_the_whole_thread_as_people_type_it(
    reader: httpx2.AsyncClient, happened: Happened
) -> None:
    reference = references.new()
    first = await happened(reference=reference)
    second = await happened(NOON + timedelta(minutes=9), reference=reference, chained_to=first)
    await happened(reference=references.new())
    typed = reference.lower().replace("-", " ")
    results = (await reader.get(CONTACTS, params={"reference": typed})).json()["results"]
    assert [contact["id"] for contact in results] == [str(second), str(first)]
    assert results[0]["chainedTo"] == str(first)


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=10001",
        "pageSize=101",
        "channel=pigeon",
        "from=yesterday",
        "from=2026-11-21&to=2026-11-20",
        "reference=7KQ2-MX4A",
        "after=first",
        "page=2&after=01940000-0000-7000-8000-000000000000",
        "language=nederlands",
        "topic=",
        "page_size=10",
        "sort=officer",
    ],
)
async def test_faulty_question_answers_400_as_problem(reader: httpx2.AsyncClient, query: str) -> None:
    answer = await reader.get(f"{CONTACTS}?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["invalidParams"]


async def test_all_faults_come_in_one_answer(reader: httpx2.AsyncClient) -> None:
    faults = (await reader.get(f"{CONTACTS}?page=0&channel=pigeon&colour=blue")).json()["invalidParams"]
    assert {fault["name"] for fault in faults} == {"query.page", "query.channel", "query.colour"}


async def test_links_lead_through_the_whole_list_once_although_new_contacts_come_in(
    reader: httpx2.AsyncClient, happened: Happened
) -> None:
    made = [str(await happened(NOON + timedelta(minutes=n // 2))) for n in range(7)]
    seen: list[str] = []
    path: str | None = f"{CONTACTS}?pageSize=3&language=nl"
    while path:
        answer = (await reader.get(path)).json()
        seen += [contact["id"] for contact in answer["results"]]
        await happened(NOON + timedelta(days=1))
        following = answer["_links"]["next"]
        path = following and f"{CONTACTS}?{urlsplit(following['href']).query}"
    assert seen == sorted(made, reverse=True)


async def test_links_stand_in_a_header_too_and_keep_the_filters(
    reader: httpx2.AsyncClient, happened: Happened
) -> None:
    for minute in range(3):
        await happened(NOON + timedelta(minutes=minute))
    answer = await reader.get(CONTACTS, params={"channel": "web-chat", "pageSize": 1, "page": 2})
    links = answer.json()["_links"]
    assert answer.headers["link"] == ", ".join(
        f'<{links[rel]["href"]}>; rel="{rel}"' for rel in ("first", "prev", "next")
    )
    assert all("channel=web-chat" in link["href"] for link in links.values())
    assert all(link["href"].startswith("http://127.0.0.1:8000/v1/contacts?") for link in links.values())
    back = await reader.get(f"{CONTACTS}?{urlsplit(links['prev']['href']).query}")
    assert back.json()["_links"]["prev"] is None


async def test_links_never_repeat_what_a_request_says_of_itself(
    reader: httpx2.AsyncClient, happened: Happened
) -> None:
    await happened()
    answer = await reader.get(CONTACTS, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    assert "evil" not in answer.text + str(answer.headers)


async def test_count_says_so_when_there_are_more_than_were_counted(
    reader: httpx2.AsyncClient, database: Database
) -> None:
    async with database.transaction() as tx:
        await tx.execute(text(MANY), {"number": COUNTED})
    answer = (await reader.get(CONTACTS)).json()
    assert (answer["count"], answer["countIsExact"]) == (COUNTED, True)
    async with database.transaction() as tx:
        await tx.execute(text(MANY), {"number": 1})
    answer = (await reader.get(CONTACTS)).json()
    assert (answer["count"], answer["countIsExact"]) == (COUNTED, False)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_contact_log_cannot_be_changed_here(reader: httpx2.AsyncClient, method: str) -> None:
    answer = await reader.request(method, CONTACTS, json={})
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize("path", [f"{CONTACTS}/", "/v1/klantcontacten/", "/v1/contact"])
async def test_path_with_a_slash_at_its_end_is_another_path(reader: httpx2.AsyncClient, path: str) -> None:
    answer = await reader.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("text/html", 406),
        ("application/xml", 406),
        ("text/html, */*;q=0.1", 200),
        ("application/json; charset=utf-8", 200),
        ("", 200),
    ],
)
async def test_only_json_is_answered(reader: httpx2.AsyncClient, accept: str, status: int) -> None:
    assert (await reader.get(CONTACTS, headers={"Accept": accept})).status_code == status


async def test_each_reading_is_logged_with_who_and_how_many_and_nothing_personal(
    reader: httpx2.AsyncClient, happened: Happened
) -> None:
    contact_id = await happened()
    with capture_logs() as lines:
        await reader.get(CONTACTS)
        await reader.get(f"{CONTACTS}/{contact_id}")
        await reader.get("/v1/klantcontacten")
    assert [(line["operation"], line["count"]) for line in lines] == [
        ("listContacts", 1),
        ("readContact", 1),
        ("listKlantcontacten", 1),
    ]
    assert all(line["event"] == "contacts_told" and line["client"] == "data-platform" for line in lines)
    assert all(set(line) == {"event", "log_level", "client", "operation", "count"} for line in lines)


async def test_reading_of_an_officer_is_logged_by_role_and_person(logged_in: As) -> None:
    browser = await logged_in("N. Haddad")
    with capture_logs() as lines:
        await browser.get(CONTACTS)
    (line,) = lines
    assert line["role"] == "privacy_officer"
    assert "Haddad" not in str(line)
    assert set(line) == {"event", "log_level", "role", "operation", "count", "pii_officer"}


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"channel": Channel.WEB_CHAT},
        {"reference": "R"},
        {"municipality": "Emmen"},
        {"base_team": "Zuidoost-Drenthe"},
        {"topic": "bicycle_theft"},
        {"theme": "clean_safe"},
        {"confidential": False},
    ],
    ids=str,
)
@pytest.mark.parametrize("deep", [False, True])
async def test_a_page_is_found_by_index_wherever_it_is(
    database: Database, filters: dict[str, Any], *, deep: bool
) -> None:
    async with database.transaction() as tx:
        await tx.execute(text(MANY), {"number": 20_000})
        await tx.execute(text("reset role"))
        await tx.execute(text("analyze contacts"))
        last = (
            await tx.execute(text("select id from contacts order by started_at limit 1 offset 99"))
        ).scalar()
        query = selection(Wanted(**filters), Part(25, after=last if deep else None))
        written = query.compile(dialect=database.engine.dialect, compile_kwargs={"literal_binds": True})
        plan = "\n".join((await tx.execute(text(f"explain {written}"))).scalars())
    assert "Index" in plan
    assert "Seq Scan" not in plan
