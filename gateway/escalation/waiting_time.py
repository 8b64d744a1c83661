"""How long somebody will wait, said honestly: from measured handling, or not at all."""

from __future__ import annotations

import math

SOON_S = 30
"""Told when an officer is free right now: someone still has to press the button."""


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
