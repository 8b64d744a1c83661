"""Nobody is there: hours stand at the buttons before anyone presses; a press says what is possible."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from playwright.async_api import expect

from gateway.places import seed
from gateway.places.opening import LOCAL
from tests.journeys.conftest import (
    KIOSK,
    PHONE,
    ROOT,
    OpenPage,
    assert_accessible,
    assert_nothing_sideways,
)
from tests.journeys.people import ask_for_chat, say
from tests.whole_hub import Site

PUSHED_MS = 20_000
"""The overview looks at the hours every 10 s."""
WEEK = {"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "hours": "09:00-17:00"}

CloseDesk = Callable[[], None]


@pytest.fixture
def close_desk(whole: Site | None, tmp_path: Path) -> Iterator[CloseDesk]:
    """Return a function that closes the force-wide desk today and tomorrow; it is open again afterwards."""
    if whole is None:
        pytest.skip("HUB_JOURNEY_URL names a hub whose opening hours are not ours to change")

    def load(file: Path) -> None:
        command = [sys.executable, "-m", "gateway.cli", "seed", "--file", str(file)]
        subprocess.run(command, cwd=ROOT, env=whole.environment(), check=True, timeout=60)

    def close() -> None:
        today = datetime.now(UTC).astimezone(LOCAL).date()
        closed = [{"date": today + timedelta(days=one), "closed": True} for one in range(2)]
        opening = {"force_wide": True, "week": [WEEK], "exceptions": closed}
        file = tmp_path / "closed.yml"
        team = {"slug": "online-desk", "name": "Onlinebureau", "opening": opening}
        file.write_text(yaml.safe_dump({"teams": [team]}))
        load(file)

    with _afterwards(lambda: load(seed.DEMONSTRATION)):
        yield close


@contextmanager
def _afterwards(restore: Callable[[], None]) -> Iterator[None]:
    try:
        yield
    finally:
        restore()


@pytest.mark.parametrize("surface", ["widget", "call", "kiosk"])
async def test_hours_stand_at_the_buttons_before_anyone_presses(visit: OpenPage, surface: str) -> None:
    page = await visit({"widget": "/", "call": "/call", "kiosk": "/kiosk?place=kiosk-utrecht-cs"}[surface])
    if surface == "widget":
        await page.locator("contact-hub-widget").get_by_role("button", name="Stel uw vraag").click()
    else:
        await page.get_by_role("button", name="Nederlands").click()
    await expect(page.get_by_text("Dag en nacht open").first).to_be_visible()


async def test_closing_desk_is_pushed_and_a_press_says_what_is_possible(
    visit: OpenPage, close_desk: CloseDesk
) -> None:
    page = await visit("/", PHONE)
    await say(page, "mijn fiets is gejat")
    widget = page.locator("contact-hub-widget")
    await expect(widget.get_by_text("Dag en nacht open")).to_be_visible()
    close_desk()
    opens = re.compile(r"Open \w+ om 9\.00 uur")
    await expect(widget.get_by_text(opens)).to_be_visible(timeout=PUSHED_MS)
    await expect(widget.locator(".person", has_text="Nu gesloten")).to_have_count(2)
    await assert_accessible(page, "the widget while nobody is there")
    await ask_for_chat(page)
    await expect(widget.get_by_text("U kunt nu niet chatten met een agent.")).to_be_visible()
    await expect(widget.get_by_role("link", name=re.compile("0900-8844"))).to_be_visible()
    await expect(widget.get_by_text("Uw plek in de rij")).to_have_count(0)
    await assert_accessible(page, "the widget that says what is possible")
    await assert_nothing_sideways(page, "the widget that says what is possible")

    kiosk = await visit("/kiosk?place=kiosk-utrecht-cs", KIOSK)
    await kiosk.get_by_role("button", name="Nederlands").click()
    tile = kiosk.get_by_role("button", name=re.compile("Video met een agent"))
    await expect(tile.get_by_text(opens)).to_be_visible()
    await tile.click()
    await expect(kiosk.get_by_role("heading", name="Een videogesprek kan nu niet")).to_be_visible()
    await assert_accessible(kiosk, "the kiosk while nobody is there")

    call = await visit("/call", PHONE)
    await call.get_by_role("button", name="Nederlands").click()
    await expect(call.get_by_text(opens)).to_be_visible()
    await call.get_by_role("button", name="Videogesprek met een agent").click()
    await expect(call.get_by_role("heading", name="Een videogesprek kan nu niet")).to_be_visible()
    await assert_accessible(call, "the call page while nobody is there")
    await assert_nothing_sideways(call, "the call page while nobody is there")
