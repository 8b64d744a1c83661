"""Every route and socket of the hub, and everybody who could knock: who gets in stands here in full.

A route that is not in EXPECTED fails the first test; add a line and say who may use it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from pydantic import SecretStr

from gateway.app import assemble, create_app
from gateway.channels.nudges import Nudges
from gateway.clients.access import Reach
from gateway.conversations import service as conversations
from gateway.database import Database
from gateway.live import Live
from gateway.officers.access import Access, declared
from gateway.officers.cookies import COOKIE
from gateway.officers.officer import Role
from gateway.officers.provider import Provider
from gateway.officers.rights import RIGHTS, Right, may
from gateway.officers.sessions import OfficerSessions
from gateway.readiness import Readiness
from gateway.settings import Settings
from tests.architecture.project import ROOT
from tests.fakes.bot import FakeBot
from tests.gateway.api import CLIENTS, READ_TOKEN, WRITE_TOKEN
from tests.gateway.force import Officers

EVERYBODY = "everybody"
OWN_PROCESSES = "the hub's own processes"
PROMETHEUS = "Prometheus"
READS, WRITES = "system that reads", "system that reads and writes"
Door = tuple[str, str]


@dataclass(frozen=True)
class Api:
    """Who may use a route of the public API: systems by the scope of their token, officers by a right."""

    systems: frozenset[str]
    rights: frozenset[Right] = frozenset()


READING = Api(frozenset({READS, WRITES}), frozenset({Right.STATISTICS, Right.CONVERSATIONS}))
WRITING = Api(frozenset({WRITES}))
Wanted = Right | frozenset[Role] | str | Api

EXPECTED: dict[Door, Wanted] = {
    ("GET", "/"): EVERYBODY,
    ("GET", "/call"): EVERYBODY,
    ("GET", "/kiosk"): EVERYBODY,
    ("GET", "/console"): EVERYBODY,
    ("GET", "/console/login"): EVERYBODY,
    ("GET", "/console/me"): EVERYBODY,
    ("GET", "/console/kiosks"): EVERYBODY,
    ("GET", "/console/statistics"): EVERYBODY,
    ("GET", "/console/contacts"): EVERYBODY,
    ("GET", "/console/{rest:path}"): EVERYBODY,  # a page that says that there is none
    ("GET", "/widget.js"): EVERYBODY,
    ("GET", "/assets/{name}"): EVERYBODY,
    ("GET", "/favicon.ico"): EVERYBODY,
    ("GET", "/healthz"): EVERYBODY,
    ("GET", "/readyz"): EVERYBODY,
    ("GET", "/metrics"): PROMETHEUS,
    ("GET", "/v1/openapi.json"): EVERYBODY,
    ("GET", "/v1/opening-hours"): EVERYBODY,
    ("GET", "/v1/places/{slug}"): EVERYBODY,
    ("POST", "/v1/handoff-redemptions"): EVERYBODY,
    ("POST", "/v1/conversations/current/files"): EVERYBODY,  # who has the session of a conversation
    ("POST", "/v1/resumptions"): EVERYBODY,  # who knows a reference and its code
    ("SOCKET", "/ws"): EVERYBODY,
    # Log-in
    ("GET", "/v1/log-in-ways"): EVERYBODY,
    ("GET", "/console/login/start"): EVERYBODY,
    ("GET", "/console/login/return"): EVERYBODY,
    ("GET", "/console/login/end"): EVERYBODY,
    ("GET", "/v1/development-officers"): EVERYBODY,
    ("POST", "/v1/officer-sessions"): EVERYBODY,
    ("DELETE", "/v1/officer-sessions/current"): EVERYBODY,
    ("GET", "/v1/officer-sessions/current"): Right.OWN_PAGE,
    # Officers
    ("SOCKET", "/console/ws"): Right.CONSOLE,
    ("GET", "/v1/console/contacts"): Right.CONTACTS_BY_HAND,
    ("POST", "/v1/console/contacts"): Right.CONTACTS_BY_HAND,
    ("GET", "/v1/console/contacts/choices"): Right.CONTACTS_BY_HAND,
    ("GET", "/v1/console/contacts/{contact_id}"): Right.CONTACTS_BY_HAND,
    ("POST", "/v1/console/contacts/{contact_id}/corrections"): Right.CONTACTS_BY_HAND,
    ("GET", "/v1/statistics/contacts"): Right.STATISTICS,
    ("GET", "/v1/statistics/contacts.csv"): Right.STATISTICS,
    ("GET", "/v1/statistics/channels"): Right.STATISTICS,
    # Kiosks
    ("GET", "/v1/kiosks"): Right.KIOSKS,
    ("POST", "/v1/kiosks"): Right.KIOSKS,
    ("PUT", "/v1/kiosks/{kiosk_id}"): Right.KIOSKS,
    ("POST", "/v1/kiosks/{kiosk_id}/codes"): Right.KIOSKS,
    ("POST", "/v1/kiosks/{kiosk_id}/revocation"): Right.KIOSKS,
    ("GET", "/v1/kiosks/{kiosk_id}/history"): Right.KIOSKS,
    ("GET", "/v1/kiosk-place"): EVERYBODY,  # the place of the device that asks
    ("POST", "/v1/kiosk-enrolments"): EVERYBODY,
    ("POST", "/v1/kiosk-heartbeats"): EVERYBODY,
    ("POST", "/v1/kiosk-wipes"): EVERYBODY,
    # The public API
    ("GET", "/v1/contacts"): READING,
    ("GET", "/v1/contacts/{id}"): READING,
    ("GET", "/v1/klantcontacten"): READING,
    ("GET", "/v1/klantcontacten/{uuid}"): READING,
    ("POST", "/v1/maak-klantcontact"): WRITING,
    ("GET", "/v1/conversations/{conversation_id}/files/{file_id}"): Right.CONVERSATIONS,  # in hand
    # The hub's own processes
    ("POST", "/internal/actions"): OWN_PROCESSES,
    ("POST", "/internal/ask"): OWN_PROCESSES,
}

METRICS_TOKEN = "m" * 32
STRANGERS = ("nobody", "citizen", "forged cookie", "ended session", "session of elsewhere")
SYSTEMS = {READS: READ_TOKEN, WRITES: WRITE_TOKEN}
ACTORS = (*STRANGERS, OWN_PROCESSES, PROMETHEUS, *SYSTEMS, *Role)
PARAMETER = re.compile(r"\{\w+(?::\w+)?\}")
DOORS = sorted(EXPECTED)
BY_TOKEN_ONLY = (OWN_PROCESSES, WRITING)
"""A browser sends no token by itself, so another site's page cannot use one."""
CHANGING = [
    door for door in DOORS if door[0] not in {"GET", "SOCKET"} and EXPECTED[door] not in BY_TOKEN_ONLY
]


@dataclass(frozen=True)
class House:
    """The whole app, with the people who knock at its doors."""

    app: FastAPI
    settings: Settings
    officers: dict[Role, Any]
    citizen_session: str

    async def headers(self, actor: str) -> dict[str, str]:
        """Return what this actor's browser or program sends along; each log-in is a fresh one."""
        own = {"Origin": min(self.settings.origins)}
        if actor == "nobody":
            return own
        if actor == OWN_PROCESSES:
            return own | {"Authorization": f"Bearer {self.settings.internal_token.get_secret_value()}"}
        if actor == PROMETHEUS:
            return own | {"Authorization": f"Bearer {METRICS_TOKEN}"}
        if actor in SYSTEMS:
            return own | {"Authorization": f"Bearer {SYSTEMS[actor]}"}
        token = await self._token(actor)
        if actor in set(Role):
            return own | {"Cookie": f"{COOKIE}={token}"}
        return own | {"Cookie": f"{COOKIE}={token}", "Authorization": f"Bearer {token}"}

    async def _token(self, actor: str) -> str:
        if actor in STRANGERS:
            return await self._strange_token(actor)
        sessions = OfficerSessions(self.app.state.hub.live, self.settings)
        return await sessions.start(self.officers[Role(actor)].id)

    async def _strange_token(self, actor: str) -> str:
        live, administrator = self.app.state.hub.live, self.officers[Role.ADMINISTRATOR].id
        if actor == "session of elsewhere":
            elsewhere = self.settings.model_copy(update={"environment": "production"})
            return await OfficerSessions(live, elsewhere).start(administrator)
        if actor == "ended session":
            sessions = OfficerSessions(live, self.settings)
            token = await sessions.start(administrator)
            await sessions.end(token)
            return token
        return self.citizen_session if actor == "citizen" else "f" * 43


@pytest.fixture
async def house(
    settings: Settings, database: Database, live: Live, *, officers_by_name: Officers
) -> AsyncIterator[House]:
    settings = settings.model_copy(update={"metrics_token": SecretStr(METRICS_TOKEN), "api_clients": CLIENTS})
    async with FakeBot().client() as http, asyncio.TaskGroup() as tasks:
        app = create_app(settings, http)
        app.state.hub = assemble(settings, database, Nudges(live), http)
        app.state.provider = Provider(settings)
        app.state.readiness = Readiness(app.state.hub)
        looking = tasks.create_task(app.state.readiness.run())
        opening = conversations.Opening("website", "nl", None, "Dit is een computer.")
        async with database.transaction() as tx:
            conversation = await conversations.start(tx, opening)
            citizen = await conversations.open_session(tx, settings, conversation.id)
        yield House(app, settings, {one.role: one for one in officers_by_name.values()}, citizen)
        looking.cancel()


def doors(app: FastAPI) -> Iterator[Door]:
    """Yield every method and path that the app serves."""
    for route in iter_route_contexts(app.routes):
        methods = getattr(route, "methods", None)
        for method in (methods - {"HEAD"}) if methods else {"SOCKET"}:
            yield method, str(route.path)


def test_every_route_and_socket_stands_in_the_matrix(settings: Settings) -> None:
    assert sorted(set(doors(create_app(settings)))) == DOORS


def test_routes_declare_what_the_matrix_says(settings: Settings) -> None:
    """The matrix below knocks; this reads the declarations, so that neither can drift alone."""
    for route in iter_route_contexts(create_app(settings).routes):
        methods = getattr(route, "methods", None) or {"SOCKET"}
        dependant = getattr(route, "dependant", None)
        if dependant is None:
            continue
        guards = {one.roles for one in declared(dependant) if isinstance(one, Access | Reach)}
        for method in methods - {"HEAD"}:
            wanted = EXPECTED[method, str(route.path)]
            assert guards == ({_roles(wanted)} if _is_for_officers(wanted) else set()), (method, route.path)


def _is_for_officers(wanted: Wanted) -> bool:
    return isinstance(wanted, Right | frozenset | Api)


def _roles(wanted: Wanted) -> frozenset[Role]:
    """Return the roles that get in: those with the right, or those that are named themselves."""
    if isinstance(wanted, Api):
        return frozenset[Role]().union(*map(_roles, wanted.rights))
    if isinstance(wanted, Right):
        return frozenset(role for role in Role if may(role, wanted))
    return wanted if isinstance(wanted, frozenset) else frozenset()


@pytest.mark.parametrize("door", DOORS, ids=" ".join)
async def test_only_those_get_in_who_may(house: House, door: Door) -> None:
    answers = {actor: await knock(house, door, actor) for actor in ACTORS}
    assert answers == {actor: expected(door, actor) for actor in ACTORS}


def expected(door: Door, actor: str) -> str:
    """Return what the matrix says: let in, asked to log in first, or not allowed."""
    wanted = EXPECTED[door]
    if wanted in (EVERYBODY, actor):
        return "in"
    if wanted == PROMETHEUS:
        return "nothing there"
    if isinstance(wanted, Api) and actor in SYSTEMS:
        return "in" if actor in wanted.systems else "not allowed"
    if not _is_for_officers(wanted) or actor not in set(Role) or wanted == WRITING:
        return "log in"
    return "in" if actor in _roles(wanted) else "not allowed"


async def knock(house: House, door: Door, actor: str) -> str:
    method, path = door
    headers = await house.headers(actor)
    address = PARAMETER.sub("some-name", path)
    if method == "SOCKET":
        return await knock_at_socket(house.app, address, headers)
    transport = httpx2.ASGITransport(house.app)
    async with httpx2.AsyncClient(transport=transport, base_url="https://hub") as http:
        body: dict[str, Any] | None = {} if method in {"POST", "PUT", "PATCH"} else None
        status = (await http.request(method, address, json=body, headers=headers)).status_code
    assert status < 500, f"{method} {path} answers {status}"
    refusals = {401: "log in", 403: "not allowed"}
    if EXPECTED[door] == PROMETHEUS:
        refusals[404] = "nothing there"
    return refusals.get(status, "in")


async def knock_at_socket(app: FastAPI, path: str, headers: dict[str, str]) -> str:
    """Open a socket and go away at once; its close code says whether it was for this actor."""
    said: list[Any] = []
    left = [{"type": "websocket.connect"}]

    async def receive() -> dict[str, str]:
        return left.pop() if left else {"type": "websocket.disconnect", "code": "1000"}

    async def send(message: Any) -> None:
        said.append(message)

    scope = {
        "type": "websocket",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "wss",
        "subprotocols": [],
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    async with asyncio.timeout(10):
        await app(scope, receive, send)
    assert said[0]["type"] == "websocket.accept", "a refusal before that tells a browser nothing"
    codes = [message.get("code") for message in said if message["type"] == "websocket.close"]
    return {4401: "log in", 4403: "not allowed"}.get(next(iter(codes), None) or 0, "in")


@pytest.mark.parametrize("path", [path for method, path in DOORS if method == "SOCKET"])
async def test_page_of_another_site_opens_no_socket(house: House, path: str) -> None:
    headers = await house.headers(Role.OFFICER) | {"Origin": "https://evil.example"}
    assert await knock_at_socket(house.app, path, headers) == "not allowed"


@pytest.mark.parametrize("door", CHANGING, ids=" ".join)
async def test_page_of_another_site_changes_nothing(house: House, door: Door) -> None:
    headers = await house.headers(Role.ADMINISTRATOR) | {"Origin": "https://evil.example"}
    transport = httpx2.ASGITransport(house.app)
    async with httpx2.AsyncClient(transport=transport, base_url="https://hub") as http:
        answer = await http.request(door[0], PARAMETER.sub("some-name", door[1]), json={}, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["title"] == "This page may not do that."


def test_rights_of_roles_are_those_of_the_documentation() -> None:
    rows = re.findall(r"^\| `(\w+)` \|(.+)\|$", (ROOT / "docs" / "architecture.md").read_text(), re.MULTILINE)
    written = {name: [bool(cell.strip()) for cell in cells.split("|")[1:]] for name, cells in rows}
    assert written == {right.value: [may(role, right) for role in Role] for right in Right}


def test_nobody_who_manages_reads_what_people_said() -> None:
    assert not RIGHTS[Role.ADMINISTRATOR] & {Right.CONSOLE, Right.CONVERSATIONS, Right.STATISTICS}
    assert [role for role in Role if may(role, Right.CONVERSATIONS)] == [Role.OFFICER]
