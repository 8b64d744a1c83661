from gateway.escalation.waiting_time import SOON_S, expected_s


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
