"""A visitor of a station hall, in English: assistant, video, and a wiped screen."""

from __future__ import annotations

from playwright.async_api import Page, ViewportSize, expect

from tests.journeys.conftest import KIOSK, OpenPage, assert_accessible, assert_moving, hears
from tests.journeys.people import close_with, contacts_of, officer_at_work

PATH = "/kiosk?place=kiosk-utrecht-cs"
LOW: ViewportSize = {"width": 1280, "height": 800}
STORY = "someone stole my bicycle at the station"
LEFT_BEHIND = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookies: document.cookie,
  caches: (await caches.keys()).length, databases: (await indexedDB.databases()).length,
})"""
CUT_OFF = """() => {
  const screen = document.querySelector('main');
  const tops = [...screen.querySelectorAll('*')].map((each) => each.getBoundingClientRect().top);
  const above = screen.getBoundingClientRect().top - Math.min(...tops) - screen.scrollTop;
  return [Math.max(0, Math.ceil(above)), screen.scrollHeight - screen.clientHeight];
}"""


async def test_stolen_bicycle_at_the_kiosk_from_assistant_to_video_to_the_log(visit: OpenPage) -> None:
    kiosk = await visit(PATH, KIOSK)
    await ask_the_assistant(kiosk)
    console = await officer_at_work(visit)
    await ask_for_video(kiosk)
    await console.get_by_role("button", name="Neem de eerste video").click()
    await expect(console.get_by_text(STORY)).to_be_visible()
    await expect(console.get_by_text("What happened? Tell it in your own words.")).to_be_visible()
    await expect(console.get_by_text("Utrecht Centraal Station").first).to_be_visible()
    await assert_moving(kiosk, "the visitor")
    await assert_moving(console, "the officer")
    assert await hears(kiosk) > 0
    assert await hears(console) > 0
    await assert_accessible(kiosk, "the call at the kiosk")
    reference = await close_with(console, "Aangifte opgenomen", "Bicycle of a tourist.")
    await expect(kiosk.get_by_text(reference).first).to_be_visible()
    await wipe(kiosk)

    chat, video = await contacts_of(visit, reference)
    assert (chat["channel"], video["channel"]) == ("kiosk-chat", "kiosk-video")
    assert video["chainedTo"] == chat["id"]
    assert (video["language"], video["municipality"]) == ("en", "Utrecht")
    assert (video["place"], video["outcome"]) == ("Utrecht Centraal Station", "report_taken")


async def ask_the_assistant(kiosk: Page) -> None:
    await kiosk.get_by_role("button", name="English").click()
    await kiosk.get_by_role("button", name="Ask the assistant").click()
    await expect(kiosk.get_by_text("This is a computer, not a person.").first).to_be_visible()
    await kiosk.get_by_role("textbox", name="Your message").fill(STORY)
    await kiosk.keyboard.press("Enter")
    await expect(kiosk.get_by_text("Delivered")).to_be_visible()


async def ask_for_video(kiosk: Page) -> None:
    await kiosk.get_by_role("button", name="Back").click()
    await kiosk.get_by_role("button", name="Video with an officer").click()
    await expect(kiosk.get_by_text("Your place in line")).to_be_visible()


async def wipe(kiosk: Page) -> None:
    await kiosk.get_by_role("button", name="Done").first.click()
    await expect(kiosk.get_by_role("heading", name="Kies uw taal")).to_be_visible()
    left = await kiosk.evaluate(LEFT_BEHIND)
    assert left == {"local": 0, "session": 0, "cookies": "", "caches": 0, "databases": 0}
    await expect(kiosk.get_by_text(STORY)).to_have_count(0)


async def test_idle_kiosk_counts_down_and_forgets(visit: OpenPage) -> None:
    kiosk = await visit(PATH, KIOSK)
    await kiosk.clock.install()
    await ask_the_assistant(kiosk)
    await kiosk.clock.run_for(61_000)
    stay = kiosk.get_by_role("button", name="I am still here")
    await expect(stay).to_be_visible()
    await stay.click()
    await expect(kiosk.get_by_text(STORY)).to_be_visible()
    await kiosk.clock.run_for(95_000)
    await expect(kiosk.get_by_role("heading", name="Kies uw taal")).to_be_visible()
    await expect(kiosk.get_by_text(STORY)).to_have_count(0)


async def test_danger_is_never_more_than_one_touch_away(visit: OpenPage) -> None:
    kiosk = await visit(PATH, KIOSK)
    await kiosk.get_by_role("button", name="English").click()
    await kiosk.get_by_role("button", name="112: what to do in danger").click()
    await expect(kiosk.get_by_role("heading", name="Danger now? Call")).to_be_visible()
    await assert_accessible(kiosk, "the 112 screen")


async def test_low_screen_cuts_nothing_off(visit: OpenPage) -> None:
    kiosk = await visit(PATH, LOW)
    await assert_in_sight(kiosk, "the languages")
    await kiosk.get_by_role("button", name="English").click()
    await expect(kiosk.get_by_text("What do you want to do?")).to_be_visible()
    await assert_in_sight(kiosk, "the choice")
    console = await officer_at_work(visit)
    await kiosk.get_by_role("button", name="Video with an officer").click()
    await console.get_by_role("button", name="Neem de eerste video").click()
    await expect(console.get_by_text("Utrecht Centraal Station").first).to_be_visible()
    await assert_moving(kiosk, "the visitor")
    await kiosk.get_by_role("button", name="Stop call").click()
    await expect(kiosk.get_by_role("heading", name="The call has ended")).to_be_visible()
    await assert_in_sight(kiosk, "the end of a call")
    await close_with(console, "Advies gegeven", "")
    await expect(kiosk.get_by_text("The officer has given you advice")).to_be_visible()
    await assert_in_sight(kiosk, "the result")


async def assert_in_sight(kiosk: Page, where: str) -> None:
    """Fail when anything of the screen lies above its begin, or is not in sight at once."""
    above, below = await kiosk.evaluate(CUT_OFF)
    assert (above, below) == (0, 0), f"{where}: {above} px cut off above, {below} px below"
