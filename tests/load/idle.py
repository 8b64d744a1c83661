"""Many people at once on one gateway: what an idle chat costs, and how fast words come back among many."""

from __future__ import annotations

import asyncio
import resource
import time
from contextlib import AsyncExitStack
from itertools import cycle
from uuid import uuid4

from tests.fakes.person import Person, person
from tests.load.alone import Gateway, gateway, stores
from tests.load.bench import RUNS, Result, middle, p95, show

OPEN = 5_000
CHATS = 500
PER_S = 50
ECHO_S = 10
AT_ONCE = 20
SETTLE_S = 15.0
"""Two rounds of the roll call and more: memory is read when nothing is new any longer."""
ECHO_AT_MOST_MS = 20.0
OPEN_AT_MOST_KB = 100.0
HELLO = {
    "type": "hello",
    "session": None,
    "since": None,
    "surface": "website",
    "language": "nl",
    "place": None,
}


async def measure() -> None:
    """Print the lines about idle chats and about echoes."""
    _many_files()
    async with stores() as databases:
        async with gateway(databases) as serving:
            show(await _open(serving))
        async with gateway(databases) as serving:
            show(await _echo(serving))


async def _open(serving: Gateway) -> Result:
    before = serving.resident_mb
    async with AsyncExitStack() as stack:
        began = time.perf_counter()
        await _come_in(stack, serving, OPEN)
        opened_s = time.perf_counter() - began
        await asyncio.sleep(SETTLE_S)
        each_kb = (serving.resident_mb - before) * 1024 / OPEN
    return Result(
        "chat_open", each_kb, opened_s, "KB_a_chat", "seconds_to_open_5000", at_most=OPEN_AT_MOST_KB
    )


async def _come_in(stack: AsyncExitStack, serving: Gateway, count: int) -> list[Person]:
    people: list[Person] = []
    for _ in range(0, count, AT_ONCE):
        async with asyncio.TaskGroup() as group:
            coming = [
                group.create_task(stack.enter_async_context(person(serving.url))) for _ in range(AT_ONCE)
            ]
        new = [task.result() for task in coming]
        async with asyncio.TaskGroup() as group:
            for one in new:
                group.create_task(_greet(one))
        people += new
    return people


async def _greet(one: Person) -> None:
    await one.send(**HELLO)
    await one.get("snapshot")


async def _echo(serving: Gateway) -> Result:
    async with AsyncExitStack() as stack:
        people = await _come_in(stack, serving, CHATS)
        await asyncio.sleep(SETTLE_S)
        runs = [p95(await _said_back(people)) * 1000 for _ in range(RUNS)]
        return Result("chat_echo", middle(runs), max(runs), "ms", "worst_of_3_runs", at_most=ECHO_AT_MOST_MS)


async def _said_back(people: list[Person]) -> list[float]:
    waits: list[float] = []
    turn = cycle(people)
    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(PER_S * ECHO_S):
            await asyncio.sleep(max(began + number / PER_S - time.perf_counter(), 0))
            group.create_task(_say(next(turn), waits))
    return waits


async def _say(one: Person, waits: list[float]) -> None:
    text = str(uuid4())
    one.seen.clear()
    began = time.perf_counter()
    await one.send(type="say", client_id=str(uuid4()), text=text)
    await one.event("MessagePosted", author="bot", text=text)
    waits.append(time.perf_counter() - began)


def _many_files() -> None:
    """Allow this process and its children a socket for every chat."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 65_536), most))
