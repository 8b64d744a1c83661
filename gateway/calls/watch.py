"""Keep calls and nodes of one mind: a node hears which calls are over, and a call without a node ends."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from gateway.calls import repository
from gateway.calls.tables import Call
from gateway.database import Database, DatabaseError, now
from gateway.events import Events
from gateway.live import Live, LiveError, going_on
from video.events import NODE_PREFIX, OVER_PREFIX, CallEnded
from video.tickets import LIFETIME_S

log = structlog.get_logger(__name__)

LOOK_S: Final = 5.0
TOLD_S: Final = LIFETIME_S + 30
"""How long a node can learn that a call is over; every ticket for it has expired by then."""


class Watch:
    """Looks again after each end of a call and every 5 s, so that an emptied Redis hears it again."""

    def __init__(self, database: Database, live: Live, events: Events, *, lost_after_s: float) -> None:
        self._database, self._live, self._events = database, live, events
        self._lost_after_s = lost_after_s
        self._without_node: dict[UUID, float] = {}

    async def run(self, wait: Callable[[float], Awaitable[None]]) -> None:
        """Look whenever `wait` returns, until cancelled."""
        while going_on():
            try:
                await self.look()
            except (DatabaseError, LiveError, OSError) as error:
                self._without_node.clear()  # nobody could know in the meantime
                log.warning("calls_unwatched", error=type(error).__name__)
            await wait(LOOK_S)

    async def look(self) -> None:
        """Tell the nodes what is over, and end what no node has had for too long."""
        async with self._database.transaction() as tx:
            over = await repository.ended_since(tx, now() - timedelta(seconds=TOLD_S))
            running = await repository.live_since(tx, now() - repository.LONGEST)
        for call in over:
            await self._live.put(f"{OVER_PREFIX}{call.id}", {"reason": call.end_reason}, TOLD_S)
        nodes = await self._live.under(NODE_PREFIX)
        held = {call_id for node in nodes for call_id in node.get("open", ())}
        await self._end_lost([call for call in running if str(call.id) not in held])

    async def _end_lost(self, calls: list[Call]) -> None:
        moment = time.monotonic()
        before = self._without_node
        self._without_node = {call.id: before.get(call.id, moment) for call in calls}
        for call in calls:
            if moment - self._without_node[call.id] >= self._lost_after_s:
                news = CallEnded(str(call.id), str(call.conversation_id), now(), "node_lost")
                async with self._database.transaction() as tx:
                    await self._events.emit(tx, news)
                log.warning("call_lost", call_id=str(call.id))
