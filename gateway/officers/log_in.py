"""Logging in: an attempt that begins here, goes by the provider, and comes back to the same browser."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any, Final

import structlog

from gateway.errors import HubError
from gateway.hub import Hub
from gateway.officers import repository
from gateway.officers.provider import Attempt, Identity, LogInRefused, Provider
from gateway.officers.sessions import OfficerSessions

log = structlog.get_logger(__name__)

KEY: Final = "hub:officer-log-in:"
OWN_PAGE: Final = re.compile(r"/console(/[a-z][a-z/-]{0,60})?(\?[\w=&%.+:-]{0,300})?")
"""A page of the console with its query; everything else is forgotten on the way."""


class LogInStale(HubError):
    status, code, title = HTTPStatus.BAD_REQUEST, "log_in_stale", "This log-in is no longer open."


class UnknownOfficer(HubError):
    """Logged in at the provider, but nobody gave this person a role here, or no longer."""

    status, code, title = HTTPStatus.FORBIDDEN, "unknown_officer", "Nobody by this name works here."


@dataclass(frozen=True)
class Returned:
    """What the provider sent along with the browser; nothing of it is trusted yet."""

    state: str
    code: str | None
    issuer: str | None
    error: str | None


@dataclass(frozen=True)
class LoggedIn:
    """A session that just started, and the page that was asked for before."""

    token: str
    page: str | None


def own_page(wanted: str | None) -> str | None:
    """Return a page of the console, or None for anything else that somebody asks for."""
    return wanted if wanted and OWN_PAGE.fullmatch(wanted) else None


async def begin(hub: Hub, provider: Provider, attempt: Attempt, *, browser: str, page: str | None) -> str:
    """Remember an attempt for this browser; return the provider's address, or raise ProviderAway."""
    address = await provider.address(attempt)
    kept = {"attempt": asdict(attempt), "browser": _hash(browser), "page": own_page(page)}
    await hub.live.put(_name(attempt.state), kept, hub.settings.log_in_s)
    return address


async def page_of(hub: Hub, state: str) -> str | None:
    """Return the page that an attempt leads to, so that trying again leads there too."""
    kept = await hub.live.get(_name(state))
    return own_page(kept["page"]) if kept else None


async def finish(hub: Hub, provider: Provider, returned: Returned, *, browser: str | None) -> LoggedIn:
    """Turn what came back into a session; an attempt counts once, and in the browser that began it."""
    kept = await hub.live.take(_name(returned.state))
    if kept is None or browser is None or kept["browser"] != _hash(browser):
        raise LogInStale
    await provider.expect_issuer(returned.issuer)
    if returned.error or not returned.code:
        log.info("log_in_ended_at_provider", error=returned.error)
        raise LogInRefused
    identity = await provider.identity(returned.code, Attempt(**kept["attempt"]))
    return LoggedIn(await _start(hub, identity), own_page(kept["page"]))


async def _start(hub: Hub, identity: Identity) -> str:
    async with hub.database.transaction() as tx:
        officer = await repository.officer_by_subject(tx, identity.subject)
        if officer is None:
            log.warning("unknown_officer", pii_subject=identity.subject)
            raise UnknownOfficer
        record: dict[str, Any] = {
            "issuer": hub.settings.oidc_issuer,
            "acr": identity.acr,
            "authenticated_at": identity.authenticated_at,
        }
        await repository.put_log_in(tx, officer.id, record)
    return await OfficerSessions(hub.live, hub.settings).start(officer.id, identity.acr)


def _name(state: str) -> str:
    return KEY + _hash(state)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
