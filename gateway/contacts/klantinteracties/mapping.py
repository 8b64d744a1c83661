"""The standard and our contact log, field by field, both ways; pure, and the only place that knows both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from gateway import references
from gateway.contacts.contact import Channel, Contact, Initiative, StartContact, Wanted
from gateway.contacts.klantinteracties import schemas, words
from gateway.contacts.klantinteracties.questions import KlantcontactenVraag, MaakKlantcontact
from gateway.contacts.klantinteracties.schemas import (
    Actor,
    Betrokkene,
    Klantcontact,
    Onderwerpobject,
    Relation,
    SoortActor,
    Verwijzing,
)
from gateway.contacts.klantinteracties.words import Vocabulary

NAMESPACE: Final = UUID("0199ee5a-9c1f-7b7e-8a55-7d6c2f1e4b10")
"""Ids of what the hub has no row for come from the contact's id, so they stay the same."""
NO_CONTACT: Final = "no_contact"
ASSISTED: Final = frozenset({Channel.WEB_CHAT, Channel.KIOSK_CHAT})
"""Channels in which the assistant answers first."""
REGISTER: Final = "contact-hub"


@dataclass(frozen=True)
class Registration:
    """A contact that another system told, in our words."""

    start: StartContact
    started_at: datetime
    ended_at: datetime
    outcome: str | None
    note: str | None
    follow_up: bool


@dataclass(frozen=True)
class Shown:
    """How contacts are told: where the hub is, in which words, and whether with their notes."""

    address: str
    vocabulary: Vocabulary
    notes: bool
    relations: frozenset[Relation] = frozenset()


def registration(
    given: MaakKlantcontact, vocabulary: Vocabulary, *, client: str, earlier: Contact | None, at: datetime
) -> Registration:
    """Return what another system told as a contact of ours; without moments it was at `at`."""
    told, metadata = given.klantcontact, given.klantcontact.metadata
    theme, outcome = metadata.get("thema"), metadata.get("gespreksresultaat")
    if outcome not in vocabulary.outcomes:
        outcome = NO_CONTACT if told.indicatie_contact_gelukt is False else None
    started_at = told.plaatsgevonden_op or min(at, told.ended or at)
    start = StartContact(
        conversation_id=None,
        reference=earlier.reference if earlier else references.new(),
        channel=told.channel,
        language=told.language,
        chained_to=earlier.id if earlier else None,
        topic=vocabulary.topic_of(told.onderwerp),
        theme=theme if theme in vocabulary.themes else None,
        municipality=metadata.get("gemeente") or None,
        initiative=Initiative.CITIZEN if _citizen_began(given) else Initiative.POLICE,
        told=_kept(given, client),
    )
    return Registration(
        start,
        started_at,
        ended_at=told.ended or started_at,
        outcome=outcome,
        note=told.inhoud or None,
        follow_up=told.verdere_actie_ondernomen,
    )


def _citizen_began(given: MaakKlantcontact) -> bool:
    return given.betrokkene.initiator if given.betrokkene else True


def _kept(given: MaakKlantcontact, client: str) -> dict[str, Any]:
    """Return what no column of ours holds; the log keeps it."""
    told, about = given.klantcontact, given.onderwerpobject
    identificator = about.onderwerpobjectidentificator if about else None
    return {
        "client": client,
        "vertrouwelijk": told.vertrouwelijk,
        "reactie": told.reactie,
        "indicatieContactGelukt": told.indicatie_contact_gelukt,
        "hoofdOnderwerpType": told.hoofd_onderwerp_type,
        "referentienummer": told.referentienummer or told.nummer,
        "metadata": dict(told.metadata),
        "rol": given.betrokkene.rol if given.betrokkene else "klant",
        "onderwerpobjectidentificator": identificator.model_dump() if identificator else None,
    }


def wanted(asked: KlantcontactenVraag, vocabulary: Vocabulary, taken_by: UUID | None) -> Wanted:
    """Return which contacts of ours a question in the standard's words means."""
    return Wanted(
        at=asked.plaatsgevonden_op,
        channel=words.channel_of(asked.kanaal) if asked.kanaal else None,
        topic_contains=asked.onderwerp,
        topics=vocabulary.topics_containing(asked.onderwerp) if asked.onderwerp else (),
        note_contains=asked.inhoud,
        confidential=asked.vertrouwelijk,
        taken_by=taken_by,
    )


def klantcontact(contact: Contact, logged: Mapping[str, Any], shown: Shown) -> Klantcontact:
    """Tell a contact in the standard's words; `logged` is what only the log holds of it."""
    told: Mapping[str, Any] = logged.get("told") or {}
    cut: list[str] = []

    def fits(name: str, text: str | None, chars: int) -> str:
        if len(text or "") > chars:
            cut.append(name)
        return shortened(text or "", chars)

    inhoud = fits("inhoud", contact.note if shown.notes else None, schemas.INHOUD)
    onderwerp = fits("onderwerp", _onderwerp(contact, shown.vocabulary), schemas.ONDERWERP)
    metadata = {
        key: fits(key, text, schemas.METADATA)
        for key, text in _metadata(contact, told, shown.vocabulary).items()
    }
    about = onderwerpobject(contact, logged, shown)
    values = {
        **_here(contact.id, shown.address),
        "ging_over_onderwerpobjecten": [_reference_to(about)] if about else [],
        "had_betrokken_actoren": actoren(contact, logged, shown),
        "omvatte_bijlagen": [],
        "had_betrokkenen": [_reference_to(betrokkene(contact, logged, shown))],
        "leidde_tot_interne_taken": [],
        "nummer": told.get("referentienummer") or contact.reference,
        "referentienummer": told.get("referentienummer") or contact.reference,
        "kanaal": contact.channel.value,
        "onderwerp": onderwerp,
        "inhoud": inhoud,
        "reactie": told.get("reactie") or "",
        "indicatie_contact_gelukt": told.get("indicatieContactGelukt", _succeeded(contact)),
        "verdere_actie_ondernomen": contact.follow_up,
        "hoofd_onderwerp_type": told.get("hoofdOnderwerpType"),
        "taal": words.taal_of(contact.language),
        "vertrouwelijk": told.get("vertrouwelijk", True),
        "plaatsgevonden_op": contact.started_at,
        "metadata": metadata | ({"ingekort": ", ".join(cut)} if cut else {}),
    }
    expanded = {"expand_": _expanded(contact, logged, shown)} if shown.relations else {}
    return Klantcontact.model_validate(values | expanded)


def actoren(contact: Contact, logged: Mapping[str, Any], shown: Shown) -> list[Actor]:
    """Tell who took part for the police: the assistant, the officer and the base team."""
    found: list[tuple[SoortActor, str, UUID | None]] = []
    if contact.channel in ASSISTED and not logged.get("told"):
        found.append((SoortActor.GEAUTOMATISEERDE_ACTOR, shown.vocabulary.assistant, None))
    if contact.officer:
        found.append((SoortActor.MEDEWERKER, contact.officer, contact.officer_id))
    if contact.base_team:
        found.append((SoortActor.ORGANISATORISCHE_EENHEID, contact.base_team, None))
    return [_actor(kind, name, known_as, where=_url(contact.id, shown)) for kind, name, known_as in found]


def betrokkene(contact: Contact, logged: Mapping[str, Any], shown: Shown) -> Betrokkene:
    """Tell the citizen, who is unknown."""
    told: Mapping[str, Any] = logged.get("told") or {}
    return Betrokkene(
        uuid=uuid5(contact.id, "betrokkene"),
        url=f"{_url(contact.id, shown)}?expand={Relation.BETROKKENEN}",
        had_klantcontact=Verwijzing.model_validate(_here(contact.id, shown.address)),
        rol=told.get("rol", "klant"),
        initiator=contact.initiative is Initiative.CITIZEN,
    )


def onderwerpobject(contact: Contact, logged: Mapping[str, Any], shown: Shown) -> Onderwerpobject | None:
    """Tell which contact this one continues, or which object elsewhere it was about; None without either."""
    told: Mapping[str, Any] = logged.get("told") or {}
    earlier, elsewhere = contact.chained_to, told.get("onderwerpobjectidentificator")
    if not earlier and not elsewhere:
        return None
    values = {
        "uuid": uuid5(contact.id, "onderwerpobject"),
        "url": f"{_url(contact.id, shown)}?expand={Relation.ONDERWERPOBJECTEN}",
        "klantcontact": _here(contact.id, shown.address),
        "was_klantcontact": _here(earlier, shown.address) if earlier else None,
        "onderwerpobjectidentificator": elsewhere,
    }
    return Onderwerpobject.model_validate(values)


def shortened(text: str, chars: int) -> str:
    """Return a text that is at most `chars` long; an ellipsis says that some of it is missing."""
    return text if len(text) <= chars else text[: chars - 1] + "…"


def _onderwerp(contact: Contact, vocabulary: Vocabulary) -> str:
    return vocabulary.name_of(contact.topic) if contact.topic else vocabulary.nothing


def _succeeded(contact: Contact) -> bool | None:
    if contact.outcome == NO_CONTACT:
        return False
    return True if contact.outcome or contact.officer else None


def _metadata(contact: Contact, told: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, str]:
    """Return what practice needs and the standard has no field for; what the log knows goes first."""
    ours = {
        "gespreksresultaat": contact.outcome,
        "startdatum": _utc(contact.started_at),
        "einddatum": _utc(contact.ended_at) if contact.ended_at else None,
        "verantwoordelijkeAfdeling": contact.base_team,
        "thema": contact.theme,
        "gemeente": contact.municipality,
        "locatie": contact.place,
        "eindreden": contact.end_reason,
        "referentie": contact.reference,
        "aangemeldDoor": told.get("client"),
    }
    known = {"vraag": contact.topic} if contact.topic and contact.topic in vocabulary.topics else {}
    return {**known, **told.get("metadata", {}), **{key: text for key, text in ours.items() if text}}


def _actor(kind: SoortActor, name: str, known_as: UUID | None, *, where: str) -> Actor:
    identity = known_as or uuid5(NAMESPACE, f"{kind}:{name}")
    values = {
        "uuid": identity,
        "url": where,
        "naam": name,
        "soort_actor": kind,
        "indicatie_actief": True,
        "actoridentificator": {
            "object_id": str(identity),
            "code_objecttype": kind.value,
            "code_register": REGISTER,
            "code_soort_object_id": "uuid",
        },
    }
    return Actor.model_validate(values)


def _expanded(contact: Contact, logged: Mapping[str, Any], shown: Shown) -> schemas.Uitgebreid:
    about = onderwerpobject(contact, logged, shown)
    everything: dict[Relation, list[Any]] = {
        Relation.BETROKKENEN: [betrokkene(contact, logged, shown)],
        Relation.INTERNE_TAKEN: [],
        Relation.ONDERWERPOBJECTEN: [about] if about else [],
    }
    return schemas.Uitgebreid.model_validate({name: everything[name] for name in shown.relations})


def _here(contact_id: UUID, address: str) -> dict[str, Any]:
    return {"uuid": contact_id, "url": f"{address}/v1/klantcontacten/{contact_id}"}


def _url(contact_id: UUID, shown: Shown) -> str:
    return str(_here(contact_id, shown.address)["url"])


def _reference_to(thing: Verwijzing) -> Verwijzing:
    return Verwijzing(uuid=thing.uuid, url=thing.url)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
