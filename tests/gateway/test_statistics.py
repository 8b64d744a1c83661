"""What supervisors read: contacts by page, counts by channel and day, and the file."""

from __future__ import annotations

import csv
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from gateway.contacts import service
from gateway.contacts.contact import BY_HAND, Channel, StartContact
from gateway.database import Database
from gateway.statistics.export import FORMULA_BEGINS, HEADER, cell, lines
from gateway.statistics.queries import selection
from gateway.statistics.schemas import Days, Filter
from tests.gateway.force import LogIn, Officers

CONTACTS = "/v1/statistics/contacts"
CHANNELS = "/v1/statistics/channels"
FILE = "/v1/statistics/contacts.csv"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
WIRE_NAMES = {
    *("id", "reference", "channel", "startedAt", "endedAt", "language", "topic", "theme", "municipality"),
    *("baseTeam", "place", "officer", "outcome", "endReason", "chainedTo"),
}

Happened = Callable[..., Awaitable[UUID]]


@pytest.fixture
def happened(database: Database, officers_by_name: Officers) -> Happened:
    """Return a function that logs a finished contact which began at a moment."""

    async def happened(
        at: datetime = NOON, channel: Channel = Channel.WEB_CHAT, *, topic: str | None = None
    ) -> UUID:
        async with database.transaction() as tx:
            wanted = StartContact(uuid4(), "7KQ2-MX4D", channel, "nl", topic=topic, theme="other")
            contact_id = await service.start(tx, wanted, at)
            await service.officer_joined(tx, contact_id, officers_by_name["S. Bakker"])
            ends = at + timedelta(minutes=5)
            await service.end(tx, contact_id, reason="done", outcome="referred", note="Geheim.", at=ends)
        return contact_id

    return happened


@pytest.fixture
async def supervisor(log_in: LogIn) -> httpx2.AsyncClient:
    return await log_in("T. de Wit")


async def test_supervisor_reads_a_contact_in_full_but_not_its_note(
    supervisor: httpx2.AsyncClient, happened: Happened
) -> None:
    contact_id = await happened(topic="report_online")
    answer = await supervisor.get(CONTACTS)
    assert answer.status_code == 200
    assert answer.json()["count"] == 1
    (contact,) = answer.json()["results"]
    assert set(contact) == WIRE_NAMES
    assert contact["id"] == str(contact_id)
    assert (contact["startedAt"], contact["endedAt"]) == ("2026-11-20T12:00:00Z", "2026-11-20T12:05:00Z")
    assert (contact["officer"], contact["baseTeam"]) == ("S. Bakker", "Zuidoost-Drenthe")
    assert (contact["outcome"], contact["endReason"], contact["topic"]) == (
        "referred",
        "done",
        "report_online",
    )
    assert "Geheim" not in answer.text


async def test_times_are_told_in_utc_whatever_the_zone_of_the_database(
    database: Database, supervisor: httpx2.AsyncClient, happened: Happened
) -> None:
    async with database.transaction() as tx:
        await tx.execute(text("reset role"))
        name = (await tx.execute(text("select current_database()"))).scalar_one()
        await tx.execute(text(f"alter database {name} set timezone to 'Asia/Tokyo'"))
    await database.engine.dispose()
    await happened()
    (contact,) = (await supervisor.get(CONTACTS)).json()["results"]
    assert contact["startedAt"] == "2026-11-20T12:00:00Z"
    assert "2026-11-20T12:00:00Z" in (await supervisor.get(FILE)).text


async def test_open_contact_is_shown_too(database: Database, supervisor: httpx2.AsyncClient) -> None:
    async with database.transaction() as tx:
        await service.start(tx, StartContact(uuid4(), "7KQ2-MX4D", Channel.KIOSK_VIDEO, "en"))
    (contact,) = (await supervisor.get(CONTACTS)).json()["results"]
    assert (contact["endedAt"], contact["channel"]) == (None, "kiosk-video")


async def test_pages_show_each_contact_once_newest_first(
    supervisor: httpx2.AsyncClient, happened: Happened
) -> None:
    made = [str(await happened(NOON + timedelta(minutes=n // 2))) for n in range(7)]
    seen: list[str] = []
    for page in (1, 2, 3, 4):
        answer = (await supervisor.get(CONTACTS, params={"page": page, "pageSize": 3})).json()
        assert answer["count"] == 7
        seen += [contact["id"] for contact in answer["results"]]
    assert seen == sorted(made, reverse=True)


@pytest.mark.parametrize(
    "query",
    [
        "pageSize=101",
        "pageSize=0",
        "page=0",
        "page=99999999999999999999",
        "page=one",
        "channel=pigeon",
        "from=yesterday",
        "from=2026-11-21&to=2026-11-20",
        "from=0001-01-01",
        "to=9999-12-31",
        "page_size=10",
        "sort=officer",
    ],
)
async def test_faulty_question_answers_400_as_problem(supervisor: httpx2.AsyncClient, query: str) -> None:
    answer = await supervisor.get(f"{CONTACTS}?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["invalidParams"]


async def test_all_faults_of_a_question_come_in_one_answer(supervisor: httpx2.AsyncClient) -> None:
    answer = await supervisor.get(f"{CONTACTS}?page=0&pageSize=1000&channel=pigeon")
    assert {fault["name"] for fault in answer.json()["invalidParams"]} == {
        "query.page",
        "query.pageSize",
        "query.channel",
    }


async def test_channel_and_days_narrow_the_list(supervisor: httpx2.AsyncClient, happened: Happened) -> None:
    await happened(NOON)
    await happened(NOON, Channel.KIOSK_VIDEO)
    wanted = str(await happened(NOON + timedelta(days=1), Channel.KIOSK_VIDEO))
    await happened(NOON + timedelta(days=2), Channel.KIOSK_VIDEO)
    narrow = {"channel": "kiosk-video", "from": "2026-11-21", "to": "2026-11-21"}
    answer = (await supervisor.get(CONTACTS, params=narrow)).json()
    assert [contact["id"] for contact in answer["results"]] == [wanted]
    assert answer["count"] == 1


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 20, 22, 59, tzinfo=UTC), "2026-11-20"),
        (datetime(2026, 11, 20, 23, 0, tzinfo=UTC), "2026-11-21"),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), "2026-07-01"),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), "2026-07-02"),
    ],
)
async def test_days_turn_at_midnight_in_the_netherlands(
    supervisor: httpx2.AsyncClient, happened: Happened, moment: datetime, day: str
) -> None:
    await happened(moment)
    one_day = {"from": day, "to": day}
    assert (await supervisor.get(CONTACTS, params=one_day)).json()["count"] == 1
    answer = (await supervisor.get(CHANNELS, params=one_day)).json()
    assert answer["total"] == 1
    assert answer["series"][0] == {"channel": "web-chat", "counts": [1]}


async def test_counts_name_every_channel_and_day_also_without_contacts(
    supervisor: httpx2.AsyncClient, happened: Happened
) -> None:
    for moment in (NOON, NOON, NOON + timedelta(days=2)):
        await happened(moment, Channel.WEB_VIDEO)
    await happened(NOON + timedelta(days=3), Channel.WEB_VIDEO)
    answer = await supervisor.get(CHANNELS, params={"from": "2026-11-20", "to": "2026-11-22"})
    assert answer.json() == {
        "total": 3,
        "days": ["2026-11-20", "2026-11-21", "2026-11-22"],
        "series": [
            {"channel": "web-chat", "counts": [0, 0, 0]},
            {"channel": "web-video", "counts": [2, 0, 1]},
            {"channel": "kiosk-chat", "counts": [0, 0, 0]},
            {"channel": "kiosk-video", "counts": [0, 0, 0]},
            *({"channel": channel, "counts": [0, 0, 0]} for channel in BY_HAND),
        ],
    }


@pytest.mark.parametrize(
    ("given_days", "first", "last"),
    [
        ({"from": "2026-11-01"}, date(2026, 11, 1), date(2026, 11, 14)),
        ({"to": "2026-11-14"}, date(2026, 11, 1), date(2026, 11, 14)),
        ({"from": "2026-11-01", "to": "2026-11-30"}, date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_open_end_of_the_counted_days_is_two_weeks_away(
    given_days: dict[str, str], first: date, last: date
) -> None:
    days = Days.model_validate(given_days).days
    assert (days[0], days[-1]) == (first, last)


async def test_last_two_weeks_are_counted_when_nothing_is_asked(supervisor: httpx2.AsyncClient) -> None:
    assert len((await supervisor.get(CHANNELS)).json()["days"]) == 14


async def test_more_than_a_year_at_once_is_refused(supervisor: httpx2.AsyncClient) -> None:
    answer = await supervisor.get(CHANNELS, params={"from": "2020-01-01", "to": "2026-11-20"})
    assert answer.status_code == 400


async def test_file_has_a_header_and_a_line_a_contact(
    supervisor: httpx2.AsyncClient, happened: Happened
) -> None:
    first, second = [str(await happened(NOON + timedelta(hours=n))) for n in range(2)]
    await happened(NOON, Channel.KIOSK_CHAT)
    answer = await supervisor.get(FILE, params={"channel": "web-chat"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="contacts.csv"' in answer.headers["content-disposition"]
    rows = list(csv.DictReader(answer.text.splitlines()))
    assert [row["id"] for row in rows] == [second, first]
    assert set(rows[0]) == WIRE_NAMES
    assert rows[0]["startedAt"] == "2026-11-20T13:00:00Z"
    assert rows[0]["place"] == ""
    assert "Geheim" not in answer.text


async def test_file_of_an_empty_log_is_a_header(supervisor: httpx2.AsyncClient) -> None:
    assert (await supervisor.get(FILE)).text == ",".join(HEADER) + "\r\n"


async def test_file_carries_more_contacts_than_are_read_at_once(
    database: Database, supervisor: httpx2.AsyncClient
) -> None:
    many = """insert into contacts (id, last_seq, reference, conversation_id, channel, language, started_at)
        select gen_random_uuid(), 1, 'R', gen_random_uuid(), 'web-chat', 'nl', now()
        from generate_series(1, 1200)"""
    async with database.transaction() as tx:
        await tx.execute(text(many))
    assert len((await supervisor.get(FILE)).text.splitlines()) == 1201


async def test_topic_that_looks_like_a_formula_stays_text_in_the_file(
    supervisor: httpx2.AsyncClient, happened: Happened
) -> None:
    await happened(topic='=HYPERLINK("https://evil.example")')
    (row,) = csv.DictReader((await supervisor.get(FILE)).text.splitlines())
    assert row["topic"] == '\'=HYPERLINK("https://evil.example")'


@given(st.text())
def test_no_cell_begins_like_a_formula_and_none_is_lost(value: str) -> None:
    written = cell(value)
    assert not written.startswith(FORMULA_BEGINS)
    assert written.removeprefix("'") == value.removeprefix("'")
    assert next(csv.reader([lines([["first", value]])])) or value == ""


@pytest.mark.parametrize("path", [CONTACTS, CHANNELS, FILE])
@pytest.mark.parametrize(("name", "status"), [(None, 401), ("S. Bakker", 403)])
async def test_statistics_are_for_supervisors_only(
    browser: httpx2.AsyncClient, log_in: LogIn, *, path: str, name: str | None, status: int
) -> None:
    if name:
        await log_in(name)
    assert (await browser.get(path)).status_code == status


@pytest.mark.parametrize("wanted", [{}, {"channel": "kiosk-video"}, {"channel": "web-video"}])
async def test_a_day_of_contacts_is_found_by_index(database: Database, wanted: dict[str, str]) -> None:
    many = """insert into contacts (id, last_seq, reference, conversation_id, channel, language, started_at)
        select gen_random_uuid(), 1, 'R', gen_random_uuid(), (array['web-chat','kiosk-video'])[1 + n % 2],
        'nl', timestamptz '2026-11-22' - n * interval '10 minutes' from generate_series(1, 20000) n"""
    one_day = Filter.model_validate({"from": "2026-11-20", "to": "2026-11-20"} | wanted)
    query = selection(one_day).limit(25)
    written = query.compile(dialect=database.engine.dialect, compile_kwargs={"literal_binds": True})
    async with database.transaction() as tx:
        await tx.execute(text(many))
        await tx.execute(text("reset role"))
        await tx.execute(text("analyze contacts"))
        plan = "\n".join((await tx.execute(text(f"explain {written}"))).scalars())
    assert "Index Scan" in plan
    assert "Seq Scan" not in plan
