"""How a call may go on: state -> what happened -> state."""

from __future__ import annotations

from typing import Final

from gateway.errors import Conflict

TRANSITIONS: Final = {
    ("ready", "started"): "live",
    ("ready", "ended"): "ended",
    ("live", "ended"): "ended",
}


def step(state: str, happened: str) -> str:
    """Return the next state; raise Conflict when this cannot happen now."""
    try:
        return TRANSITIONS[state, happened]
    except KeyError:
        raise Conflict(f"A call that is {state} cannot be {happened}.") from None
