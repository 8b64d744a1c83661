"""A conversation from its first word to its end: everything a citizen or officer does to it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from gateway import references
from gateway.calls import service as calls
from gateway.contacts import service as contacts
from gateway.contacts.contact import Channel, StartContact
from gateway.conversations import lifecycle, repository
from gateway.conversations.schemas import Medium
from gateway.conversations.tables import Conversation, ConversationSession
from gateway.database import Tx, new_id, now, nudge
from gateway.errors import Conflict, NotThere
from gateway.escalation import service as escalation
from gateway.events import Events
from gateway.places import service as places
from gateway.settings import Settings

NOTICE_VERSION = "2026-11"
"""Version of the sentence that says this is a computer; raise it when the wording changes."""


@dataclass(frozen=True)
class Opening:
    """How a citizen begins."""

    surface: str
    language: str
    place_slug: str | None
    notice: str
    """The notice as shown, kept on record (AI Act, art. 50)."""
    kiosk_id: UUID | None = None


def channel(conversation: Conversation, medium: Medium) -> Channel:
    """Return the contact log's channel for this surface and medium."""
    return Channel(f"{'kiosk' if conversation.surface == 'kiosk' else 'web'}-{medium}")


def hash_secret(secret: str) -> str:
    """Return what is kept of a session's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def append(tx: Tx, conversation: Conversation, name: str, data: dict[str, Any]) -> int:
    """Append an event to the thread and tell it to who watches."""
    row = repository.add_event(tx, conversation, name, data)
    event = {"seq": row.seq, "name": name, "data": data, "at": row.at.isoformat()}
    nudge(tx, f"conversation:{conversation.id}", event=event)
    return row.seq


def mark_seen(tx: Tx, conversation: Conversation, seq: int) -> None:
    """Note and tell that the other side has what the citizen said up to `seq`."""
    conversation.seen_seq = seq
    nudge(tx, f"conversation:{conversation.id}", seen=seq)


def message(author: str, *, lang: str, **more: Any) -> dict[str, Any]:
    """Build the data of a MessagePosted event; `more` overrides the empty fields."""
    empty: dict[str, Any] = {"name": None, "text": None, "key": None, "args": {}, "buttons": []}
    return {
        "id": str(new_id()),
        "author": author,
        "lang": lang,
        **empty,
        "client_id": None,
        "safety": None,
        **more,
    }


async def start(tx: Tx, opening: Opening) -> Conversation:
    """Begin a conversation: the notice first, then the greeting."""
    place = await places.place_by_slug(tx, opening.place_slug) if opening.place_slug else None
    conversation = Conversation(
        id=new_id(),
        reference=references.new(),
        surface="kiosk" if opening.surface == "kiosk" else "website",
        language=opening.language,
        place_id=place.id if place else None,
        kiosk_id=opening.kiosk_id,
        state="open",
        held_by="bot",
        last_seq=0,
        seen_seq=0,
        unsure=0,
        started_at=now(),
        last_seen_at=now(),
    )
    tx.add(conversation)
    await tx.flush()
    notice = {
        "key": "bot-notice",
        "version": NOTICE_VERSION,
        "language": opening.language,
        "text": opening.notice,
    }
    await append(tx, conversation, "NoticeShown", notice)
    await append(
        tx, conversation, "MessagePosted", message("bot", lang=opening.language, key="chat-greeting")
    )
    conversation.seen_seq = conversation.last_seq
    return conversation


async def open_session(tx: Tx, settings: Settings, conversation_id: UUID) -> str:
    """Give a browser the right to take part; return its secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    expires_at = now() + timedelta(days=settings.session_days)
    tx.add(
        ConversationSession(
            secret_hash=hash_secret(secret), conversation_id=conversation_id, expires_at=expires_at
        )
    )
    return secret


async def of_session(tx: Tx, secret: str) -> Conversation | None:
    """Return the conversation of a browser's secret."""
    return await repository.by_secret(tx, hash_secret(secret), now())


async def hold(tx: Tx, conversation_id: UUID, *, with_queue: bool = False) -> Conversation:
    """Lock and return a conversation, open or closed; raise NotThere when there is none.

    Locks are taken in one order, so that nobody waits in a circle: the person's place in the queue,
    conversation, call. Say `with_queue` when the place may change too.
    """
    if with_queue:
        await escalation.lock(tx, conversation_id)
    conversation = await repository.locked(tx, conversation_id)
    if conversation is None:
        raise NotThere
    return conversation


async def opened(tx: Tx, conversation_id: UUID, *, with_queue: bool = False) -> Conversation:
    """Lock and return a conversation that is still open; raise Conflict or NotThere otherwise."""
    conversation = await hold(tx, conversation_id, with_queue=with_queue)
    must_be_open(conversation)
    return conversation


def must_be_open(conversation: Conversation) -> None:
    """Raise Conflict unless the conversation is still open."""
    if conversation.state != "open":
        raise Conflict("This conversation is closed.")


async def say(
    tx: Tx, conversation: Conversation, text: str, *, client_id: UUID, value: str | None = None
) -> int:
    """Post what the citizen typed or the button they pressed (`value`); the first word opens the contact."""
    await contact_for(tx, conversation, "chat")
    data = message("citizen", lang=conversation.language, text=text, client_id=str(client_id), value=value)
    return await append(tx, conversation, "MessagePosted", data)


async def contact_for(tx: Tx, conversation: Conversation, medium: Medium) -> UUID:
    """Return the open contact of this medium; start one, chained to the thread's last, when there is none.

    While a video contact is open it carries the typed words too.
    """
    current = await contacts.open_for(tx, conversation.id)
    wanted = channel(conversation, medium)
    for contact in current:
        if contact.channel == wanted or (medium == "chat" and contact.channel.endswith("-video")):
            return contact.id
    last = await contacts.last_of(tx, conversation.id)
    place = await places.place_by_id(tx, conversation.place_id) if conversation.place_id else None
    return await contacts.start(
        tx,
        StartContact(
            conversation_id=conversation.id,
            reference=conversation.reference,
            channel=wanted,
            language=conversation.language,
            place=place,
            chained_to=last.id if last else None,
            topic=conversation.topic,
            theme=conversation.theme,
        ),
        # A clock set back must not put this contact before the one it is chained to.
        at=max(now(), last.started_at + timedelta(microseconds=1)) if last else now(),
    )


async def change_language(tx: Tx, conversation: Conversation, language: str) -> int:
    """Go on in another language; nothing happens when it is the same."""
    if conversation.language == language:
        return conversation.last_seq
    conversation.language = language
    concerned = [contact.id for contact in await contacts.open_for(tx, conversation.id)]
    await contacts.change_language(tx, *concerned, language=language)
    return await append(tx, conversation, "LanguageChanged", {"language": language})


async def team_of(tx: Tx, conversation: Conversation) -> str | None:
    """Return the team that serves this citizen: by the kiosk's place, else by the municipality told."""
    if conversation.place_id is not None:
        return (await places.place_by_id(tx, conversation.place_id)).team
    contact = await contacts.last_of(tx, conversation.id)
    if contact is None or contact.municipality is None:
        return None
    return await places.team_for_municipality(tx, contact.municipality)


async def ask_person(tx: Tx, events: Events, conversation: Conversation, medium: Medium) -> int:
    """Put the citizen in the queue for an officer by chat or video.

    To ask again for what one has or waits for changes nothing: a double click is one wish.
    """
    if await _has_person(tx, conversation, medium):
        return conversation.last_seq
    conversation.held_by = lifecycle.step(conversation.held_by, "person_asked")
    if medium == "chat":
        await _end_video_contacts(tx, conversation, reason="went_on_by_chat")
    await contact_for(tx, conversation, medium)
    place = await places.place_by_id(tx, conversation.place_id) if conversation.place_id else None
    seq = await append(tx, conversation, "PersonAsked", {"medium": medium})
    wish = escalation.Wish(
        conversation_id=conversation.id,
        medium=medium,
        language=conversation.language,
        surface=conversation.surface,
        topic=conversation.topic,
        place_name=place.name if place else None,
        team=await team_of(tx, conversation),
    )
    await escalation.ask(tx, events, wish)
    return seq


async def _has_person(tx: Tx, conversation: Conversation, medium: Medium) -> bool:
    """Tell whether the citizen waits for this already, or an officer is there in that way."""
    if conversation.held_by == "officer":
        return medium == "chat" or await calls.current(tx, conversation.id) is not None
    return await escalation.wish_of(tx, conversation.id) == medium


async def _end_video_contacts(tx: Tx, conversation: Conversation, *, reason: str) -> None:
    for contact in await contacts.open_for(tx, conversation.id):
        if contact.channel.endswith("-video"):
            await contacts.end(tx, contact.id, reason=reason, at=now())


async def stop_waiting(tx: Tx, conversation: Conversation) -> int:
    """Leave the queue; the assistant goes on."""
    conversation.held_by = lifecycle.step(conversation.held_by, "waiting_stopped")
    mark_seen(tx, conversation, conversation.last_seq)
    await escalation.leave(tx, conversation.id)
    await _end_video_contacts(tx, conversation, reason="stopped_waiting")
    return await append(tx, conversation, "WaitingStopped", {})


async def keep_waiting(tx: Tx, conversation: Conversation) -> int:
    """Note that the citizen was told what is possible instead and chose to wait on."""
    conversation.held_by = lifecycle.step(conversation.held_by, "waiting_kept")
    return await append(tx, conversation, "WaitingKept", {})


async def citizen_done(tx: Tx, conversation: Conversation, *, reason: str = "done_by_citizen") -> int:
    """End for the citizen: sessions revoked; an officer who has the conversation still wraps up."""
    await repository.drop_sessions(tx, conversation.id)
    if conversation.held_by == "officer":
        return await append(tx, conversation, "CitizenLeft", {})
    await escalation.leave(tx, conversation.id)
    return await close(tx, conversation, reason=reason)


async def close(
    tx: Tx,
    conversation: Conversation,
    *,
    reason: str,
    outcome: str | None = None,
    note: str | None = None,
    at: datetime | None = None,
) -> int:
    """Close the conversation and end its contacts at `at` (now when not given)."""
    conversation.held_by = lifecycle.step(conversation.held_by, "closed")
    conversation.state, conversation.close_reason, conversation.closed_at = "closed", reason, now()
    for contact in await contacts.open_for(tx, conversation.id):
        await contacts.end(tx, contact.id, reason=reason, outcome=outcome, note=note, at=at or now())
    return await append(tx, conversation, "ConversationClosed", {"reason": reason, "outcome": outcome})
