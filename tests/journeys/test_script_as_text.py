"""Script, markup, templates and odd letters in every field where people type: shown as text, never run."""

from __future__ import annotations

import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial

import pytest
from playwright.async_api import Dialog, FilePayload, Locator, Page, ViewportSize, expect

from gateway.texts import Texts
from tests.journeys.conftest import DESKTOP, KIOSK, PHONE, ROOT, OpenPage, assert_nothing_sideways, log_in
from tests.journeys.people import ask_for_chat, close_with, officer_at_work, say
from tests.journeys.test_contacts_by_hand import saved
from tests.journeys.test_files import PAGE, PHOTO

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
IN_CALL = (*SCRIPTS[:4], ODD[1])
WAITING = tuple(f"{text} wacht" for text in IN_CALL)
FILES = (*(f"{text}.png" for text in SCRIPTS[:3]), f"{ODD[1]}.png", f"{'w' * 90}.png")
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
Word = Callable[[str], str]


@pytest.fixture
async def watched(visit: OpenPage) -> AsyncIterator[Watched]:
    """Return a function that opens a page; nothing typed may have run on it, or on what it opened."""
    pages: list[Page] = []
    dialogs: list[str] = []

    async def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        await dialog.dismiss()

    def watch(page: Page) -> None:
        page.on("dialog", note)
        pages.append(page)

    async def open_page(path: str, viewport: ViewportSize = DESKTOP) -> Page:
        page = await visit(path, viewport, script=WATCH)
        page.context.on("page", watch)
        watch(page)
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


async def type_and_see(texts: tuple[str, ...], box: Locator, *screens: Page) -> None:
    """Type texts on one screen; each must be readable on all of them."""
    for text in texts:
        await box.fill(text)
        await box.press("Enter")
        for screen in screens:
            await expect(screen.get_by_text(text, exact=True).first).to_be_visible()


async def add_files(website: Page, word: Word) -> list[str]:
    """Add files whose names are script, and one that is refused; return the names as they are shown."""
    widget = website.locator("contact-hub-widget")
    refused = SCRIPTS[1] + ".jpg"
    chooser = widget.get_by_label(word("file-add"))
    await chooser.set_input_files(
        [FilePayload(name=name, mimeType="image/png", buffer=PHOTO) for name in FILES]
    )
    shown = widget.locator(".message .file bdi")
    await expect(shown).to_have_count(len(FILES))
    await chooser.set_input_files([FilePayload(name=refused, mimeType="image/jpeg", buffer=PAGE)])
    await expect(widget.get_by_text(word("refused-file-kind"))).to_be_visible()
    await expect(widget.locator(".upload-name")).to_contain_text(SCRIPTS[1][-10:])
    await assert_nothing_sideways(website, "the widget with names of files")
    return await shown.all_inner_texts()


async def in_waiting_chat(website: Page, word: Word) -> Page:
    """Ask for video on the website, type in the waiting room's chat, go back to waiting for video."""
    async with website.context.expect_page() as opening:
        await website.locator("contact-hub-widget .person", has_text=word("chat-person-video")).click()
    room = await opening.value
    await room.wait_for_url("**/call")
    await room.set_viewport_size(PHONE)
    await expect(room.get_by_text(word("call-waiting-place"))).to_be_visible()
    await room.get_by_role("button", name=word("call-ask-chat")).click()
    await type_and_see(WAITING, room.get_by_role("textbox", name=word("call-chat-field")), room, website)
    await assert_nothing_sideways(room, "the chat of who waits")
    await room.get_by_role("button", name=word("call-back-to-video")).click()
    return room


async def in_call_chat(room: Page, console: Page, word: Word) -> None:
    """Type beside the running call, in both directions."""
    await expect(room.get_by_text(word("call-link-connected"))).to_be_visible()
    citizen = room.get_by_role("textbox", name=word("call-chat-field"))
    officer = console.get_by_role("textbox", name=word("console-message"))
    await type_and_see(tuple(f"{text} beeld" for text in IN_CALL), citizen, room, console)
    answers = (*IN_CALL, ODD[0], ODD[2])
    await type_and_see(tuple(f"{text} terug" for text in answers), officer, console, room)
    await assert_nothing_sideways(room, "the chat beside a call")
    await console.set_viewport_size(PHONE)
    await assert_nothing_sideways(console, "the console in a call")
    await console.set_viewport_size(DESKTOP)


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_words_beside_a_call_and_names_of_files_are_text_in_both_languages(
    watched: Watched, language: str
) -> None:
    word = partial(Texts(ROOT / "gateway" / "locales").render, language)
    website = await watched("/", PHONE)
    widget = website.locator("contact-hub-widget")
    await say(website, "hallo")
    await widget.get_by_role("combobox", name=re.compile("Taal|Language")).select_option(language)
    typed = (*SCRIPTS[4:], ODD[0], ODD[2])
    await type_and_see(typed, widget.get_by_role("textbox", name=word("chat-input-label")), website)
    names = await add_files(website, word)
    room = await in_waiting_chat(website, word)

    console = await officer_at_work(watched)
    await console.get_by_role("button", name=re.compile(f"^{language} ")).click()
    await console.get_by_role("button", name=word("console-take-video")).click()
    for text in (*typed, *WAITING):
        await expect(console.get_by_text(text, exact=True).first).to_be_visible()
    for name in names:
        await expect(console.get_by_role("link", name=name)).to_be_visible()
    await in_call_chat(room, console, word)
    await console.get_by_role("button", name=re.compile("^nl ")).click()
    await close_with(console, "Geen contact", SCRIPTS[0])


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
