"""SQL for conversations, their threads, sessions and receipts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, String, Uuid, any_, cast, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from gateway.conversations.tables import (
    Conversation,
    ConversationEvent,
    ConversationFile,
    ConversationSession,
    FilePart,
    Receipt,
)
from gateway.database import NO_KEY, Tx, now

SWEPT_AT_ONCE = 50


async def locked(tx: Tx, conversation_id: UUID) -> Conversation | None:
    """Return the conversation, fresh and locked until the transaction ends."""
    await tx.flush()  # what this transaction changed itself must not be read over
    return await tx.get(Conversation, conversation_id, with_for_update=NO_KEY, populate_existing=True)


async def plain(tx: Tx, conversation_id: UUID) -> Conversation | None:
    """Return the conversation as it stands, without a lock."""
    return await tx.get(Conversation, conversation_id)


async def by_reference(tx: Tx, reference: str) -> UUID | None:
    """Return which conversation has this reference."""
    return await tx.scalar(select(Conversation.id).where(Conversation.reference == reference))


async def by_secret(tx: Tx, secret_hash: str, at: datetime) -> Conversation | None:
    """Return the conversation in which the holder of this secret may take part."""
    query = (
        select(Conversation)
        .join(ConversationSession, ConversationSession.conversation_id == Conversation.id)
        .where(ConversationSession.secret_hash == secret_hash, ConversationSession.expires_at > at)
    )
    return await tx.scalar(query)


async def may_take_part(tx: Tx, secret_hash: str, at: datetime) -> bool:
    """Tell whether the holder of this secret still has a conversation."""
    query = select(ConversationSession.expires_at).where(ConversationSession.secret_hash == secret_hash)
    expires_at = await tx.scalar(query)
    return expires_at is not None and expires_at > at


async def has_left(tx: Tx, conversation_id: UUID) -> bool:
    """Tell whether the citizen ended the conversation while an officer had it, and did not come back."""
    query = select(ConversationEvent.name).where(
        ConversationEvent.conversation_id == conversation_id,
        ConversationEvent.name.in_(("CitizenLeft", "ConversationResumed")),
    )
    return await tx.scalar(query.order_by(ConversationEvent.seq.desc()).limit(1)) == "CitizenLeft"


async def drop_sessions(tx: Tx, conversation_id: UUID) -> None:
    """Revoke every browser's right to this conversation."""
    await tx.execute(
        delete(ConversationSession).where(ConversationSession.conversation_id == conversation_id)
    )


async def events_after(tx: Tx, conversation_id: UUID, seq: int) -> Sequence[ConversationEvent]:
    """Return the thread's events with a higher number, in order."""
    query = select(ConversationEvent).where(
        ConversationEvent.conversation_id == conversation_id, ConversationEvent.seq > seq
    )
    return (await tx.scalars(query.order_by(ConversationEvent.seq))).all()


async def first_unanswered(tx: Tx, conversation: Conversation) -> ConversationEvent | None:
    """Return the oldest thing the citizen said that the assistant has not dealt with."""
    query = select(ConversationEvent).where(
        ConversationEvent.conversation_id == conversation.id,
        ConversationEvent.seq > conversation.seen_seq,
        ConversationEvent.name == "MessagePosted",
        ConversationEvent.data["author"].astext == "citizen",
    )
    return await tx.scalar(query.order_by(ConversationEvent.seq).limit(1))


async def receipt(tx: Tx, conversation_id: UUID, client_id: UUID) -> int | None:
    """Return the number under which this command was carried out before, if it was."""
    found = await tx.get(Receipt, (conversation_id, client_id))
    return found.seq if found else None


async def keep_receipts(tx: Tx, conversation_id: UUID, client_ids: Collection[UUID], seq: int) -> None:
    """Remember that what has these ids was carried out."""
    rows = [{"conversation_id": conversation_id, "client_id": one, "seq": seq} for one in client_ids]
    await tx.execute(insert(Receipt).values(rows).on_conflict_do_nothing())


def add_event(tx: Tx, conversation: Conversation, name: str, data: dict[str, Any]) -> ConversationEvent:
    """Append to the thread of a locked conversation; return the event, numbered."""
    conversation.last_seq += 1
    row = ConversationEvent(
        conversation_id=conversation.id, seq=conversation.last_seq, name=name, data=data, at=now()
    )
    tx.add(row)
    return row


async def touch(tx: Tx, conversation_id: UUID, at: datetime) -> None:
    """Note that the citizen's browser is there."""
    await tx.execute(update(Conversation).where(Conversation.id == conversation_id).values(last_seen_at=at))


async def roll_call(tx: Tx, present: Collection[UUID], at: datetime) -> dict[UUID, tuple[int, int]]:
    """Note that these browsers are there; return the last and the seen number of each conversation.

    Who is being worked on this very moment is passed over: nobody waits for a roll call.
    """
    among = Conversation.id == any_(cast(list(present), ARRAY(Uuid)))
    free = select(Conversation.id).where(among).with_for_update(skip_locked=True, key_share=True)
    noting = update(Conversation).where(Conversation.id.in_(free)).values(last_seen_at=at)
    rows = await tx.execute(
        noting.returning(Conversation.id, Conversation.last_seq, Conversation.seen_seq),
        execution_options={"synchronize_session": False},
    )
    return {conversation_id: (last, seen) for conversation_id, last, seen in rows}


async def welcome(tx: Tx, secret_hashes: Collection[str], at: datetime) -> set[str]:
    """Return which of these browsers may still take part."""
    among = ConversationSession.secret_hash == any_(cast(list(secret_hashes), ARRAY(String)))
    query = select(ConversationSession.secret_hash).where(among, ConversationSession.expires_at > at)
    return set(await tx.scalars(query))


async def open_at(tx: Tx, kiosk_id: UUID) -> Sequence[UUID]:
    """Return the open conversations of a kiosk, the oldest first."""
    query = select(Conversation.id).where(Conversation.kiosk_id == kiosk_id, Conversation.state == "open")
    return (await tx.scalars(query.order_by(Conversation.started_at))).all()


async def vanished(tx: Tx, gone_since: datetime, held_since: datetime) -> Sequence[UUID]:
    """Return open conversations whose browser went away; with an officer the longer wait counts."""
    with_officer = Conversation.held_by == "officer"
    query = select(Conversation.id).where(
        Conversation.state == "open",
        or_(
            ~with_officer & (Conversation.last_seen_at < gone_since),
            with_officer & (Conversation.last_seen_at < held_since),
        ),
    )
    return (await tx.scalars(query.order_by(Conversation.last_seen_at).limit(SWEPT_AT_ONCE))).all()


async def count_files(tx: Tx, conversation_id: UUID) -> int:
    """Return how many files a conversation has."""
    query = select(func.count()).where(ConversationFile.conversation_id == conversation_id)
    return await tx.scalar(query) or 0


async def file(tx: Tx, conversation_id: UUID, file_id: UUID) -> ConversationFile | None:
    """Return a file of this conversation."""
    found = await tx.get(ConversationFile, file_id)
    return found if found and found.conversation_id == conversation_id else None


async def add_file_parts(tx: Tx, file_id: UUID, pieces: Sequence[bytes]) -> None:
    """Keep the content of a file, one row a piece."""
    for number, data in enumerate(pieces):
        values = {"file_id": file_id, "number": number, "data": data}
        await tx.execute(insert(FilePart).values(values))


async def file_part(tx: Tx, file_id: UUID, number: int) -> bytes:
    """Return one piece of a file."""
    query = select(FilePart.data).where(FilePart.file_id == file_id, FilePart.number == number)
    return (await tx.scalars(query)).one()
