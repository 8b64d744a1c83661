"""Who is there: all citizens' sockets of this process are noted, and looked after, in a few statements.

Instead of a query a socket every few seconds one asks for hundreds at once, so that an idle chat costs
next to nothing. It also heals what a lost nudge left untold.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
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
AT_ONCE: Final = 500

Standing = tuple[int, int]
"""The last number of a thread and the last that its other side has."""


class RollCall:
    """Knows the conversations that have a citizen's socket here, and how each stood at the last round."""

    def __init__(self, database: Database, nudges: Nudges) -> None:
        self._database, self._nudges = database, nudges
        self._present: dict[object, tuple[UUID, str]] = {}
        self._stood: dict[UUID, Standing] = {}

    @contextmanager
    def present(self, conversation_id: UUID, secret_hash: str) -> Iterator[None]:
        """Count a socket as there inside the block."""
        socket = object()
        self._present[socket] = (conversation_id, secret_hash)
        try:
            yield
        finally:
            del self._present[socket]

    async def run(self) -> None:
        """Go round until cancelled, with the work spread over the round."""
        while going_on():
            sockets = list(self._present.values())
            self._stood = {id_: self._stood[id_] for id_, _ in sockets if id_ in self._stood}
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
        await self._look_after(list(self._present.values()))

    async def _look_after(self, sockets: list[tuple[UUID, str]]) -> None:
        if not sockets:
            return
        async with self._database.transaction() as tx:
            hashes = [secret_hash for _, secret_hash in sockets]
            welcome = await repository.welcome(tx, hashes, now())
            there = {id_ for id_, secret_hash in sockets if secret_hash in welcome}
            standings = await repository.roll_call(tx, there, now())
        unwelcome = {id_ for id_, secret_hash in sockets if secret_hash not in welcome}
        changed = {id_ for id_, standing in standings.items() if self._stood.get(id_) != standing}
        self._stood |= standings
        for conversation_id in changed | unwelcome:
            self._nudges.wake(f"conversation:{conversation_id}")
