"""Go on later: a secret code beside the reference opens a conversation again, also from another channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from gateway.calls import service as calls
from gateway.conversations import lifecycle, repository, service
from gateway.conversations.tables import Conversation
from gateway.database import Database, Tx, after_commit, now
from gateway.hub import Hub
from gateway.references import service as codes
from gateway.settings import Settings

SAVED: Final = "saved"
"""Why a conversation was closed of which somebody has the code: it is over for now."""


@dataclass(frozen=True)
class Key:
    """What a citizen writes down to go on later."""

    reference: str
    code: str
    opens_until: datetime


async def give(database: Database, settings: Settings, conversation_id: UUID) -> Key:
    """Make the code of an open conversation, and tell the thread until when it opens."""
    async with database.transaction() as tx:
        conversation = await service.opened(tx, conversation_id)
        code = await codes.give(tx, settings, conversation.reference)
        await service.append(tx, conversation, "CodeGiven", {"until": code.opens_until.isoformat()})
    return Key(conversation.reference, code.text, code.opens_until)


async def reason(tx: Tx, conversation: Conversation, otherwise: str) -> str:
    """Return why a conversation ends whose citizen went away: saved when a code opens it again."""
    return SAVED if await codes.opens(tx, conversation.reference) else otherwise


async def resume(hub: Hub, reference: str, code: str) -> str:
    """Open the conversation again for who has its code; return the secret of a new session.

    Raise NotAReference, WrongCode or TooManyTries. The try is committed before the code is looked at.
    """
    async with hub.database.transaction() as tx:
        tried = await codes.begin_try(tx, hub.settings, reference)
    fitting = await codes.finish_try(tried, code)
    async with hub.database.transaction() as tx:
        await codes.forgive(tx, fitting)
        found = await repository.by_reference(tx, fitting)
        if found is None:
            raise codes.WrongCode
        conversation = await service.hold(tx, found, with_queue=True)
        await _open(tx, conversation)
        after_commit(tx, partial(calls.admit_again, hub.live, conversation.id))
        return await service.open_session(tx, hub.settings, conversation.id)


async def _open(tx: Tx, conversation: Conversation) -> None:
    """Open what was closed; what only the assistant has goes on here and ends on the other screen.

    Who waits, or is with an officer, keeps that: this is one more window.
    """
    if conversation.state == "open" and conversation.held_by == "bot":
        await service.citizen_done(tx, conversation, reason=SAVED)
    if conversation.state == "open":
        await service.append(tx, conversation, "ConversationResumed", {})
        return
    conversation.held_by = lifecycle.step(conversation.held_by, "resumed")
    conversation.state, conversation.closed_at, conversation.close_reason = "open", None, None
    conversation.surface, conversation.place_id, conversation.kiosk_id = "website", None, None
    conversation.officer_id, conversation.last_seen_at = None, now()
    seq = await service.append(tx, conversation, "ConversationResumed", {})
    conversation.seen_seq = seq  # the assistant does not answer what was said to an officer then
