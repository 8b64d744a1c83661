"""News that reaches a conversation from further down the flow. Subscribed in app.py, idempotent."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from gateway.calls import service as calls
from gateway.contacts import service as contacts
from gateway.conversations import later, lifecycle, repository, service
from gateway.conversations.tables import Conversation
from gateway.database import Tx, now
from gateway.errors import NotThere
from gateway.escalation.events import EntryReleased, EntryTaken
from gateway.escalation.service import abandon, appear, lock, lock_now
from gateway.events import Events
from gateway.officers import service as officers
from gateway.references import service as codes
from gateway.settings import Settings
from video.events import CallEnded, CallStarted, ParticipantJoined


def subscribe(events: Events) -> None:
    """Tie every piece of news to what the conversation does with it."""
    events.subscribe(EntryTaken, entry_taken)
    events.subscribe(EntryReleased, entry_released)
    events.subscribe(CallStarted, call_started)
    events.subscribe(CallEnded, call_ended)
    events.subscribe(ParticipantJoined, participant_joined)


async def entry_taken(tx: Tx, event: EntryTaken) -> None:
    """Introduce the officer; for video, open the call and let its contact take over from the chat's.

    The same officer may grant video later in the conversation, and again after a call ended.
    """
    conversation = await service.opened(tx, event.conversation_id)
    officer = await officers.officer(tx, event.officer_id)
    new_here = conversation.held_by != "officer"
    conversation.held_by = lifecycle.step(conversation.held_by, "taken")
    conversation.officer_id = officer.id
    service.mark_seen(tx, conversation, conversation.last_seq)
    contact_id = await service.contact_for(tx, conversation, "video" if event.medium == "video" else "chat")
    await contacts.officer_joined(tx, contact_id, officer)
    if new_here:
        data = {"name": officer.name, "badge": officer.badge, "medium": event.medium}
        await service.append(tx, conversation, "OfficerJoined", data)
    if event.medium == "video":
        await _hand_over_to_video(tx, conversation, contact_id)


async def _hand_over_to_video(tx: Tx, conversation: Conversation, video_contact: UUID) -> None:
    for contact in await contacts.open_for(tx, conversation.id):
        if contact.id != video_contact:
            await contacts.end(tx, contact.id, reason="went_on_by_video", outcome="escalated", at=now())
    if await calls.current(tx, conversation.id) is None:
        call = await calls.prepare(tx, conversation.id)
        await service.append(tx, conversation, "CallReady", {"call_id": str(call.id)})


async def entry_released(tx: Tx, event: EntryReleased) -> None:
    """Tell the citizen that the officer left and that the old place in the queue is kept.

    The call goes with the officer: on the thread too, so that the citizen's page lets go of it.
    """
    conversation = await service.opened(tx, event.conversation_id)
    conversation.held_by = lifecycle.step(conversation.held_by, event.reason)
    conversation.officer_id = None
    await service.append(tx, conversation, "OfficerLeft", {"reason": event.reason})
    for contact in await contacts.open_for(tx, conversation.id):
        if contact.officer is not None:
            await contacts.officer_left(tx, contact.id, reason=event.reason)
    if call := await calls.end_open(tx, conversation.id, event.reason):
        data = {"call_id": str(call.id), "reason": event.reason}
        await service.append(tx, conversation, "CallEnded", data)


async def participant_joined(tx: Tx, event: ParticipantJoined) -> None:
    """Count an officer who sits in the call as one who showed up."""
    conversation_id = UUID(event.conversation_id)
    await lock(tx, conversation_id)
    conversation = await repository.locked(tx, conversation_id)
    call = await calls.current(tx, conversation_id)
    if event.role != "officer" or conversation is None or conversation.officer_id is None:
        return
    if call is not None and str(call.id) == event.call_id:
        with suppress(NotThere):  # out of hand in the meantime
            await appear(tx, conversation.officer_id, conversation_id)


async def call_started(tx: Tx, event: CallStarted) -> None:
    """Note on the thread that the call runs."""
    conversation = await repository.locked(tx, UUID(event.conversation_id))
    call = await calls.started(tx, UUID(event.call_id), event.at)
    if call and conversation and conversation.state == "open":
        await service.append(tx, conversation, "CallStarted", {"call_id": event.call_id})


async def call_ended(tx: Tx, event: CallEnded) -> None:
    """Note on the thread that the call is over and why."""
    conversation = await repository.locked(tx, UUID(event.conversation_id))
    call = await calls.ended(tx, UUID(event.call_id), event.at, event.reason)
    if call and conversation and conversation.state == "open":
        data = {"call_id": event.call_id, "reason": event.reason}
        await service.append(tx, conversation, "CallEnded", data)


@dataclass(frozen=True)
class Sweep:
    """Close what people walked away from."""

    settings: Settings

    async def run(self, tx: Tx) -> int:
        """Close vanished conversations at the moment their browser was last seen; return how many.

        An officer who has one gets longer, to wrap up what was said.
        """
        gone_since = now() - timedelta(seconds=self.settings.resume_s)
        held_since = now() - timedelta(seconds=self.settings.officer_idle_s)
        swept = 0
        for conversation_id in await repository.vanished(tx, gone_since, held_since):
            if not await lock_now(tx, conversation_id):
                continue  # somebody is busy with it, so it is not abandoned; the next round looks again
            conversation = await repository.locked(tx, conversation_id)
            if conversation is None or not self._abandoned(conversation, gone_since, held_since):
                continue  # back, or in an officer's hands, while this waited
            swept += 1
            if conversation.held_by == "queue":  # on return an honest sentence: the place was not kept
                conversation.held_by = lifecycle.step(conversation.held_by, "waiting_stopped")
                await service.append(tx, conversation, "WaitingStopped", {"reason": "vanished"})
            note = await abandon(tx, conversation.id)
            await calls.end_open(tx, conversation.id, "vanished")
            seen = conversation.last_seen_at
            why = await later.reason(tx, conversation, "vanished")
            await service.close(tx, conversation, reason=why, note=note or None, at=seen)
        await codes.tidy(tx, self.settings)
        return swept

    @staticmethod
    def _abandoned(conversation: Conversation, gone_since: datetime, held_since: datetime) -> bool:
        limit = held_since if conversation.held_by == "officer" else gone_since
        return conversation.state == "open" and conversation.last_seen_at < limit
