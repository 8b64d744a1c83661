"""The hub's real services over a real PostgreSQL, driven step by step under a clock that tests set."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from gateway import schedule
from gateway.calls.tables import Call
from gateway.channels import views
from gateway.contacts import service as contacts
from gateway.contacts.contact import Contact
from gateway.contacts.tables import ContactEvent
from gateway.conversations import desk, reactions, receipts, repository, service, visits
from gateway.conversations.content import Content
from gateway.conversations.rounds import Rounds
from gateway.conversations.schemas import Medium
from gateway.conversations.tables import Conversation, ConversationEvent, ConversationSession
from gateway.database import Database, Tx, claim
from gateway.errors import HubError
from gateway.escalation import repository as entries
from gateway.escalation.tables import QueueEntry
from gateway.events import Events
from gateway.live import Live
from gateway.officers.officer import Officer
from gateway.settings import Settings
from tests.gateway.model import DONE
from video.events import CallEnded, CallStarted, ParticipantJoined

PASSING = ("_sa_instance_state", "last_seen_at")


class Clock:
    """The time as the hub is told; it goes on by a millisecond whenever somebody looks."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Tab:
    """A window of a citizen's browser: its session, and the numbers of the events it has had."""

    secret: str
    heard: list[int] = field(default_factory=list)
    seq: int = 0


@dataclass
class Guest:
    """A citizen: the conversation, and one or two windows on it."""

    id: UUID
    tabs: list[Tab]
    awake: bool = True


@dataclass(frozen=True)
class Seen:
    """One conversation as it stands in every table."""

    row: Conversation
    entry: QueueEntry | None
    events: list[ConversationEvent]
    contacts: list[Contact]
    log: dict[UUID, list[ContactEvent]]
    calls: list[Call]
    sessions: int

    def lasting(self) -> dict[str, Any]:
        """Return what may never change again once the conversation is closed; only sessions may end."""
        row = {key: value for key, value in vars(self.row).items() if key not in PASSING}
        log = {contact_id: len(events) for contact_id, events in self.log.items()}
        return {"row": row, "seq": len(self.events), "contacts": self.contacts, "log": log}


Act = Callable[[Tx], Awaitable[object]]


@dataclass(frozen=True)
class Around:
    """What the services stand on."""

    database: Database
    settings: Settings
    content: Content
    live: Live


class World:
    """Guests, officers and the services between them."""

    def __init__(self, around: Around, officers: list[Officer]) -> None:
        self.database, self.settings, self.officers = around.database, around.settings, officers
        self.content, self.live = around.content, around.live
        self.guests: list[Guest] = []
        self.events = Events()
        reactions.subscribe(self.events)

    async def attempt(self, act: Act) -> str:
        """Do something in a transaction of its own; return DONE or the code of the refusal."""
        try:
            async with self.database.transaction() as tx:
                await act(tx)
        except HubError as error:
            return error.code
        return DONE

    async def arrive(self, tabs: int) -> None:
        async with self.database.transaction() as tx:
            conversation = await service.start(tx, service.Opening("website", "nl", None, "Een computer."))
            secrets = [await service.open_session(tx, self.settings, conversation.id) for _ in range(tabs)]
        self.guests.append(Guest(conversation.id, [Tab(secret) for secret in secrets]))

    async def citizen(self, n: int, client: int, what: str, act: Callable[[Tx, Conversation], Any]) -> str:
        """Carry out a citizen's command as their socket does: once, and only with a right to it."""
        guest = self.guests[n]

        async def command(tx: Tx) -> None:
            await service.hold(tx, guest.id, with_queue=True)
            if await receipts.before(tx, guest.id, UUID(int=client), what) is None:
                conversation = await service.hold(tx, guest.id)
                await visits.must_take_part(tx, conversation, service.hash_secret(guest.tabs[0].secret))
                seq = await act(tx, conversation)
                await receipts.keep(tx, guest.id, UUID(int=client), what=what, seq=seq)

        return await self.attempt(command)

    async def officer(self, n: int, client: int, what: str, act: Callable[[Tx, UUID], Any]) -> str:
        """Carry out an officer's command as the console does."""
        guest = self.guests[n]

        async def command(tx: Tx) -> None:
            await service.hold(tx, guest.id, with_queue=True)
            if await receipts.before(tx, guest.id, UUID(int=client), what) is None:
                seq = await act(tx, guest.id)
                await receipts.keep(tx, guest.id, UUID(int=client), what=what, seq=seq)

        return await self.attempt(command)

    async def take(self, officer: int, client: int, medium: Medium | None) -> str:
        who, press = self.officers[officer], desk.Press(UUID(int=client), f"take {medium}")
        return await self.attempt(lambda tx: desk.take(tx, self.events, who, medium, press=press))

    async def round(self) -> str:
        rounds = Rounds(self.settings, self.content, self.live, self.events)

        async def run(tx: Tx) -> None:
            if await claim(tx, schedule.LOCK):
                await rounds.run(tx)

        return await self.attempt(run)

    async def news(self, event: CallStarted | CallEnded | ParticipantJoined) -> str:
        return await self.attempt(lambda tx: self.events.emit(tx, event))

    async def touch(self, at: datetime, consoles: Iterable[int]) -> None:
        """Let every browser that is awake, and these consoles, say that they are there."""
        async with self.database.transaction() as tx:
            for guest in self.guests:
                if guest.awake:
                    await repository.touch(tx, guest.id, at)
            for officer in consoles:
                await entries.sign(tx, self.officers[officer].id, at)

    async def listen(self, tab: Tab) -> bool:
        """Come back with the last number one knows; return whether the hub still knows this session."""
        async with self.database.transaction() as tx:
            conversation = await service.of_session(tx, tab.secret)
            if conversation is None:
                return False
            news = await views.events_after(tx, conversation, tab.seq)
        tab.heard += [event.seq for event in news]
        tab.seq = conversation.last_seq
        return True

    async def waiting(self) -> list[UUID]:
        async with self.database.transaction() as tx:
            return [entry.conversation_id for entry in await entries.waiting(tx)]

    async def in_hand(self, officer: int) -> set[UUID]:
        async with self.database.transaction() as tx:
            return {entry.conversation_id for entry in await entries.taken_by(tx, self.officers[officer].id)}

    async def handling_s(self) -> list[float]:
        async with self.database.transaction() as tx:
            return [(await entries.handling_s(tx, medium))[1] for medium in ("chat", "video")]

    async def rebuilt(self, contact_ids: Iterable[UUID]) -> list[Contact]:
        """Make contacts anew from nothing but the log."""
        async with self.database.transaction() as tx:
            return [await contacts.rebuild(tx, contact_id) for contact_id in contact_ids]

    async def look(self, guest: Guest) -> Seen:
        return await look(self.database, guest.id)


async def look(database: Database, mine: UUID) -> Seen:
    """Read one conversation from every table, all at one moment."""
    async with database.transaction() as tx:
        await tx.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        row = await repository.plain(tx, mine)
        assert row is not None
        found = await contacts.contacts_of(tx, mine)
        log = select(ContactEvent).where(ContactEvent.contact_id.in_([contact.id for contact in found]))
        written = (await tx.scalars(log.order_by(ContactEvent.seq))).all()
        sessions = select(func.count()).where(ConversationSession.conversation_id == mine)
        calls = select(Call).where(Call.conversation_id == mine).order_by(Call.id)
        return Seen(
            row=row,
            entry=await entries.active_of(tx, mine, lock=False),
            events=list(await repository.events_after(tx, mine, 0)),
            contacts=found,
            log={c.id: [event for event in written if event.contact_id == c.id] for c in found},
            calls=list((await tx.scalars(calls)).all()),
            sessions=int(await tx.scalar(sessions) or 0),
        )
