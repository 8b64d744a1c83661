"""How busy it is: read once for the process, looked at by all its sockets."""

from __future__ import annotations

import asyncio
from typing import Final
from uuid import UUID

import structlog

from gateway.channels.citizen_frames import Persons
from gateway.channels.line import OUTAGES
from gateway.channels.nudges import Nudges, Watcher
from gateway.channels.officer_frames import QueueRow
from gateway.conversations.schemas import WaitingView
from gateway.database import Database
from gateway.escalation import repository, service
from gateway.escalation.tables import QueueEntry
from gateway.escalation.waiting_time import expected_s
from gateway.live import Live, going_on
from gateway.officers import presence
from gateway.settings import Settings

log = structlog.get_logger(__name__)

OVERVIEW: Final = "overview"
REFRESH_S: Final = 10.0
PAUSE_S: Final = 1.0


class Overview:
    """The queue, who is there to help, and how long helping takes."""

    def __init__(self, database: Database, live: Live, settings: Settings, nudges: Nudges) -> None:
        self._database, self._live, self._settings, self._nudges = database, live, settings, nudges
        self.entries: tuple[QueueEntry, ...] = ()
        self.officers = 0
        self._busy = 0
        self._handling_s = float(settings.assumed_handling_s)

    async def run(self) -> None:
        """Look again at each nudge of the queue, at least every 10 s, until cancelled."""
        watcher = Watcher()
        with self._nudges.watching(watcher, service.QUEUE_CHANNEL):
            while going_on():
                try:
                    await self.refresh()
                    self._nudges.wake(OVERVIEW, quietly=True)
                except OUTAGES as error:
                    log.warning("overview_is_old", error=type(error).__name__)
                    await asyncio.sleep(PAUSE_S)
                await watcher.wait(REFRESH_S)

    async def refresh(self) -> None:
        """Read the queue and the officers anew."""
        there = {officer.officer_id for officer in await presence.present(self._live)}
        async with self._database.transaction() as tx:
            self.entries = tuple(await repository.waiting(tx))
            busy = await repository.busy_officers(tx)
            self._handling_s = await service.handling_s(tx, self._settings.assumed_handling_s)
        self.officers = len(there)
        self._busy = len(busy & there)

    def waiting(self, conversation_id: UUID) -> WaitingView | None:
        """Return somebody's place in the queue (1 = first), or None when they do not wait."""
        for place, entry in enumerate(self.entries, start=1):
            if entry.conversation_id == conversation_id:
                medium = "video" if entry.medium == "video" else "chat"
                return WaitingView(
                    medium=medium, place=place, expected_s=self._expected_s(place), officers=self.officers
                )
        return None

    def persons(self, waiting: WaitingView | None) -> Persons:
        """Return how long somebody would wait who asks now; who waits already keeps the place."""
        place = waiting.place if waiting else len(self.entries) + 1
        line = Persons.Line(officers=self.officers, expected_s=self._expected_s(place))
        return Persons(chat=line, video=line)

    def rows(self) -> list[QueueRow]:
        """Return the queue as officers see it, longest waiting first."""
        return [row(entry, self._settings.answer_target_s) for entry in self.entries]

    def _expected_s(self, place: int) -> int | None:
        return expected_s(place, officers=self.officers, busy=self._busy, handling_s=self._handling_s)


def row(entry: QueueEntry, target_s: int) -> QueueRow:
    """Return one entry as officers see it."""
    return QueueRow(
        id=entry.id,
        medium="video" if entry.medium == "video" else "chat",
        language=entry.language,
        topic=entry.topic,
        topic_label_key=f"topic-{entry.topic.replace('_', '-')}-label" if entry.topic else None,
        place_name=entry.place_name,
        surface=entry.surface,
        asked_at=entry.asked_at.isoformat(),
        target_s=target_s,
        state="taken" if entry.state == "taken" else "waiting",
    )
