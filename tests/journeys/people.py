"""What citizens and officers do on the screens, in the words of the screens."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from playwright.async_api import Page, expect

from tests.journeys.conftest import OpenPage, log_in

CLOSED_S = 20
REFERENCE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b")


async def say(page: Page, text: str) -> None:
    """Open the website's widget when it is closed, and say something."""
    widget = page.locator("contact-hub-widget")
    box = widget.get_by_role("textbox", name="Uw bericht")
    if not await box.is_visible():
        await widget.get_by_role("button", name="Stel uw vraag").click()
    await box.fill(text)
    await box.press("Enter")


async def ask_for_chat(page: Page) -> None:
    """Press "chat" under the widget's message box."""
    await page.locator("contact-hub-widget .person", has_text="Chat").click()


async def ask_for_video(page: Page) -> Page:
    """Press "video" under the widget's message box; return the waiting room that opens."""
    async with page.context.expect_page() as opening:
        await page.locator("contact-hub-widget .person", has_text="Video").click()
    room = await opening.value
    await room.wait_for_url("**/call")
    await expect(room.get_by_text("Uw plek in de rij")).to_be_visible()
    return room


async def officer_at_work(visit: OpenPage, name: str = "S. Bakker") -> Page:
    """Return the console of an officer who just logged in and has nobody in hand from before."""
    console = await visit("/console")
    await log_in(console, name)
    await expect(console.get_by_role("switch")).to_be_checked()
    nobody = console.get_by_text("Geen gesprek open")
    await expect(nobody.or_(console.get_by_role("radio").first)).to_be_visible()
    while not await nobody.is_visible():
        await close_with(console, "Geen contact", "")
    return console


async def close_with(console: Page, outcome: str, note: str) -> str:
    """Write a note, pick an outcome, and close; ending a call takes two presses. Return the reference."""
    found = REFERENCE.search(await console.inner_text("body"))
    assert found is not None, "the console shows no reference"
    await console.get_by_role("textbox", name="Notitie").fill(note)
    await console.get_by_role("radio", name=outcome).check()
    close = console.get_by_role("button", name="Sluit gesprek")
    async with asyncio.timeout(CLOSED_S):
        while await console.locator("case-column").get_by_text(found.group()).count():
            if await close.is_visible():
                await close.click(timeout=CLOSED_S * 1000)
            await asyncio.sleep(0.7)  # a second press sooner counts as a double click
    return found.group()


async def contacts_of(visit: OpenPage, reference: str) -> list[dict[str, Any]]:
    """Return the log's contacts under a reference as the supervisor sees them, the first one first."""
    supervisor = await visit("/console/login?next=/console/statistics")
    await log_in(supervisor, "T. de Wit")
    await expect(supervisor.get_by_text(reference).first).to_be_visible()
    log = await supervisor.evaluate("fetch('/v1/statistics/contacts?pageSize=100').then((r) => r.json())")
    found = [line for line in log["results"] if line["reference"] == reference]
    return sorted(found, key=lambda line: line["startedAt"])


async def type_in_call(page: Page, text: str) -> None:
    """Type a message beside the picture."""
    await page.get_by_role("textbox").first.fill(text)
    await page.keyboard.press("Enter")
