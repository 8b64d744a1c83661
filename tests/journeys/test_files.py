"""A photo in the chat, from a phone of 320 px to the officer who has the conversation."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import FilePayload, expect

from tests.journeys.conftest import PHONE, OpenPage, assert_accessible, assert_nothing_sideways
from tests.journeys.people import ask_for_chat, close_with, officer_at_work, say

PHOTO = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 40_000
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def content_of(path: Path) -> bytes:
    return path.read_bytes()


async def test_photo_reaches_the_officer_who_has_the_conversation(visit: OpenPage) -> None:
    phone = await visit("/", PHONE)
    widget = phone.locator("contact-hub-widget")
    await say(phone, "hier is een foto van mijn fiets")
    await expect(widget.get_by_text("Bezorgd")).to_be_visible()
    chooser = widget.get_by_label("Foto of bestand")
    await chooser.set_input_files(
        [
            FilePayload(name="mijn fiets.png", mimeType="image/png", buffer=PHOTO),
            FilePayload(name="vakantie.jpg", mimeType="image/jpeg", buffer=PAGE),
        ]
    )
    await expect(widget.locator(".message .file")).to_have_text("mijn fiets.png 40 kB")
    await expect(widget.get_by_text("Dit bestand kan hier niet")).to_be_visible()
    await assert_accessible(phone, "the files")
    await assert_nothing_sideways(phone, "the files")
    await widget.get_by_role("button", name="Haal weg").click()

    console = await officer_at_work(visit)
    await ask_for_chat(phone)
    await console.get_by_role("button", name="Neem de langst wachtende").click()
    link = console.get_by_role("link", name="mijn fiets.png")
    await assert_accessible(console, "the file in the console")
    async with console.expect_download() as downloading:
        await link.click()
    download = await downloading.value
    assert download.suggested_filename == "mijn fiets.png"
    assert content_of(await download.path()) == PHOTO
    await close_with(console, "Geen contact", "")
