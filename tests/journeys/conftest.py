"""A whole hub, started as its README says, and people in real browsers.

The hub gets ports and a folder of its own; Chromium gets a made-up camera and microphone.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, async_playwright, expect

from tests.whole_hub import Site, running, site

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 320, "height": 640}
KIOSK: ViewportSize = {"width": 1080, "height": 1920}

# What a page shall show may take this long on a busy machine; some pages look for news only every 5 s.
EXPECT_MS = 15_000
MOVES_S = 10.0

# Axe looks for what a machine can find in WCAG 2.2 AA.
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip journeys, with the reason, where there is no Chromium."""
    for item in items:
        if ROOT / "tests" / "journeys" in item.path.parents:
            item.add_marker(pytest.mark.journey)
            # The first one waits for the hub, whose start has a limit of its own.
            item.add_marker(pytest.mark.timeout(func_only=True))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def whole() -> Iterator[Site | None]:
    """Start a whole hub as `make up` does; None when HUB_JOURNEY_URL names one that runs already."""
    if os.environ.get("HUB_JOURNEY_URL"):
        yield None
        return
    with site() as place, running(place):
        yield place


@pytest.fixture(scope="session")
def hub(whole: Site | None) -> str:
    """Return the address of the hub that all journeys share."""
    return f"http://127.0.0.1:{whole.port}" if whole else os.environ["HUB_JOURNEY_URL"]


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """Wait longer for a page than Playwright's 5 s."""
    expect.set_options(timeout=EXPECT_MS)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


OpenPage = Callable[..., Awaitable[Page]]


@pytest.fixture
async def visit(browser: Browser, hub: str) -> AsyncIterator[OpenPage]:
    """Return a function that opens a page of the hub as a new person, with a browser of their own."""
    contexts: list[BrowserContext] = []

    async def open_page(
        path: str, viewport: ViewportSize = DESKTOP, *, dark: bool = False, script: str = ""
    ) -> Page:
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        context = await browser.new_context(viewport=viewport, color_scheme=scheme)
        context.set_default_timeout(15_000)
        if script:
            await context.add_init_script(script)
        contexts.append(context)
        page = await context.new_page()
        await page.goto(f"{hub}{path}")
        return page

    yield open_page
    for context in contexts:
        await context.close()


async def log_in(page: Page, name: str) -> None:
    """Log in on the development page as one of the demonstration officers."""
    await page.get_by_role("button", name=name).click()
    await page.wait_for_url(lambda url: "/login" not in url)


async def assert_accessible(page: Page, where: str) -> None:
    """Fail with axe's own words when it finds anything on the page."""
    result = await Axe().run(page, options=AXE)
    assert result.violations_count == 0, f"{where}: {result.generate_report()}"


async def assert_nothing_sideways(page: Page, where: str) -> None:
    """Fail when the page must be scrolled sideways to be read."""
    overflow = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0, f"{where} is {overflow} px wider than the screen"


async def assert_moving(page: Page, who: str) -> None:
    """Wait for the other's picture beside the own one; fail unless the larger comes to show another frame."""
    await page.wait_for_function(BOTH_PICTURES)
    before = await page.evaluate(LARGEST_PICTURE)
    assert before, f"{who} sees no picture"
    by = time.monotonic() + MOVES_S
    while await page.evaluate(LARGEST_PICTURE) == before:
        assert time.monotonic() < by, f"{who} sees a still picture"
        await asyncio.sleep(0.2)


async def hears(page: Page) -> float:
    """Return how much sound energy the page's player receives, listening until there is some or for 10 s."""
    return float(await page.evaluate(RECEIVED_SOUND))


BOTH_PICTURES = (
    "() => [...document.querySelectorAll('video')].filter((video) => video.videoWidth).length >= 2"
)
LARGEST_PICTURE = """() => {
  const area = (video) => video.clientWidth * video.clientHeight;
  const shown = [...document.querySelectorAll('video')].filter((video) => video.videoWidth);
  const video = shown.sort((one, other) => area(other) - area(one))[0];
  if (!video) return '';
  const canvas = document.createElement('canvas');
  canvas.width = 64; canvas.height = 48;
  canvas.getContext('2d').drawImage(video, 0, 0, 64, 48);
  return canvas.toDataURL();
}"""
RECEIVED_SOUND = """async () => {
  const player = [...document.querySelectorAll('video,audio')].find((p) => p.srcObject && !p.muted
    && p.srcObject.getAudioTracks().length);
  if (!player) return 0;
  const context = new AudioContext();
  await context.resume();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(player.srcObject).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let energy = 0;
  for (let turn = 0; turn < 200 && energy === 0; turn++) {
    await new Promise((done) => setTimeout(done, 50));
    analyser.getFloatTimeDomainData(samples);
    energy += samples.reduce((sum, sample) => sum + sample * sample, 0);
  }
  await context.close();
  return energy;
}"""
