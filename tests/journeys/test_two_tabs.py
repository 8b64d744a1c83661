"""One conversation in two tabs of one browser, and every button pressed twice: each thing happens once."""

from __future__ import annotations

import asyncio

from playwright.async_api import FileChooser, FilePayload, Locator, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.people import REFERENCE, close_with, contacts_of, officer_at_work, say

STOLEN = "mijn fiets is gejat bij het station"
PHOTO = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 400
TOLD = """() => [...document.querySelector('contact-hub-widget').shadowRoot.querySelectorAll('.bubble')]
  .map((bubble) => bubble.innerText)"""


def widget(page: Page) -> Locator:
    return page.locator("contact-hub-widget")


async def twin(page: Page) -> Page:
    """Open the page once more as "duplicate tab" does: the new tab begins with what the first remembers."""
    async with page.context.expect_page() as opening:
        await page.evaluate("void window.open(location.href)")
    return await opening.value


async def both_show(tabs: tuple[Page, Page], text: str, times: int = 1) -> None:
    for tab in tabs:
        await expect(widget(tab).locator(".bubble").get_by_text(text)).to_have_count(times)


async def reloaded(tab: Page) -> None:
    """Load one tab again; it comes back to where it was."""
    await tab.reload()
    await expect(widget(tab).locator(".bubble").get_by_text(STOLEN)).to_have_count(1)


async def both(tabs: tuple[Page, Page], button: str) -> None:
    """Press a button of the widget twice in each tab, in both at the same time."""
    async with asyncio.TaskGroup() as group:
        for tab in tabs:
            group.create_task(widget(tab).locator(button).dblclick(force=True))


async def test_two_tabs_and_double_clicks_do_each_thing_once(visit: OpenPage) -> None:
    console, one = await officer_at_work(visit), await visit("/")
    await say(one, STOLEN)
    await expect(widget(one).get_by_text("Bezorgd")).to_be_visible()
    tabs = one, await twin(one)
    await both_show(tabs, STOLEN)
    await what_is_sent_twice_is_said_once(tabs)
    await file_is_there_once(tabs)
    await both_wait_at_one_place(tabs, console)
    await both_talk_to_one_officer(tabs, console)
    await end_in_one_is_the_end_in_both(tabs)
    reference = await close_with(console, "Advies gegeven", "")
    contacts = await contacts_of(visit, reference)
    assert [contact["channel"] for contact in contacts] == ["web-chat"]


async def what_is_sent_twice_is_said_once(tabs: tuple[Page, Page]) -> None:
    for number, tab in enumerate(tabs):
        await widget(tab).get_by_role("textbox", name="Uw bericht").fill(f"uit tab {number}")
    await both(tabs, ".composer button[type=submit]")
    for number in range(2):
        await both_show(tabs, f"uit tab {number}")
    await reloaded(tabs[1])
    for number in range(2):
        await both_show(tabs, f"uit tab {number}")


async def file_is_there_once(tabs: tuple[Page, Page]) -> None:
    opened: list[FileChooser] = []
    tabs[0].on("filechooser", lambda chooser: opened.append(chooser))  # noqa: PLW0108 - a list's method cannot
    async with tabs[0].expect_file_chooser() as choosing:
        await widget(tabs[0]).locator(".add-file").dblclick()
    photo = FilePayload(name="fiets.png", mimeType="image/png", buffer=PHOTO)
    await (await choosing.value).set_files([photo])
    for tab in tabs:
        await expect(widget(tab).locator(".message .file")).to_have_text(["fiets.png 1 kB"])
    await reloaded(tabs[0])
    for tab in tabs:
        await expect(widget(tab).locator(".message .file")).to_have_text(["fiets.png 1 kB"])
    assert len(opened) == 1


async def both_wait_at_one_place(tabs: tuple[Page, Page], console: Page) -> None:
    waiting = console.locator(".queue li")
    before = await waiting.count()
    await both(tabs, ".person:has-text('Chat')")
    for tab in tabs:
        await expect(widget(tab).get_by_text("Uw plek in de rij")).to_be_visible()
    await expect(waiting).to_have_count(before + 1)
    await reloaded(tabs[1])
    await expect(widget(tabs[1]).get_by_text("Uw plek in de rij")).to_be_visible()
    await both(tabs, ".person:has-text('Chat')")
    await reloaded(tabs[0])
    await expect(waiting).to_have_count(before + 1)


async def both_talk_to_one_officer(tabs: tuple[Page, Page], console: Page) -> None:
    await console.get_by_role("button", name="Neem de langst wachtende").dblclick()
    await expect(console.get_by_text(STOLEN)).to_be_visible()
    await console.get_by_role("textbox", name="Bericht aan de burger").fill("goedemiddag, ik help u")
    await console.keyboard.press("Enter")
    await both_show(tabs, "goedemiddag, ik help u")
    await reloaded(tabs[0])
    await both_show(tabs, "goedemiddag, ik help u")
    told = [await tab.evaluate(TOLD) for tab in tabs]
    assert told[0] == told[1]


async def end_in_one_is_the_end_in_both(tabs: tuple[Page, Page]) -> None:
    await widget(tabs[0]).get_by_role("button", name="Hoe werkt dit?").click()
    await widget(tabs[0]).get_by_role("button", name="Stop dit gesprek").dblclick()
    for tab in tabs:
        await expect(widget(tab).locator(".closed .reference")).to_have_text(REFERENCE)
    await tabs[1].reload()
    await expect(widget(tabs[1]).get_by_role("textbox", name="Uw bericht")).to_be_visible()
    await expect(widget(tabs[1]).get_by_text(STOLEN)).to_have_count(0)
    await expect(widget(tabs[0]).locator(".closed .reference")).to_have_text(REFERENCE)
