"""The safety net: the right number at once, and quiet on an ordinary message."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from gateway.safety.service import FOLDER, SafetyError, SafetyNet, normalised
from gateway.texts import Texts

BOT_DATA = Path(__file__).parents[2] / "bot" / "data"
MOST_FALSE_ALARMS = 0.02
# Topics in which a card may well be right: they are no measure of false alarms.
SERIOUS = frozenset(
    {
        "animal_in_need",
        "assault",
        "domestic_violence",
        "emergency_now",
        "missing_person",
        "person_in_need_of_care",
        "robbery",
        "sexual_offence",
        "suicidal_thoughts",
        "threat_stalking",
        "victim_support",
    }
)
NUMBERS = ("emergency", "suicide_prevention", "sexual_violence_centre", "veilig_thuis")

NOTICED = [
    ("er staat nu iemand met een mes in de gang", "nl", "danger"),
    (
        "help ze zijn de achterdeur aan het openbreken, ik ben alleen thuis, er wordt ingebroken",
        "nl",
        "danger",
    ),
    ("mijn buurman ademt niet meer", "nl", "danger"),
    ("er wordt geschoten in onze straat", "nl", "danger"),
    ("someone is in my house right now", "en", "danger"),
    ("he has a gun please come quick", "en", "danger"),
    ("my flatmate is unconscious and I don't know what to do", "en", "danger"),
    ("I'm being followed home right now by two men", "en", "danger"),
    ("ik wil er niet meer zijn", "nl", "suicide"),
    ("soms denk ik aan zelfmoord", "nl", "suicide"),
    ("ik ga mezelf iets aandoen vanavond", "nl", "suicide"),
    ("i want to kill myself", "en", "suicide"),
    ("I don't want to be alive anymore", "en", "suicide"),
    ("my son says he wants to die", "en", "suicide"),
    ("ik ben gisteren verkracht", "nl", "sexual_violence"),
    ("een man heeft me betast in de metro", "nl", "sexual_violence"),
    ("I was raped last year", "en", "sexual_violence"),
    ("he groped me on the bus", "en", "sexual_violence"),
    ("mijn man slaat me als hij gedronken heeft", "nl", "domestic_violence"),
    ("thuis ben ik niet veilig", "nl", "domestic_violence"),
    ("my husband beats me", "en", "domestic_violence"),
    ("I'm scared of my boyfriend", "en", "domestic_violence"),
    ("het kindje van hiernaast wordt geslagen", "nl", "child_abuse"),
    ("the little boy next door has bruises all the time", "en", "child_abuse"),
]
STILL_DANGER = [
    ("mijn moeder ademt niet meer, ze was gevallen", "nl", "danger"),
    ("hij had gedronken en staat met een mes voor de deur", "nl", "danger"),
    ("ik word achtervolgd, ik was op weg naar huis", "nl", "danger"),
    ("my husband was drinking and he has a knife", "en", "danger"),
    ("He was drunk and is stabbing my brother", "en", "danger"),
    ("ik heb een film gezien maar ik wil dood", "nl", "suicide"),
    ("I watched a movie and I want to die", "en", "suicide"),
]
ORDINARY = [
    ("de hond hoeft niet meer naar buiten", "nl"),
    ("u hoeft niet meer te bellen", "nl"),
    ("mijn fiets is gestolen", "nl"),
    ("my bike was stolen yesterday", "en"),
    ("er is vannacht bij mij ingebroken", "nl"),
    ("de batterij van mijn fiets is dood", "nl"),
    ("wanneer is het bureau open", "nl"),
    ("I am dying to know when the station opens", "en"),
    ("ik heb geen haast, het is geen noodgeval", "nl"),
    ("this is not an emergency", "en"),
    ("ze stoken een vuurtje in het park", "nl"),
    ("ik zoek een bed en een mes voor de camping", "nl"),
]


def _ids(safety: SafetyNet, text: str, language: str) -> list[str]:
    return [alert.id for alert in safety.check(text, language)]


@pytest.mark.parametrize(("text", "language", "alert"), NOTICED + STILL_DANGER)
def test_danger_is_noticed(safety: SafetyNet, text: str, language: str, alert: str) -> None:
    assert alert in _ids(safety, text, language)


@pytest.mark.parametrize(("text", "language"), ORDINARY)
def test_ordinary_message_raises_nothing(safety: SafetyNet, text: str, language: str) -> None:
    assert _ids(safety, text, language) == []


def test_most_urgent_alert_comes_first_and_is_the_only_primary_one(safety: SafetyNet) -> None:
    alerts = safety.check("help mijn man slaat me nu en hij heeft een mes", "nl")
    assert [alert.id for alert in alerts] == ["danger", "domestic_violence"]
    assert [alert.primary for alert in alerts] == [True, False]


def test_danger_is_noticed_in_the_other_language_too(safety: SafetyNet) -> None:
    assert (
        _ids(safety, "I want to kill myself", "nl")
        == _ids(safety, "I want to kill myself", "en")
        == ["suicide"]
    )


@pytest.mark.parametrize("text", ["IK WIL DOOD!!!", "ik   wil... dood", "ik wil dóód", "Ik wil\ndood"])
def test_shouting_accents_and_line_ends_hide_nothing(safety: SafetyNet, text: str) -> None:
    assert _ids(safety, text, "nl") == ["suicide"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_card_has_number_and_words_in_both_languages(safety: SafetyNet, language: str) -> None:
    for text, spoken, _ in NOTICED:
        for alert in safety.check(text, spoken):
            card = safety.card(alert, language)
            assert list(card) == ["id", "number", "label", "text", "primary"]
            assert card["number"] in card["label"] + card["text"]


def test_false_alarms_on_everyday_messages_are_rare(safety: SafetyNet) -> None:
    everyday = [
        (line.removeprefix("- "), path.name.split(".")[1])
        for path in sorted(BOT_DATA.glob("*/nlu.*.yml"))
        if path.parent.name not in SERIOUS
        for line in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"][0]["examples"].splitlines()
    ]
    alarmed = [text for text, language in everyday if safety.check(text, language)]
    assert len(everyday) > 1_000
    assert len(alarmed) / len(everyday) <= MOST_FALSE_ALARMS, alarmed


@pytest.mark.parametrize(
    ("file", "before", "after", "sentence"),
    [
        (
            "alerts.yml",
            "danger: emergency",
            "danger: nobody",
            "alerts.yml names nobody, which is not a known number.",
        ),
        ("patterns/nl.yml", "suicide:", "suicides:", "patterns/nl.yml has no words for suicide."),
        ("patterns/en.yml", r"\brape[ds]?\b", r"\b(rape[ds]?\b", "patterns/en.yml has a faulty expression"),
    ],
)
def test_faulty_file_is_named_in_one_sentence(
    texts: Texts, safety: SafetyNet, tmp_path: Path, file: str, before: str, after: str, sentence: str
) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "safety"))
    source = (folder / file).read_text(encoding="utf-8")
    assert before in source
    (folder / file).write_text(source.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(SafetyError, match=sentence.replace(".", r"\.")):
        SafetyNet.load(texts, dict.fromkeys(NUMBERS, "1"), folder)


def test_normalised_text_has_single_spaces_and_plain_letters() -> None:
    assert normalised("  Ik DENK: écht 'm'n  fiets' ") == "ik denk echt mn fiets"
