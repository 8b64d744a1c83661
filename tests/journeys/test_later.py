"""Go on later: at a phone of 320 px with a code, and from the kiosk to the website."""

from __future__ import annotations

import re

from playwright.async_api import Locator, Page, expect

from tests.journeys.conftest import (
    KIOSK,
    PHONE,
    OpenPage,
    assert_accessible,
    assert_nothing_sideways,
)
from tests.journeys.people import REFERENCE, say

CODE = re.compile(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}\b")
STORY = "mijn fiets is gejat bij het station"


def widget_of(page: Page) -> Locator:
    return page.locator("contact-hub-widget")


async def come_back(page: Page, reference: str, code: str) -> None:
    """Fill in number and code, by keyboard."""
    widget = widget_of(page)
    await widget.get_by_role("textbox", name="Uw nummer").fill(reference)
    await widget.get_by_role("textbox", name="Uw geheime code").fill(code)
    await page.keyboard.press("Enter")


async def test_saved_conversation_goes_on_in_another_browser(visit: OpenPage) -> None:
    phone = await visit("/", PHONE)
    widget = widget_of(phone)
    await say(phone, STORY)
    await expect(widget.get_by_text("Bezorgd")).to_be_visible()
    await widget.get_by_role("button", name="Later verder").click()
    await expect(widget.get_by_role("heading", name="Later verder")).to_be_focused()
    await expect(widget.locator(".key bdi")).to_have_count(2)
    reference, code = await widget.locator(".key bdi").all_inner_texts()
    await assert_accessible(phone, "the code")
    await assert_nothing_sideways(phone, "the code")
    await widget.get_by_role("button", name="Stop voor nu").click()
    await expect(widget.get_by_text("Dit gesprek is bewaard")).to_be_visible()
    await assert_accessible(phone, "the saved conversation")

    elsewhere = await visit("/", PHONE)
    await elsewhere.get_by_role("button", name="Ik heb al een nummer").click()
    await come_back(elsewhere, reference, "AAAAA-AAAAA")
    await expect(widget_of(elsewhere).get_by_text("Nummer en code horen niet bij elkaar")).to_be_visible()
    await assert_accessible(elsewhere, "the wrong code")
    await assert_nothing_sideways(elsewhere, "the wrong code")
    await come_back(elsewhere, reference.lower().replace("-", ""), code)
    await expect(widget_of(elsewhere).get_by_text(STORY)).to_be_visible()
    await expect(widget_of(elsewhere).get_by_text("U bent terug")).to_be_visible()
    assert code not in elsewhere.url
    await say(elsewhere, "het was een blauwe")
    await expect(widget_of(elsewhere).get_by_text("het was een blauwe")).to_be_visible()


async def test_visit_at_the_kiosk_goes_on_at_the_website(visit: OpenPage) -> None:
    kiosk = await visit("/kiosk?place=kiosk-utrecht-cs", KIOSK)
    await kiosk.get_by_role("button", name="Nederlands").click()
    await kiosk.get_by_role("button", name=re.compile("assistent", re.IGNORECASE)).click()
    await expect(kiosk.locator(".message.theirs").first).to_be_visible()
    await kiosk.get_by_role("textbox").fill(STORY)
    await kiosk.get_by_role("textbox").press("Enter")
    await expect(kiosk.locator(".message.theirs").nth(1)).to_be_visible()
    await kiosk.get_by_role("button", name="Klaar").click()
    await kiosk.get_by_role("button", name="Later verder").click()
    await expect(kiosk.get_by_text("Uw geheime code")).to_be_visible()
    await assert_accessible(kiosk, "the code at the kiosk")
    shown = await kiosk.locator(".card.reference").inner_text()
    reference, code = REFERENCE.search(shown), CODE.search(shown)
    assert reference
    assert code
    await kiosk.get_by_role("button", name="Ja, wis alles").click()
    await expect(kiosk.get_by_role("button", name="Nederlands")).to_be_visible()
    assert code.group() not in await kiosk.content()

    website = await visit("/")
    await website.get_by_role("button", name="Ik heb al een nummer").click()
    await come_back(website, reference.group(), code.group())
    await expect(widget_of(website).get_by_text(STORY)).to_be_visible()
