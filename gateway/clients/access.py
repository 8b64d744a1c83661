"""Who may use the API: officers by their session, other systems by a token; and what is logged of it."""

from __future__ import annotations

import structlog
from starlette.requests import HTTPConnection

from gateway.clients.client import Client, Scope, client_of
from gateway.errors import NotAllowed, NotLoggedIn
from gateway.hub import hub_of
from gateway.officers.access import Access, Guard
from gateway.officers.officer import Officer, Role
from gateway.officers.rights import Right, roles_with

Caller = Officer | Client

SCHEME = "bearer"


class Reach(Guard):
    """A dependency that gives the caller: a client whose token has the scope, or an officer with the role."""

    def __init__(self, scope: Scope, roles: frozenset[Role]) -> None:
        self.scope = scope
        self.roles = roles
        self._officers = Access(roles)

    async def __call__(self, connection: HTTPConnection) -> Caller:
        """Return who calls, or raise NotLoggedIn or NotAllowed."""
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        if scheme:
            return self._client(connection, token.strip() if scheme.lower() == SCHEME else "")
        if not self.roles:
            raise NotLoggedIn("Send a token: `Authorization: Bearer ...`.")
        return await self._officers(connection)

    def _client(self, connection: HTTPConnection, token: str) -> Client:
        client = client_of(token, hub_of(connection).settings.api_clients)
        if client is None:
            raise NotLoggedIn("This token is not known here.")
        if self.scope not in client.scopes:
            raise NotAllowed(f"This token may not do that; it needs the scope {self.scope}.")
        return client


def reach(scope: Scope, *rights: Right) -> Reach:
    """Declare, as a dependency, which scope and which rights of officers let someone use a route."""
    return Reach(scope, frozenset[Role]().union(*map(roles_with, rights)))


def told(caller: Caller, operation: str, count: int) -> None:
    """Log who was told how many contacts by which operation; never what was in them."""
    log = structlog.get_logger(__name__)
    if isinstance(caller, Client):
        log.info("contacts_told", client=caller.name, operation=operation, count=count)
    else:
        log.info(
            "contacts_told", role=caller.role, operation=operation, count=count, pii_officer=str(caller.id)
        )
