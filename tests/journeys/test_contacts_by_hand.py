"""An officer writes contacts down by keyboard alone; nothing is lost, doubled or overwritten."""

from __future__ import annotations

import logging
import re
from time import monotonic
from typing import Any

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.journeys.conftest import PHONE, OpenPage, assert_accessible, log_in
from tests.journeys.people import REFERENCE

PACE = 3
"""Keystrokes a second of somebody who types calmly."""
LONGEST_S = 20
log = logging.getLogger(__name__)
PATH = "/console/contacts"
LISTED = "fetch('/v1/console/contacts').then((r) => r.json())"


class Typist:
    """Somebody who uses the keyboard alone, at a human pace by the clock, and counts the keystrokes."""

    def __init__(self, page: Page) -> None:
        self.page, self.strokes, self.began = page, 0, monotonic()

    async def press(self, key: str) -> None:
        self.strokes += len(key.split("+"))
        ahead_s = self.began + self.strokes / PACE - monotonic()
        await self.page.keyboard.press(key, delay=max(0, ahead_s * 1000))

    async def write(self, text: str) -> None:
        for letter in text:
            await self.press(letter)


async def by_hand(visit: OpenPage, name: str = "S. Bakker") -> Page:
    """Return the page of an officer who just logged in, ready for the first key."""
    page = await visit(f"/console/login?next={PATH}")
    await log_in(page, name)
    await expect(page.get_by_role("radio", name="Telefoon")).to_be_focused()
    return page


async def saved(page: Page) -> tuple[str, int]:
    """Return reference and seconds from the line that says that a contact was saved."""
    line = page.get_by_text(re.compile("Bewaard. Kenmerk"))
    await expect(line).to_be_visible()
    text = await line.inner_text()
    reference, seconds = REFERENCE.search(text), re.search(r"in (\d+) seconde", text)
    assert reference
    assert seconds
    return reference.group(), int(seconds.group(1))


async def listed(page: Page, reference: str) -> list[dict[str, Any]]:
    """Return today's contacts under a reference."""
    contacts = (await page.evaluate(LISTED))["results"]
    return [contact for contact in contacts if contact["reference"] == reference]


async def test_complete_contact_takes_under_twenty_seconds_by_keyboard(visit: OpenPage) -> None:
    console = await visit("/console/login?next=/console")
    await log_in(console, "S. Bakker")
    await expect(console.get_by_role("switch")).to_be_checked()
    async with console.context.expect_page() as opening:
        await console.keyboard.press("k")
    page = await opening.value
    await expect(page.get_by_role("radio", name="Telefoon")).to_be_focused()

    officer = Typist(page)
    await officer.press("1")
    await officer.write("fie")
    await officer.press("Enter")
    await officer.write("em")
    await officer.press("Enter")
    await officer.press("2")
    await officer.write("Blauwe fiets weg bij het station.")
    await officer.press("Control+Enter")
    reference, seconds = await saved(page)
    log.info("%d keystrokes, saved after %d s", officer.strokes, seconds)  # shown by --log-cli-level=info
    assert officer.strokes / PACE < LONGEST_S
    assert seconds < LONGEST_S
    await expect(page.get_by_role("radio", name="Telefoon")).to_be_focused()

    (contact,) = await listed(page, reference)
    chosen = (contact["channel"], contact["topic"], contact["outcome"])
    assert chosen == (
        "phone",
        "bicycle_theft",
        "advice_given",
    )
    assert (contact["municipality"], contact["baseTeam"]) == ("Emmen", "Zuidoost-Drenthe")
    assert contact["note"] == "Blauwe fiets weg bij het station."
    await assert_accessible(page, "a saved contact by hand")


async def fill(page: Page, note: str) -> None:
    await page.keyboard.press("b")
    await page.keyboard.type("inbraak")
    await page.keyboard.press("Enter")
    await page.keyboard.type("deventer")
    await page.keyboard.press("Enter")
    await page.keyboard.press("v")
    await page.keyboard.type(note)


async def test_reload_and_lost_connection_lose_nothing_and_a_double_press_makes_one(visit: OpenPage) -> None:
    page = await by_hand(visit)
    before = (await page.evaluate(LISTED))["count"]
    await fill(page, "Achterdeur open.")
    await page.reload()
    note = page.get_by_role("textbox", name="Notitie")
    await expect(note).to_be_focused()
    await expect(note).to_have_value("Achterdeur open.")
    await expect(page.get_by_role("radio", name="Balie")).to_be_checked()
    await expect(page.get_by_role("combobox", name="Onderwerp")).to_have_value("Inbraak")
    await expect(page.get_by_role("combobox", name="Waar")).to_have_value("Deventer")

    await page.context.set_offline(True)
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text("Nog niet bewaard: wij krijgen geen antwoord")).to_be_visible()
    await expect(note).to_have_value("Achterdeur open.")
    await page.context.set_offline(False)
    await page.keyboard.press("Control+Enter")
    await page.keyboard.press("Control+Enter")
    reference, _ = await saved(page)
    assert len(await listed(page, reference)) == 1
    assert (await page.evaluate(LISTED))["count"] == before + 1


async def test_faults_stand_at_their_fields_and_the_keyboard_goes_to_the_first(visit: OpenPage) -> None:
    page = await by_hand(visit)
    await page.keyboard.press("1")
    await page.keyboard.type("zzzz")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text("Nog niet bewaard. Kijk 1 veld na.")).to_be_visible()
    topic = page.get_by_role("combobox", name="Onderwerp")
    await expect(topic).to_be_focused()
    await expect(topic).to_have_attribute("aria-invalid", "true")
    await page.keyboard.type("vuurw")
    await page.keyboard.press("Enter")
    await page.get_by_role("textbox", name="Zelfde zaak").fill("7KQ2-MX4D")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text("Kijk 2 velden na.")).to_be_visible()
    await expect(page.get_by_text("Dit kenmerk klopt niet.")).to_be_visible()
    await expect(page.get_by_role("radio", name="Aangifte opgenomen")).to_be_focused()
    await assert_accessible(page, "a contact by hand with faults")


@pytest.mark.parametrize("screen", [PHONE, {"width": 1280, "height": 800}], ids=["320px", "desktop"])
async def test_saving_and_what_came_of_it_are_in_sight_on_a_small_screen(
    visit: OpenPage, screen: ViewportSize
) -> None:
    page = await by_hand(visit)
    await page.set_viewport_size(screen)
    await expect(page.get_by_role("button", name="Bewaar", exact=True)).to_be_in_viewport(ratio=1)
    await page.keyboard.press("1")
    await expect(page.get_by_role("combobox", name="Onderwerp")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("combobox", name="Waar")).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.type("inbraak")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await page.keyboard.press("v")
    await page.get_by_label("Dag", exact=True).first.fill("2031-01-01")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text("Deze dag is nog niet geweest.")).to_be_in_viewport(ratio=1)
    await page.get_by_label("Dag", exact=True).first.fill("")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text("Kies een dag.")).to_be_in_viewport(ratio=1)
    await page.get_by_role("button", name="Maak leeg").click()
    await fill(page, "")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text(re.compile("Bewaard. Kenmerk"))).to_be_in_viewport(ratio=1)
    await assert_accessible(page, "a saved contact on a small screen")


async def test_contact_entered_twice_is_withdrawn_with_its_history_in_sight(visit: OpenPage) -> None:
    page = await by_hand(visit)
    await fill(page, "")
    await page.keyboard.press("Control+Enter")
    reference, _ = await saved(page)
    await page.get_by_role("button", name=f"Verbeter {reference}").click()
    await expect(page.get_by_role("heading", name=f"Verbeter contact {reference}")).to_be_focused()
    await page.get_by_role("checkbox", name="Trek in").check()
    await page.get_by_role("button", name="Bewaar verbetering").click()
    await expect(page.locator("correction-panel").get_by_text("Kies er een.")).to_be_visible()
    await page.get_by_role("radio", name="Dubbel ingevoerd").check()
    await page.get_by_role("button", name="Bewaar verbetering").click()
    await expect(page.get_by_text("Verbeterd. Wat er eerst stond, blijft in het logboek.")).to_be_visible()
    await expect(page.get_by_text("S. Bakker: Dubbel ingevoerd")).to_be_visible()
    await expect(page.get_by_text("Ingetrokken: nee werd ja")).to_be_visible()
    assert (await listed(page, reference))[0]["withdrawn"] is True
    await assert_accessible(page, "a corrected contact")

    supervisor = await visit("/console/login?next=/console/statistics")
    await log_in(supervisor, "T. de Wit")
    log = await supervisor.evaluate("fetch('/v1/statistics/contacts?pageSize=100').then((r) => r.json())")
    assert reference not in [contact["reference"] for contact in log["results"]]
