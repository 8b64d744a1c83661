"""One hub to hurt for the whole folder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack

import pytest

from tests.failures.hurting import HurtHub, hurt_hub
from tests.failures.people import Citizen, Officer, here, officers_of, send_home
from tests.whole_hub import site

Helped = Callable[[str], Awaitable[tuple[Citizen, Officer]]]


@pytest.fixture(scope="package")
def hub() -> Iterator[HurtHub]:
    """Start a whole hub once; each test leaves it running."""
    with site() as place, hurt_hub(place) as hub:
        yield hub


@pytest.fixture
async def helped(hub: HurtHub) -> AsyncIterator[Helped]:
    """Return a function that gives a citizen and the officer who took them, both connected."""
    await hub.ready()
    await send_home(hub.url)
    async with AsyncExitStack() as stack:

        async def begin(medium: str) -> tuple[Citizen, Officer]:
            citizen, officer = Citizen(hub.url), Officer(hub.url, (await officers_of(hub.url))[0])
            await stack.enter_async_context(here(citizen, officer))
            await citizen.until(lambda: citizen.arrivals)
            await officer.until(lambda: officer.arrivals)
            await citizen.command("ask_person", medium=medium)
            await officer.command("take", medium=None)
            await officer.until(lambda: citizen.id in officer.work)
            return citizen, officer

        yield begin
