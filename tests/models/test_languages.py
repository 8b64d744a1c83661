"""The hub's languages and telling them apart."""

from __future__ import annotations

import pytest

from models.languages import CODES, LANGUAGES, identify


def test_ten_languages_each_with_its_own_name_and_only_arabic_from_right_to_left() -> None:
    assert len(set(CODES)) == len({language.endonym for language in LANGUAGES}) == 10
    assert [language.code for language in LANGUAGES if language.dir == "rtl"] == ["ar"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mijn fiets is gisteren gestolen bij het station", "nl"),
        ("my bike was stolen at the station yesterday", "en"),
        ("mein Fahrrad wurde gestern am Bahnhof gestohlen", "de"),
        ("me robaron la bicicleta ayer en la estación", "es"),
        ("on m'a volé mon vélo hier à la gare", "fr"),
        ("wczoraj na dworcu skradziono mi rower", "pl"),
        ("mi-au furat bicicleta ieri la gară", "ro"),
        ("dün istasyonda bisikletim çalındı", "tr"),
        ("вчора на вокзалі вкрали мій велосипед", "uk"),
        ("سُرقت دراجتي أمس في المحطة", "ar"),
    ],
)
def test_sentence_is_identified_among_all_languages(text: str, code: str) -> None:
    assert identify(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FIETS GESTOLEN", "nl"),
        ("wallet stolen in the tram", "en"),
        ("ik wil een mens spreken", "nl"),
        ("help me please", "en"),
    ],
)
def test_short_messages_are_identified_among_two(text: str, code: str) -> None:
    assert identify(text, ("nl", "en")) == code


@pytest.mark.parametrize("text", ["", "112", "?!", "😡"])
def test_text_without_letters_is_taken_for_the_first_language(text: str) -> None:
    assert identify(text, ("en", "nl")) == "en"


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        identify("hallo", ("nl", "xx"))
