"""What a citizen is given on request, good for one use or one look: hand-off code, secret code, ticket."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Final
from uuid import UUID

from gateway.calls import service as calls
from gateway.channels import citizen_frames as frames
from gateway.channels.shared import Shared
from gateway.conversations import later, service

HANDOFF_KEY: Final = "hub:handoff:"

Wish = frames.WantHandoff | frames.GoOnLater | frames.Join


async def give(
    shared: Shared, conversation_id: UUID, wish: Wish, *, by: str
) -> frames.Handoff | frames.SecretCode | frames.JoinTicket:
    """Answer the wish of the session whose secret has the hash `by`."""
    match wish:
        case frames.WantHandoff():
            return await _handoff(shared, conversation_id, by)
        case frames.GoOnLater():
            key = await later.give(shared.database, shared.settings, conversation_id)
            return frames.SecretCode(**asdict(key))
        case frames.Join():
            return await _ticket(shared, conversation_id)


async def _handoff(shared: Shared, conversation_id: UUID, by: str) -> frames.Handoff:
    """Give a one-time code with which another page of the hub joins this conversation."""
    code = secrets.token_urlsafe(24)
    kept = {"conversation": str(conversation_id), "by": by}
    await shared.live.put(HANDOFF_KEY + service.hash_secret(code), kept, shared.settings.handoff_s)
    return frames.Handoff(code=code)


async def _ticket(shared: Shared, conversation_id: UUID) -> frames.JoinTicket:
    async with shared.database.transaction() as tx:
        conversation = await service.opened(tx, conversation_id)
        name = shared.texts.render("nl", "citizen-name")
        admission = await calls.admit(
            tx,
            shared.live,
            shared.settings,
            conversation_id=conversation_id,
            seat=calls.Seat("citizen", name, conversation.language),
        )
    return frames.JoinTicket(ticket=admission.ticket, url=admission.url, call_id=admission.call_id)
