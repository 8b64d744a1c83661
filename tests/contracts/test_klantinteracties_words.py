"""Channels and languages of ours in the words of Klantinteracties."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.contacts.contact import Channel
from gateway.contacts.klantinteracties import words


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
