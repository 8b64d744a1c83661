"""How a wish for a person may go on: state -> what happened -> state."""

from __future__ import annotations

from typing import Final

from gateway.errors import Conflict

TRANSITIONS: Final = {
    ("waiting", "taken"): "taken",
    ("waiting", "left"): "left",
    ("taken", "released"): "waiting",
    ("taken", "officer_silent"): "waiting",
    ("taken", "finished"): "done",
}


def step(state: str, happened: str) -> str:
    """Return the next state; raise Conflict when this cannot happen now."""
    try:
        return TRANSITIONS[state, happened]
    except KeyError:
        raise Conflict(f"An entry that is {state} cannot be {happened}.") from None
