"""A demonstration force and conversations to work with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from gateway.conversations import reactions, service
from gateway.conversations.tables import Conversation
from gateway.database import Database
from gateway.events import Events
from gateway.officers import service as officers
from gateway.officers.officer import Officer, Role
from gateway.places import seed


@dataclass(frozen=True)
class Staff:
    """Two officers and a supervisor of the demonstration force."""

    one: Officer
    other: Officer
    supervisor: Officer


@pytest.fixture
async def staff(database: Database) -> Staff:
    async with database.transaction() as tx:
        await seed.put(tx, seed.read())
        everybody = await officers.demonstration_officers(tx)
    working = [officer for officer in everybody if officer.role is Role.OFFICER]
    supervisor = next(officer for officer in everybody if officer.role is Role.SUPERVISOR)
    return Staff(working[0], working[1], supervisor)


@pytest.fixture
def news(events: Events) -> Events:
    """Return an event hub with the conversation's reactions subscribed, as the running hub has them."""
    reactions.subscribe(events)
    return events


StartTalk = Callable[..., Awaitable[UUID]]


@pytest.fixture
async def start_talk(database: Database, staff: Staff) -> AsyncIterator[StartTalk]:
    """Return a function that starts a conversation in which the citizen said one thing."""

    async def start(
        text: str = "mijn fiets is gejat", *, surface: str = "website", place: str | None = None
    ) -> UUID:
        opening = service.Opening(surface, "nl", place, "Dit is een computer.")
        async with database.transaction() as tx:
            conversation = await service.start(tx, opening)
            if text:
                await service.say(tx, conversation, text, client_id=uuid4())
        return conversation.id

    yield start


@pytest.fixture
def look(database: Database) -> Callable[[UUID], Awaitable[Conversation]]:
    """Return a function that reads a conversation as it stands."""

    async def read(conversation_id: UUID) -> Conversation:
        async with database.transaction() as tx:
            found = await tx.get(Conversation, conversation_id)
            assert found is not None
            return found

    return read
