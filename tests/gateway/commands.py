"""What people, officers and nodes do: once to the hub, once to the model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal, Protocol, cast
from uuid import UUID

from gateway.conversations import desk, persons, service
from gateway.conversations.schemas import Medium
from gateway.conversations.tables import Conversation
from gateway.database import Tx, now
from tests.gateway.model import Model
from tests.gateway.world import World
from video.events import CallEnded, CallStarted, ParticipantJoined

CitizenAct = Literal["say", "chat", "video", "stop", "keep", "leave"]
OfficerAct = Literal["answer", "note", "release", "finish"]
OUTCOME = "advice_given"


class Command(Protocol):
    """Something that is done in one transaction."""

    async def run(self, world: World) -> str: ...

    def expect(self, model: Model) -> str: ...


@dataclass(frozen=True)
class ByCitizen:
    """A frame from a citizen's browser."""

    act: CitizenAct
    n: int
    client: int

    async def run(self, world: World) -> str:
        return await world.citizen(
            self.n, self.client, self.act, lambda tx, found: self._do(world, tx, found)
        )

    async def _do(self, world: World, tx: Tx, conversation: Conversation) -> int:
        match self.act:
            case "say":
                client_id = UUID(int=self.client)
                return await service.say(tx, conversation, f"word {self.client}", client_id=client_id)
            case "stop":
                return await service.stop_waiting(tx, conversation)
            case "keep":
                return await service.keep_waiting(tx, conversation)
            case "leave":
                return await service.citizen_done(tx, conversation)
            case _:
                return await persons.ask(tx, world.events, conversation, self.act, content=world.content)

    def expect(self, model: Model) -> str:
        match self.act:
            case "say":
                return model.say(self.n, self.client, f"word {self.client}")
            case "stop":
                return model.stop(self.n, self.client)
            case "keep":
                return model.keep(self.n, self.client)
            case "leave":
                return model.leave(self.n, self.client)
            case _:
                return model.ask(self.n, self.client, self.act)


@dataclass(frozen=True)
class ByOfficer:
    """A frame from a console about somebody in hand."""

    act: OfficerAct
    officer: int
    n: int
    client: int

    async def run(self, world: World) -> str:
        return await world.officer(self.n, self.client, self.act, partial(self._do, world))

    async def _do(self, world: World, tx: Tx, mine: UUID) -> int:
        who, client_id = world.officers[self.officer], UUID(int=self.client)
        match self.act:
            case "answer":
                return await desk.say(tx, who, mine, f"word {self.client}", client_id=client_id)
            case "note":
                return await desk.note(tx, who, mine, f"note {self.client}")
            case "release":
                return await desk.release(tx, world.events, who, mine)
            case "finish":
                return await desk.close(tx, who, mine, outcome=OUTCOME, note_text=f"note of {self.client}")

    def expect(self, model: Model) -> str:
        match self.act:
            case "answer":
                return model.answer(self.officer, self.n, self.client, f"word {self.client}")
            case "note":
                return model.write_note(self.officer, self.n, self.client, f"note {self.client}")
            case "release":
                return model.release(self.officer, self.n, self.client)
            case "finish":
                return model.finish(self.officer, self.n, self.client, OUTCOME)


@dataclass(frozen=True)
class Take:
    """A press on "take"."""

    officer: int
    medium: str | None
    client: int

    async def run(self, world: World) -> str:
        return await world.take(self.officer, self.client, cast("Medium | None", self.medium))

    def expect(self, model: Model) -> str:
        return model.take(self.officer, self.client, self.medium)


@dataclass(frozen=True)
class News:
    """What a node tells about the conversation's n-th call, in time, late or again."""

    happened: Literal["started", "joined", "ended"]
    n: int
    call: int

    async def run(self, world: World) -> str:
        guest = world.guests[self.n]
        call_id = str((await world.look(guest)).calls[self.call - 1].id)
        if self.happened == "started":
            return await world.news(CallStarted(call_id, str(guest.id), now()))
        if self.happened == "joined":
            seat = {"seat": "officer", "role": "officer"}
            return await world.news(ParticipantJoined(call_id, str(guest.id), now(), **seat))
        return await world.news(CallEnded(call_id, str(guest.id), now(), "hung_up_citizen"))

    def expect(self, model: Model) -> str:
        tell = {"started": model.call_started, "joined": model.officer_joined, "ended": model.call_ended}
        return tell[self.happened](self.n, self.call)


@dataclass(frozen=True)
class Round:
    """What the hub does by the clock; it waits for nobody."""

    passed_over: frozenset[int] = frozenset()

    async def run(self, world: World) -> str:
        return await world.round()

    def expect(self, model: Model) -> str:
        return model.round(self.passed_over)
