"""Files of a conversation: kept in PostgreSQL, so that what is acknowledged is in the backup."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from uuid import UUID

from gateway.conversations import receipts, repository, service
from gateway.conversations.tables import Conversation, ConversationFile
from gateway.database import Database, Tx, new_id
from gateway.errors import HubError, NotThere, Unavailable
from gateway.escalation import service as escalation
from gateway.officers.officer import Officer
from gateway.settings import Settings

PART_BYTES: Final = 1024 * 1024


class FileTooLarge(HubError):
    status, code, title = HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "file_too_large", "The file is too large."


class TooManyFiles(HubError):
    status, code, title = HTTPStatus.CONFLICT, "too_many_files", "There are enough files here."


class NoRoom(Unavailable):
    status, code, title = HTTPStatus.INSUFFICIENT_STORAGE, "no_room", "There is no room for files now."


class TooManyAtOnce(Unavailable):
    title = "Many files come in at this moment."


@dataclass(frozen=True)
class Arrival:
    """A whole file that came in and was looked at."""

    client_id: UUID
    name: str
    kind: str
    sha256: str
    content: bytes


class Slots:
    """So many files may be on their way into this process; each holds a place."""

    def __init__(self, most: int) -> None:
        self._free = most

    def __enter__(self) -> None:
        if self._free < 1:
            raise TooManyAtOnce
        self._free -= 1

    def __exit__(self, *_: object) -> None:
        self._free += 1


async def welcome(tx: Tx, settings: Settings, secret: str) -> UUID:
    """Return the conversation to which the holder of this session may add a file now."""
    conversation = await service.of_session(tx, secret)
    if conversation is None or conversation.surface == "kiosk":
        raise NotThere
    await _check_room(tx, settings, conversation)
    return conversation.id


async def add(tx: Tx, settings: Settings, conversation_id: UUID, arrived: Arrival) -> int:
    """Keep a file once and tell the thread; return the number of its event."""
    await service.hold(tx, conversation_id)
    what = f"file {arrived.sha256} {arrived.name}"
    done = await receipts.before(tx, conversation_id, arrived.client_id, what)
    if done is not None:
        return done
    conversation = await service.opened(tx, conversation_id)
    await _check_room(tx, settings, conversation)
    await service.contact_for(tx, conversation, "chat")
    data = await _keep(tx, conversation_id, arrived)
    seq = await service.append(tx, conversation, "FileAdded", data)
    await receipts.keep(tx, conversation_id, arrived.client_id, what=what, seq=seq)
    return seq


async def for_officer(tx: Tx, officer: Officer, conversation_id: UUID, file_id: UUID) -> ConversationFile:
    """Return a file of a conversation that this officer has in hand; any other is not there."""
    await escalation.held(tx, officer.id, conversation_id)
    file = await repository.file(tx, conversation_id, file_id)
    if file is None:
        raise NotThere
    return file


async def content(database: Database, file: ConversationFile) -> AsyncIterator[bytes]:
    """Yield what is in a file, piece by piece, each in a transaction of its own."""
    for number in range(-(-file.size // PART_BYTES)):
        async with database.transaction() as tx:
            part = await repository.file_part(tx, file.id, number)
        yield part


async def _check_room(tx: Tx, settings: Settings, conversation: Conversation) -> None:
    if await repository.count_files(tx, conversation.id) >= settings.files_a_conversation:
        raise TooManyFiles(most=settings.files_a_conversation)


async def _keep(tx: Tx, conversation_id: UUID, arrived: Arrival) -> dict[str, str | int]:
    data = {"name": arrived.name, "kind": arrived.kind, "sha256": arrived.sha256}
    size, file_id = len(arrived.content), new_id()
    tx.add(ConversationFile(id=file_id, conversation_id=conversation_id, size=size, **data))
    await tx.flush()
    parts = range(0, size, PART_BYTES)
    pieces = [arrived.content[start : start + PART_BYTES] for start in parts]
    await repository.add_file_parts(tx, file_id, pieces)
    return {**data, "file_id": str(file_id), "size": size, "client_id": str(arrived.client_id)}
