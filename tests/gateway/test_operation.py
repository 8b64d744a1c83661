"""What those who keep the hub running see: readiness that says why, and figures without people in them."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import get_args
from uuid import UUID

import httpx2
import psycopg
import pytest
from fastapi.routing import APIWebSocketRoute
from prometheus_client.parser import text_string_to_metric_families

from gateway import embedded
from gateway.app import ROUTERS, create_app
from gateway.calls import service as calls
from gateway.children import running
from gateway.contacts.contact import Channel
from gateway.conversations import service
from gateway.database import Database, Tallied, now, tally
from gateway.errors import HubError
from gateway.live import Live
from gateway.migrate import migrate, revisions
from gateway.security import API_VERSION
from gateway.settings import Settings
from gateway.telemetry import CALL_ENDS, LABELS, OTHER, SOCKETS, Telemetry
from tests.architecture import project
from tests.fakes.bot import FakeBot
from tests.fakes.person import person
from tests.gateway.conftest import StartTalk
from tests.gateway.served import served, until_ready
from tests.platform.children import children_of
from video.events import NODE_PREFIX, EndReason

TOKEN = "m" * 32
Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


@asynccontextmanager
async def serving(settings: Settings, bot: FakeBot | None = None) -> AsyncIterator[httpx2.AsyncClient]:
    """Run a gateway for the block; the client shows no token."""
    app = create_app(settings, (bot or FakeBot()).client())
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client,
    ):
        yield client


@pytest.fixture
def watched(settings: Settings) -> Settings:
    """Return settings with which somebody may look at the figures."""
    return Settings.model_validate({**settings.model_dump(by_alias=True), "metrics_token": TOKEN})


async def figures(http: httpx2.AsyncClient) -> Figures:
    answer = await http.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def value(found: Figures, name: str, **labels: str) -> float:
    return found[name, frozenset(labels.items())]


async def test_figures_are_hidden_from_everybody_without_the_token(
    settings: Settings, watched: Settings
) -> None:
    async with serving(settings) as http:
        assert (await http.get("/metrics", headers={"Authorization": "Bearer none"})).status_code == 404
    async with serving(watched) as http:
        for shown in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Bearer {'i' * 32}"}):
            answer = await http.get("/metrics", headers=shown)
            assert (answer.status_code, "hub_" in answer.text) == (404, False)


async def test_figures_tell_who_waits_and_who_is_there(
    watched: Settings, database: Database, live: Live, start_talk: StartTalk, news: object
) -> None:
    talk = await start_talk()
    async with database.transaction() as tx:
        conversation = await service.opened(tx, talk, with_queue=True)
        await service.ask_person(tx, news, conversation, "video")  # type: ignore[arg-type]
    async with serving(watched) as http:
        found = await figures(http)
    assert value(found, "hub_waiting_people", medium="video") == 1
    assert value(found, "hub_waiting_people", medium="chat") == 0
    assert 0 <= value(found, "hub_longest_wait_seconds", medium="video") < 60
    assert value(found, "hub_officers", state="present") == 0
    assert value(found, "hub_part_up", part="bot") == 1
    assert value(found, "hub_part_up", part="video") == 0
    assert value(found, "hub_event_stream_lag", state="unread") == 0
    assert value(found, "hub_database_connections", state="most") > 0
    assert value(found, "hub_build_info", version=API_VERSION, schema=revisions()[-1]) == 1
    assert value(found, "process_start_time_seconds") > 0


async def test_answers_are_counted_by_the_template_of_their_route(watched: Settings) -> None:
    async with serving(watched) as http:
        for name in ("anna", "bert"):
            await http.get(f"/nowhere/{name}")
        await http.get("/healthz")
        await http.request("BREW", "/healthz")
        found = await figures(http)
    assert value(found, "hub_http_requests_total", method="GET", route="none", status="4xx") == 2
    assert value(found, "hub_http_requests_total", method="GET", route="/healthz", status="2xx") == 1
    assert value(found, "hub_http_requests_total", method=OTHER, route="/healthz", status="4xx") == 1
    assert value(found, "hub_http_request_seconds_count", route="/healthz") == 2


async def test_nothing_is_counted_before_it_is_committed(
    settings: Settings, start_talk: StartTalk, live: Live
) -> None:
    heard: list[Tallied] = []
    database = Database(settings.database_url, tally=heard.append)
    talk = await start_talk("")
    async with database.transaction() as tx:
        conversation = await service.opened(tx, talk)
        await service.say(tx, conversation, "hallo", client_id=UUID(int=1))
        call = await calls.prepare(tx, talk)
        assert heard == []
    assert heard == [Tallied("contact_started", "web-chat")]
    heard.clear()
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as tx:
            tally(tx, Tallied("call_started"))
            raise ZeroDivisionError
    assert heard == []
    for _ in range(2):  # the node's news comes at least once
        async with database.transaction() as tx:
            await calls.started(tx, call.id, now())
            await calls.ended(tx, call.id, now(), "hung_up_citizen")
    assert [(one.name, one.label) for one in heard] == [
        ("call_started", ""),
        ("call_ended", "hung_up_citizen"),
    ]
    await database.close()


async def test_figures_follow_a_citizen_and_the_bot(watched: Settings) -> None:
    bot = FakeBot()
    async with (
        served(watched, bot) as address,
        httpx2.AsyncClient(base_url=f"http://{address}") as http,
    ):
        async with person(f"ws://{address}/ws") as citizen:
            await citizen.send(type="hello")
            await citizen.command("say", text="mijn fiets is gejat")
            await citizen.event("MessagePosted", author="bot")
            bot.away = True
            await citizen.command("say", text="hallo, bent u daar")
            await citizen.event("MessagePosted", author="hub")
            await citizen.raw("nonsense")
            await citizen.get(lambda frame: frame["type"] == "refused")
            during = await figures(http)
        assert value(during, "hub_sockets_open", kind="citizen") == 1
        assert value(during, "hub_message_acknowledgement_seconds_count") == 2
        assert value(during, "hub_bot_answers_total", outcome="bot") == 1
        assert value(during, "hub_bot_answers_total", outcome="fallback") == 1
        assert value(during, "hub_bot_answer_seconds_count") == 2
        assert value(during, "hub_frames_refused_total", code="bad_frame") == 1
        assert value(during, "hub_contacts_started_total", channel="web-chat") == 1
        await until_socket_is_gone(http)


async def until_socket_is_gone(http: httpx2.AsyncClient) -> None:
    async with asyncio.timeout(10):
        while value(await figures(http), "hub_sockets_open", kind="citizen"):  # noqa: ASYNC110 - over HTTP
            await asyncio.sleep(0.05)


def test_sets_of_labels_are_closed() -> None:
    telemetry = Telemetry()
    telemetry.tally(Tallied("contact_started", "Jan de Vries"))
    telemetry.tally(Tallied("call_ended", "because", 3.0))
    scope = {"type": "http", "method": "JAN", "path": "/jan", "route": None}
    telemetry.answered(scope, 200, 0.1)
    telemetry.socket(scope, 1)
    telemetry.failed(ValueError("Jan de Vries"))
    text = telemetry.text().decode()
    assert "Jan" not in text and "JAN" not in text and "because" not in text
    families = [one for one in text_string_to_metric_families(text) if one.name.startswith("hub_")]
    for sample in (sample for family in families for sample in family.samples):
        for label, found in sample.labels.items():
            assert label in {"le", "route"} or found in LABELS[label], sample


def test_sets_of_labels_know_what_the_hub_does() -> None:
    assert set(LABELS["channel"]) == {*Channel, OTHER}
    said = {
        reason
        for path in project.under("gateway", suffix=".py")
        for reason in re.findall(r'end_open\([^)"]*"(\w+)"', project.text(path))
    }
    assert {*said, *get_args(EndReason)} <= set(CALL_ENDS)
    routes = [route for router in ROUTERS for route in router.routes]
    sockets = {route.path for route in routes if isinstance(route, APIWebSocketRoute)}
    assert sockets == set(SOCKETS)


def test_code_of_a_refusal_is_a_constant_of_its_class() -> None:
    telemetry = Telemetry()
    for kind in HubError.__subclasses__():
        error = kind.__new__(kind)
        error.code = "Jan de Vries"  # type: ignore[misc]
        telemetry.refused(error)
    assert "Jan" not in telemetry.text().decode()


async def test_readiness_says_which_part_is_away_and_since_when(settings: Settings, live: Live) -> None:
    bot = FakeBot(away=True)
    async with serving(settings, bot) as http:
        first = (await http.get("/readyz")).json()
        assert first["status"] == "degraded"
        assert [part["name"] for part in first["parts"] if not part["ok"]] == ["bot", "video"]
        assert all(part["why"] == "away" for part in first["parts"] if not part["ok"])
        again = (await http.get("/readyz")).json()
        assert again == first  # also the moment since when it is so
        bot.away = False
        await live.put(f"{NODE_PREFIX}v1", {"id": "v1", "url": "ws://x", "calls": 0}, 60)
        later = (await http.get("/readyz")).json()
        assert later["status"] == "ready"
        since = {part["name"]: part["since"] for part in later["parts"]}
        before = {part["name"]: part["since"] for part in first["parts"]}
        assert since["redis"] == before["redis"]
        assert since["bot"] > before["bot"]


async def test_odd_news_of_a_part_does_not_end_the_gateway(settings: Settings, live: Live) -> None:
    await live.put(f"{NODE_PREFIX}v1", {"not": "what a node says"}, 60)
    async with serving(settings) as http:
        await until_ready(http)
        for _ in range(2):
            answer = await http.get("/readyz")
            assert answer.status_code == 200
            assert [part["name"] for part in answer.json()["parts"] if not part["ok"]] == ["video"]


async def test_readiness_refuses_old_tables_and_takes_newer_ones(settings: Settings, owner_url: str) -> None:
    with psycopg.connect(owner_url.replace("+psycopg", ""), autocommit=True) as owner:
        async with serving(settings) as http:
            owner.execute("update alembic_version set version_num = '0001'")
            answer = await http.get("/readyz")
            assert answer.status_code == 503
            assert answer.headers["content-type"] == "application/problem+json"
            schema = next(part for part in answer.json()["parts"] if part["name"] == "schema")
            assert (schema["ok"], schema["why"]) == (False, "behind")
            owner.execute("update alembic_version set version_num = '9999'")
            await until_ready(http)


@pytest.fixture
def own_postgres(tmp_path: Path) -> Iterator[embedded.Server]:
    server = embedded.postgres(tmp_path / "postgres")
    yield server
    shutil.rmtree(server.home, ignore_errors=True)


def freeze(server: embedded.Server, how: signal.Signals) -> None:
    """Stop (or continue) every process of a PostgreSQL, so that it is there and says nothing."""
    main = int((server.home / "data" / "postmaster.pid").read_text().split()[0])
    for pid in (main, *children_of(main)):
        os.kill(pid, how)


async def test_readiness_answers_within_two_seconds_while_the_database_is_frozen(
    watched: Settings, own_postgres: embedded.Server
) -> None:
    async with running(own_postgres.child):
        await asyncio.to_thread(migrate, own_postgres.url)
        settings = watched.model_copy(update={"database_url": own_postgres.url})
        async with serving(settings) as http:
            await until_ready(http)
            freeze(own_postgres, signal.SIGSTOP)
            try:
                for _ in range(2):
                    began = time.monotonic()
                    answer = await http.get("/readyz")
                    assert time.monotonic() - began < 2
                    assert answer.status_code == 503
                    away = {
                        part["name"]: part.get("why") for part in answer.json()["parts"] if part["needed"]
                    }
                    assert away["postgresql"] and away["schema"] and not away["redis"]
                    assert str(own_postgres.home) not in answer.text
                assert (await http.get("/healthz")).status_code == 200
                assert value(await figures(http), "hub_part_up", part="postgresql") == 0
            finally:
                freeze(own_postgres, signal.SIGCONT)
            await until_ready(http)
