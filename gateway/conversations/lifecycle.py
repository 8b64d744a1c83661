"""Who has the conversation: holder -> what happened -> holder. There is no silent hand-over."""

from __future__ import annotations

from typing import Final

from gateway.errors import Conflict

TRANSITIONS: Final = {
    ("bot", "person_asked"): "queue",
    ("queue", "person_asked"): "queue",
    ("officer", "person_asked"): "officer",
    ("queue", "waiting_stopped"): "bot",
    ("queue", "taken"): "officer",
    ("officer", "taken"): "officer",
    ("officer", "released"): "queue",
    ("officer", "officer_silent"): "queue",
    ("queue", "waiting_kept"): "queue",
    ("bot", "closed"): "nobody",
    ("queue", "closed"): "nobody",
    ("officer", "closed"): "nobody",
    ("nobody", "resumed"): "bot",
}


def step(holder: str, happened: str) -> str:
    """Return who has the conversation next; raise Conflict when this cannot happen now."""
    try:
        return TRANSITIONS[holder, happened]
    except KeyError:
        raise Conflict(f"Held by {holder}, a conversation cannot be {happened}.") from None
