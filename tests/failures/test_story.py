"""In real browsers: a chat, a waiting video call and a call, while each process is killed in turn."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.failures.hurting import PROCESSES, HurtHub
from tests.failures.people import send_home
from tests.journeys.conftest import (
    CHROMIUM,
    DESKTOP,
    EXPECT_MS,
    FLAGS,
    LARGEST_PICTURE,
    OpenPage,
    assert_moving,
)
from tests.journeys.people import ask_for_chat, ask_for_video, close_with, officer_at_work, say

pytestmark = [
    pytest.mark.bot,
    pytest.mark.timeout(300),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
PATIENT_MS = 30_000
BACK_S = 20
STOLEN = "mijn fiets is gejat bij het station"


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Wait for a page as long as a killed process may be away."""
    expect.set_options(timeout=PATIENT_MS)
    yield
    expect.set_options(timeout=EXPECT_MS)


@pytest.fixture
async def visit(hub: HurtHub) -> AsyncIterator[OpenPage]:
    """Return a function that opens a page of the hub as a new person, with a browser of their own."""
    await hub.ready()
    await send_home(hub.url)
    async with async_playwright() as playwright, AsyncExitStack() as stack:
        browser: Browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        stack.push_async_callback(browser.close)

        async def open_page(path: str) -> Page:
            context = await browser.new_context(viewport=DESKTOP)
            context.set_default_timeout(PATIENT_MS)
            page = await context.new_page()
            await page.goto(f"{hub.url}{path}")
            return page

        yield open_page


async def test_people_go_on_after_seconds_whatever_process_is_killed(hub: HurtHub, visit: OpenPage) -> None:
    console = await officer_at_work(visit)
    chatting, waiting = await visit("/"), await visit("/")
    await say(chatting, STOLEN)
    await ask_for_chat(chatting)
    await console.get_by_role("button", name="Neem de langst wachtende").click()
    await expect(console.get_by_text(STOLEN)).to_be_visible()
    await say(waiting, "er is ingebroken")
    room = await ask_for_video(waiting)
    for name in PROCESSES:
        await hub.kill(name)
        await they_go_on(chatting, console, name)
        await expect(room.get_by_text("Uw plek in de rij")).to_be_visible()
    for name in PROCESSES:
        for text in (f"burger na {name}", f"agent na {name}"):
            await expect(chatting.get_by_text(text)).to_have_count(1)
    await close_with(console, "Advies gegeven", "Alles overleefd.")
    await the_call_survives_its_node(hub, console, room)
    await close_with(console, "Advies gegeven", "")


async def they_go_on(chatting: Page, console: Page, name: str) -> None:
    """Let both say something; each reads the other and the delivery is confirmed."""
    await say(chatting, f"burger na {name}")
    await expect(console.get_by_text(f"burger na {name}")).to_be_visible()
    await console.get_by_role("textbox", name="Bericht aan de burger").fill(f"agent na {name}")
    await console.keyboard.press("Enter")
    await expect(chatting.get_by_text(f"agent na {name}")).to_be_visible()
    await expect(chatting.get_by_text(re.compile("Bezorgd|Gelezen")).last).to_be_visible()


async def the_call_survives_its_node(hub: HurtHub, console: Page, room: Page) -> None:
    await console.get_by_role("button", name="Neem de eerste video").click()
    await expect(room.get_by_text("Verbonden")).to_be_visible()
    await assert_moving(room, "the citizen")
    await hub.kill("video")
    # Each page notices in its own time; until then the last picture stands still under "connected".
    for page in (room, console):
        await moves_again(page)
    await expect(room.get_by_text("Verbonden")).to_be_visible()
    await assert_moving(room, "the citizen, after the node was killed,")
    await assert_moving(console, "the officer, after the node was killed,")


async def moves_again(page: Page) -> None:
    """Wait until the other's picture moves; fail after BACK_S."""
    async with asyncio.timeout(BACK_S):
        before = await page.evaluate(LARGEST_PICTURE)
        while not before or await page.evaluate(LARGEST_PICTURE) == before:
            await asyncio.sleep(0.5)
            before = before or await page.evaluate(LARGEST_PICTURE)
