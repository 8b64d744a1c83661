import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.escalation.waiting_time import LONG_S, SOON_S, STEPS_S, expected_s, mixed_s, told_s


def test_nobody_there_gives_no_figure() -> None:
    assert expected_s(1, officers=0, busy=0, handling_s=300) is None


def test_first_in_line_with_a_free_officer_is_helped_soon() -> None:
    assert expected_s(1, officers=2, busy=1, handling_s=300) == SOON_S


def test_second_in_line_waits_for_the_free_officer_to_be_done_with_the_first() -> None:
    assert expected_s(2, officers=1, busy=0, handling_s=300) == 300


def test_more_officers_shorten_the_wait() -> None:
    alone = expected_s(6, officers=1, busy=1, handling_s=300)
    three = expected_s(6, officers=3, busy=3, handling_s=300)
    assert (alone, three) == (1800, 600)


def test_more_busy_than_present_is_not_a_negative_number_of_free_officers() -> None:
    assert expected_s(1, officers=1, busy=3, handling_s=60) == 60


@pytest.mark.parametrize(
    ("seconds", "said_s"),
    [(30, 60), (80, 60), (170, 180), (300, 300), (420, 300), (430, 600), (1800, 1800), (2400, LONG_S)],
)
def test_wait_is_said_in_a_few_honest_steps(seconds: int, said_s: int) -> None:
    assert told_s(seconds, None) == said_s


@given(st.integers(1, 20_000), st.floats(0.85, 1.15))
def test_a_little_more_or_less_changes_no_words(seconds: int, drift: float) -> None:
    said = told_s(seconds, None)
    assert told_s(round(seconds * drift), said) == said


@given(st.integers(1, 20_000), st.sampled_from([None, *STEPS_S, LONG_S]))
def test_what_is_said_is_never_far_from_what_is_expected(seconds: int, before: int | None) -> None:
    said = told_s(seconds, before)
    assert said is not None
    if said == LONG_S:
        assert seconds > 1800
    elif seconds > STEPS_S[0]:
        assert 0.5 <= said / seconds <= 2


def test_nobody_there_is_said_whatever_was_said_before() -> None:
    assert told_s(None, 300) is None


def test_video_ahead_makes_a_chat_wait_longer_than_chats_ahead() -> None:
    usual = {"chat": 120.0, "video": 900.0}
    assert mixed_s(("video", "chat"), usual, "chat") == 510
    assert mixed_s((), usual, "chat") == 120
