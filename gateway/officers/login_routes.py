"""The way of a browser to the log-in provider and back; each step ends on one of the hub's own pages."""

from __future__ import annotations

import re
import secrets
from typing import Annotated, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse

from gateway.database import DatabaseError
from gateway.errors import HubError, Unavailable
from gateway.hub import Hub, hub_of
from gateway.live import LiveError
from gateway.officers import log_in
from gateway.officers.access import everyone
from gateway.officers.cookies import BROWSER, drop_browser, keep_browser, keep_session, session_of
from gateway.officers.provider import Attempt, Provider, ProviderAway
from gateway.officers.sessions import OfficerSessions
from gateway.wire import Answer

router = APIRouter(dependencies=[Depends(everyone)], tags=["officers"])

LOGIN_PAGE: Final = "/console/login"
RETURN: Final = "/console/login/return"
BROWSER_ID: Final = re.compile(r"[\w-]{43}")
OUTAGES: Final = (DatabaseError, LiveError, OSError)

InHub = Annotated[Hub, Depends(hub_of)]
Short = Annotated[str | None, Query(max_length=2_000)]


def provider_of(request: Request) -> Provider:
    """Return the log-in provider of this hub."""
    provider = request.app.state.provider
    assert isinstance(provider, Provider)
    return provider


InProvider = Annotated[Provider, Depends(provider_of)]


class LogInWays(Answer):
    """How one can log in here, for the log-in page."""

    provider: Literal["none", "ready", "away"]
    demonstration: bool
    log_out_at_provider: bool


@router.get("/v1/log-in-ways")
async def ways(hub: InHub, provider: InProvider) -> LogInWays:
    """Tell how one can log in here, and whether the provider answers."""
    state: Literal["none", "ready", "away"] = "ready" if provider.configured else "none"
    ending = False
    if provider.configured:
        try:
            ending = (await provider.metadata()).end_session_endpoint is not None
        except ProviderAway:
            state = "away"
    return LogInWays(provider=state, demonstration=hub.settings.development, log_out_at_provider=ending)


@router.get("/console/login/start", include_in_schema=False)
async def start(
    request: Request,
    hub: InHub,
    provider: InProvider,
    next: Short = None,  # noqa: A002
) -> RedirectResponse:
    """Send the browser to the provider, with a cookie that only this browser has."""
    browser = request.cookies.get(BROWSER, "")
    if not BROWSER_ID.fullmatch(browser):  # a second window must not spoil the first one's attempt
        browser = secrets.token_urlsafe(32)
    try:
        if not provider.configured:
            raise ProviderAway
        attempt = Attempt.begin(_origin(request, hub) + RETURN)
        address = await log_in.begin(hub, provider, attempt, browser=browser, page=next)
    except (HubError, *OUTAGES) as fault:
        return _back(fault, next)
    response = RedirectResponse(address, status_code=303)
    keep_browser(response, browser, hub.settings)
    return response


@router.get(RETURN, include_in_schema=False)
async def come_back(
    request: Request,
    hub: InHub,
    provider: InProvider,
    *,
    state: Short = None,
    code: Short = None,
    iss: Short = None,
    error: Short = None,
) -> RedirectResponse:
    """Take the browser back from the provider: start a session, or say on the log-in page why not."""
    page: str | None = None
    try:
        page = await log_in.page_of(hub, state or "")
        returned = log_in.Returned(state or "", code, iss, error=error)
        done = await log_in.finish(hub, provider, returned, browser=request.cookies.get(BROWSER))
        if before := session_of(request):
            await OfficerSessions(hub.live, hub.settings).end(before)
    except (HubError, *OUTAGES) as fault:
        return _back(fault, page)
    response = _to_login_page(done.page, arrived="1")
    keep_session(response, done.token, hub.settings)
    drop_browser(response)
    return response


@router.get("/console/login/end", include_in_schema=False)
async def end_at_provider(request: Request, hub: InHub, provider: InProvider) -> RedirectResponse:
    """Send the browser to the provider's page to log out there too, when it has one."""
    back = _origin(request, hub) + LOGIN_PAGE
    address = await provider.log_out_address(back) if provider.configured else None
    return RedirectResponse(address, status_code=303) if address else _back(ProviderAway(), None)


def _back(fault: Exception, page: str | None) -> RedirectResponse:
    told = fault if isinstance(fault, HubError) else Unavailable()
    return _to_login_page(page, trouble=told.code)


def _to_login_page(page: str | None, **marks: str) -> RedirectResponse:
    own = log_in.own_page(page)
    query = urlencode(marks | ({"next": own} if own else {}))
    return RedirectResponse(f"{LOGIN_PAGE}?{query}", status_code=303)


def _origin(request: Request, hub: Hub) -> str:
    """Return the hub's own origin under which this browser has it open; never what a stranger sent."""
    asked = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return asked if asked in hub.settings.origins else min(hub.settings.origins)
