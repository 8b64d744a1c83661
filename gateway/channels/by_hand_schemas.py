"""What crosses the wire about contacts that officers write down."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints
from pydantic.alias_generators import to_camel

from gateway.channels.frames import NO_NUL
from gateway.contacts import access
from gateway.contacts.contact import BY_HAND, HERE, Contact, Initiative
from gateway.contacts.corrections import WHY, Change, Correction
from gateway.contacts.entry import NOTE_CHARS, Entry, Known
from gateway.database import now
from gateway.officers.officer import Officer
from gateway.wire import Answer, Question

FIRST = datetime(2000, 1, 1, tzinfo=UTC)
LAST = datetime(2999, 12, 31, tzinfo=UTC)
MONTH_S = 31 * 24 * 3600

Word = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL, strip_whitespace=True)]
# Longer than a note may be: a note that is too long is a fault with a sentence of its own.
Words = Annotated[str, StringConstraints(max_length=20_000, pattern=NO_NUL)]
Told = Annotated[AwareDatetime, Field(ge=FIRST, le=LAST)]
Moment = Annotated[datetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
Day = Annotated[date, Field(ge=FIRST.date(), le=LAST.date())]


class Fields(Question):
    """What is known of a contact by hand; what people may get wrong is looked at later, all at once."""

    channel: Word | None = None
    topic: Word | None = None
    outcome: Word | None = None
    municipality: Word | None = None
    place: Word | None = None
    language: Word | None = "nl"
    initiative: Word | None = Initiative.CITIZEN.value
    note: Words = ""
    follow_up: bool = False
    start: Told | None = None
    end: Told | None = None


class NewContact(Fields):
    """A contact to write down; without times it was now."""

    client_id: UUID
    duration_s: Annotated[int, Field(ge=0, le=MONTH_S)] | None = None
    same_case: Word | None = None

    def entry(self) -> Entry:
        """Return what the officer filled in."""
        return Entry(**self.model_dump())


class ChangedFields(Fields):
    """What to correct; what is not named stays."""

    withdrawn: bool = False


class NewCorrection(Question):
    """A correction of a contact: only the named fields, and why."""

    client_id: UUID
    why: Word
    fields: ChangedFields

    def correction(self) -> Correction:
        """Return what is to be changed."""
        return Correction(self.client_id, self.why, self.fields.model_dump(exclude_unset=True))


class DayWanted(Question):
    """Which day is listed; today when not given."""

    day: Day | None = None

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """Return the moments at which the day begins and is over, where the contacts take place."""
        day = self.day or now().astimezone(HERE).date()
        return _midnight(day), _midnight(day + timedelta(days=1))


class TopicChoice(Answer):
    id: str
    theme: str


class MunicipalityChoice(Answer):
    name: str
    team: str
    own: bool
    """The officer's own team serves it."""


class PlaceChoice(Answer):
    slug: str
    name: str
    municipality: str
    own: bool


class Choices(Answer):
    """What there is to choose from, the officer's own team first."""

    channels: list[str]
    topics: list[TopicChoice]
    outcomes: list[str]
    languages: list[str]
    municipalities: list[MunicipalityChoice]
    places: list[PlaceChoice]
    reasons: list[str]
    note_chars: int
    entry_days: int

    @classmethod
    def of(cls, known: Known, officer: Officer) -> Self:
        """Show the choices to an officer."""
        towns = [
            MunicipalityChoice(name=name, team=team, own=team == officer.team)
            for name, team in known.municipalities.items()
        ]
        places = [
            PlaceChoice(slug=p.slug, name=p.name, municipality=p.municipality, own=p.team == officer.team)
            for p in known.places.values()
        ]
        return cls(
            channels=list(BY_HAND),
            topics=[TopicChoice(id=topic, theme=theme) for topic, theme in known.topics.items()],
            outcomes=list(known.outcomes),
            languages=list(known.languages),
            municipalities=sorted(towns, key=lambda town: not town.own),
            places=sorted(places, key=lambda place: not place.own),
            reasons=list(WHY),
            note_chars=NOTE_CHARS,
            entry_days=known.entry_days,
        )


class ContactShown(Answer):
    """A contact as it stands, and what of it the reader may correct; the note only to who wrote it."""

    id: UUID
    reference: str
    channel: str
    by_hand: bool
    own: bool
    chained: bool
    started_at: Moment
    ended_at: Moment | None
    entered_at: Moment | None
    topic: str | None
    theme: str | None
    municipality: str | None
    base_team: str | None
    place: str | None
    language: str
    initiative: str
    outcome: str | None
    note: str | None
    follow_up: bool
    officer: str | None
    withdrawn: bool
    correctable: list[str]

    @classmethod
    def of(cls, contact: Contact, officer: Officer, hours: int) -> Self:
        """Show a contact to an officer who may read it."""
        own = access.is_own(contact, officer)
        values = {name: getattr(contact, name) for name in cls.model_fields if hasattr(contact, name)}
        may = access.correctable(contact, officer, now(), hours=hours)
        more = {
            "own": own,
            "chained": contact.chained_to is not None,
            "correctable": sorted(map(to_camel, may)),
        }
        return cls.model_validate(values | more | ({} if own else {"note": None}))


class ChangedColumn(Answer):
    """A column before and after; a note that is not the reader's own says nothing."""

    name: str
    before: Any
    after: Any


class ChangeShown(Answer):
    """One correction: who changed what, when and why."""

    at: Moment
    officer: str | None
    why: str
    columns: list[ChangedColumn]

    @classmethod
    def of(cls, change: Change, *, own: bool) -> Self:
        """Show a correction."""
        columns = [
            ChangedColumn(name=to_camel(name), before=None, after=None)
            if name == "note" and not own
            else ChangedColumn(name=to_camel(name), before=_told(before), after=_told(after))
            for name, (before, after) in sorted(change.columns.items())
        ]
        return cls(at=change.at, officer=change.officer, why=change.why, columns=columns)


class ContactHistory(Answer):
    """A contact, and every correction of it."""

    contact: ContactShown
    changes: list[ChangeShown]


class DayOfContacts(Answer):
    """The contacts of a day, the newest first; `count` says how many there are in all."""

    count: int
    results: list[ContactShown]


def _told(value: Any) -> Any:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=HERE)
