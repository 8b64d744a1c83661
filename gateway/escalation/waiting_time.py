"""How long somebody will wait, said honestly: from measured handling, or not at all."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

SOON_S: Final = 30
"""Told when an officer is free right now: someone still has to press the button."""
STEPS_S: Final = (60, 120, 180, 300, 600, 900, 1200, 1800)
"""What is said: about 1, 2, 3, 5, 10, 15, 20 or 30 minutes. Finer figures would pretend to know."""
LONG_S: Final = 3600
"""Said as "more than 30 minutes"."""
NEARLY: Final = 1.25
"""So much an estimate may drift before other words are chosen."""


def expected_s(place: int, *, officers: int, busy: int, handling_s: float) -> int | None:
    """Return the expected seconds until the person at `place` (1 = first) is helped.

    None when no officer is there: then no figure would be honest. With free officers the first
    ones are helped at once; the others wait for as many rounds of `handling_s` as stand before them.
    """
    if officers <= 0:
        return None
    free = max(officers - busy, 0)
    if place <= free:
        return SOON_S
    return math.ceil((place - free) * handling_s / officers)


def mixed_s(before: Sequence[str], usual_s: Mapping[str, float], own: str) -> float:
    """Return the mean handling of those who go first, by their media; of `own` when nobody does."""
    media = before or (own,)
    return sum(usual_s[medium] for medium in media) / len(media)


def told_s(seconds: int | None, before: int | None) -> int | None:
    """Round to what is said; what was said `before` stays while it is still nearly right."""
    if seconds is None:
        return None
    if before in {_step(seconds / NEARLY), _step(seconds * NEARLY)}:
        return before
    return _step(seconds)


def _step(seconds: float) -> int:
    """Return the nearest step, by proportion; beyond the last one by more than half, LONG_S."""
    if seconds > STEPS_S[-1] * NEARLY:
        return LONG_S
    return min(STEPS_S, key=lambda step: abs(math.log(max(seconds, 1) / step)))
