"""Our channels, languages, questions and lengths in the words of Klantinteracties."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.contacts.contact import Channel
from gateway.contacts.klantinteracties import mapping, words
from gateway.contacts.klantinteracties.questions import KlantcontactenVraag
from gateway.contacts.klantinteracties.words import Vocabulary
from gateway.texts import Texts
from tests.gateway.force import LOCALES


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_of_ours_has_a_kanaal_that_comes_back(channel: Channel) -> None:
    assert words.channel_of(channel.value) is channel
    assert len(channel.value) <= 50


@settings(deadline=None)
@given(st.sampled_from(sorted(words.THREE_LETTERS)))
def test_every_language_comes_back(language: str) -> None:
    taal = words.taal_of(language)
    assert len(taal) == 3
    assert words.language_of(taal) == words.language_of(language) == language


def test_both_lists_of_three_letter_codes_mean_the_same_languages() -> None:
    assert len(words.BIBLIOGRAPHIC) == 20
    assert all(words.language_of(old) == words.language_of(new) for old, new in words.BIBLIOGRAPHIC.items())
    assert len(words.TWO_LETTERS) == len(words.THREE_LETTERS) == 184 - 1


@settings(deadline=None)
@given(st.text(max_size=3000), st.integers(1, 2000))
def test_shortened_text_fits_and_begins_as_the_whole(text: str, chars: int) -> None:
    short = mapping.shortened(text, chars)
    assert len(short) <= chars
    assert text.startswith(short.removesuffix("…")) or short == text
    assert (short == text) == (len(text) <= chars) or text[chars - 1 :] == "…"


def test_filters_in_the_standards_words_mean_ours() -> None:
    asked = KlantcontactenVraag.model_validate(
        {
            "kanaal": "Video",
            "onderwerp": "fiets",
            "inhoud": "slot",
            "vertrouwelijk": "true",
            "plaatsgevondenOp": "2026-11-20T13:00:00+01:00",
        }
    )
    wanted = mapping.wanted(asked, Vocabulary.of(Texts(LOCALES)), None)
    assert (wanted.channel, wanted.note_contains, wanted.confidential) == (Channel.WEB_VIDEO, "slot", True)
    assert wanted.at == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert wanted.topic_contains == "fiets"
    assert "bicycle_theft" in wanted.topics
