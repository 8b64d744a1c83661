"""The conversations one officer has in hand, and their news."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Final
from uuid import UUID

from gateway.channels import officer_frames as frames
from gateway.channels import views
from gateway.channels.line import Line
from gateway.channels.nudges import Watcher
from gateway.channels.overview import row
from gateway.channels.shared import Shared
from gateway.contacts import service as contacts
from gateway.conversations import repository
from gateway.conversations.tables import Conversation
from gateway.database import Tx, now
from gateway.escalation import repository as entries
from gateway.escalation.tables import QueueEntry
from gateway.officers.officer import Officer

ONLINE: Final = timedelta(seconds=15)
"""A citizen's socket tells every 6 s that the browser is there."""


class Works:
    """Follows each conversation in hand from the number last sent; drops it once it is out of hand."""

    def __init__(self, shared: Shared, line: Line, officer: Officer, watcher: Watcher) -> None:
        self._shared, self._line, self._officer, self._watcher = shared, line, officer, watcher
        self._seq: dict[UUID, int] = {}
        self._online: dict[UUID, bool] = {}
        self._watching: dict[UUID, contextlib.ExitStack] = {}
        self._awaited: set[UUID] = set()
        """Where the officer has still to show up, as far as the console knows."""

    def has(self, conversation_id: UUID) -> bool:
        """Tell whether the officer has this conversation in hand."""
        return conversation_id in self._seq

    def any(self) -> bool:
        """Tell whether the officer has anything in hand."""
        return bool(self._seq)

    def forget_all(self) -> None:
        """Stop watching everything."""
        for conversation_id in tuple(self._seq):
            self._forget(conversation_id)

    async def take_up(self) -> list[frames.Work]:
        """Return everything in hand that was not followed yet, with its story, and follow it from here."""
        async with self._shared.database.transaction() as tx:
            in_hand = await entries.taken_by(tx, self._officer.id)
            new = [await self._work(tx, entry) for entry in in_hand if not self.has(entry.conversation_id)]
        for work in new:
            self._follow(work)
        return new

    async def send_news(self) -> None:
        """Send what was taken, what happened in it, who types and who is there; then drop what is done."""
        self._watcher.news.clear()
        for work in await self.take_up():
            await self._line.send(frames.WorkTaken(work=work))
        await self._send_signs()
        for conversation_id in tuple(self._seq):
            await self._send_events(conversation_id)

    async def _send_signs(self) -> None:
        while self._watcher.signs:
            channel, sign = self._watcher.signs.popleft()
            if sign.get("who") == "citizen":
                conversation_id = UUID(channel.removeprefix("conversation:"))
                await self._line.send(frames.CitizenTypes(conversation_id=conversation_id, on=sign["on"]))

    async def _send_events(self, conversation_id: UUID) -> None:
        async with self._shared.database.transaction() as tx:
            # The entry first: once it is out of hand, the thread read after it tells why.
            entry = await entries.active_of(tx, conversation_id, lock=False)
            conversation = await repository.plain(tx, conversation_id)
            if conversation is None:
                return
            news = await views.events_after(tx, conversation, self._seq[conversation_id])
        for event in news:
            await self._line.send(frames.WorkHappened(conversation_id=conversation_id, **dict(event)))
            self._seq[conversation_id] = event.seq
        await self._send_presence(conversation)
        if entry is None or entry.taken_by != self._officer.id:
            self._forget(conversation_id)
        elif entry.appeared_at is not None and conversation_id in self._awaited:
            self._awaited.discard(conversation_id)
            await self._line.send(frames.Appeared(conversation_id=conversation_id))

    async def _send_presence(self, conversation: Conversation) -> None:
        online = _online(conversation)
        if self._online.get(conversation.id) != online:
            self._online[conversation.id] = online
            await self._line.send(frames.Presence(conversation_id=conversation.id, online=online))

    async def _work(self, tx: Tx, entry: QueueEntry) -> frames.Work:
        conversation = await repository.plain(tx, entry.conversation_id)
        assert conversation is not None, "a queue entry always has its conversation"
        contact = await contacts.last_of(tx, conversation.id)
        return frames.Work(
            conversation=await views.conversation_view(tx, conversation, self._shared.overview),
            events=await views.events_after(tx, conversation, 0),
            entry=row(entry, self._shared.settings),
            note=entry.note,
            contact=frames.ContactView(
                reference=conversation.reference,
                channel=contact.channel if contact else "",
                topic=conversation.topic,
                theme=conversation.theme,
                route=conversation.route,
            ),
            online=_online(conversation),
        )

    def _follow(self, work: frames.Work) -> None:
        conversation_id = work.conversation.id
        self._seq[conversation_id] = work.events[-1].seq if work.events else 0
        self._online[conversation_id] = work.online
        if work.entry.appear_by is not None:
            self._awaited.add(conversation_id)
        stack = contextlib.ExitStack()
        channel = f"conversation:{conversation_id}"
        stack.enter_context(self._shared.nudges.watching(self._watcher, channel))
        self._watching[conversation_id] = stack

    def _forget(self, conversation_id: UUID) -> None:
        self._watching.pop(conversation_id).close()
        del self._seq[conversation_id]
        self._online.pop(conversation_id, None)
        self._awaited.discard(conversation_id)


def _online(conversation: Conversation) -> bool:
    return now() - conversation.last_seen_at < ONLINE
