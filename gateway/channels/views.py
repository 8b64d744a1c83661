"""Build what people see of a conversation from its rows."""

from __future__ import annotations

from typing import Any, Literal, cast

from gateway.calls import service as calls
from gateway.channels.overview import Overview
from gateway.conversations import repository
from gateway.conversations.schemas import CallView, ConversationView, Event, OfficerView
from gateway.conversations.tables import Conversation, ConversationEvent
from gateway.database import Tx
from gateway.officers import service as officers

CallState = Literal["ready", "live", "ended"]


def event(row: ConversationEvent) -> Event:
    """Return a thread event as people see it."""
    return Event(seq=row.seq, name=row.name, data=row.data, at=row.at)


async def events_after(tx: Tx, conversation: Conversation, seq: int) -> list[Event]:
    """Return the thread after number `seq`, up to where `conversation` is: state and events tell one story.

    What was added since it was read comes with the next look.
    """
    if seq >= conversation.last_seq:
        return []
    rows = await repository.events_after(tx, conversation.id, seq)
    return [event(row) for row in rows if row.seq <= conversation.last_seq]


async def conversation_view(tx: Tx, conversation: Conversation, overview: Overview) -> ConversationView:
    """Return the conversation as it stands."""
    officer = await officers.officer(tx, conversation.officer_id) if conversation.officer_id else None
    call = await calls.latest(tx, conversation.id)
    held: Any = conversation.held_by
    return ConversationView(
        id=conversation.id,
        reference=conversation.reference,
        language=conversation.language,
        state="open" if conversation.state == "open" else "closed",
        held_by=held,
        officer=OfficerView(name=officer.name, badge=officer.badge) if officer else None,
        waiting=overview.waiting(conversation.id) if conversation.held_by == "queue" else None,
        call=CallView(id=call.id, state=cast("CallState", call.state)) if call else None,
        seen_seq=conversation.seen_seq,
    )
