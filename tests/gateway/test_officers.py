"""Log-in, access and presence of officers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated
from uuid import uuid4

import httpx2
import pytest
from fastapi import Depends, FastAPI, WebSocket, WebSocketException
from redis.asyncio import Redis
from sqlalchemy import update
from starlette.requests import HTTPConnection

from gateway.database import Database, now
from gateway.errors import NotLoggedIn
from gateway.hub import Hub
from gateway.live import Live
from gateway.officers import presence, tables
from gateway.officers.access import everyone, require, undeclared
from gateway.officers.cookies import COOKIE
from gateway.officers.officer import Officer, Role
from gateway.officers.provider import Provider
from gateway.officers.service import officer_for_session
from gateway.officers.sessions import OfficerSessions
from gateway.settings import Settings
from tests.gateway.force import LogIn, Officers

CURRENT = "/v1/officer-sessions/current"


@pytest.fixture
def sessions(live: Live, settings: Settings) -> OfficerSessions:
    return OfficerSessions(live, settings)


@pytest.fixture
async def valkey(settings: Settings) -> AsyncIterator[Redis]:
    async with Redis.from_url(settings.redis_url) as valkey:
        yield valkey


async def test_development_page_offers_somebody_of_every_role(
    browser: httpx2.AsyncClient, officers_by_name: Officers
) -> None:
    answer = await browser.get("/v1/development-officers")
    assert [(one["name"], one["role"]) for one in answer.json()] == [
        ("R. Mulder", "administrator"),
        ("A. Kowalska", "interpreter"),
        ("E. Yilmaz", "officer"),
        ("S. Bakker", "officer"),
        ("N. Haddad", "privacy_officer"),
        ("T. de Wit", "supervisor"),
    ]


async def test_officer_logs_in_sees_himself_and_logs_out(log_in: LogIn) -> None:
    browser = await log_in("S. Bakker")
    me = (await browser.get(CURRENT)).json()
    assert me["name"] == "S. Bakker"
    assert set(me) == {"id", "name", "badge", "role", "team", "rights"}
    assert (await browser.delete(CURRENT)).status_code == 204
    refused = await browser.get(CURRENT)
    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "not_logged_in"


async def test_cookie_is_out_of_reach_of_scripts_and_other_sites(
    browser: httpx2.AsyncClient, officers_by_name: Officers
) -> None:
    wanted = {"officerId": str(officers_by_name["S. Bakker"].id)}
    answer = await browser.post("/v1/officer-sessions", json=wanted)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-officer=")
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"secure", "httponly", "samesite=strict", "path=/"} <= attributes
    assert not any(attribute.startswith("domain") for attribute in attributes)


async def test_old_cookie_opens_nothing_after_log_out(log_in: LogIn) -> None:
    browser = await log_in("S. Bakker")
    token = browser.cookies[COOKIE]
    await browser.delete(CURRENT)
    again = await browser.get(CURRENT, headers={"Cookie": f"{COOKIE}={token}"})
    assert again.status_code == 401


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_page_of_another_site_cannot_log_in_or_out(
    log_in: LogIn, officers_by_name: Officers, method: str, origin: str
) -> None:
    browser = await log_in("S. Bakker")
    path = CURRENT if method == "DELETE" else "/v1/officer-sessions"
    body = None if method == "DELETE" else {"officerId": str(officers_by_name["T. de Wit"].id)}
    answer = await browser.request(method, path, json=body, headers={"Origin": origin})
    assert answer.status_code == 403
    assert (await browser.get(CURRENT)).json()["name"] == "S. Bakker"


async def test_unknown_officer_cannot_log_in(browser: httpx2.AsyncClient, officers_by_name: Officers) -> None:
    answer = await browser.post("/v1/officer-sessions", json={"officerId": str(uuid4())})
    assert answer.status_code == 404


async def test_faulty_log_in_answers_400(browser: httpx2.AsyncClient) -> None:
    answer = await browser.post("/v1/officer-sessions", json={"officerId": "me", "role": "supervisor"})
    assert answer.status_code == 400
    assert len(answer.json()["invalidParams"]) == 2


async def test_development_log_in_is_not_there_in_production(
    force_app: FastAPI, browser: httpx2.AsyncClient, settings: Settings, officers_by_name: Officers
) -> None:
    hub: Hub = force_app.state.hub
    strict = settings.model_copy(update={"environment": "production"})
    force_app.state.hub = Hub(strict, hub.database, hub.live, hub.events, hub.texts)
    wanted = {"officerId": str(officers_by_name["S. Bakker"].id)}
    force_app.state.provider = Provider(strict)
    assert (await browser.get("/v1/log-in-ways")).json()["demonstration"] is False
    assert (await browser.get("/v1/development-officers")).status_code == 404
    assert (await browser.post("/v1/officer-sessions", json=wanted)).status_code == 404


async def test_token_is_nowhere_in_redis(
    sessions: OfficerSessions, live: Live, officers_by_name: Officers
) -> None:
    token = await sessions.start(officers_by_name["S. Bakker"].id)
    assert len(token) >= 43
    assert await live.get(f"hub:officer-session:{token}") is None
    assert token not in str(await live.under("hub:officer-session:"))


async def test_session_ends_when_nobody_uses_it_and_each_use_prolongs_it(
    live: Live, settings: Settings, valkey: Redis
) -> None:
    sessions = OfficerSessions(live, settings.model_copy(update={"officer_idle_s": 100}))
    token = await sessions.start(uuid4())
    (key,) = await valkey.keys(live.key("hub:officer-session:*"))
    assert 90 < await valkey.ttl(key) <= 100
    await valkey.expire(key, 5)
    assert await sessions.officer_id(token) is not None
    assert 90 < await valkey.ttl(key) <= 100


async def test_session_ends_after_a_working_day_however_busy(
    live: Live, sessions: OfficerSessions, valkey: Redis
) -> None:
    token = await sessions.start(uuid4())
    (key,) = await valkey.keys(live.key("hub:officer-session:*"))
    kept = json.loads(await valkey.get(key) or "")
    assert kept["until"] - now().timestamp() == pytest.approx(12 * 3600, abs=5)
    assert await valkey.ttl(key) == pytest.approx(30 * 60, abs=5)
    await valkey.set(key, json.dumps(kept | {"until": now().timestamp() + 60.5}))
    assert await sessions.officer_id(token) is not None
    assert await valkey.ttl(key) <= 60
    await valkey.set(key, json.dumps(kept | {"until": now().timestamp() - 1}))
    assert await sessions.officer_id(token) is None


async def test_role_comes_from_the_officers_table_at_once(
    sessions: OfficerSessions, database: Database, officers_by_name: Officers
) -> None:
    bakker = officers_by_name["S. Bakker"]
    token = await sessions.start(bakker.id)
    async with database.transaction() as tx:
        await tx.execute(
            update(tables.Officer).where(tables.Officer.id == bakker.id).values(role="supervisor")
        )
        assert (await officer_for_session(tx, sessions, token)).role is Role.SUPERVISOR


async def test_officer_who_left_is_logged_out_at_once(
    sessions: OfficerSessions, database: Database, officers_by_name: Officers
) -> None:
    bakker = officers_by_name["S. Bakker"]
    token = await sessions.start(bakker.id)
    async with database.transaction() as tx:
        await tx.execute(update(tables.Officer).where(tables.Officer.id == bakker.id).values(active=False))
        with pytest.raises(NotLoggedIn):
            await officer_for_session(tx, sessions, token)


@pytest.mark.parametrize(
    ("name", "status"), [(None, 401), ("S. Bakker", 403), ("E. Yilmaz", 403), ("T. de Wit", 200)]
)
async def test_supervisors_route_is_closed_to_others(
    browser: httpx2.AsyncClient, log_in: LogIn, name: str | None, status: int
) -> None:
    if name:
        await log_in(name)
    assert (await browser.get("/v1/statistics/channels")).status_code == status


def test_every_route_says_who_may_use_it(force_app: FastAPI) -> None:
    assert undeclared(force_app) == []


def test_route_that_does_not_say_who_may_use_it_is_found() -> None:
    app = FastAPI()

    def guard() -> None: ...

    @app.get("/forgotten")
    def forgotten() -> None: ...

    @app.websocket("/forgotten-socket")
    async def forgotten_socket(socket: WebSocket) -> None: ...

    @app.get("/open", dependencies=[Depends(everyone)])
    def open_to_all() -> None: ...

    @app.get("/guarded", dependencies=[Depends(guard)])
    def guarded() -> None: ...

    @app.get("/officers")
    def officers(officer: Annotated[Officer, Depends(require(*Role))]) -> None: ...

    assert undeclared(app, guard) == ["/forgotten", "/forgotten-socket"]


@pytest.mark.parametrize("name", ["S. Bakker", "T. de Wit"])
async def test_socket_gets_the_officer_of_its_cookie(
    force_app: FastAPI, log_in: LogIn, settings: Settings, name: str
) -> None:
    browser = await log_in(name)
    socket = _socket(force_app, min(settings.origins), browser.cookies[COOKIE])
    assert (await require(*Role)(socket)).name == name


@pytest.mark.parametrize(
    ("name", "origin", "code"),
    [
        ("S. Bakker", "own", 4403),
        ("T. de Wit", "https://evil.example", 4403),
        ("T. de Wit", "", 4403),
        (None, "own", 4401),
    ],
)
async def test_socket_closes_for_the_wrong_role_or_origin(
    force_app: FastAPI, log_in: LogIn, *, name: str | None, origin: str, code: int
) -> None:
    cookie = (await log_in(name)).cookies[COOKIE] if name else "made-up"
    own = min(force_app.state.hub.settings.origins)
    with pytest.raises(WebSocketException) as refusal:
        await require(Role.SUPERVISOR)(_socket(force_app, own if origin == "own" else origin, cookie))
    assert refusal.value.code == code


def _socket(app: FastAPI, origin: str, cookie: str) -> HTTPConnection:
    headers = [(b"origin", origin.encode()), (b"cookie", f"{COOKIE}={cookie}".encode())]
    return HTTPConnection({"type": "websocket", "headers": headers, "app": app})


async def test_officer_counts_as_available_until_he_leaves(live: Live, officers_by_name: Officers) -> None:
    bakker, yilmaz = officers_by_name["S. Bakker"], officers_by_name["E. Yilmaz"]
    for officer in (bakker, bakker, yilmaz):
        await presence.stay(live, officer)
    assert len(await presence.present(live)) == 2
    await presence.leave(live, bakker.id)
    assert await presence.present(live) == [presence.Present(yilmaz.id, "Utrecht-Centrum")]
    assert bakker.id not in {one.officer_id for one in await presence.present(live)}
    assert yilmaz.id in {one.officer_id for one in await presence.present(live)}


async def test_logged_in_officer_is_not_yet_available(live: Live, log_in: LogIn) -> None:
    await log_in("S. Bakker")
    assert len(await presence.present(live)) == 0
