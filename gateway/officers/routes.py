"""Who is logged in, logging out, and the log-in of development; login_routes.py has the real one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from gateway.errors import NotThere
from gateway.hub import Hub, hub_of
from gateway.officers import repository, service
from gateway.officers.access import everyone, own_origin, require
from gateway.officers.cookies import drop_session, keep_session, session_of
from gateway.officers.officer import Officer
from gateway.officers.rights import Right
from gateway.officers.schemas import DevelopmentOfficer, LogIn, Me
from gateway.officers.sessions import OfficerSessions
from gateway.wire import NOT_THERE

router = APIRouter(prefix="/v1", tags=["officers"])

InHub = Annotated[Hub, Depends(hub_of)]


def in_development(hub: InHub) -> None:
    """Hide a route outside development."""
    if not hub.settings.development:
        raise NotThere


@router.get("/development-officers", dependencies=[Depends(everyone), Depends(in_development)])
async def development_officers(hub: InHub) -> list[DevelopmentOfficer]:
    """List the officers one can log in as."""
    async with hub.database.transaction() as tx:
        return [DevelopmentOfficer.of(officer) for officer in await service.demonstration_officers(tx)]


@router.post(
    "/officer-sessions",
    status_code=204,
    responses=NOT_THERE,
    dependencies=[Depends(everyone), Depends(in_development), Depends(own_origin)],
)
async def log_in(wanted: LogIn, hub: InHub, request: Request, response: Response) -> None:
    """Log in as one of the demonstration officers, without a password."""
    async with hub.database.transaction() as tx:
        officer = await service.officer(tx, wanted.officer_id)
        await repository.put_log_in(tx, officer.id, {})
    sessions = OfficerSessions(hub.live, hub.settings)
    if before := session_of(request):
        await sessions.end(before)
    keep_session(response, await sessions.start(officer.id), hub.settings)


@router.get("/officer-sessions/current")
async def current(officer: Annotated[Officer, Depends(require(Right.OWN_PAGE))]) -> Me:
    """Tell who is logged in."""
    return Me.of(officer)


@router.delete(
    "/officer-sessions/current", status_code=204, dependencies=[Depends(everyone), Depends(own_origin)]
)
async def log_out(request: Request, hub: InHub, response: Response) -> None:
    """Log out; nothing happens when nobody was logged in."""
    if token := session_of(request):
        await OfficerSessions(hub.live, hub.settings).end(token)
    drop_session(response)
