"""Who is there: all citizens' sockets of this process are noted, and looked after, in a few statements.

Instead of a query a socket every few seconds one asks for hundreds at once, so that an idle chat costs
next to nothing. It also heals what a lost nudge left untold.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Final
from uuid import UUID

import structlog

from gateway.channels.line import OUTAGES
from gateway.channels.nudges import Nudges
from gateway.conversations import repository
from gateway.database import Database, now
from gateway.live import going_on

log = structlog.get_logger(__name__)

ROUND_S: Final = 6.0
"""A lost nudge is healed after this; also how often a browser's presence is noted."""
AT_ONCE: Final = 100
"""Few enough that nobody waits for it, many enough that each costs next to nothing."""

Standing = tuple[int, int]
"""The last number of a thread and the last that its other side has."""


@dataclass(frozen=True, eq=False)
class Present:
    """A citizen's socket, and how its thread stood as far as it was told."""

    conversation_id: UUID
    secret_hash: str
    told: Callable[[], Standing]


class RollCall:
    """Knows the conversations that have a citizen's socket here, and how each stood at the last round."""

    def __init__(self, database: Database, nudges: Nudges) -> None:
        self._database, self._nudges = database, nudges
        self._present: set[Present] = set()

    @contextmanager
    def present(
        self, conversation_id: UUID, secret_hash: str, told: Callable[[], Standing]
    ) -> Iterator[None]:
        """Count a socket as there inside the block; `told` tells what it knows of its thread."""
        socket = Present(conversation_id, secret_hash, told)
        self._present.add(socket)
        try:
            yield
        finally:
            self._present.remove(socket)

    async def run(self) -> None:
        """Go round until cancelled, with the work spread over the round."""
        while going_on():
            sockets = list(self._present)
            parts = max(-(-len(sockets) // AT_ONCE), 1)
            rest = iter(sockets)
            for _ in range(parts):
                await asyncio.sleep(ROUND_S / parts)
                try:
                    await self._look_after(list(islice(rest, AT_ONCE)))
                except OUTAGES as error:
                    log.warning("roll_call_waits", error=type(error).__name__)

    async def look_round(self) -> None:
        """Look after everybody at once."""
        await self._look_after(list(self._present))

    async def _look_after(self, sockets: Sequence[Present]) -> None:
        if not sockets:
            return
        async with self._database.transaction() as tx:
            welcome = await repository.welcome(tx, [socket.secret_hash for socket in sockets], now())
            there = {socket.conversation_id for socket in sockets if socket.secret_hash in welcome}
            standings = await repository.roll_call(tx, there, now())
        for socket in sockets:
            standing = standings.get(socket.conversation_id)
            if socket.secret_hash not in welcome or (standing and not _knows(socket.told(), standing)):
                self._nudges.wake(f"conversation:{socket.conversation_id}")


def _knows(told: Standing, standing: Standing) -> bool:
    return told[0] >= standing[0] and told[1] >= standing[1]
