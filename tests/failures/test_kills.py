"""kill -9 of every process, one after another and two at once, while people chat, wait and close.

HUB_KILLS says how many single kills (20) and HUB_SEED which ones; a soak is HUB_KILLS=500.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import combinations
from random import Random

import pytest

from tests.failures import audit
from tests.failures.hurting import PROCESSES, HurtHub, show
from tests.failures.people import Officer, here, officers_of
from tests.failures.stories import Town

KILLS = int(os.environ.get("HUB_KILLS", "20"))
SEED = int(os.environ.get("HUB_SEED", "20261126"))
CITIZENS = 5
PAIRS = max(4, KILLS // 5)

pytestmark = [pytest.mark.bot, pytest.mark.timeout(120 + 15 * (KILLS + PAIRS))]


@asynccontextmanager
async def busy(hub: HurtHub, random: Random) -> AsyncIterator[Town]:
    """Let people live their day around the block; they go home when it ends."""
    officers = [Officer(hub.url, found) for found in (await officers_of(hub.url))[:2]]
    town = Town(hub.url, random, officers)
    async with here(*officers):
        async with asyncio.TaskGroup() as group:
            for officer in officers:
                group.create_task(town.officer(officer))
            for _ in range(CITIZENS):
                group.create_task(town.citizen())
            yield town
            town.over.set()
        async with hub.database() as database:
            await audit.assert_kept(database, town.citizens, town.officers)


async def hurt(hub: HurtHub, random: Random, victims: Sequence[Sequence[str]]) -> None:
    for names in victims:
        async with asyncio.timeout(90):
            await moment(random)
            await hub.kill(*names)


async def moment(random: Random) -> None:
    """Let a random moment pass, so that kills meet people in the middle of anything."""
    for _ in range(random.randint(1, 10)):
        await asyncio.sleep(0.1)


def one_after_another(random: Random, count: int) -> list[tuple[str, ...]]:
    """Shuffle round after round, so that every process is killed equally often."""
    names: list[str] = []
    while len(names) < count:
        names += random.sample(PROCESSES, len(PROCESSES))
    return [(name,) for name in names[:count]]


async def test_nothing_acknowledged_is_lost_when_processes_are_killed_one_after_another(hub: HurtHub) -> None:
    random = Random(SEED)
    async with busy(hub, random) as town:
        await hurt(hub, random, one_after_another(random, KILLS))
    show("| process | kills | median | worst |", hub.table())
    assert sum(len(times) for times in hub.away_s.values()) == KILLS
    closed = [citizen for citizen in town.citizens if citizen.closed]
    assert closed, "nobody was helped while the hub was hurt"


async def test_nothing_acknowledged_is_lost_when_two_are_killed_at_once(hub: HurtHub) -> None:
    random = Random(SEED + 1)
    pairs = list(combinations(PROCESSES, 2))
    random.shuffle(pairs)
    async with busy(hub, random) as town:
        await hurt(hub, random, [pairs[number % len(pairs)] for number in range(PAIRS)])
    assert town.citizens
