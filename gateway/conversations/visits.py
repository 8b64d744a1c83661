"""The end of a visit: whoever sits down next, or comes back, finds nothing of it."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from gateway.calls import service as calls
from gateway.conversations import later, repository, service
from gateway.conversations.tables import Conversation
from gateway.database import Tx, after_commit, now
from gateway.errors import NotThere
from gateway.events import Events
from gateway.kiosks.events import DeviceStopped
from gateway.live import Live

VANISHED: Final = "vanished"


def subscribe(events: Events, live: Live) -> None:
    """End what runs on a kiosk when its device stops."""
    events.subscribe(DeviceStopped, partial(_device_stopped, live))


async def must_take_part(tx: Tx, conversation: Conversation, secret_hash: str) -> None:
    """Raise Conflict when the locked conversation is closed, NotThere when it was ended in another window.

    An officer may still wrap it up then, or its citizen went on elsewhere with the code.
    """
    service.must_be_open(conversation)
    if not await repository.may_take_part(tx, secret_hash, now()):
        raise NotThere


async def done(tx: Tx, live: Live, conversation: Conversation, *, reason: str = "done_by_citizen") -> int:
    """End for the citizen: sessions, hand-off codes and tickets open nothing any more.

    A secret code still does: who has one chose to go on later.
    """
    after_commit(tx, partial(calls.bar_citizen, live, conversation.id))
    why = await later.reason(tx, conversation, reason)
    return await service.citizen_done(tx, conversation, reason=why)


async def wipe(tx: Tx, live: Live, secret: str) -> None:
    """End the conversation of a browser's secret; nothing happens when there is none, or it ended before."""
    found = await service.of_session(tx, secret)
    if found is None:
        return
    conversation = await service.hold(tx, found.id, with_queue=True)
    if conversation.state == "open":
        await done(tx, live, conversation)
    else:
        await repository.drop_sessions(tx, conversation.id)
        after_commit(tx, partial(calls.bar_citizen, live, conversation.id))


async def _device_stopped(live: Live, tx: Tx, event: DeviceStopped) -> None:
    for conversation_id in await repository.open_at(tx, event.kiosk_id):
        await _stop(tx, live, conversation_id, reason=event.reason)


async def _stop(tx: Tx, live: Live, conversation_id: UUID, *, reason: str) -> None:
    """End a visit of which the screen is gone; an officer who has it is told and wraps up."""
    conversation = await service.hold(tx, conversation_id, with_queue=True)
    if conversation.state != "open":
        return
    call = await calls.end_open(tx, conversation_id, VANISHED)
    if call is not None:
        data = {"call_id": str(call.id), "reason": VANISHED}
        await service.append(tx, conversation, "CallEnded", data)
    await done(tx, live, conversation, reason=reason)
