"""What an officer does to a conversation in hand: speak, put back, close."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gateway.calls import service as calls
from gateway.conversations import later, receipts, repository, service
from gateway.conversations.tables import Conversation
from gateway.database import Tx, hold
from gateway.escalation import service as escalation
from gateway.events import Events
from gateway.officers.officer import Officer


@dataclass(frozen=True)
class Press:
    """One press on "take": its id, and what was asked for with it."""

    client_id: UUID
    what: str


async def in_hand(tx: Tx, officer: Officer, conversation_id: UUID) -> Conversation:
    """Lock and return an open conversation this officer has; anything else is not there for them."""
    conversation = await service.opened(tx, conversation_id, with_queue=True)
    await escalation.held(tx, officer.id, conversation_id)
    return conversation


async def take(tx: Tx, events: Events, officer: Officer, medium: str | None, *, press: Press) -> UUID:
    """Take who has waited longest and return the conversation; the same press again returns the same one.

    Its receipt is kept with the conversation, so it outlives Redis; the officer is held, so that two
    frames of one press wait for each other.
    """
    await hold(tx, officer.id)
    for entry in await escalation.in_hand(tx, officer.id):
        if await receipts.before(tx, entry.conversation_id, press.client_id, press.what) is not None:
            return entry.conversation_id
    entry = await escalation.take(tx, events, officer.id, medium)
    conversation = await service.hold(tx, entry.conversation_id)
    await receipts.keep(tx, conversation.id, press.client_id, what=press.what, seq=conversation.last_seq)
    return conversation.id


async def say(tx: Tx, officer: Officer, conversation_id: UUID, text: str, *, client_id: UUID) -> int:
    """Post what the officer typed."""
    conversation = await in_hand(tx, officer, conversation_id)
    await escalation.appear(tx, officer.id, conversation_id)
    data = service.message(
        "officer", lang=conversation.language, text=text, name=officer.name, client_id=str(client_id)
    )
    return await service.append(tx, conversation, "MessagePosted", data)


async def appear(tx: Tx, officer: Officer, conversation_id: UUID) -> None:
    """Note that the officer shows a sign of life, such as typing."""
    await in_hand(tx, officer, conversation_id)
    await escalation.appear(tx, officer.id, conversation_id)


async def seen(tx: Tx, officer: Officer, conversation_id: UUID, seq: int) -> None:
    """Note up to where the officer's screen shows the thread."""
    conversation = await in_hand(tx, officer, conversation_id)
    if conversation.seen_seq < seq <= conversation.last_seq:
        service.mark_seen(tx, conversation, seq)


async def note(tx: Tx, officer: Officer, conversation_id: UUID, text: str) -> int:
    """Keep the officer's note."""
    conversation = await in_hand(tx, officer, conversation_id)
    await escalation.save_note(tx, officer.id, conversation_id, text)
    return conversation.last_seq


async def release(tx: Tx, events: Events, officer: Officer, conversation_id: UUID) -> int:
    """Put the citizen back at the old place in the queue; both are told. Close it when nobody is there."""
    conversation = await in_hand(tx, officer, conversation_id)
    if await repository.has_left(tx, conversation_id):
        return await end_left(tx, conversation)
    await escalation.release(tx, events, officer.id, conversation_id)
    return conversation.last_seq


async def end_left(tx: Tx, conversation: Conversation) -> int:
    """Close what its citizen ended while an officer had it; the note so far is kept."""
    note_text = await escalation.abandon(tx, conversation.id)
    await calls.end_open(tx, conversation.id, "vanished")
    why = await later.reason(tx, conversation, "done_by_citizen")
    return await service.close(tx, conversation, reason=why, note=note_text or None)


async def close(tx: Tx, officer: Officer, conversation_id: UUID, *, outcome: str, note_text: str) -> int:
    """Close with an outcome and a note; the contact ends when the call did."""
    conversation = await in_hand(tx, officer, conversation_id)
    await calls.end_open(tx, conversation_id, "hung_up_officer")
    entry = await escalation.finish(tx, officer.id, conversation_id)
    last = await calls.latest(tx, conversation_id) if entry.medium == "video" else None
    return await service.close(
        tx,
        conversation,
        reason="closed_by_officer",
        outcome=outcome,
        note=note_text or None,
        at=last.ended_at if last else None,
    )
