from __future__ import annotations

from tests.load.bench import Result, p95


def test_line_says_both_sides_the_ratio_and_whether_the_promise_holds() -> None:
    result = Result("second_start", 20.0, 16.0, "s", "rasa_share", at_most=40.0)
    assert result.line() == (
        "BENCH second_start ours=20s peer=16s peer_name=rasa_share ratio=1.25 goal=<=40s met=yes"
    )


def test_broken_promise_is_said() -> None:
    assert Result("second_start", 41.0, 16.0, "s", "rasa_share", at_most=40.0).line().endswith("met=no")
    assert Result("asked", 19.0, 16.0, "/s", "bare_bot", at_least=20.0).line().endswith("goal=>=20/s met=no")


def test_nineteen_of_twenty_stay_below_p95() -> None:
    values = [float(n) for n in range(1, 1001)]
    assert sum(value < p95(values) for value in values) == 950
