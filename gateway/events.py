"""Domain events: news travels backward along the flow, in the transaction that made it.

A lower folder emits a past-tense event; a higher folder, which it may not import, subscribes in app.py.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from gateway.database import Tx

Event = TypeVar("Event")
Handler = Callable[[Tx, Any], Awaitable[None]]


class Events:
    """Hand each emitted event to its subscribers, one after another, inside the same transaction."""

    def __init__(self) -> None:
        self._handlers: dict[type, list[Handler]] = {}

    def subscribe(self, kind: type[Event], handler: Callable[[Tx, Event], Awaitable[None]]) -> None:
        """Call `handler(tx, event)` for every event of exactly this kind."""
        self._handlers.setdefault(kind, []).append(handler)

    async def emit(self, tx: Tx, event: object) -> None:
        """Run the subscribers; an error in one rolls the whole transaction back."""
        for handler in self._handlers.get(type(event), ()):
            await handler(tx, event)
