"""HTTP of a kiosk's own page: enrol the device, tell that it lives, wipe a visit."""

from __future__ import annotations

import hmac
from typing import Annotated, Literal, Self

import structlog
from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field, StringConstraints

from gateway.channels.shared import Shared
from gateway.conversations import visits
from gateway.database import Tx, now
from gateway.errors import TooFast, Unavailable
from gateway.hub import Hub, hub_of
from gateway.kiosks import beats, service
from gateway.kiosks.access import COOKIE, remember
from gateway.kiosks.events import DeviceStopped
from gateway.kiosks.tables import Kiosk
from gateway.live import LiveError
from gateway.officers.access import everyone, own_origin
from gateway.places import service as places
from gateway.places.schemas import PlaceShown
from gateway.wire import NOT_THERE, Answer, Question

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/v1", tags=["channels"], dependencies=[Depends(everyone), Depends(own_origin)])

TRIES_KEY = "hub:kiosk-tries:"
CLEAR = '"cache", "storage"'
"""What a browser throws away of the hub after a visit; cookies stay, for the device is one."""


class TooManyCodes(TooFast):
    code, title = "kiosk_tries", "Too many codes were tried."


def shared_of(hub: Annotated[Hub, Depends(hub_of)]) -> Shared:
    """Return the hub with what only channels use."""
    assert isinstance(hub, Shared)
    return hub


InShared = Annotated[Shared, Depends(shared_of)]


class Enrolment(Question):
    """What was typed at the device."""

    code: Annotated[str, Field(min_length=1, max_length=32)]


class Heartbeat(Question):
    """How the screen is; `started` with the first one after the page was loaded."""

    screen: beats.Screen
    version: Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,64}$")]
    camera: bool
    microphone: bool
    errors: Annotated[int, Field(ge=0, le=1_000_000)]
    started: bool = False


class Wipe(Question):
    """The session of the visit, if it had one."""

    session: Annotated[str, Field(min_length=1, max_length=128)] | None = None


class DeviceShown(Answer):
    """What the page has to know about its device; without enrolment no place and no languages."""

    state: Literal["enrolled", "not_enrolled", "revoked"]
    demonstration: bool
    """A place in the page's address stands in for a device."""
    place: PlaceShown | None = None
    languages: list[str]
    police: str
    """The number to call when this screen is out of service."""

    @classmethod
    async def of(cls, tx: Tx, shared: Shared, kiosk: Kiosk | None) -> Self:
        """Show a device what it is."""
        known = "not_enrolled" if kiosk is None else "revoked" if kiosk.revoked_at else "enrolled"
        serves = kiosk is not None and known == "enrolled"
        return cls(
            state=known,
            demonstration=shared.settings.development,
            place=PlaceShown.of(await places.place_by_id(tx, kiosk.place_id)) if kiosk and serves else None,
            languages=list(kiosk.languages) if kiosk and serves else [],
            police=shared.assistant.content.numbers["police"],
        )


@router.post("/kiosk-enrolments", status_code=204, responses=NOT_THERE)
async def enrol(wanted: Enrolment, request: Request, shared: InShared, response: Response) -> None:
    """Make the device that shows a valid code a kiosk; who tries many codes has to wait."""
    tries = TRIES_KEY + _caller(request, shared)
    await _count_try(shared, tries)
    async with shared.database.transaction() as tx:
        secret = await service.enrol(tx, shared.events, shared.settings, wanted.code)
    await _forget_tries(shared, tries)
    remember(response, shared.settings, secret)
    log.info("kiosk_enrolled")


@router.post("/kiosk-heartbeats")
async def heartbeat(told: Heartbeat, request: Request, shared: InShared, response: Response) -> DeviceShown:
    """Note that a kiosk lives and tell it what it is; a page that started anew has no visitor any more."""
    secret = request.cookies.get(COOKIE)
    async with shared.database.transaction() as tx:
        kiosk = await service.of_device(tx, secret)
        if kiosk and kiosk.revoked_at is None:
            await service.note_seen(tx, kiosk.id)
            if told.started:
                await shared.events.emit(tx, DeviceStopped(kiosk.id, "kiosk_restarted"))
        shown = await DeviceShown.of(tx, shared, kiosk)
    if kiosk and secret and shown.state == "enrolled":
        await _keep(shared, kiosk, told)
        if told.started:
            remember(response, shared.settings, secret)
    return shown


@router.post("/kiosk-wipes", status_code=204)
async def wipe(wanted: Wipe, shared: InShared, response: Response) -> None:
    """Revoke the session of a visit, and let the browser throw away what it kept of the hub."""
    if wanted.session:
        async with shared.database.transaction() as tx:
            await visits.wipe(tx, shared.live, wanted.session)
    response.headers["Clear-Site-Data"] = CLEAR


async def _keep(shared: Shared, kiosk: Kiosk, told: Heartbeat) -> None:
    beat = beats.Beat(kiosk_id=kiosk.id, at=now(), **told.model_dump(exclude={"started"}))
    try:
        await beats.keep(shared.live, beat, shared.settings.kiosk_silent_s)
    except LiveError as error:
        log.warning("heartbeat_lost", error=type(error).__name__)


def _caller(request: Request, shared: Shared) -> str:
    """Return who asks without keeping an address: a keyed hash of which the key changes every hour."""
    key = f"{shared.settings.ticket_key.get_secret_value()}:{now():%Y%m%d%H}"
    host = request.client.host if request.client else ""
    return hmac.new(key.encode(), host.encode(), "sha256").hexdigest()


async def _count_try(shared: Shared, name: str) -> None:
    try:
        [(tried, left_s)] = await shared.live.count((name, shared.settings.kiosk_code_pause_s))
    except LiveError:
        raise Unavailable from None
    if tried > shared.settings.kiosk_code_tries:
        raise TooManyCodes(left_s)


async def _forget_tries(shared: Shared, name: str) -> None:
    try:
        await shared.live.drop(name)
    except LiveError:
        log.warning("tries_not_forgotten")
