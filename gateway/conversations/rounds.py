"""What the hub does by the clock for people who wait, beside closing what was walked away from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from gateway.calls import service as calls
from gateway.conversations import desk, persons, repository, service
from gateway.conversations.content import Content
from gateway.conversations.reactions import Sweep
from gateway.database import Tx, now
from gateway.escalation import repository as entries
from gateway.escalation import service as escalation
from gateway.escalation.tables import QueueEntry
from gateway.events import Events
from gateway.live import Live, LiveError
from gateway.officers import presence
from gateway.places import timetables
from gateway.settings import Settings

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Rounds:
    """Close what vanished, put back whose officer keeps silent, tell who waits long what else can be done."""

    settings: Settings
    content: Content
    live: Live
    events: Events

    async def run(self, tx: Tx) -> int:
        """Do all of it once; return how many people it was done for."""
        swept = await Sweep(self.settings).run(tx)
        return swept + await self._put_back(tx) + await self._tell(tx)

    async def _put_back(self, tx: Tx) -> int:
        silent_s, done = self.settings.officer_silent_s, 0
        for conversation_id in await escalation.silent(tx, silent_s):
            if not await escalation.lock_now(tx, conversation_id):
                continue  # somebody is busy with it; the next round looks again
            conversation = await repository.locked(tx, conversation_id)
            call = await calls.current(tx, conversation_id)
            if conversation is None or conversation.state != "open" or (call and call.state == "live"):
                continue  # in a live call they see each other: the node tells when that is over
            if not await escalation.still_silent(tx, conversation_id, silent_s):
                continue  # the officer showed up while this waited
            if await repository.has_left(tx, conversation_id):
                await desk.end_left(tx, conversation)
            elif await escalation.put_back_silent(tx, self.events, conversation_id, silent_s):
                done += 1
                log.warning("officer_silent", conversation_id=str(conversation_id), seconds=silent_s)
        return done

    async def _tell(self, tx: Tx) -> int:
        waiting = await entries.waiting(tx)
        if not waiting:
            return 0
        hours, at, somebody = await timetables.load(tx), now(), await self._somebody()
        told = 0
        for entry in waiting:
            closed = not hours.opening(entry.team, entry.medium, at).open
            why = self._why(entry, at=at, closed=closed, somebody=somebody)
            if why and escalation.untold(entry, why):
                told += await self._tell_one(tx, entry.conversation_id, why)
        return told

    def _why(self, entry: QueueEntry, *, at: datetime, closed: bool, somebody: bool) -> str | None:
        if closed:
            return escalation.CLOSED
        if not somebody:
            return "nobody"
        late = at - entry.asked_at > timedelta(seconds=self.settings.answer_target_s)
        return "late" if late else None

    async def _somebody(self) -> bool:
        """Tell whether an officer is there; when Redis cannot say, nobody is frightened."""
        try:
            return bool(await presence.present(self.live))
        except LiveError:
            return True

    async def _tell_one(self, tx: Tx, conversation_id: UUID, why: str) -> int:
        if not await escalation.lock_now(tx, conversation_id):
            return 0  # somebody is busy with it; the next round looks again
        conversation = await repository.locked(tx, conversation_id)
        entry = await escalation.tell(tx, conversation_id, why)
        if entry is None or conversation is None or conversation.state != "open":
            return 0
        language = conversation.language
        if why == escalation.CLOSED:
            at, openings = now(), await timetables.load(tx)
            opening = openings.opening(entry.team, entry.medium, at)
            text = persons.closed_text(self.content, language, entry.medium, opening=opening, at=at)
        else:
            text = self.content.texts.render(language, f"queue-waited-{why}")
        kept = self.content.texts.render(language, "queue-place-kept")
        data = {
            "reason": why,
            "medium": entry.medium,
            "lang": language,
            "text": f"{text} {kept} {persons.instead_text(self.content, language)}",
            "buttons": [button.wire() for button in self.content.instead(language)],
        }
        await service.append(tx, conversation, "WaitedLong", data)
        return 1
