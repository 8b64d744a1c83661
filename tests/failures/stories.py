"""What people do, again and again, while the hub is hurt; each remembers what was acknowledged."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from tests.failures.people import Citizen, Officer

CLOSED_S = 120.0


@dataclass
class Town:
    """Everybody there is, and whether the day is over."""

    url: str
    random: Random
    officers: list[Officer]
    citizens: list[Citizen] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def citizen(self) -> None:
        """Live as one citizen after another until the day is over."""
        while not self.over.is_set():
            one = Citizen(self.url)
            self.citizens.append(one)
            async with asyncio.TaskGroup() as group:
                wire = group.create_task(one.run())
                await self._talk(one)
                wire.cancel()

    async def _talk(self, one: Citizen) -> None:
        for number in range(self.random.randint(1, 3)):
            await one.command("say", text=f"bericht {number}")
        await one.command("ask_person", medium=self.random.choice(("chat", "video")))
        if self.random.random() < 0.2:
            await one.command("stop_waiting")
            await one.command("say", text="toch niet")
            await one.command("ask_person", medium="chat")
        await self._wait(one, lambda: one.has("OfficerJoined") or one.closed)
        for number in range(self.random.randint(1, 3)):
            if not one.closed and not self.over.is_set():
                await one.command("say", text=f"aan de agent {number}")
        await self._wait(one, lambda: one.closed)

    async def _wait(self, one: Citizen, condition: object) -> None:
        """Wait for the officer, or for the end of the day."""
        async with asyncio.TaskGroup() as group:
            first = asyncio.Event()
            waits = [
                group.create_task(_tell(first, one, condition)),
                group.create_task(_end(first, self.over)),
            ]
            await first.wait()
            for task in waits:
                task.cancel()

    async def officer(self, one: Officer) -> None:
        """Take who waits, talk, note, put back or close, until the day is over."""
        while not self.over.is_set():
            if not one.work:
                await one.command("take", medium=None)
            for conversation_id in tuple(one.work):
                await self._help(one, conversation_id)
            with suppress(TimeoutError):
                async with asyncio.timeout(self.random.uniform(0.05, 0.3)):
                    await self.over.wait()

    async def _help(self, one: Officer, conversation_id: str) -> None:
        about = {"conversation_id": conversation_id}
        for number in range(self.random.randint(1, 2)):
            await one.command("say", text=f"van de agent {number}", **about)
        await one.command("note", text=f"notitie {self.random.random()}", **about)
        if self.random.random() < 0.15:
            await one.command("release", **about)
        elif self.random.random() < 0.8:
            note = f"afgesproken {self.random.random()}"
            await one.command("close", outcome="advice_given", note=note, **about)


async def _tell(first: asyncio.Event, one: Citizen, condition: object) -> None:
    await one.until(condition, CLOSED_S)
    first.set()


async def _end(first: asyncio.Event, over: asyncio.Event) -> None:
    await over.wait()
    first.set()
