"""What is told in the shapes of the standard: Klantinteracties 0.9.0, in its own words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic.config import JsonDict

from gateway.contacts.schemas import Moment
from gateway.wire import Answer

KANAAL, ONDERWERP, INHOUD, REACTIE, URI, NUMMER, METADATA = 50, 200, 1_000, 4_000, 200, 10, 255
IDENTIFICATOR = 200
OLD: JsonDict = {"deprecated": True}
Rol = Literal["klant", "vertegenwoordiger"]


class SoortActor(StrEnum):
    """What kind of actor the standard knows."""

    MEDEWERKER = "medewerker"
    GEAUTOMATISEERDE_ACTOR = "geautomatiseerde_actor"
    ORGANISATORISCHE_EENHEID = "organisatorische_eenheid"


class Relation(StrEnum):
    """What `expand` may name."""

    BETROKKENEN = "hadBetrokkenen"
    INTERNE_TAKEN = "leiddeTotInterneTaken"
    ONDERWERPOBJECTEN = "gingOverOnderwerpobjecten"


class Onderwerpobjectidentificator(Answer):
    """An object in another register, never a person."""

    object_id: str = Field(max_length=IDENTIFICATOR, examples=["zaak-2026-1"])
    code_objecttype: str = Field(max_length=IDENTIFICATOR, examples=["zaak"])
    code_register: str = Field(max_length=IDENTIFICATOR, examples=["zaken"])
    code_soort_object_id: str = Field(max_length=IDENTIFICATOR, examples=["uuid"])

    @model_validator(mode="after")
    def _no_person(self) -> Self:
        if self.code_soort_object_id.casefold() in {"bsn", "burgerservicenummer"}:
            raise ValueError("a contact is never filed under a citizen service number")
        return self


def _is_none(value: object) -> bool:
    return value is None


class Verwijzing(Answer):
    """Another thing, by its id and where to read it."""

    uuid: UUID
    url: str = Field(examples=["https://hub.example/v1/klantcontacten/01940000-0000-7000-8000-000000000000"])


class Actoridentificator(Answer):
    """Where the hub knows an actor by this id."""

    object_id: str
    code_objecttype: str
    code_register: str
    code_soort_object_id: str


class Actor(Verwijzing):
    """Who took part for the police: the assistant, an officer or a base team."""

    naam: str = Field(examples=["S. Bakker"])
    soort_actor: SoortActor
    indicatie_actief: bool
    actoridentificator: Actoridentificator


class Betrokkene(Verwijzing):
    """The citizen, unknown to the hub."""

    was_partij: None = None
    had_klantcontact: Verwijzing
    digitale_adressen: list[Verwijzing] = Field(default_factory=list, max_length=0)
    contactnaam: None = None
    volledige_naam: str = ""
    rol: Rol = "klant"
    organisatienaam: str = ""
    initiator: bool


class Onderwerpobject(Verwijzing):
    """What the contact was about."""

    klantcontact: Verwijzing
    was_klantcontact: Verwijzing | None
    onderwerpobjectidentificator: Onderwerpobjectidentificator | None


class InterneTaak(Verwijzing):
    """Work that remains; this version of the hub makes none."""

    gevraagde_handeling: str = Field(max_length=200)
    toelichting: str = Field(max_length=1000)
    status: Literal["te_verwerken", "verwerkt"]


class Uitgebreid(Answer):
    """The relations that were asked for in full."""

    had_betrokkenen: list[Betrokkene] | None = Field(default=None, exclude_if=_is_none)
    leidde_tot_interne_taken: list[InterneTaak] | None = Field(default=None, exclude_if=_is_none)
    ging_over_onderwerpobjecten: list[Onderwerpobject] | None = Field(default=None, exclude_if=_is_none)


class Klantcontact(Verwijzing):
    """A contact in the words of the standard."""

    ging_over_onderwerpobjecten: list[Verwijzing]
    had_betrokken_actoren: list[Actor]
    omvatte_bijlagen: list[Verwijzing]
    had_betrokkenen: list[Verwijzing]
    leidde_tot_interne_taken: list[Verwijzing]
    nummer: str = Field(max_length=NUMMER, json_schema_extra=OLD, examples=["7KQ2-MX42"])
    referentienummer: str = Field(max_length=NUMMER, examples=["7KQ2-MX42"])
    kanaal: str = Field(max_length=KANAAL, examples=["web-chat"])
    onderwerp: str = Field(max_length=ONDERWERP, examples=["Fiets gestolen"])
    inhoud: str = Field(max_length=INHOUD, description="Empty for who may not read notes.")
    reactie: str = Field(max_length=REACTIE)
    indicatie_contact_gelukt: bool | None
    verdere_actie_ondernomen: bool
    hoofd_onderwerp_type: str | None = Field(max_length=URI)
    taal: str = Field(max_length=3, examples=["nld"])
    vertrouwelijk: bool
    plaatsgevonden_op: Moment
    metadata: dict[str, Annotated[str, Field(max_length=METADATA)]]
    expand_: Uitgebreid | None = Field(default=None, alias="_expand", exclude_if=_is_none)


class GemaaktKlantcontact(Answer):
    """What was made."""

    klantcontact: Klantcontact
    betrokkene: Betrokkene | None
    onderwerpobject: Onderwerpobject | None


class Klantcontacten(Answer):
    """A page of contacts, the newest first."""

    count: int
    next: str | None
    previous: str | None
    results: list[Klantcontact]
