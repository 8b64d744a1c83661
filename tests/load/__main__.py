"""`make bench`: every measurement, one BENCH line each."""

from __future__ import annotations

import asyncio

from tests.load import chat, idle, log
from tests.load.bench import RUNS, Result, middle, show
from tests.whole_hub import Start, running, site

SECOND_START_AT_MOST_S = 40.0


def main() -> None:
    """Start a hub of its own several times, then measure all that `docs/quality.md` reports."""
    with site() as place:
        with running(place):
            pass  # the first start makes the data
        starts: list[Start] = []
        for last in (*[False] * (RUNS - 1), True):
            with running(place) as start:
                starts.append(start)
                if last:
                    show(_second_start(starts))
                    chat.measure(place)
    asyncio.run(idle.measure())
    asyncio.run(log.measure())


def _second_start(starts: list[Start]) -> Result:
    """Return the second start, with Rasa's share as the peer."""
    all_s, rasa_s = (middle([getattr(start, name) for start in starts]) for name in ("all_s", "rasa_s"))
    return Result("second_start", all_s, rasa_s, "s", "rasa_share", at_most=SECOND_START_AT_MOST_S)


if __name__ == "__main__":
    main()
