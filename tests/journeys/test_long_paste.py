"""Somebody pastes a whole file into the box for a message."""

from __future__ import annotations

import asyncio

from playwright.async_api import Locator, expect

from tests.journeys.conftest import OpenPage

AT_ONCE_S = 5
FILE = "x" * 200_000


async def test_paste_of_200_000_characters_is_left_out_at_once_and_said(visit: OpenPage) -> None:
    page = await visit("/")
    widget = page.locator("contact-hub-widget")
    await widget.get_by_role("button", name="Stel uw vraag").click()
    await left_out(widget.get_by_role("textbox", name="Uw bericht"), widget)


async def test_kiosk_leaves_it_out_as_well(visit: OpenPage) -> None:
    page = await visit("/kiosk?place=kiosk-utrecht-cs")
    await page.get_by_role("button", name="Nederlands").click()
    await page.get_by_role("button", name="Vraag het de assistent").click()
    await left_out(page.get_by_role("textbox"), page.locator("main"))


async def left_out(box: Locator, around: Locator) -> None:
    await expect(around.get_by_text("Wat is er gebeurd? Vertel").first).to_be_visible()
    await box.fill("mijn fiets")
    async with asyncio.timeout(AT_ONCE_S):
        await box.page.keyboard.insert_text(FILE)
        await expect(around.get_by_text("Een bericht mag 2.000 tekens hebben")).to_be_visible()
        await expect(box).to_have_value("mijn fiets")
