"""What other systems send and ask in the shapes of the standard; what does not fit is refused, never cut."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, AnyUrl, AwareDatetime, Field, model_validator

from gateway.contacts.contact import Channel, Part
from gateway.contacts.klantinteracties import words
from gateway.contacts.klantinteracties.schemas import (
    INHOUD,
    KANAAL,
    METADATA,
    NUMMER,
    OLD,
    ONDERWERP,
    REACTIE,
    URI,
    Onderwerpobjectidentificator,
    Relation,
    Rol,
)
from gateway.contacts.schemas import PAGE_MAX, PAGE_SIZE_MAX
from gateway.database import now
from gateway.wire import Question

METADATA_KEYS = 50
METADATA_KEY = 100
CLOCKS_DIFFER = timedelta(minutes=2)
"""How far another system's clock may be ahead of ours."""
MADE_HERE = ("startdatum", "referentie", "aangemeldDoor", "ingekort", "eindreden")
"""Metadata that the hub fills; nobody else may."""


def _kanaal(text: str) -> str:
    if words.channel_of(text) is None:
        raise ValueError(f"unknown kanaal; choose one of: {', '.join(words.CHANNELS)}")
    return text


def _taal(text: str) -> str:
    if words.language_of(text) is None:
        raise ValueError("unknown taal; send an ISO 639-2 code such as nld or dut")
    return text


def _past(moment: datetime) -> datetime:
    if moment > now() + CLOCKS_DIFFER:
        raise ValueError("this moment has not come yet")
    return moment


def _uri(text: str) -> str:
    AnyUrl(text)
    return text


def _metadata(values: dict[str, str]) -> dict[str, str]:
    for key in MADE_HERE:
        if key in values:
            raise ValueError(f"`{key}` is filled by the hub")
    if values.get("einddatum"):
        _past(_moment(values["einddatum"]))
    return values


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("einddatum must be a date and time") from None
    if moment.tzinfo is None:
        raise ValueError("einddatum needs a time zone")
    return moment


Kanaal = Annotated[str, Field(min_length=1, max_length=KANAAL), AfterValidator(_kanaal)]
Taal = Annotated[str, Field(min_length=2, max_length=3), AfterValidator(_taal)]
Past = Annotated[AwareDatetime, AfterValidator(_past)]
Metadata = Annotated[
    dict[
        Annotated[str, Field(min_length=1, max_length=METADATA_KEY)],
        Annotated[str, Field(max_length=METADATA)],
    ],
    Field(max_length=METADATA_KEYS),
    AfterValidator(_metadata),
]
Nothing = Annotated[list[Any], Field(max_length=0)]
"""A relation that others cannot fill; an empty list does no harm."""


class KlantcontactVraag(Question):
    """A contact as another system tells it."""

    kanaal: Kanaal = Field(description="The way in, by our name or a usual Dutch one.", examples=["telefoon"])
    onderwerp: str = Field(pattern=r"\S", max_length=ONDERWERP, examples=["Fiets gestolen"])
    taal: Taal = Field(description="ISO 639-2; both `nld` and `dut` are Dutch.", examples=["nld"])
    vertrouwelijk: bool = Field(description="Whether the contact is confidential.")
    inhoud: str | None = Field(default=None, max_length=INHOUD, examples=["Advies gegeven over een slot."])
    reactie: str | None = Field(default=None, max_length=REACTIE)
    plaatsgevonden_op: Past | None = Field(
        default=None, description="When it started; now when left out.", examples=["2026-11-20T12:00:00Z"]
    )
    indicatie_contact_gelukt: bool | None = Field(default=None, description="Null when not known.")
    verdere_actie_ondernomen: bool = False
    hoofd_onderwerp_type: Annotated[str, Field(max_length=URI), AfterValidator(_uri)] | None = None
    referentienummer: str | None = Field(default=None, max_length=NUMMER, description="Your own number.")
    nummer: str | None = Field(default=None, max_length=NUMMER, json_schema_extra=OLD)
    metadata: Metadata = Field(
        default_factory=dict,
        description=(
            "Text values. We understand gespreksresultaat, einddatum, gemeente and thema; the rest is kept. "
            f"Filled by the hub, so not sent: {', '.join(MADE_HERE)}."
        ),
        examples=[{"gemeente": "Emmen", "einddatum": "2026-11-20T12:05:00Z"}],
    )
    had_betrokken_actoren: Nothing = Field(default_factory=list, description="Read only: leave it empty.")
    had_betrokkenen: Nothing = Field(default_factory=list, description="Read only: leave it empty.")
    ging_over_onderwerpobjecten: Nothing = Field(default_factory=list, description="Read only.")
    omvatte_bijlagen: Nothing = Field(default_factory=list, description="Read only.")
    leidde_tot_interne_taken: Nothing = Field(default_factory=list, description="Read only.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ended and self.plaatsgevonden_op and self.ended < self.plaatsgevonden_op:
            raise ValueError("metadata.einddatum is earlier than plaatsgevondenOp")
        return self

    @property
    def channel(self) -> Channel:
        """Return our channel."""
        found = words.channel_of(self.kanaal)
        assert found, "the kanaal was checked"
        return found

    @property
    def language(self) -> str:
        """Return our code of the language."""
        return words.language_of(self.taal) or words.UNKNOWN_LANGUAGE

    @property
    def ended(self) -> datetime | None:
        """Return when the contact ended, if it was told."""
        return _moment(end) if (end := self.metadata.get("einddatum")) else None


class BetrokkeneVraag(Question):
    """The citizen: stays unknown, so nothing that tells who it is can be sent."""

    was_partij: None = Field(default=None, description="Always null: the hub keeps no register of people.")
    rol: Rol = "klant"
    initiator: bool = Field(default=True, description="Whether the citizen began the contact.")
    contactnaam: None = Field(default=None, description="Always null: the hub keeps no names.")
    organisatienaam: Annotated[str, Field(max_length=0)] = Field(default="", description="Always empty.")


class Klantcontactverwijzing(Question):
    """Which contact is meant."""

    uuid: UUID


class OnderwerpobjectVraag(Question):
    """What the contact was about: an earlier contact, or an object elsewhere."""

    was_klantcontact: Klantcontactverwijzing | None = Field(
        default=None, description="The contact that this one continues."
    )
    onderwerpobjectidentificator: Onderwerpobjectidentificator | None = None


class MaakKlantcontact(Question):
    """A contact, the citizen in it and what it was about, in one call."""

    klantcontact: KlantcontactVraag
    betrokkene: BetrokkeneVraag | None = None
    onderwerpobject: OnderwerpobjectVraag | None = None


def _expand(text: str) -> str:
    unknown = sorted(set(text.split(",")) - {relation.value for relation in Relation})
    if unknown:
        raise ValueError(f"cannot expand {', '.join(unknown)}; choose among: {', '.join(Relation)}")
    return text


class ExpandVraag(Question):
    """Which relations are wanted in full."""

    expand: Annotated[str, AfterValidator(_expand)] | None = Field(
        default=None,
        description=f"Relations to give in full, with commas: {', '.join(Relation)}.",
        examples=["hadBetrokkenen,gingOverOnderwerpobjecten"],
    )

    @property
    def relations(self) -> frozenset[Relation]:
        """Return the wanted relations."""
        return frozenset(Relation(name) for name in self.expand.split(",")) if self.expand else frozenset()


class KlantcontactenVraag(ExpandVraag):
    """Which contacts are wanted, and which page of them."""

    kanaal: Kanaal | None = Field(default=None, examples=["telefoon"])
    onderwerp: str | None = Field(
        default=None, min_length=2, max_length=ONDERWERP, description="Part of the subject."
    )
    inhoud: str | None = Field(
        default=None,
        min_length=3,
        max_length=ONDERWERP,
        description="Part of the content. Never search for a name: addresses of requests are seen by others.",
    )
    plaatsgevonden_op: AwareDatetime | None = Field(default=None, description="Exact moment of the start.")
    vertrouwelijk: bool | None = None
    page: int = Field(default=1, ge=1, le=PAGE_MAX)
    page_size: int = Field(default=PAGE_SIZE_MAX, ge=1, le=PAGE_SIZE_MAX)

    @property
    def part(self) -> Part:
        """Return which part of the wanted contacts is asked for."""
        return Part(self.page_size, (self.page - 1) * self.page_size)
