"""A kiosk from its enrolment to its revocation; every change says who made it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from gateway import references
from gateway.database import Tx, new_id, now
from gateway.errors import Conflict, HubError, NotAllowed, NotThere
from gateway.events import Events
from gateway.kiosks import repository
from gateway.kiosks.events import DeviceStopped
from gateway.kiosks.tables import Kiosk
from gateway.officers.officer import Officer
from gateway.places import service as places
from gateway.places.place import Place
from gateway.settings import Settings

NOTED_EVERY: Final = timedelta(minutes=1)
"""A heartbeat reaches PostgreSQL at most this often."""


class NotEnrolled(NotAllowed):
    """No conversation may begin here: the device has no secret, or an administrator took it back."""

    code, title = "kiosk_not_enrolled", "This device is not an enrolled kiosk."


class NoSuchCode(NotThere):
    """Wrong, used, replaced and expired codes look the same."""

    code, title = "kiosk_code", "This code does not work."


class NoSuchLanguage(HubError):
    code, title = "kiosk_language", "The hub does not speak one of these languages."


@dataclass(frozen=True)
class Wish:
    """What an administrator decides about a kiosk."""

    name: str
    place: str
    """The slug of the place where it stands."""
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """An enrolment code as shown once; the hub keeps its hash."""

    text: str
    expires_at: datetime


def hash_secret(secret: str) -> str:
    """Return what is kept of a device's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hash_code(settings: Settings, code: str) -> str:
    """Return what is kept of an enrolment code; keyed, for so short a code could be guessed from a hash."""
    key = settings.ticket_key.get_secret_value().encode()
    return hmac.new(key, f"kiosk-code:{code}".encode(), "sha256").hexdigest()


async def add(tx: Tx, officer: Officer, wish: Wish, *, spoken: Iterable[str]) -> Kiosk:
    """Add a kiosk that no device is yet; raise NotThere for an unknown place, NoSuchLanguage."""
    place = await _check(tx, wish, spoken)
    kiosk = Kiosk(id=new_id(), name=wish.name, place_id=place.id, languages=list(wish.languages))
    tx.add(kiosk)
    await tx.flush()
    await repository.add_event(tx, kiosk, "KioskAdded", officer_id=officer.id, data=_told(wish))
    return kiosk


async def change(tx: Tx, officer: Officer, kiosk_id: UUID, wish: Wish, *, spoken: Iterable[str]) -> Kiosk:
    """Rename or move a kiosk, or let it offer other languages; its screen follows at the next heartbeat."""
    kiosk = await _in_service(tx, kiosk_id)
    place = await _check(tx, wish, spoken)
    kiosk.name, kiosk.place_id, kiosk.languages = wish.name, place.id, list(wish.languages)
    await repository.add_event(tx, kiosk, "KioskChanged", officer_id=officer.id, data=_told(wish))
    return kiosk


async def new_code(tx: Tx, officer: Officer, kiosk_id: UUID, settings: Settings) -> Code:
    """Make an enrolment code; an older one of this kiosk no longer works."""
    kiosk = await _in_service(tx, kiosk_id)
    code = Code(references.new(), now() + timedelta(seconds=settings.kiosk_code_s))
    kiosk.code_hash, kiosk.code_expires_at = hash_code(settings, code.text), code.expires_at
    data = {"expires_at": code.expires_at.isoformat()}
    await repository.add_event(tx, kiosk, "CodeMade", officer_id=officer.id, data=data)
    return code


async def revoke(tx: Tx, events: Events, officer: Officer, kiosk_id: UUID, *, reason: str) -> Kiosk:
    """Take a kiosk out of service for good: its device starts nothing more, what runs there ends now."""
    kiosk = await _in_service(tx, kiosk_id)
    kiosk.revoked_at, kiosk.code_hash, kiosk.code_expires_at = now(), None, None
    await repository.add_event(tx, kiosk, "KioskRevoked", officer_id=officer.id, data={"reason": reason})
    await events.emit(tx, DeviceStopped(kiosk.id, "kiosk_revoked"))
    return kiosk


async def enrol(tx: Tx, events: Events, settings: Settings, typed: str) -> str:
    """Give the device that shows a valid code its secret, once; raise NoSuchCode otherwise.

    A device that was this kiosk before is so no longer, and what ran there ends.
    """
    code = references.normalise(typed)
    kiosk = await repository.by_code(tx, hash_code(settings, code), now()) if code else None
    if kiosk is None:
        raise NoSuchCode
    replaced = kiosk.secret_hash is not None
    secret = secrets.token_urlsafe(32)
    kiosk.code_hash = kiosk.code_expires_at = None
    kiosk.secret_hash, kiosk.enrolled_at = hash_secret(secret), now()
    await repository.add_event(tx, kiosk, "DeviceEnrolled", officer_id=None, data={"replaced": replaced})
    if replaced:
        await events.emit(tx, DeviceStopped(kiosk.id, "kiosk_replaced"))
    return secret


async def of_device(tx: Tx, secret: str | None) -> Kiosk | None:
    """Return the kiosk that a device is, revoked or not; None for a stranger."""
    return await repository.by_secret(tx, hash_secret(secret)) if secret else None


async def begin_visit(tx: Tx, events: Events, secret: str | None) -> Kiosk:
    """Return the kiosk where a visit begins, locked, so that none slips past a revocation.

    Whatever an earlier visitor left open there ends. Raises NotEnrolled for any other device.
    """
    kiosk = await repository.by_secret(tx, hash_secret(secret), lock=True) if secret else None
    if kiosk is None or kiosk.revoked_at is not None:
        raise NotEnrolled
    await events.emit(tx, DeviceStopped(kiosk.id, "kiosk_restarted"))
    return kiosk


async def note_seen(tx: Tx, kiosk_id: UUID) -> None:
    """Note that the device lives, at most once a minute."""
    await repository.note_seen(tx, kiosk_id, now(), unless_since=now() - NOTED_EVERY)


async def _in_service(tx: Tx, kiosk_id: UUID) -> Kiosk:
    kiosk = await repository.locked(tx, kiosk_id)
    if kiosk is None:
        raise NotThere
    if kiosk.revoked_at is not None:
        raise Conflict("This kiosk was revoked. Add a new one.")
    return kiosk


async def _check(tx: Tx, wish: Wish, spoken: Iterable[str]) -> Place:
    if not set(wish.languages) <= set(spoken):
        raise NoSuchLanguage
    return await places.place_by_slug(tx, wish.place)


def _told(wish: Wish) -> dict[str, object]:
    return {"name": wish.name, "place": wish.place, "languages": list(wish.languages)}
