"""Make calls, hand out seats, and follow what the video nodes tell about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog

from gateway.calls import lifecycle, repository
from gateway.calls.tables import Call
from gateway.database import Tallied, Tx, new_id, now, nudge, tally
from gateway.errors import Conflict, Unavailable
from gateway.live import Live, LiveError
from gateway.settings import Settings
from video.events import NODE_PREFIX
from video.tickets import BARRED_PREFIX, LIFETIME_S, Ticket, sign

log = structlog.get_logger(__name__)

OVER_CHANNEL: Final = "calls-over"


class NoNode(Unavailable):
    """No video node is alive; a retry helps once one is back."""

    code, title = "no_node", "Video is not available at the moment."


@dataclass(frozen=True)
class Seat:
    """Who wants to sit down in a call."""

    role: str
    name: str
    language: str


@dataclass(frozen=True)
class Admission:
    """A signed ticket (60 s, one use) and the address of the node where it counts."""

    call_id: UUID
    ticket: str
    url: str


async def least_loaded(live: Live) -> dict[str, Any]:
    """Return the record of the alive node with the fewest calls; raise NoNode when there is none."""
    nodes = await live.under(NODE_PREFIX)
    if not nodes:
        raise NoNode
    return min(nodes, key=lambda node: (int(node["calls"]), str(node["id"])))


async def current(tx: Tx, conversation_id: UUID) -> Call | None:
    """Return the conversation's call that has not ended, if there is one."""
    return await repository.open_of(tx, conversation_id)


async def prepare(tx: Tx, conversation_id: UUID) -> Call:
    """Make a call for which tickets can be had."""
    before = await repository.latest_of(tx, conversation_id)
    # A clock set back must not put the new call before the old one.
    made_at = max(now(), before.made_at + timedelta(microseconds=1)) if before else now()
    call = Call(id=new_id(), conversation_id=conversation_id, node="", state="ready", made_at=made_at)
    tx.add(call)
    await tx.flush()
    return call


async def admit(tx: Tx, live: Live, settings: Settings, *, conversation_id: UUID, seat: Seat) -> Admission:
    """Sign a ticket for `seat`; the first one picks the node, a dead node is replaced for all.

    Raises Conflict when no call is open, NoNode when no node is alive.
    """
    call = await repository.open_of(tx, conversation_id)
    if call is None:
        raise Conflict("There is no call to join.")
    nodes = {str(node["id"]): node for node in await live.under(NODE_PREFIX)}
    node = nodes.get(call.node) or await least_loaded(live)
    call.node = str(node["id"])
    ticket = Ticket(
        call_id=str(call.id),
        conversation_id=str(conversation_id),
        seat=seat.role,
        role=seat.role,
        name=seat.name,
        language=seat.language,
        node=call.node,
    )
    key = settings.ticket_key.get_secret_value()
    return Admission(call.id, sign(ticket, key, now()), str(node["url"]))


async def bar_citizen(live: Live, conversation_id: UUID) -> None:
    """Let no ticket that this conversation's citizen still holds open a seat.

    Without Redis a node lets nobody in at all, so nothing is missed.
    """
    try:
        await live.put(f"{BARRED_PREFIX}{conversation_id}", {"left": True}, 2 * LIFETIME_S)
    except LiveError as error:
        log.warning("tickets_not_barred", error=type(error).__name__)


async def admit_again(live: Live, conversation_id: UUID) -> None:
    """Take the bar away: this citizen came back."""
    try:
        await live.drop(f"{BARRED_PREFIX}{conversation_id}")
    except LiveError as error:
        log.warning("bar_stays_for_minutes", error=type(error).__name__)


async def started(tx: Tx, call_id: UUID, at: datetime) -> Call | None:
    """Note that the call runs; None when that was known or the call is over."""
    call = await repository.by_id(tx, call_id)
    if call is None or call.state != "ready":
        return None
    call.state, call.started_at = lifecycle.step(call.state, "started"), at
    tally(tx, Tallied("call_started"))
    return call


async def ended(tx: Tx, call_id: UUID, at: datetime, reason: str) -> Call | None:
    """Note that the call is over; None when that was known."""
    call = await repository.by_id(tx, call_id)
    return _end(tx, call, at, reason)


async def latest(tx: Tx, conversation_id: UUID) -> Call | None:
    """Return the conversation's last call, whatever its state."""
    return await repository.latest_of(tx, conversation_id)


async def end_open(tx: Tx, conversation_id: UUID, reason: str) -> Call | None:
    """End the conversation's open call, if there is one; its node hears it from `watch`."""
    nudge(tx, OVER_CHANNEL)
    return _end(tx, await repository.open_of(tx, conversation_id), now(), reason)


def _end(tx: Tx, call: Call | None, at: datetime, reason: str) -> Call | None:
    if call is None or call.state == "ended":
        return None
    call.state = lifecycle.step(call.state, "ended")
    call.ended_at, call.end_reason = at, reason
    lasted_s = (at - call.started_at).total_seconds() if call.started_at else None
    tally(tx, Tallied("call_ended", reason, lasted_s))
    return call
