"""A kiosk as a device: enrolled, seen, revoked; and nothing of a visit that stays behind on it."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.journeys.conftest import (
    KIOSK,
    PHONE,
    OpenPage,
    assert_accessible,
    assert_moving,
    assert_nothing_sideways,
    log_in,
)
from tests.journeys.kiosk_left import Device, watched
from tests.journeys.people import close_with, officer_at_work

STORY = "someone stole my zebrafinch-7731 at the station"
DRAFT = "half a sentence about quokka-9917"
PLACE, UTRECHT = "Utrecht Centraal Station", "kiosk-utrecht-cs"
ADD = """async ([name, place]) => (await (await fetch('/v1/kiosks', {
  method: 'POST', headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ name, place, languages: ['nl', 'en'] }),
})).json()).code.code"""
ENROL = """(code) => fetch('/v1/kiosk-enrolments', {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }),
})"""

REVOKE = """async (name) => {
  const { kiosks } = await (await fetch('/v1/kiosks')).json();
  const { id } = kiosks.find((kiosk) => kiosk.name === name);
  await fetch(`/v1/kiosks/${id}/revocation`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'Verhuisd' }),
  });
}"""


@pytest.fixture
async def device(browser: Browser, hub: str) -> AsyncIterator[Device]:
    """Return a kiosk's page in a browser of its own; the device is not enrolled yet."""
    context = await browser.new_context(viewport=KIOSK)
    context.set_default_timeout(15_000)
    await context.grant_permissions(["clipboard-read", "clipboard-write", "camera", "microphone"])
    device = await watched(context, hub)
    await device.page.goto(f"{hub}/kiosk")
    yield device
    await context.close()


async def administrator(visit: OpenPage) -> Page:
    page = await visit("/console/login")
    await log_in(page, "R. Mulder")
    await page.wait_for_url("**/console/kiosks")
    return page


async def enrolled(device: Device, visit: OpenPage, name: str, place: str = UTRECHT) -> Page:
    """Enrol the device the short way; return the administrator's page."""
    page = await administrator(visit)
    await device.page.evaluate(ENROL, await page.evaluate(ADD, [name, place]))
    await device.page.reload()
    await expect(device.page.get_by_role("heading", name="Kies uw taal")).to_be_visible()
    return page


async def tell(kiosk: Page) -> None:
    """Tell the assistant the story, and leave half a sentence in the box."""
    await kiosk.get_by_role("button", name="English").click()
    await kiosk.get_by_role("button", name="Ask the assistant").click()
    box = kiosk.get_by_role("textbox", name="Your message")
    await box.fill(STORY)
    await box.press("Enter")
    await expect(kiosk.get_by_text("Delivered")).to_be_visible()
    await box.fill(DRAFT)


async def first_screen(kiosk: Page) -> None:
    await expect(kiosk.get_by_role("heading", name="Kies uw taal")).to_be_visible()


async def test_administrator_adds_a_kiosk_with_a_long_name_on_a_small_screen(visit: OpenPage) -> None:
    page, name = await administrator(visit), secrets.token_hex(40)
    await page.set_viewport_size(PHONE)
    await page.get_by_role("button", name="Zuil toevoegen").click()
    await expect(page.get_by_role("textbox", name="Naam")).to_be_focused()
    await page.keyboard.type(name)
    await page.get_by_role("combobox", name="Plek").select_option(UTRECHT)
    await page.get_by_role("button", name="Voeg toe en maak een code").click()
    await expect(page.get_by_role("heading", name=f"Code voor {name}")).to_be_focused()
    await expect(page.get_by_text("nog nooit gezien.")).to_be_visible()
    await expect(page.get_by_text("Alles meldt zich.")).to_have_count(0)
    await assert_nothing_sideways(page, "the code of a kiosk with a long name")
    await page.get_by_role("button", name=f"Trek in: {name}").click()
    await assert_nothing_sideways(page, "revoking a kiosk with a long name")
    await page.get_by_role("textbox", name="Waarom?").fill("Alleen een proef")
    await page.get_by_role("button", name="Ja, trek in").click()
    await expect(page.get_by_role("button", name=f"Trek in: {name}")).to_have_count(0)


@pytest.mark.timeout(300)  # it looks through Chromium's memory
async def test_kiosk_is_enrolled_seen_and_revoked_during_a_visit(visit: OpenPage, device: Device) -> None:
    page, kiosk, name = await administrator(visit), device.page, f"Hal {secrets.token_hex(4)}"
    await expect(kiosk.get_by_role("heading", name="Dit apparaat is niet aangemeld")).to_be_visible()
    await assert_accessible(kiosk, "the enrolment screen")
    await page.get_by_role("button", name="Zuil toevoegen").click()
    await page.get_by_role("textbox", name="Naam").fill(name)
    await page.get_by_role("button", name="Voeg toe").click()
    await expect(page.get_by_text("Kies een plek.")).to_be_visible()
    await page.get_by_role("combobox", name="Plek").select_option(label=f"{PLACE} (Utrecht)")
    await page.get_by_role("button", name="Voeg toe").click()
    code = await page.locator(".enrolment-code").inner_text()
    await assert_accessible(page, "the code")

    for letter in code.replace("-", ""):
        await kiosk.get_by_role("button", name=letter, exact=True).click()
    await kiosk.get_by_role("button", name="Meld dit apparaat aan").click()
    await first_screen(kiosk)
    await expect(kiosk.get_by_text(PLACE)).to_be_visible()
    await expect(page.get_by_text("Gelukt: het apparaat is aangemeld.")).to_be_visible()
    row = page.get_by_role("row", name=re.compile(name))
    await expect(row.get_by_text("Vrij")).to_be_visible()

    await tell(kiosk)
    await page.get_by_role("button", name="Klaar").click()
    await row.get_by_role("button", name="Trek in").click()
    await page.get_by_role("button", name="Ja, trek in").click()
    await expect(page.get_by_text("Schrijf waarom")).to_be_visible()
    await page.get_by_role("textbox", name="Waarom?").fill("Verhuisd")
    await page.get_by_role("button", name="Ja, trek in").click()
    await expect(kiosk.get_by_role("heading", name="Dit scherm is buiten dienst")).to_be_visible()
    await expect(kiosk.get_by_text("Uw gesprek op dit scherm is gestopt.")).to_be_visible()
    await expect(row.get_by_text("Ingetrokken")).to_be_visible()
    await device.assert_nothing_left(STORY)
    await device.assert_session_revoked()
    await expect(kiosk.get_by_role("definition")).to_have_text(["112", "0900-8844"])
    await assert_accessible(kiosk, "out of service")
    await kiosk.reload()
    await expect(kiosk.get_by_role("heading", name="Dit scherm is buiten dienst")).to_be_visible()
    await expect(kiosk.get_by_text("Uw gesprek op dit scherm is gestopt.")).to_have_count(0)


async def test_screen_out_of_service_shows_the_number_of_its_own_station(
    visit: OpenPage, device: Device
) -> None:
    page = await enrolled(device, visit, name := f"Balie {secrets.token_hex(4)}", "station-emmen")
    await page.reload()
    await expect(page.get_by_role("row", name=re.compile(name)).get_by_text("0591-012345")).to_be_visible()
    await page.evaluate(REVOKE, name)
    await device.page.reload()
    await expect(device.page.get_by_role("heading", name="Dit scherm is buiten dienst")).to_be_visible()
    numbers = device.page.get_by_role("definition")
    await expect(numbers).to_have_text(["112", "0591-012345", "0900-8844"])
    await expect(device.page.get_by_text("Bel dit politiebureau")).to_be_visible()
    await assert_accessible(device.page, "out of service, with the number of the station")
    await device.page.set_viewport_size(PHONE)
    await assert_nothing_sideways(device.page, "out of service on a small window")


async def test_wrong_code_is_told_in_a_sentence(device: Device) -> None:
    field = device.page.get_by_role("textbox", name="Code")
    await field.fill("2222 2222")
    await field.press("Enter")
    await expect(device.page.get_by_text("Deze code werkt niet.")).to_be_visible()
    await device.page.set_viewport_size(PHONE)
    await assert_accessible(device.page, "the enrolment screen on a small window")
    await assert_nothing_sideways(device.page, "the enrolment screen")


async def test_page_about_kiosks_works_by_keyboard_and_on_a_small_screen(visit: OpenPage) -> None:
    page = await administrator(visit)
    await page.evaluate(ADD, [name := f"Klein {secrets.token_hex(4)}", UTRECHT])
    await page.reload()
    await page.set_viewport_size(PHONE)
    button = page.get_by_role("button", name=f"Nieuwe code: {name}")
    await expect(button).to_be_visible()
    await assert_accessible(page, "the kiosks at 320 px")
    await assert_nothing_sideways(page, "the kiosks")
    await button.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name=f"Code voor {name}")).to_be_focused()
    await assert_nothing_sideways(page, "the code")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(button).to_be_focused()


async def test_other_roles_are_led_to_their_own_pages(visit: OpenPage) -> None:
    page = await visit("/console/login?next=/console/kiosks")
    await log_in(page, "S. Bakker")
    refusal = page.get_by_role("alert")
    await expect(refusal.get_by_text("Deze pagina hoort niet bij uw rol (Agent).")).to_be_visible()
    await expect(refusal.get_by_role("link", name="Contact vastleggen")).to_be_visible()
    await assert_accessible(page, "the refusal")


async def test_after_done_in_a_call_nothing_is_left_and_the_camera_is_off(
    visit: OpenPage, device: Device
) -> None:
    kiosk = device.page
    await enrolled(device, visit, "Hal gesprek")
    await tell(kiosk)
    console = await officer_at_work(visit)
    await kiosk.get_by_role("button", name="Back").click()
    await kiosk.get_by_role("button", name="Video with an officer").click()
    await console.get_by_role("button", name="Neem de eerste video").click()
    await assert_moving(console, "the officer")
    assert await device.running("video") == 1
    await kiosk.get_by_role("button", name="Camera off").click()
    await expect(kiosk.get_by_role("button", name="Camera on")).to_be_visible()
    assert (await device.running("video"), await device.running("audio")) == (0, 1)
    await kiosk.get_by_role("button", name="Camera on").click()
    await expect(kiosk.get_by_role("button", name="Camera off")).to_be_visible()
    assert await device.running("video") == 1
    await assert_moving(console, "the officer, after the camera was off")
    await kiosk.get_by_role("button", name="Done").click()
    await kiosk.get_by_role("button", name="Yes, clear everything").click()
    await first_screen(kiosk)
    assert (await device.running("video"), await device.running("audio")) == (0, 0)
    await device.assert_nothing_left(STORY)
    await device.assert_session_revoked()
    await close_with(console, "Advies gegeven", "")


async def test_after_the_ring_nothing_is_left(visit: OpenPage, device: Device) -> None:
    kiosk = device.page
    await enrolled(device, visit, "Hal stil")
    await kiosk.clock.install()
    await tell(kiosk)
    await kiosk.clock.run_for(61_000)
    await expect(kiosk.get_by_role("button", name="I am still here")).to_be_visible()
    await kiosk.clock.run_for(31_000)
    await first_screen(kiosk)
    await device.assert_nothing_left(STORY)
    await device.assert_nothing_left(DRAFT)
    await device.assert_session_revoked()


async def test_back_button_and_clipboard_show_nothing(visit: OpenPage, device: Device) -> None:
    kiosk = device.page
    await enrolled(device, visit, "Hal terug")
    await kiosk.evaluate("navigator.clipboard.writeText('nothing of ours')")
    await tell(kiosk)
    await kiosk.keyboard.press("Control+A")
    await kiosk.keyboard.press("Control+C")
    await kiosk.keyboard.press("Control+X")
    await kiosk.get_by_role("button", name="Done").click()
    await kiosk.get_by_role("button", name="Yes, clear everything").click()
    await first_screen(kiosk)
    assert await kiosk.evaluate("navigator.clipboard.readText()") == "nothing of ours"
    for _ in range(2):
        await kiosk.go_back()
        assert STORY not in await kiosk.content()
    await kiosk.go_forward()
    await kiosk.goto(f"{device.hub}/kiosk")
    await first_screen(kiosk)
    await device.assert_nothing_left(STORY)


@pytest.mark.parametrize("how", ["reload", "crash"])
async def test_page_that_is_loaded_again_in_a_visit_resumes_nothing(
    visit: OpenPage, device: Device, how: str
) -> None:
    await enrolled(device, visit, f"Hal {how}")
    await tell(device.page)
    if how == "reload":
        await device.page.reload()
    else:
        device.page = await crashed(device.page)
    await first_screen(device.page)
    await device.assert_nothing_left(STORY)
    await device.assert_nothing_left(DRAFT)
    await device.assert_session_revoked()


async def crashed(page: Page) -> Page:
    """Kill the page's process and open the same address anew, as a kiosk's browser does."""
    address, dead = page.url, asyncio.Event()
    page.on("crash", lambda _: dead.set())
    inspector = await page.context.new_cdp_session(page)
    async with asyncio.TaskGroup() as tasks:
        crashing = tasks.create_task(inspector.send("Page.crash"))
        await dead.wait()
        crashing.cancel()
    again = await page.context.new_page()
    await again.goto(address)
    return again
