"""Each screen: axe without violations, nothing wider than a small phone, everything by keyboard."""

from __future__ import annotations

import pytest
from playwright.async_api import ViewportSize, expect

from tests.journeys.conftest import KIOSK, PHONE, OpenPage, assert_accessible, assert_nothing_sideways, log_in
from tests.journeys.people import ask_for_chat, say

ROOM_PX = 200
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


@pytest.mark.parametrize("path", OPEN_PAGES)
async def test_browser_has_nothing_to_complain_about(visit: OpenPage, path: str) -> None:
    page = await visit(path)
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    await page.reload()
    await expect(page.get_by_role("heading").first).to_be_visible()
    assert said == []


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


async def test_chat_speaks_the_language_of_the_page_until_the_person_chooses_one(visit: OpenPage) -> None:
    page = await visit("/?lang=en")
    widget = page.locator("contact-hub-widget")
    await widget.get_by_role("button", name="Ask your question").click()
    await expect(widget.get_by_text("This is a computer, not a person.").first).to_be_visible()
    await page.get_by_role("link", name="Nederlands").click()
    await expect(widget.get_by_text("Dit is een computer, geen mens.").first).to_be_visible()
    await page.get_by_role("link", name="English").click()
    await widget.get_by_role("combobox").select_option("nl")
    await page.reload()
    await expect(widget.get_by_text("Dit is een computer, geen mens.").first).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "en")


async def test_who_waits_on_a_small_phone_still_sees_the_conversation(visit: OpenPage) -> None:
    page = await visit("/", PHONE)
    await say(page, "mijn fiets is gejat")
    await expect(page.get_by_text("Bezorgd")).to_be_visible()
    await ask_for_chat(page)
    stop = page.get_by_role("button", name="Stop met wachten")
    await expect(stop).to_be_visible()
    await assert_accessible(page, "the widget while waiting")
    await assert_nothing_sideways(page, "the widget while waiting")
    room = await page.locator("contact-hub-widget .thread").bounding_box()
    heights = [await one.evaluate("e => e.offsetHeight") for one in await page.locator(".person").all()]
    await stop.click()
    await expect(stop).to_have_count(0)
    assert room is not None
    assert room["height"] >= ROOM_PX
    assert len(set(heights)) == 1


async def test_open_chat_leaves_112_of_the_page_in_sight(visit: OpenPage) -> None:
    page = await visit("/", {"width": 1280, "height": 800})
    await page.locator("contact-hub-widget").get_by_role("button", name="Stel uw vraag").click()
    await expect(page.locator("contact-hub-widget dialog")).to_be_visible()
    await page.locator("contact-hub-website .danger-112").click(trial=True)
