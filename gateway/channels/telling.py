"""What one citizen's socket is told: the thread's news, who types, how busy it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import structlog

from gateway.channels import citizen_frames as frames
from gateway.channels import views
from gateway.channels.line import OUTAGES, Gone, Line
from gateway.channels.nudges import Watcher
from gateway.channels.overview import OVERVIEW
from gateway.channels.shared import Shared
from gateway.conversations import repository, service
from gateway.conversations.schemas import WaitingView
from gateway.database import now
from gateway.live import going_on

log = structlog.get_logger(__name__)

LOOK_S: Final = 60.0
"""The roll call heals a lost nudge much sooner; this is for what nobody foresaw."""
LAST_EVENTS: Final = ("CitizenLeft", "ConversationClosed")
SESSION_OVER: Final = 1000


class Telling:
    """Passes on what nudges told, numbered and without gaps; reads only what they did not tell."""

    def __init__(self, shared: Shared, line: Line, snapshot: frames.Snapshot, team: str | None) -> None:
        self._shared, self._line, self._team = shared, line, team
        self._id = snapshot.conversation.id
        self._secret_hash = service.hash_secret(snapshot.session)
        self.seq = snapshot.seq
        self._seen = -1
        self._waiting: WaitingView | None = None
        self._persons: frames.Persons | None = None
        self._watcher = Watcher()
        self._watcher.changed.set()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Hear of the thread and of the queue, and count as there, inside the block."""
        with (
            self._shared.nudges.watching(self._watcher, f"conversation:{self._id}"),
            self._shared.nudges.watching(self._watcher, OVERVIEW),
            self._shared.rollcall.present(self._id, self._secret_hash, lambda: (self.seq, self._seen)),
        ):
            yield

    async def run(self, heard: Callable[[str], None]) -> None:
        """Tell at each nudge until cancelled; `heard` gets the name of each event that was told."""
        while going_on():
            await self._watcher.wait(LOOK_S)
            try:
                await self._send_signs()
                await self._send_news(heard)
                await self._send_how_busy()
            except OUTAGES as error:
                log.warning("news_waits", error=type(error).__name__)
                self._watcher.look = True

    async def _send_signs(self) -> None:
        while self._watcher.signs:
            _, sign = self._watcher.signs.popleft()
            if sign.get("who") == "officer":
                await self._line.send(frames.SomeoneTypes(who="officer", name=sign["name"], on=sign["on"]))

    async def _send_news(self, heard: Callable[[str], None]) -> None:
        """Send what nudges told, without reading; read when a number is missing or it was the end."""
        look = self._watcher.look_again()
        while self._watcher.news:
            told = self._watcher.news.popleft()
            event = told.get("event")
            if event is not None and event["seq"] > self.seq + 1:
                look = True
            elif event is not None and event["seq"] == self.seq + 1:
                await self._send_event(frames.Happened(**event), heard)
                look = look or event["name"] in LAST_EVENTS
            await self._send_seen(told.get("seen", self._seen))
        if look:
            await self._look(heard)

    async def _look(self, heard: Callable[[str], None]) -> None:
        async with self._shared.database.transaction() as tx:
            conversation = await repository.plain(tx, self._id)
            if conversation is None:
                return
            news = await views.events_after(tx, conversation, self.seq)
            seen = conversation.seen_seq
            welcome = await repository.may_take_part(tx, self._secret_hash, now())
        for event in news:
            await self._send_event(frames.Happened(**dict(event)), heard)
        await self._send_seen(seen)
        if not welcome:  # ended in another window: this one has had the last news
            async with self._line.in_turn:
                await self._line.close(SESSION_OVER)
            raise Gone

    async def _send_event(self, event: frames.Happened, heard: Callable[[str], None]) -> None:
        await self._line.send(event)
        self.seq = event.seq
        heard(event.name)

    async def _send_seen(self, seq: int) -> None:
        if seq > self._seen:
            self._seen = seq
            await self._line.send(frames.Seen(seq=seq))

    async def _send_how_busy(self) -> None:
        waiting = self._shared.overview.waiting(self._id, self._waiting)
        how_busy = self._shared.overview.persons(waiting, self._team, self._persons)
        if how_busy != self._persons:
            self._persons = how_busy
            await self._line.send(how_busy)
        if waiting is not None and waiting != self._waiting:
            await self._line.send(frames.Waiting(**dict(waiting)))
        self._waiting = waiting
