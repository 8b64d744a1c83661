"""What crosses the wire about kiosks, for administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, StringConstraints

from gateway.kiosks.beats import Beat, State, state_of
from gateway.kiosks.service import Code, Wish
from gateway.kiosks.tables import Kiosk, KioskEvent
from gateway.places.schemas import PlaceShown
from gateway.wire import Answer, Question

NO_NUL = r"^[^\x00]*$"
Line = StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=NO_NUL)
Slug = Annotated[str, StringConstraints(pattern="^[a-z0-9-]{1,64}$")]
LanguageCode = Annotated[str, StringConstraints(pattern="^[a-z]{2,3}$")]


class KioskWish(Question):
    """Name, place and languages of a kiosk."""

    name: Annotated[str, Line]
    place: Slug
    languages: Annotated[list[LanguageCode], Field(min_length=1, max_length=20)]

    def wish(self) -> Wish:
        """Return this for the service, each language once."""
        return Wish(self.name, self.place, tuple(dict.fromkeys(self.languages)))


class Revocation(Question):
    """Why a kiosk goes out of service."""

    reason: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=NO_NUL)
    ]


class CodeShown(Answer):
    """An enrolment code; this is the only time it is told."""

    code: str
    expires_at: datetime

    @classmethod
    def of(cls, code: Code) -> Self:
        """Show a code."""
        return cls(code=code.text, expires_at=code.expires_at)


class KioskShown(Answer):
    """A kiosk as an administrator sees it."""

    id: UUID
    name: str
    place: str
    languages: list[str]
    state: State
    enrolled_at: datetime | None
    code_expires_at: datetime | None
    seen_at: datetime | None
    revoked_at: datetime | None
    camera: bool | None
    microphone: bool | None
    version: str | None
    errors: int | None

    @classmethod
    def of(cls, kiosk: Kiosk, slug: str, beat: Beat | None) -> Self:
        """Show a kiosk with its last heartbeat, if it lives and serves."""
        beat = None if kiosk.revoked_at else beat
        return cls(
            id=kiosk.id,
            name=kiosk.name,
            place=slug,
            languages=list(kiosk.languages),
            state=state_of(kiosk, beat),
            enrolled_at=kiosk.enrolled_at,
            code_expires_at=kiosk.code_expires_at,
            seen_at=beat.at if beat else kiosk.seen_at,
            revoked_at=kiosk.revoked_at,
            camera=beat.camera if beat else None,
            microphone=beat.microphone if beat else None,
            version=beat.version if beat else None,
            errors=beat.errors if beat else None,
        )


class KioskList(Answer):
    """Every kiosk, and what can be chosen for one."""

    kiosks: list[KioskShown]
    places: list[PlaceShown]
    languages: list[str]


class NewKiosk(Answer):
    """A kiosk that was added, with the code to enrol its device."""

    id: UUID
    code: CodeShown


class HistoryLine(Answer):
    """One thing that happened to a kiosk; `by` is None when the device did it."""

    name: str
    by: str | None
    at: datetime
    data: dict[str, Any]

    @classmethod
    def of(cls, event: KioskEvent, by: str | None) -> Self:
        """Show one line."""
        return cls(name=event.name, by=by, at=event.at, data=event.data)
