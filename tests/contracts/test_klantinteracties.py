"""Every field of Klantinteracties 0.9.0, to our contact log and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from gateway.contacts.contact import BY_HAND, Channel, Contact, Initiative
from gateway.contacts.klantinteracties import mapping
from gateway.contacts.klantinteracties.mapping import Shown
from gateway.contacts.klantinteracties.questions import METADATA_KEYS, MaakKlantcontact
from gateway.contacts.klantinteracties.schemas import (
    Relation,
)
from gateway.contacts.klantinteracties.words import Vocabulary
from gateway.texts import Texts
from tests.gateway.force import LOCALES

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
HUB = "https://hub.example"
WORDS = Vocabulary.of(Texts(LOCALES))
SHOWN = Shown(HUB, WORDS, notes=True)
REQUIRED: dict[str, Any] = {"kanaal": "chat", "onderwerp": "Vraag", "taal": "nld", "vertrouwelijk": True}
FIELDS = {
    *("uuid", "url", "gingOverOnderwerpobjecten", "hadBetrokkenActoren", "omvatteBijlagen"),
    *("hadBetrokkenen", "leiddeTotInterneTaken", "nummer", "referentienummer", "kanaal", "onderwerp"),
    *("inhoud", "reactie", "indicatieContactGelukt", "verdereActieOndernomen", "hoofdOnderwerpType"),
    *("taal", "vertrouwelijk", "plaatsgevondenOp", "metadata"),
}
CONTACT = Contact(
    id=UUID("01940000-0000-7000-8000-000000000001"),
    reference="7KQ2-MX42",
    conversation_id=uuid4(),
    chained_to=None,
    channel=Channel.WEB_CHAT,
    language="nl",
    topic="bicycle_theft",
    theme="other",
    municipality="Emmen",
    base_team="Zuidoost-Drenthe",
    place=None,
    officer="S. Bakker",
    outcome="advice_given",
    end_reason="closed_by_officer",
    note="Slot gekocht.",
    started_at=AT,
    ended_at=AT + timedelta(minutes=5),
    initiative=Initiative.CITIZEN,
    follow_up=False,
    officer_id=uuid4(),
    entered_by=None,
    entered_at=None,
    withdrawn=False,
)
PATIENT = settings(deadline=None)
"""A busy machine is no fault."""
STORABLE = st.characters(exclude_characters="\0", codec="utf-8")


def told(contact: Contact = CONTACT, logged: dict[str, Any] | None = None, **shown: Any) -> dict[str, Any]:
    """Return a contact of ours as others read it."""
    answer = mapping.klantcontact(contact, logged or {}, replace(SHOWN, **shown))
    return answer.model_dump(mode="json", by_alias=True)


def changed(column: str, value: Any) -> Contact:
    """Return our contact with another value in one column."""
    values: dict[str, Any] = {column: value}
    return replace(CONTACT, **values)


def sent(
    *, betrokkene: dict[str, Any] | None = None, onderwerpobject: dict[str, Any] | None = None, **fields: Any
) -> MaakKlantcontact:
    """Return what another system sends."""
    body: dict[str, Any] = {"klantcontact": REQUIRED | fields}
    body |= {"betrokkene": betrokkene} if betrokkene is not None else {}
    body |= {"onderwerpobject": onderwerpobject} if onderwerpobject is not None else {}
    return MaakKlantcontact.model_validate_json(json.dumps(body))


def kept(given: MaakKlantcontact, earlier: Contact | None = None) -> tuple[Contact, dict[str, Any]]:
    """Return the contact that the log makes of it, and what only the log holds."""
    made = mapping.registration(given, WORDS, client="kiss", earlier=earlier, at=AT)
    start = made.start
    names = ("reference", "channel", "language", "topic", "theme", "municipality", "chained_to")
    contact = replace(
        CONTACT,
        **{name: getattr(start, name) for name in (*names, "conversation_id", "initiative")},
        follow_up=made.follow_up,
        base_team=None,
        officer=None,
        officer_id=None,
        outcome=made.outcome,
        note=made.note,
        started_at=made.started_at,
        ended_at=made.ended_at,
    )
    return contact, {"told": dict(start.told or {})}


def back(**fields: Any) -> dict[str, Any]:
    """Return what another system reads of what it sent."""
    return told(*kept(sent(**fields)))


def test_every_field_of_the_standard_is_told_and_no_other() -> None:
    assert set(told()) == FIELDS
    assert set(told(relations=frozenset(Relation))) == FIELDS | {"_expand"}


# -- from us to the standard


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("uuid", "01940000-0000-7000-8000-000000000001"),
        ("url", f"{HUB}/v1/klantcontacten/01940000-0000-7000-8000-000000000001"),
        ("nummer", "7KQ2-MX42"),
        ("referentienummer", "7KQ2-MX42"),
        ("kanaal", "web-chat"),
        ("onderwerp", "Fiets gestolen"),
        ("inhoud", "Slot gekocht."),
        ("reactie", ""),
        ("indicatieContactGelukt", True),
        ("verdereActieOndernomen", False),
        ("hoofdOnderwerpType", None),
        ("taal", "nld"),
        ("vertrouwelijk", True),
        ("plaatsgevondenOp", "2026-11-20T12:00:00Z"),
        ("gingOverOnderwerpobjecten", []),
        ("omvatteBijlagen", []),
        ("leiddeTotInterneTaken", []),
    ],
)
def test_our_contact_in_the_standards_words(field: str, expected: object) -> None:
    assert told()[field] == expected


def test_what_the_standard_lacks_is_told_in_metadata() -> None:
    assert told(replace(CONTACT, place="Kiosk Emmen"))["metadata"] == {
        "vraag": "bicycle_theft",
        "gespreksresultaat": "advice_given",
        "startdatum": "2026-11-20T12:00:00Z",
        "einddatum": "2026-11-20T12:05:00Z",
        "verantwoordelijkeAfdeling": "Zuidoost-Drenthe",
        "thema": "other",
        "gemeente": "Emmen",
        "locatie": "Kiosk Emmen",
        "eindreden": "closed_by_officer",
        "referentie": "7KQ2-MX42",
    }


def test_actors_are_the_assistant_the_officer_and_the_team() -> None:
    actors = told()["hadBetrokkenActoren"]
    assert [(actor["soortActor"], actor["naam"]) for actor in actors] == [
        ("geautomatiseerde_actor", "Assistent"),
        ("medewerker", "S. Bakker"),
        ("organisatorische_eenheid", "Zuidoost-Drenthe"),
    ]
    assert actors[1]["uuid"] == str(CONTACT.officer_id) == actors[1]["actoridentificator"]["objectId"]
    again = told(replace(CONTACT, id=uuid4()))["hadBetrokkenActoren"]
    assert (actors[0]["uuid"], actors[2]["uuid"]) == (again[0]["uuid"], again[2]["uuid"])


def test_assistant_took_no_part_in_a_video_call_or_in_what_others_told() -> None:
    assert "geautomatiseerde_actor" not in str(told(replace(CONTACT, channel=Channel.WEB_VIDEO)))
    assert back()["hadBetrokkenActoren"] == []


@pytest.mark.parametrize("channel", BY_HAND)
def test_contact_that_an_officer_wrote_down_is_told_without_assistant(channel: Channel) -> None:
    written = replace(CONTACT, conversation_id=None, entered_by=CONTACT.officer_id, entered_at=AT)
    answer = told(replace(written, channel=channel))
    assert (answer["kanaal"], answer["inhoud"]) == (channel.value, "Slot gekocht.")
    assert [actor["soortActor"] for actor in answer["hadBetrokkenActoren"]] == [
        "medewerker",
        "organisatorische_eenheid",
    ]


def test_work_that_remains_and_who_began_are_told() -> None:
    relations = frozenset({Relation.BETROKKENEN})
    answer = told(replace(CONTACT, follow_up=True, initiative=Initiative.POLICE), relations=relations)
    assert answer["verdereActieOndernomen"] is True
    assert answer["_expand"]["hadBetrokkenen"][0]["initiator"] is False


def test_citizen_is_anonymous() -> None:
    answer = told(relations=frozenset({Relation.BETROKKENEN}))
    (shown,) = answer["_expand"]["hadBetrokkenen"]
    assert shown["wasPartij"] is None
    assert shown["contactnaam"] is None
    assert (shown["volledigeNaam"], shown["organisatienaam"], shown["digitaleAdressen"]) == ("", "", [])
    assert (shown["rol"], shown["initiator"]) == ("klant", True)
    assert shown["hadKlantcontact"] == {"uuid": answer["uuid"], "url": answer["url"]}
    assert answer["hadBetrokkenen"] == [{"uuid": shown["uuid"], "url": shown["url"]}]


def test_chained_contact_is_about_the_one_it_continues() -> None:
    earlier = uuid4()
    answer = told(replace(CONTACT, chained_to=earlier), relations=frozenset(Relation))
    (shown,) = answer["_expand"]["gingOverOnderwerpobjecten"]
    assert shown["wasKlantcontact"] == {"uuid": str(earlier), "url": f"{HUB}/v1/klantcontacten/{earlier}"}
    assert shown["klantcontact"]["uuid"] == answer["uuid"]
    assert shown["onderwerpobjectidentificator"] is None
    assert answer["gingOverOnderwerpobjecten"] == [{"uuid": shown["uuid"], "url": shown["url"]}]
    assert answer["_expand"]["leiddeTotInterneTaken"] == []


@pytest.mark.parametrize(
    ("change", "succeeded"),
    [
        ({"outcome": "no_contact"}, False),
        ({"outcome": "advice_given", "officer": None}, True),
        ({"outcome": None}, True),
        ({"outcome": None, "officer": None}, None),
    ],
)
def test_contact_succeeded_when_it_had_an_outcome_or_an_officer(
    change: dict[str, Any], *, succeeded: bool | None
) -> None:
    assert told(replace(CONTACT, **change))["indicatieContactGelukt"] is succeeded


@pytest.mark.parametrize(
    ("field", "column", "chars"), [("inhoud", "note", 1000), ("onderwerp", "topic", 200)]
)
def test_text_that_is_too_long_for_the_standard_is_cut_and_says_so(
    field: str, column: str, chars: int
) -> None:
    answer = told(changed(column, "x" * (chars + 1)))
    assert answer[field] == "x" * (chars - 1) + "…"
    assert answer["metadata"]["ingekort"] == field
    whole = told(changed(column, "x" * chars))
    assert whole[field] == "x" * chars
    assert "ingekort" not in whole["metadata"]


def test_metadata_that_is_too_long_is_cut_and_says_so() -> None:
    answer = told(replace(CONTACT, municipality="x" * 256))
    assert len(answer["metadata"]["gemeente"]) == 255
    assert answer["metadata"]["ingekort"] == "gemeente"


def test_note_is_not_told_to_who_may_not_read_it() -> None:
    assert told(notes=False)["inhoud"] == ""


def test_open_contact_without_topic_is_told_too() -> None:
    answer = told(replace(CONTACT, ended_at=None, topic=None, note=None, outcome=None))
    assert (answer["onderwerp"], answer["inhoud"]) == ("Niet bekend", "")
    assert {"einddatum", "gespreksresultaat", "vraag"} & set(answer["metadata"]) == set()


# -- from the standard to us, and back


@pytest.mark.parametrize(
    ("field", "value", "column", "ours"),
    [
        ("kanaal", "webchat", "channel", Channel.WEB_CHAT),
        ("kanaal", " Video ", "channel", Channel.WEB_VIDEO),
        ("kanaal", "kiosk-video", "channel", Channel.KIOSK_VIDEO),
        ("kanaal", "Telefoon", "channel", Channel.PHONE),
        ("kanaal", "balie", "channel", Channel.COUNTER),
        ("kanaal", "straat", "channel", Channel.STREET),
        ("kanaal", "huisbezoek", "channel", Channel.HOME_VISIT),
        ("kanaal", "pop-up", "channel", Channel.POP_UP),
        ("kanaal", "e-mail", "channel", Channel.EMAIL),
        ("verdereActieOndernomen", True, "follow_up", True),
        ("verdereActieOndernomen", False, "follow_up", False),
        ("onderwerp", "fiets gestolen", "topic", "bicycle_theft"),
        ("onderwerp", "Stolen bike", "topic", "bicycle_theft"),
        ("onderwerp", "bicycle_theft", "topic", "bicycle_theft"),
        ("onderwerp", "Iets anders dan wij kennen", "topic", "Iets anders dan wij kennen"),
        ("taal", "nld", "language", "nl"),
        ("taal", "dut", "language", "nl"),
        ("taal", "ger", "language", "de"),
        ("taal", "ENG", "language", "en"),
        ("inhoud", "Advies gegeven.", "note", "Advies gegeven."),
        ("plaatsgevondenOp", "2026-11-20T13:00:00+01:00", "started_at", AT),
        ("indicatieContactGelukt", False, "outcome", "no_contact"),
        ("metadata", {"gespreksresultaat": "referred"}, "outcome", "referred"),
        ("metadata", {"gespreksresultaat": "opgelost"}, "outcome", None),
        ("metadata", {"thema": "clean_safe"}, "theme", "clean_safe"),
        ("metadata", {"thema": "verzonnen"}, "theme", None),
        ("metadata", {"gemeente": "Emmen"}, "municipality", "Emmen"),
        ("metadata", {"einddatum": "2026-11-20T13:05:00+01:00"}, "ended_at", AT + timedelta(minutes=5)),
    ],
)
def test_field_fills_our_column(field: str, value: object, column: str, ours: object) -> None:
    fields: dict[str, Any] = {"plaatsgevondenOp": "2026-11-20T12:00:00Z", field: value}
    contact, _ = kept(sent(**fields))
    assert getattr(contact, column) == ours


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("kanaal", "videobellen", "web-video"),
        ("onderwerp", "Stolen bike", "Fiets gestolen"),
        ("onderwerp", "Vraag over Koningsdag", "Vraag over Koningsdag"),
        ("taal", "dut", "nld"),
        ("taal", "fre", "fra"),
        ("vertrouwelijk", False, False),
        ("vertrouwelijk", True, True),
        ("inhoud", "x" * 1000, "x" * 1000),
        ("inhoud", None, ""),
        ("reactie", "y" * 4000, "y" * 4000),
        ("plaatsgevondenOp", "2026-11-20T13:00:00+01:00", "2026-11-20T12:00:00Z"),
        ("indicatieContactGelukt", True, True),
        ("indicatieContactGelukt", False, False),
        ("indicatieContactGelukt", None, None),
        ("verdereActieOndernomen", True, True),
        ("hoofdOnderwerpType", "https://example.org/typen/1", "https://example.org/typen/1"),
        ("referentienummer", "KISS-00001", "KISS-00001"),
    ],
)
def test_field_comes_back_as_it_was_sent(field: str, value: object, read: object) -> None:
    assert back(**{field: value})[field] == read


def test_deprecated_nummer_counts_when_there_is_no_referentienummer() -> None:
    assert back(nummer="0000000001")["referentienummer"] == "0000000001"
    assert back(nummer="0000000001", referentienummer="A-2")["referentienummer"] == "A-2"
    assert back(nummer="0000000001")["metadata"]["referentie"] != "0000000001"


@pytest.mark.parametrize(
    "name", ["vraag", "specifiekeVraag", "bronnen", "eigenVeld", "verantwoordelijkeAfdeling"]
)
def test_other_metadata_comes_back_as_it_was_sent(name: str) -> None:
    assert back(metadata={name: "x" * 255})["metadata"][name] == "x" * 255


def test_metadata_names_who_told_it() -> None:
    assert back()["metadata"]["aangemeldDoor"] == "kiss"


def test_contact_without_moments_was_now_and_took_no_time() -> None:
    contact, _ = kept(sent())
    assert (contact.started_at, contact.ended_at) == (AT, AT)


def test_contact_of_which_only_the_end_is_known_does_not_start_after_it() -> None:
    contact, _ = kept(sent(metadata={"einddatum": "2026-11-20T11:00:00Z"}))
    assert contact.started_at == contact.ended_at == AT - timedelta(hours=1)


def test_citizen_who_did_not_begin_the_contact_stays_known_as_such() -> None:
    contact, logged = kept(
        sent(betrokkene={"wasPartij": None, "rol": "vertegenwoordiger", "initiator": False})
    )
    answer = mapping.betrokkene(contact, logged, SHOWN)
    assert (answer.rol, answer.initiator, answer.was_partij) == ("vertegenwoordiger", False, None)
    assert contact.initiative is Initiative.POLICE
    assert kept(sent())[0].initiative is Initiative.CITIZEN


def test_contact_of_another_system_has_no_conversation() -> None:
    assert kept(sent())[0].conversation_id is None


def test_contact_that_continues_another_shares_its_reference() -> None:
    earlier = replace(CONTACT, id=uuid4())
    given_ = sent(onderwerpobject={"wasKlantcontact": {"uuid": str(earlier.id)}})
    contact, logged = kept(given_, earlier)
    assert (contact.chained_to, contact.reference) == (earlier.id, earlier.reference)
    shown = mapping.onderwerpobject(contact, logged, SHOWN)
    assert shown is not None
    assert shown.was_klantcontact is not None
    assert shown.was_klantcontact.uuid == earlier.id


def test_object_in_another_register_comes_back_as_it_was_sent() -> None:
    elsewhere = {
        "objectId": "zaak-1",
        "codeObjecttype": "zaak",
        "codeRegister": "zaken",
        "codeSoortObjectId": "uuid",
    }
    contact, logged = kept(sent(onderwerpobject={"onderwerpobjectidentificator": elsewhere}))
    shown = mapping.onderwerpobject(contact, logged, SHOWN)
    assert shown is not None
    read = shown.model_dump(mode="json", by_alias=True)
    assert read["onderwerpobjectidentificator"] == elsewhere
    assert read["wasKlantcontact"] is None


@pytest.mark.parametrize("field", sorted(REQUIRED))
def test_required_field_may_not_be_left_out(field: str) -> None:
    body = {"klantcontact": {name: value for name, value in REQUIRED.items() if name != field}}
    with pytest.raises(ValidationError, match=field):
        MaakKlantcontact.model_validate(body)


@pytest.mark.parametrize(
    "fields",
    [
        {"kanaal": "x" * 51},
        {"kanaal": "postduif"},
        {"onderwerp": "x" * 201},
        {"onderwerp": ""},
        {"taal": "nederlands"},
        {"taal": "xyz"},
        {"inhoud": "x" * 1001},
        {"reactie": "x" * 4001},
        {"hoofdOnderwerpType": "https://example.org/" + "x" * 181},
        {"hoofdOnderwerpType": "geen adres"},
        {"referentienummer": "x" * 11},
        {"nummer": "x" * 11},
        {"metadata": {"vraag": "x" * 256}},
        {"metadata": {"vraag": 1}},
        {"metadata": {"vraag": "\0"}},
        {"onderwerp": "nul\0"},
        {"metadata": {f"veld{n}": "" for n in range(METADATA_KEYS + 1)}},
        {"metadata": {"referentie": "7KQ2-MX42"}},
        {"metadata": {"aangemeldDoor": "somebody else"}},
        {"metadata": {"einddatum": "gisteren"}},
        {"metadata": {"einddatum": "2026-11-20T12:00:00"}},
        {"metadata": {"einddatum": "2999-01-01T00:00:00Z"}},
        {"plaatsgevondenOp": "2026-11-20T12:00:00"},
        {"plaatsgevondenOp": "2999-01-01T00:00:00Z"},
        {"plaatsgevondenOp": "2026-11-20T12:00:00Z", "metadata": {"einddatum": "2026-11-20T11:00:00Z"}},
        {"vertrouwelijk": None},
        {"hadBetrokkenActoren": [{"uuid": str(uuid4())}]},
        {"leiddeTotInterneTaken": [{"uuid": str(uuid4())}]},
        {"colour": "blue"},
        {"betrokkene": {"wasPartij": {"uuid": str(uuid4())}}},
        {"betrokkene": {"contactnaam": {"achternaam": "Jansen"}}},
        {"betrokkene": {"organisatienaam": "Bakkerij Jansen"}},
        {"betrokkene": {"rol": "verdachte"}},
        {"onderwerpobject": {"wasKlantcontact": {"uuid": "1"}}},
        {
            "onderwerpobject": {
                "onderwerpobjectidentificator": {
                    "objectId": "999990019",
                    "codeObjecttype": "natuurlijkPersoon",
                    "codeRegister": "brp",
                    "codeSoortObjectId": "BSN",
                }
            }
        },
    ],
    ids="-".join,
)
def test_what_does_not_fit_is_refused_and_never_cut(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        sent(**fields)


def test_unknown_kanaal_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(ValidationError) as refusal:
        sent(kanaal="postduif")
    assert all(channel.value in str(refusal.value) for channel in Channel)


@PATIENT
@given(
    st.text(STORABLE, min_size=1, max_size=200).filter(str.strip),
    st.text(STORABLE, max_size=1000),
    st.dictionaries(st.sampled_from(["vraag", "bronnen", "eigen"]), st.text(STORABLE, max_size=255)),
)
def test_whatever_fits_comes_back_whole(onderwerp: str, inhoud: str, metadata: dict[str, str]) -> None:
    answer = back(onderwerp=onderwerp, inhoud=inhoud, metadata=metadata)
    assert words_same(answer["onderwerp"], onderwerp)
    assert answer["inhoud"] == inhoud
    assert answer["metadata"].items() >= metadata.items()
    assert "ingekort" not in answer["metadata"]


def words_same(read: str, onderwerp: str) -> bool:
    return read == onderwerp or WORDS.topic_of(read) == WORDS.topic_of(onderwerp)


@PATIENT
@given(st.builds(lambda **c: replace(CONTACT, **c), note=st.text(max_size=5000), topic=st.text(max_size=500)))
def test_every_contact_of_ours_fits_the_standard(contact: Contact) -> None:
    answer = told(contact)
    assert len(answer["inhoud"]) <= 1000
    assert 0 < len(answer["onderwerp"]) <= 200
    assert all(len(text) <= 255 for text in answer["metadata"].values())
