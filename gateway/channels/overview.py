"""How busy it is: read once for the process, looked at by all its sockets."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from gateway.channels.citizen_frames import Persons
from gateway.channels.line import OUTAGES
from gateway.channels.nudges import Nudges, Watcher
from gateway.channels.officer_frames import QueueRow
from gateway.conversations.schemas import Medium, SaidView, WaitingView
from gateway.database import Database, now
from gateway.escalation import repository, service
from gateway.escalation.tables import QueueEntry
from gateway.escalation.waiting_time import expected_s, mixed_s, told_s
from gateway.live import Live, LiveError, going_on
from gateway.officers import presence
from gateway.places import hours, timetables
from gateway.places.opening import Opening
from gateway.places.timetables import Timetables
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
        self._there: set[UUID] = set()
        self._busy = 0
        self._in_hand: tuple[str, ...] = ()
        self._usual_s = dict.fromkeys(service.MEDIA, float(settings.assumed_handling_s))
        self._timetables = Timetables()
        self._openings: dict[tuple[str | None, Medium], Opening] = {}

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
        """Read the queue and the officers anew; without Redis the officers of before count as there."""
        try:
            self._there = {officer.officer_id for officer in await presence.present(self._live)}
        except LiveError as error:
            log.warning("presence_unknown", error=type(error).__name__)
        async with self._database.transaction() as tx:
            self.entries = tuple(await repository.waiting(tx))
            in_hand = await repository.in_hand(tx)
            self._usual_s = await service.handling_s(tx, self._settings.assumed_handling_s)
            self._timetables = await timetables.load(tx)
        self.officers = len(self._there)
        self._busy = len({officer for officer, _ in in_hand} & self._there)
        self._in_hand = tuple(medium for officer, medium in in_hand if officer in self._there)
        self._openings.clear()

    def waiting(self, conversation_id: UUID, before: WaitingView | None = None) -> WaitingView | None:
        """Return somebody's place in the queue (1 = first), or None when they do not wait.

        `before` is what they were told last; it stays while it is nearly right.
        """
        for place, entry in enumerate(self.entries, start=1):
            if entry.conversation_id == conversation_id:
                medium: Medium = "video" if entry.medium == "video" else "chat"
                told = before.expected_s if before and before.medium == medium else None
                return WaitingView(
                    medium=medium,
                    place=place,
                    expected_s=told_s(self._expected_s(place, medium), told),
                    officers=self.officers,
                    closing=self._closing(entry.team, medium),
                )
        return None

    def persons(
        self, waiting: WaitingView | None, team: str | None = None, before: Persons | None = None
    ) -> Persons:
        """Return for each medium whether people are there and how long somebody would wait who asks now.

        Who waits already keeps the place.
        """
        place = waiting.place if waiting else len(self.entries) + 1
        return Persons(
            chat=self._line("chat", place, team, before.chat.expected_s if before else None),
            video=self._line("video", place, team, before.video.expected_s if before else None),
        )

    def _line(self, medium: Medium, place: int, team: str | None, told: int | None) -> Persons.Line:
        opening, at = self._opening(team, medium), now()
        words = hours.said(opening, at)
        return Persons.Line(
            officers=self.officers,
            expected_s=told_s(self._expected_s(place, medium), told),
            open=opening.open,
            hours=SaidView(key=words.key, args=words.args),
        )

    def _closing(self, team: str | None, medium: Medium) -> SaidView | None:
        opening, at = self._opening(team, medium), now()
        if opening.until is None or not hours.closes_soon(opening, at):
            return None
        return SaidView(key="queue-closes-soon", args=hours.moment(opening.until, at))

    def _opening(self, team: str | None, medium: Medium) -> Opening:
        """Return the opening of a medium, worked out once for each look at the queue."""
        which = (self._timetables.desk(team), medium)
        if which not in self._openings:
            self._openings[which] = self._timetables.opening(team, medium, now())
        return self._openings[which]

    def rows(self) -> list[QueueRow]:
        """Return the queue as officers see it, longest waiting first."""
        return [row(entry, self._settings) for entry in self.entries]

    def _expected_s(self, place: int, medium: Medium) -> int | None:
        before = (*(entry.medium for entry in self.entries[: place - 1]), *self._in_hand)
        return expected_s(
            place,
            officers=self.officers,
            busy=self._busy,
            handling_s=mixed_s(before, self._usual_s, medium),
        )


def row(entry: QueueEntry, settings: Settings) -> QueueRow:
    """Return one entry as officers see it."""
    unseen = entry.taken_at if entry.appeared_at is None else None
    return QueueRow(
        id=entry.id,
        medium="video" if entry.medium == "video" else "chat",
        language=entry.language,
        topic=entry.topic,
        topic_label_key=f"topic-{entry.topic.replace('_', '-')}-label" if entry.topic else None,
        place_name=entry.place_name,
        surface=entry.surface,
        asked_at=entry.asked_at.isoformat(),
        target_s=settings.answer_target_s,
        state="taken" if entry.state == "taken" else "waiting",
        appear_by=(unseen + timedelta(seconds=settings.officer_silent_s)).isoformat() if unseen else None,
    )
