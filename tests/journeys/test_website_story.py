"""A bicycle is stolen: chat on the website, video with an officer, and the contacts in the log."""

from __future__ import annotations

import asyncio
import re

from playwright.async_api import Page, expect

from tests.journeys.conftest import OpenPage, assert_accessible, assert_moving, hears, log_in
from tests.journeys.people import (
    ask_for_chat,
    ask_for_video,
    close_with,
    contacts_of,
    officer_at_work,
    say,
    type_in_call,
)

STOLEN = "mijn fiets is gejat bij het station"
COLLEAGUE = re.compile("een collega was", re.IGNORECASE)
CLICK_AT = "(button, at) => new Promise((done) => setTimeout(() => done(button.click()), at - Date.now()))"


async def test_stolen_bicycle_from_chat_to_video_to_the_log(visit: OpenPage) -> None:
    website = await visit("/")
    await the_bot_says_how_to_report(website)
    console = await officer_at_work(visit)
    room = await ask_for_video(website)
    await console.get_by_role("button", name="Neem de eerste video").click()
    await expect(console.get_by_text(STOLEN)).to_be_visible()
    await they_see_hear_and_read_each_other(room, console)
    reference = await close_with(console, "Aangifte opgenomen", "Blauwe Gazelle, framenummer volgt.")
    await expect(
        console.get_by_role("status").get_by_text(f"Gesprek {reference} is gesloten.")
    ).to_be_visible()
    await expect(room.get_by_text(reference).first).to_be_visible()
    await both_pages_say_how_it_ended(website, room)

    chat, video = await contacts_of(visit, reference)
    assert (chat["channel"], video["channel"]) == ("web-chat", "web-video")
    assert video["chainedTo"] == chat["id"]
    assert (video["officer"], video["outcome"]) == ("S. Bakker", "report_taken")
    assert (video["topic"], video["baseTeam"]) == ("bicycle_theft", "Zuidoost-Drenthe")
    assert chat["endedAt"]
    assert video["endedAt"]


async def both_pages_say_how_it_ended(website: Page, room: Page) -> None:
    widget = website.locator("contact-hub-widget")
    for page in (room, widget):
        await expect(page.get_by_text("Resultaat")).to_be_visible()
        await expect(page.get_by_text("De agent heeft uw aangifte opgenomen.")).to_be_visible()
    await expect(widget.get_by_role("button", name="Naar het videogesprek")).to_have_count(0)


async def the_bot_says_how_to_report(website: Page) -> None:
    await say(website, STOLEN)
    widget = website.locator("contact-hub-widget")
    await expect(widget.get_by_text("Dit is een computer, geen mens.").first).to_be_visible()
    await expect(widget.get_by_role("link", name=re.compile("112")).first).to_be_visible()
    await expect(widget.get_by_text(re.compile("aangifte", re.IGNORECASE)).first).to_be_visible()
    await expect(widget.get_by_text("Bezorgd")).to_be_visible()


async def in_a_call(visit: OpenPage) -> tuple[Page, Page]:
    """Return the pages of a citizen and an officer who are connected by video."""
    website = await visit("/")
    await say(website, STOLEN)
    console = await officer_at_work(visit)
    room = await ask_for_video(website)
    await console.get_by_role("button", name="Neem de eerste video").click()
    await expect(room.get_by_text("Verbonden")).to_be_visible()
    return room, console


async def they_see_hear_and_read_each_other(room: Page, console: Page) -> None:
    await expect(room.get_by_text("Verbonden")).to_be_visible()
    await assert_moving(room, "the citizen")
    await assert_moving(console, "the officer")
    assert await hears(room) > 0
    assert await hears(console) > 0
    await type_in_call(room, "Het was een blauwe Gazelle")
    await expect(console.get_by_text("Het was een blauwe Gazelle")).to_be_visible()
    await console.get_by_role("textbox", name="Bericht aan de burger").fill("Dank u, genoteerd")
    await console.keyboard.press("Enter")
    await expect(room.get_by_text("Dank u, genoteerd")).to_be_visible()


async def test_officer_sees_new_words_beside_the_picture_also_after_a_reload(visit: OpenPage) -> None:
    room, console = await in_a_call(visit)
    await console.set_viewport_size({"width": 1280, "height": 800})
    await type_in_call(room, "Het was gisteravond")
    await expect(console.get_by_text("Het was gisteravond")).to_be_in_viewport()
    await console.locator(".thread-scroll").evaluate("(thread) => thread.scrollTo(0, 0)")
    await type_in_call(room, "Bij het station")
    await expect(console.get_by_role("button", name="Nieuw bericht")).to_be_visible()
    await console.get_by_role("textbox", name="Bericht aan de burger").fill("Dank u, dat noteer ik")
    await console.keyboard.press("Enter")
    await expect(console.get_by_text("Dank u, dat noteer ik")).to_be_in_viewport()
    await expect(console.get_by_role("button", name="Nieuw bericht")).to_be_hidden()
    await console.reload()
    await expect(console.get_by_text("Dank u, dat noteer ik")).to_be_in_viewport()
    await close_with(console, "Advies gegeven", "")


async def test_note_that_is_too_long_is_told_and_kept_until_it_is_shorter(visit: OpenPage) -> None:
    website = await visit("/")
    console = await officer_at_work(visit)
    await say(website, STOLEN)
    await ask_for_chat(website)
    await console.get_by_role("button", name="Neem de eerste chat").click()
    note = console.get_by_role("textbox", name="Notitie")
    await note.fill("a" * 4_003)
    await expect(console.get_by_text("3 tekens te veel")).to_be_visible()
    await console.get_by_role("radio", name="Advies gegeven").check()
    await console.get_by_role("button", name="Sluit gesprek").click()
    await expect(console.get_by_text("Maak eerst de notitie korter.")).to_be_visible()
    await expect(note).to_be_focused()
    await assert_accessible(console, "a note that is too long")
    await close_with(console, "Advies gegeven", "Kort.")


async def test_waiting_citizen_keeps_place_and_story_after_a_reload(visit: OpenPage) -> None:
    website = await visit("/")
    await say(website, "ik word bedreigd door mijn buurman")
    await ask_for_chat(website)
    place = website.locator("contact-hub-widget").get_by_text("Uw plek in de rij")
    await expect(place).to_be_visible()
    await website.reload()
    await expect(place).to_be_visible()
    await expect(website.get_by_text("ik word bedreigd door mijn buurman")).to_have_count(1)
    await website.locator("contact-hub-widget").get_by_role("button", name="Stop met wachten").click()
    await expect(place).to_be_hidden()


async def test_two_officers_press_take_at_once_and_one_is_told(visit: OpenPage) -> None:
    story = "ik wil met iemand praten over een inbraak"
    website = await visit("/")
    consoles = [await officer_at_work(visit, name) for name in ("S. Bakker", "E. Yilmaz")]
    await say(website, story)
    await ask_for_chat(website)
    buttons = [console.get_by_role("button", name="Neem de langst wachtende") for console in consoles]
    for button in buttons:
        await expect(button).to_be_enabled()
    moment = await website.evaluate("Date.now() + 1500")
    async with asyncio.TaskGroup() as both:
        for button in buttons:
            both.create_task(button.evaluate(CLICK_AT, moment))
    for console in consoles:
        await expect(console.get_by_text(story).or_(console.get_by_text(COLLEAGUE))).to_be_visible()
    told = [await console.get_by_text(COLLEAGUE).count() for console in consoles]
    assert sorted(told) == [0, 1]


async def test_offline_citizen_loses_nothing_and_doubles_nothing(visit: OpenPage) -> None:
    website = await visit("/")
    await say(website, "eerste bericht over vuurwerk")
    await expect(website.get_by_text("Bezorgd")).to_be_visible()
    await website.context.set_offline(True)
    await say(website, "tweede bericht zonder internet")
    await website.context.set_offline(False)
    second = website.locator("contact-hub-widget").get_by_text("tweede bericht zonder internet")
    await expect(second).to_have_count(1)
    await expect(website.get_by_text("Bezorgd").last).to_be_visible(timeout=30_000)
    await website.reload()
    await expect(second).to_have_count(1)


async def test_second_click_on_send_sends_once(visit: OpenPage) -> None:
    website = await visit("/")
    await say(website, "goedemiddag")
    box = website.locator("contact-hub-widget").get_by_role("textbox", name="Uw bericht")
    await box.fill("maar een keer")
    await website.locator("contact-hub-widget").get_by_role("button", name="Stuur").dblclick()
    await expect(website.get_by_text("maar een keer")).to_have_count(1)


async def test_officer_takes_the_call_from_one_window_to_another(visit: OpenPage) -> None:
    room, first = await in_a_call(visit)
    second = await visit("/console")
    await log_in(second, "S. Bakker")
    elsewhere = "Dit videogesprek staat open in een ander venster."
    await expect(first.get_by_text(elsewhere)).to_be_visible()
    await assert_moving(second, "the officer")
    await first.get_by_role("button", name="Neem het hier over").click()
    await expect(second.get_by_text(elsewhere)).to_be_visible()
    await assert_moving(first, "the officer")
    await assert_moving(room, "the citizen")
    await close_with(first, "Advies gegeven", "")


async def test_citizen_who_reloads_in_the_call_is_back_in_it(visit: OpenPage) -> None:
    room, console = await in_a_call(visit)
    await room.reload()
    await expect(room.get_by_text("Verbonden")).to_be_visible()
    await assert_moving(room, "the citizen")
    await assert_moving(console, "the officer")
    await close_with(console, "Advies gegeven", "")


async def test_officer_writes_up_after_the_citizen_hung_up(visit: OpenPage) -> None:
    room, console = await in_a_call(visit)
    await room.get_by_role("button", name="Stop gesprek").click()
    await expect(room.get_by_role("heading", name="afgelopen")).to_be_visible()
    await expect(console.get_by_text("Het videogesprek is klaar").first).to_be_visible()
    reference = await close_with(console, "Advies gegeven", "Opgehangen na advies.")
    _, video = await contacts_of(visit, reference)
    assert (video["outcome"], video["endReason"]) == ("advice_given", "closed_by_officer")
