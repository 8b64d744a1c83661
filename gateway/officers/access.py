"""Who may use a route: each declares `require(...)` or `everyone`; `undeclared` finds those that forgot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from fastapi import FastAPI, WebSocket, WebSocketException
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.requests import HTTPConnection

from gateway.database import NO_DATABASE
from gateway.errors import HubError, NotAllowed, NotFromHere
from gateway.hub import hub_of
from gateway.live import LiveError
from gateway.officers.cookies import COOKIE
from gateway.officers.officer import Officer, Role
from gateway.officers.rights import Right, roles_with
from gateway.officers.service import officer_for_session
from gateway.officers.sessions import OfficerSessions

HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
WEBSOCKET_REFUSED = 4000
"""A refused socket closes with this plus the HTTP status: 4401 (log in again), 4403 (not for you)."""

TRY_AGAIN_LATER = 1013


async def everyone() -> None:
    """Declare, as a dependency, that a route is open to everybody."""


class Guard:
    """Parent of the dependencies that say who may use a route."""


class Access(Guard):
    """A dependency that gives the logged-in officer to a route or socket, when the role is right.

    Anything but reading needs an Origin of the hub's own pages besides the cookie.
    """

    def __init__(self, roles: frozenset[Role]) -> None:
        self.roles = roles

    async def __call__(self, connection: HTTPConnection) -> Officer:
        """Return the officer, or raise NotLoggedIn or NotAllowed; a socket closes with 4401 or 4403."""
        try:
            return await self._officer(connection)
        except HubError as refusal:
            if connection.scope["type"] != "websocket":
                raise
            if isinstance(connection, WebSocket):
                await connection.accept()  # only an open socket can tell a browser why it closes
            raise WebSocketException(WEBSOCKET_REFUSED + refusal.status, refusal.code) from refusal
        except (*NO_DATABASE, LiveError) as outage:
            if connection.scope["type"] != "websocket":
                raise
            raise WebSocketException(TRY_AGAIN_LATER, "away") from outage

    async def _officer(self, connection: HTTPConnection) -> Officer:
        hub = hub_of(connection)
        if connection.scope.get("method") not in HARMLESS:
            own_origin(connection)
        async with hub.database.transaction() as tx:
            sessions = OfficerSessions(hub.live, hub.settings)
            officer = await officer_for_session(tx, sessions, connection.cookies.get(COOKIE))
        if officer.role not in self.roles:
            raise NotAllowed
        return officer


def require(*needed: Right | Role) -> Access:
    """Declare, as a dependency, who may use a route: who has one of these rights or roles, or nobody.

    Name a right wherever there is one, so that the table in rights.py decides.
    """
    by_right = (roles_with(one) for one in needed if isinstance(one, Right))
    named = frozenset(one for one in needed if isinstance(one, Role))
    return Access(named.union(*by_right))


def own_origin(connection: HTTPConnection) -> None:
    """Refuse what another site's page sends; every browser names the page's origin with a change."""
    if connection.headers.get("origin") not in hub_of(connection).settings.origins:
        raise NotFromHere


def widget_origin(connection: HTTPConnection) -> None:
    """Refuse what comes from no page of the hub and from no page that may embed the widget."""
    settings = hub_of(connection).settings
    if connection.headers.get("origin") not in settings.origins | settings.widget_origins:
        raise NotFromHere


def declared(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    """Yield every dependency of a route that says who may use it."""
    for dependency in dependant.dependencies:
        if dependency.call is everyone or isinstance(dependency.call, Guard):
            yield dependency.call
        yield from declared(dependency)


def undeclared(app: FastAPI, *guards: Callable[..., Any]) -> list[str]:
    """Return the paths of routes that do not say who may use them; `guards` are other ways to say it."""
    return [
        str(route.path)
        for route in iter_route_contexts(app.routes)
        if (dependant := getattr(route, "dependant", None)) is not None
        and not any(declared(dependant))
        and not any(dependency.call in guards for dependency in dependant.dependencies)
    ]
