"""Files that are dropped on the chat or pasted into it, in the widget and on the call page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.journeys.conftest import PHONE, OpenPage, assert_accessible, assert_nothing_sideways
from tests.journeys.people import ask_for_video, close_with, officer_at_work, say

PHOTO = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 400
COPY_PICTURE = """async () => {
  const canvas = new OffscreenCanvas(8, 8);
  canvas.getContext('2d').fillRect(0, 0, 4, 4);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
}"""
COPY_WORDS = "() => navigator.clipboard.writeText('kenteken AB-12-CD')"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "fiets.png"
    path.write_bytes(PHOTO)
    return path


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    path = tmp_path / "rekening.html"
    path.write_text("<!DOCTYPE html><script>alert(1)</script>")
    return path


async def drop(page: Page, target: Locator, *files: Path) -> None:
    """Let go of files of this machine over a part of the page, as the mouse does."""
    box = await target.bounding_box()
    assert box is not None
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(each) for each in files], "dragOperationsMask": 1}
    inspector = await page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        await inspector.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})
    await inspector.detach()


async def paste(page: Page, box: Locator, copy: str) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write", "camera", "microphone"])
    await page.evaluate(copy)
    await box.focus()
    await page.keyboard.press("Control+V")


async def test_widget_takes_what_is_dropped_or_pasted(visit: OpenPage, photo: Path, page_file: Path) -> None:
    page = await visit("/")
    widget = page.locator("contact-hub-widget")
    await say(page, "ik heb een foto van mijn fiets")
    await expect(widget.get_by_text("Bezorgd")).to_be_visible()
    await drop(page, widget.locator(".thread"), photo, page_file)
    await expect(widget.locator(".message .file")).to_have_text(["fiets.png 1 kB"])
    await expect(widget.get_by_text("Dit bestand kan hier niet")).to_be_visible()
    box = widget.get_by_role("textbox", name="Uw bericht")
    await paste(page, box, COPY_PICTURE)
    await expect(widget.locator(".message .file")).to_have_count(2)
    await paste(page, box, COPY_WORDS)
    await expect(box).to_have_value("kenteken AB-12-CD")
    await expect(widget.locator(".message .file")).to_have_count(2)


async def test_call_page_takes_files_by_button_drop_and_paste(
    visit: OpenPage, photo: Path, page_file: Path
) -> None:
    website, console = await visit("/"), await officer_at_work(visit)
    await say(website, "ik heb foto's van de inbraak")
    room = await ask_for_video(website)
    await drop(room, room.get_by_role("heading").first, page_file)  # the page stays, and takes nothing
    await console.get_by_role("button", name="Neem de eerste video").click()
    await expect(room.get_by_text("Verbonden")).to_be_visible()
    await room.get_by_role("button", name="Typen").click()
    await expect(room.get_by_role("textbox", name="Uw bericht")).to_be_hidden()
    await drop(room, room.locator(".call-stage"), photo, page_file)
    files = room.locator(".message .file")
    await expect(files).to_have_text(["fiets.png 1 kB"])
    await expect(room.get_by_text("Dit bestand kan hier niet")).to_be_visible()
    await assert_accessible(room, "the files beside a call")
    await room.get_by_role("button", name="Haal weg").click()
    await paste(room, room.get_by_role("textbox", name="Uw bericht"), COPY_PICTURE)
    await expect(files).to_have_count(2)
    await room.get_by_label("Foto of bestand").set_input_files(photo)
    await expect(files).to_have_count(3)
    await expect(console.get_by_role("link", name="fiets.png")).to_have_count(2)
    await room.set_viewport_size(PHONE)
    await assert_accessible(room, "the files beside a call on a phone")
    field, button = room.get_by_role("textbox", name="Uw bericht"), room.locator(".add-file")
    boxes = [await each.bounding_box() for each in (field, button)]
    assert boxes[0] and boxes[1] and boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"]
    await assert_nothing_sideways(room, "the files beside a call on a phone")
    await close_with(console, "Advies gegeven", "")
