"""Compare what stands in the tables with what the model says, and with itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from gateway.contacts.contact import Contact
from gateway.conversations.tables import ConversationEvent
from gateway.officers.officer import Officer
from tests.gateway.model import Model, Talk
from tests.gateway.world import Seen

DETAIL = {
    "PersonAsked": "medium",
    "OfficerJoined": "medium",
    "OfficerLeft": "reason",
    "CallEnded": "reason",
    "WaitingStopped": "reason",
    "WaitedLong": "reason",
    "ConversationClosed": "reason",
}


def differences(
    model: Model,
    seen: Sequence[Seen],
    waiting: list[UUID],
    in_hand: list[set[UUID]],
    *,
    stage: list[Officer],
) -> list[str]:
    """Return a line for each thing that the tables and the model tell differently."""
    found: list[str] = []
    ids = [one.row.id for one in seen]
    for n, (talk, one) in enumerate(zip(model.talks, seen, strict=True)):
        told, stands = as_told(talk), as_found(one, stage)
        found += [
            f"talk {n} {key}: {stands[key]}, not {told[key]}" for key in told if told[key] != stands[key]
        ]
    if waiting != [ids[n] for n in model.waiting()]:
        found.append(f"waiting: {[ids.index(one) for one in waiting]}, not {model.waiting()}")
    for officer, hand in enumerate(in_hand):
        if hand != {ids[n] for n in model.in_hand(officer)}:
            held = {ids.index(one) for one in hand}
            found.append(f"officer {officer} has {held}, not {model.in_hand(officer)}")
    return found


def as_told(talk: Talk) -> dict[str, Any]:
    """Return a conversation by the model."""
    return {
        "holder": talk.holder,
        "officer": talk.officer,
        "wish": talk.wish,
        "note": talk.note if talk.asked is not None else None,
        "call": talk.call,
        "calls": talk.calls,
        "reason": talk.reason,
        "revoked": talk.gone,
        "thread": talk.thread,
        "contacts": [(one.medium, one.reason, one.outcome, one.officer, one.note) for one in talk.contacts],
    }


def as_found(one: Seen, stage: list[Officer]) -> dict[str, Any]:
    """Return a conversation by the tables."""
    officers = {officer.id: n for n, officer in enumerate(stage)}
    names = {officer.name: n for n, officer in enumerate(stage)} | {None: None}
    calls = [call for call in one.calls if call.state != "ended"]
    held = one.row.held_by == "officer"
    return {
        "holder": one.row.held_by,
        "officer": officers[one.row.officer_id] if held and one.row.officer_id else None,
        "wish": one.entry.medium if one.entry else None,
        "note": one.entry.note if one.entry else None,
        "call": calls[0].state if calls else None,
        "calls": len(one.calls),
        "reason": one.row.close_reason,
        "revoked": one.sessions == 0,
        "thread": [line(event) for event in one.events],
        "contacts": [
            (medium(contact), contact.end_reason, contact.outcome, names[contact.officer], contact.note)
            for contact in one.contacts
        ],
    }


def medium(contact: Contact) -> str:
    """Return how a contact went, without its surface."""
    return contact.channel.partition("-")[2]


def line(event: ConversationEvent) -> tuple[str, ...]:
    """Return what matters of one event."""
    if event.name == "MessagePosted":
        author = event.data["author"]
        return event.name, author, (event.data["text"] or "") if author != "hub" else ""
    return (event.name, event.data.get(DETAIL[event.name], "")) if event.name in DETAIL else (event.name,)


def torn(one: Seen) -> list[str]:
    """Return a line for each thing in the tables that does not fit the rest of them."""
    entry, row = one.entry, one.row
    active = {"queue": "waiting", "officer": "taken"}.get(row.held_by)
    taker = row.officer_id if active == "taken" else None
    rules = {
        "numbers": [event.seq for event in one.events] == list(range(1, row.last_seq + 1)),
        "entry and holder": (entry.state if entry else None) == active,
        "entry and officer": entry is None or entry.taken_by == taker,
        "closed": (row.state == "closed") == (row.held_by == "nobody") == (row.closed_at is not None),
        "call without officer": row.held_by == "officer" or all(call.state == "ended" for call in one.calls),
        "latest call": [call.state == "ended" for call in one.calls[:-1]] == [True] * (len(one.calls) - 1),
    }
    broken = [name for name, holds in rules.items() if not holds]
    before: Contact | None = None
    for contact in one.contacts:
        broken += _torn_contact(one, contact, before)
        before = contact
    return broken


def _torn_contact(one: Seen, contact: Contact, before: Contact | None) -> list[str]:
    log = one.log[contact.id]
    ended = contact.ended_at is not None
    still = [other for other in one.contacts if other.ended_at is None and other.channel == contact.channel]
    rules = {
        "log numbers": [event.seq for event in log] == list(range(1, len(log) + 1)),
        "log end": (log[-1].name == "ContactEnded") == ended,
        "end before start": contact.ended_at is None or contact.ended_at >= contact.started_at,
        "open in a closed conversation": ended or one.row.state == "open",
        "two open of a medium": len(still) <= 1,
        "chain": contact.chained_to == (before.id if before else None),
        "order": before is None or before.started_at < contact.started_at,
    }
    return [f"contact {contact.channel}: {name}" for name, holds in rules.items() if not holds]
