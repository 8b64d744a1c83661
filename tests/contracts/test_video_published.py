"""What gateway and video node agree on: tickets, events, and the names of keys in Redis."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from video.events import (
    NODE_PREFIX,
    STREAM,
    CallEnded,
    CallStarted,
    ParticipantJoined,
    ParticipantLeft,
    VideoEvent,
    from_fields,
)
from video.tickets import LIFETIME_S, Ticket, TicketExpired, TicketInvalid, sign, verify

KEY = "k" * 40
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TICKET = Ticket("call-1", "conversation-1", "citizen", "citizen", "Ömer de Wit", "nl", "video-8001")
ABOUT = ("call-1", "conversation-1", NOW)
EVENTS = [
    CallStarted(*ABOUT),
    ParticipantJoined(*ABOUT, seat="citizen", role="citizen"),
    ParticipantLeft(*ABOUT, seat="officer", role="officer", reason="vanished"),
    CallEnded(*ABOUT, reason="hung_up_officer"),
]


def _claims(token: str) -> dict[str, Any]:
    body = token.split(".")[1]
    decoded: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return decoded


def test_names_in_redis_stay() -> None:
    assert (STREAM, NODE_PREFIX) == ("hub:video:events", "hub:video:node:")


def test_ticket_comes_back_as_it_was_signed() -> None:
    read = verify(sign(TICKET, KEY, NOW), KEY, NOW)
    assert read == TICKET
    assert read.jti


def test_each_signature_is_another_ticket() -> None:
    assert len({verify(sign(TICKET, KEY, NOW), KEY, NOW).jti for _ in range(50)}) == 50


def test_ticket_lives_for_60_s() -> None:
    token = sign(TICKET, KEY, NOW)
    assert _claims(token)["exp"] == int(NOW.timestamp()) + 60
    assert verify(token, KEY, NOW + timedelta(seconds=LIFETIME_S - 1)) == TICKET
    with pytest.raises(TicketExpired):
        verify(token, KEY, NOW + timedelta(seconds=LIFETIME_S))


def test_expired_ticket_with_another_key_is_invalid_not_expired() -> None:
    with pytest.raises(TicketInvalid):
        verify(sign(TICKET, "x" * 40, NOW), KEY, NOW + timedelta(hours=1))


@pytest.mark.parametrize("field", ["call_id", "seat", "role"])
def test_ticket_without_a_place_or_role_is_invalid(field: str) -> None:
    emptied = replace(TICKET, **{field: ""})
    with pytest.raises(TicketInvalid):
        verify(sign(emptied, KEY, NOW), KEY, NOW)


@given(st.text(max_size=200))
def test_any_text_is_an_invalid_ticket(token: str) -> None:
    with pytest.raises(TicketInvalid):
        verify(token, KEY, NOW)


@given(st.integers(min_value=0), st.characters(codec="ascii", categories=["L", "N"]))
def test_changed_ticket_is_invalid(place: int, letter: str) -> None:
    head, body, signature = sign(TICKET, KEY, NOW).split(".")
    place %= len(body)
    changed = body[:place] + letter + body[place + 1 :]
    if changed != body:
        with pytest.raises(TicketInvalid):
            verify(f"{head}.{changed}.{signature}", KEY, NOW)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_event_comes_back_from_the_stream(event: VideoEvent) -> None:
    fields = event.to_fields()
    assert all(isinstance(value, str) for value in fields.values())
    assert from_fields(fields) == event


def test_field_of_a_newer_node_is_skipped() -> None:
    fields = EVENTS[0].to_fields() | {"weather": "rain"}
    assert from_fields(fields) == EVENTS[0]


@pytest.mark.parametrize(
    ("change", "fault"),
    [({"event": "CallDreamt"}, KeyError), ({"event": "CallEnded"}, KeyError), ({"at": "noon"}, ValueError)],
)
def test_unreadable_event_says_so(change: dict[str, str], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        from_fields(EVENTS[0].to_fields() | change)
