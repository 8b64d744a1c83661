"""Script, markup, templates and odd letters in every field where people type: shown as text, never run."""

from __future__ import annotations

import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Dialog, Page, ViewportSize, expect

from tests.journeys.conftest import DESKTOP, KIOSK, PHONE, OpenPage, assert_nothing_sideways, log_in
from tests.journeys.people import ask_for_chat, close_with, officer_at_work, say
from tests.journeys.test_contacts_by_hand import saved

RUNS = "window.ran=(window.ran||0)+1"
SCRIPTS = (
    f"<script>{RUNS}</script>",
    f'"><img src=x onerror="{RUNS}">',
    f"<svg onload={RUNS}><a xlink:href=javascript:{RUNS}>x</a></svg>",
    f"javascript:{RUNS}//https://example.org",
    f"{{{{constructor.constructor('{RUNS}')()}}}} ${{{RUNS}}}",
    '=HYPERLINK("https://evil.example";"aangifte")',
)
ODD = (
    "w" * 400,
    "\u202egnirts\u202c \u2066tekst\u2069 \u200f\u05d0",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033da\u0334\u0317\u031al\u0316g\u0317o" * 12,
    "https://example.org/" + "a" * 300,
)
WATCH = """
window.broken = [];
document.addEventListener('securitypolicyviolation', (event) => window.broken.push(event.blockedURI));
"""
INJECTED = """() => {
  const inside = (root) => [...root.querySelectorAll('*')].flatMap(
    (one) => [one, ...(one.shadowRoot ? inside(one.shadowRoot) : [])]);
  return inside(document).filter((one) => one.hasAttribute('onerror') || one.hasAttribute('onload')
    || /^javascript:/i.test(one.getAttribute('href') || '')
    || (one.localName === 'script' && one.textContent.includes('window.ran'))).length;
}"""

Watched = Callable[..., Awaitable[Page]]


@pytest.fixture
async def watched(visit: OpenPage) -> AsyncIterator[Watched]:
    """Return a function that opens a page; at the end nothing typed may have run on any of them."""
    pages: list[Page] = []
    dialogs: list[str] = []

    async def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        await dialog.dismiss()

    async def open_page(path: str, viewport: ViewportSize = DESKTOP) -> Page:
        page = await visit(path, viewport, script=WATCH)
        page.on("dialog", note)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        assert await page.evaluate("window.ran") is None, page.url
        assert await page.evaluate("window.broken") == [], page.url
        assert await page.evaluate(INJECTED) == 0, page.url
    assert dialogs == []


async def test_what_looks_for_injected_markup_finds_it(visit: OpenPage) -> None:
    website = await visit("/", script=WATCH)
    assert await website.evaluate(INJECTED) == 0
    await say(website, "hallo")
    await website.evaluate(
        """(markup) => {
      const inside = document.querySelector('contact-hub-widget').shadowRoot;
      inside.append(document.createRange().createContextualFragment(markup));
    }""",
        SCRIPTS[1][2:],
    )
    assert await website.evaluate(INJECTED) == 1
    await website.wait_for_function("window.broken.length > 0")
    assert await website.evaluate("window.ran") is None


async def as_supervisor(watched: Watched) -> Page:
    supervisor = await watched("/console/login?next=/console/statistics")
    await log_in(supervisor, "T. de Wit")
    return supervisor


async def test_what_a_citizen_and_an_officer_type_is_text_in_widget_console_statistics_and_csv(
    watched: Watched,
) -> None:
    website = await watched("/", PHONE)
    widget = website.locator("contact-hub-widget")
    for text in (*SCRIPTS, *ODD):
        await say(website, text)
        await expect(widget.get_by_text(text, exact=True).first).to_be_visible()
    await expect(widget.get_by_text("Bezorgd").last).to_be_visible()
    await assert_nothing_sideways(website, "the widget full of odd letters")

    console = await officer_at_work(watched)
    await ask_for_chat(website)
    await console.get_by_role("button", name="Neem de langst wachtende").click()
    for text in (*SCRIPTS, *ODD):
        await expect(console.get_by_text(text, exact=True).first).to_be_visible()
    message = console.get_by_role("textbox", name="Bericht aan de burger")
    for text in SCRIPTS[:2]:
        await message.fill(text + " terug")
        await message.press("Enter")
        await expect(widget.get_by_text(text + " terug", exact=True)).to_be_visible()
    await console.set_viewport_size(PHONE)
    await assert_nothing_sideways(console, "the console full of odd letters")
    await console.set_viewport_size(DESKTOP)
    reference = await close_with(console, "Geen contact", SCRIPTS[0] + ODD[0])
    await website.reload()

    supervisor = await as_supervisor(watched)
    await expect(supervisor.get_by_text(reference).first).to_be_visible()
    csv = await supervisor.evaluate("fetch('/v1/statistics/contacts.csv').then((answer) => answer.text())")
    assert reference in csv
    assert "window.ran" not in csv, "what people said is not in the file"
    assert not re.search(r'(^|,)"?[=+@\t]', csv, re.MULTILINE), (
        "a spreadsheet would take a cell for a formula"
    )


async def test_what_is_typed_at_the_kiosk_is_text(watched: Watched) -> None:
    kiosk = await watched("/kiosk?place=utrecht-centraal", KIOSK)
    await kiosk.get_by_role("button", name="English").click()
    await kiosk.get_by_role("button", name="Ask the assistant").click()
    box = kiosk.get_by_role("textbox", name="Your message")
    for text in (*SCRIPTS, *ODD):
        await box.fill(text)
        await box.press("Enter")
        await expect(kiosk.get_by_text(text, exact=True).first).to_be_visible()
    await assert_nothing_sideways(kiosk, "the kiosk full of odd letters")


@pytest.mark.parametrize("note", [SCRIPTS[0] + SCRIPTS[1], SCRIPTS[2] + ODD[0], *ODD[1:3]])
async def test_note_of_a_contact_by_hand_is_text(watched: Watched, note: str) -> None:
    page = await watched("/console/login?next=/console/contacts")
    await log_in(page, "S. Bakker")
    await expect(page.get_by_role("radio", name="Telefoon")).to_be_focused()
    await page.keyboard.press("b")
    await page.keyboard.type("inbraak")
    await page.keyboard.press("Enter")
    await page.keyboard.type("deventer")
    await page.keyboard.press("Enter")
    await page.keyboard.press("v")
    await page.get_by_role("textbox", name="Notitie").fill(note)
    await page.get_by_role("textbox", name="Zelfde zaak").fill(SCRIPTS[1])
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text("Dit kenmerk klopt niet.")).to_be_visible()
    await page.get_by_role("textbox", name="Zelfde zaak").fill("")
    await page.keyboard.press("Control+Enter")
    reference, _ = await saved(page)
    await page.get_by_role("button", name=f"Verbeter {reference}").click()
    await expect(page.locator("#correct-note")).to_have_value(note)
    await page.set_viewport_size(PHONE)
    await assert_nothing_sideways(page, "a contact by hand full of odd letters")


async def test_name_of_a_kiosk_and_why_it_ends_are_text(watched: Watched) -> None:
    page = await watched("/console/login?next=/console/kiosks")
    await log_in(page, "R. Mulder")
    name = f"<img src=x onerror={RUNS}> {secrets.token_hex(3)}"
    await page.get_by_role("button", name="Zuil toevoegen").click()
    await page.get_by_role("textbox", name="Naam").fill(name)
    await page.get_by_role("combobox", name="Plek").select_option(index=1)
    await page.get_by_role("button", name="Voeg toe").click()
    await expect(page.locator(".enrolment-code")).to_be_visible()
    await page.get_by_role("button", name="Klaar").click()
    row = page.get_by_role("row", name=re.compile(re.escape(name)))
    await expect(row).to_be_visible()
    await row.get_by_role("button", name="Trek in").click()
    await page.get_by_role("textbox", name="Waarom?").fill(SCRIPTS[2])
    await page.get_by_role("button", name="Ja, trek in").click()
    await expect(row.get_by_text("Ingetrokken")).to_be_visible()


async def test_addresses_with_script_and_number_and_code_with_script_run_nothing(watched: Watched) -> None:
    login = await watched(f"/console/login?next=javascript:{RUNS}&trouble=<img src=x onerror={RUNS}>")
    await log_in(login, "S. Bakker")
    assert login.url.startswith("http")
    await watched(f"/kiosk?place=<script>{RUNS}</script>", KIOSK)
    await watched(f"/call#code=<img src=x onerror={RUNS}>", PHONE)
    website = await watched("/", PHONE)
    await website.get_by_role("button", name="Ik heb al een nummer").click()
    widget = website.locator("contact-hub-widget")
    await widget.get_by_role("textbox", name="Uw nummer").fill(SCRIPTS[1])
    await widget.get_by_role("textbox", name="Uw geheime code").fill(SCRIPTS[0])
    await website.keyboard.press("Enter")
    await expect(
        widget.get_by_role("alert").or_(widget.get_by_text(re.compile("nummer", re.IGNORECASE))).first
    ).to_be_visible()
