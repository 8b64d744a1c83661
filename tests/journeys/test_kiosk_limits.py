"""What a kiosk does when nobody touches it, and when somebody only turned away for a moment."""

from __future__ import annotations

import json
from typing import Any

from playwright.async_api import Page, WebSocket, expect

from tests.fakes.person import person
from tests.journeys.conftest import KIOSK, OpenPage, assert_accessible
from tests.journeys.test_kiosk_story import PATH, STORY, ask_the_assistant

FIRST_SCREEN = "Kies uw taal"


def listen(kiosk: Page) -> list[dict[str, Any]]:
    """Collect the frames that the hub sends to this page from now on."""
    heard: list[dict[str, Any]] = []

    def opened(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: heard.append(json.loads(frame)))

    kiosk.on("websocket", opened)
    return heard


async def test_wiped_kiosk_has_no_right_left_on_the_hub(visit: OpenPage, hub: str) -> None:
    kiosk = await visit(PATH, KIOSK)
    heard = listen(kiosk)
    await kiosk.clock.install()
    await ask_the_assistant(kiosk)
    snapshot = next(frame for frame in heard if frame["type"] == "snapshot")
    await kiosk.clock.run_for(61_000)
    await expect(kiosk.get_by_role("button", name="I am still here")).to_be_visible()
    async with kiosk.expect_response("**/v1/kiosk-wipes"):
        await kiosk.clock.run_for(31_000)
    await expect(kiosk.get_by_role("heading", name=FIRST_SCREEN)).to_be_visible()
    await expect(kiosk.get_by_text(STORY)).to_have_count(0)
    async with person(f"ws{hub.removeprefix('http')}/ws", Origin=hub) as thief:
        await thief.send(type="hello", session=snapshot["session"], surface="kiosk", place="kiosk-utrecht-cs")
        other = await thief.get("snapshot")
    assert other["conversation"]["id"] != snapshot["conversation"]["id"]
    assert STORY not in json.dumps(other)


async def test_phone_call_at_the_kiosk_hides_the_story_until_the_visitor_is_back(visit: OpenPage) -> None:
    kiosk = await visit(PATH, KIOSK)
    await kiosk.clock.install()
    await ask_the_assistant(kiosk)
    await kiosk.get_by_role("button", name="On the phone").click()
    await expect(kiosk.get_by_text(STORY)).to_have_count(0)
    await kiosk.clock.run_for(4 * 60_000)
    back = kiosk.get_by_role("button", name="I am back")
    await expect(back).to_be_visible()
    await assert_accessible(kiosk, "the kiosk of somebody on the phone")
    await back.click()
    await expect(kiosk.get_by_text(STORY)).to_be_visible()
    await kiosk.get_by_role("button", name="On the phone").click()
    await kiosk.clock.run_for(5 * 60_000 + 31_000)
    await expect(kiosk.get_by_role("heading", name=FIRST_SCREEN)).to_be_visible()
    await expect(kiosk.get_by_text(STORY)).to_have_count(0)
