"""Each screen: axe without violations, nothing wider than a small phone, everything by keyboard."""

from __future__ import annotations

import pytest
from playwright.async_api import ViewportSize, expect

from tests.journeys.conftest import KIOSK, PHONE, OpenPage, assert_accessible, assert_nothing_sideways, log_in

OPEN_PAGES = ("/", "/call", "/kiosk?place=kiosk-utrecht-cs", "/console/login")


@pytest.mark.parametrize("path", OPEN_PAGES)
@pytest.mark.parametrize("viewport", [PHONE, KIOSK], ids=["320px", "kiosk"])
async def test_open_page_is_accessible_and_fits(visit: OpenPage, path: str, viewport: ViewportSize) -> None:
    page = await visit(path, viewport)
    await expect(page.get_by_role("heading").first).to_be_visible()
    await assert_accessible(page, path)
    await assert_nothing_sideways(page, path)


@pytest.mark.parametrize("path", OPEN_PAGES)
async def test_dark_page_is_accessible(visit: OpenPage, path: str) -> None:
    page = await visit(path, dark=True)
    await expect(page.get_by_role("heading").first).to_be_visible()
    await assert_accessible(page, path)


@pytest.mark.parametrize("viewport", [PHONE, None], ids=["320px", "desktop"])
async def test_open_widget_is_accessible_and_fits(visit: OpenPage, viewport: ViewportSize | None) -> None:
    page = await visit("/", viewport) if viewport else await visit("/")
    await page.locator("contact-hub-widget").get_by_role("button", name="Stel uw vraag").click()
    await expect(page.locator("contact-hub-widget").get_by_text("Wat is er gebeurd? Vertel")).to_be_visible()
    await assert_accessible(page, "the open widget")
    await assert_nothing_sideways(page, "the open widget")


@pytest.mark.parametrize("path", ["/console", "/console/statistics", "/console/contacts"])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["320px", "desktop"])
async def test_console_is_accessible_and_fits(visit: OpenPage, path: str, viewport: ViewportSize) -> None:
    page = await visit(f"/console/login?next={path}", viewport)
    await log_in(page, "T. de Wit")
    await expect(page.get_by_role("heading").first).to_be_visible()
    await assert_accessible(page, path)
    await assert_nothing_sideways(page, path)


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["320px", "desktop"])
async def test_console_stands_still_when_the_connection_goes(visit: OpenPage, viewport: ViewportSize) -> None:
    page = await visit("/console/login", viewport)
    await log_in(page, "E. Yilmaz")
    await expect(page.get_by_text("Verbonden")).to_be_visible()
    queue = page.get_by_role("heading", name="Wachtrij")
    before = await queue.bounding_box()
    await page.context.set_offline(True)
    await expect(page.get_by_text("Geen verbinding")).to_be_visible()
    assert await queue.bounding_box() == before


async def test_chat_by_keyboard_alone(visit: OpenPage) -> None:
    page = await visit("/")
    launcher = page.locator("contact-hub-widget").get_by_role("button", name="Stel uw vraag")
    await launcher.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("contact-hub-widget").get_by_role("textbox")).to_be_focused()
    await page.keyboard.type("waar is het politiebureau")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Bezorgd")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(launcher).to_be_focused()
