"""What citizens and officers hear at their sockets about hours, silence and coming back."""

from __future__ import annotations

import httpx2

from gateway.database import Database
from gateway.escalation.service import QUEUE_CHANNEL
from gateway.events import Events
from gateway.kiosks import service as kiosks
from gateway.kiosks.access import COOKIE
from gateway.live import Live
from gateway.places import seed
from tests.fakes.person import Frame
from tests.gateway.conftest import Staff
from tests.gateway.running import Running
from tests.gateway.test_queue_hours import close_desk

WISH = kiosks.Wish("Hal", "station-deventer", ("nl",))


async def test_hours_come_before_anybody_asks_and_change_when_the_desk_closes(
    gateway: Running, database: Database, live: Live
) -> None:
    async with gateway.citizen() as (citizen, _):
        before = await citizen.get("persons")
        assert before["chat"]["open"]
        assert before["chat"]["hours"] == {"key": "hours-always", "args": {}}
        await close_desk(database)
        await live.nudge(QUEUE_CHANNEL)
        after = await citizen.get(lambda f: f["type"] == "persons" and not f["chat"]["open"])
        assert after["chat"]["hours"]["key"] == "hours-opens"


async def test_asking_at_a_closed_desk_is_answered_once_and_not_by_the_bot(
    gateway: Running, database: Database
) -> None:
    await close_desk(database)
    async with gateway.citizen() as (citizen, snapshot):
        await citizen.command("choose", value="person:video", label="Video")
        said = await citizen.event("MessagePosted", author="hub")
        assert "Een videogesprek met een agent kan nu niet." in said["data"]["text"]
        await citizen.command("say", text="dank u")
        await citizen.event("MessagePosted", text="Antwoord op: dank u")
    async with gateway.citizen(snapshot["session"]) as (_, whole):
        assert whole["conversation"]["held_by"] == "bot"
    assert "Video" not in gateway.bot.asked


async def test_place_is_kept_over_a_reload_and_given_up_by_the_button(gateway: Running, staff: Staff) -> None:
    def place(frame: Frame) -> bool:
        return bool(frame["type"] == "waiting" and frame["place"] == 1)

    async with gateway.citizen() as (citizen, snapshot), gateway.citizen() as (next_one, _):
        await citizen.command("ask_person", medium="chat")
        await citizen.get(place)
        await next_one.command("ask_person", medium="chat")
        await next_one.get(lambda f: f["type"] == "waiting" and f["place"] == 2)
        async with gateway.citizen(snapshot["session"]) as (again, resumed):
            assert resumed["conversation"]["held_by"] == "queue"
            assert (await again.get("waiting"))["place"] == 1
            await again.command("keep_waiting")
            await again.event("WaitingKept")
            await again.command("stop_waiting")
            await again.event("WaitingStopped")
        await next_one.get(place)


async def test_officer_sees_until_when_to_show_up_and_typing_counts(gateway: Running, staff: Staff) -> None:
    async with gateway.citizen() as (citizen, _), gateway.officer(staff.one.id) as (officer, snapshot):
        assert snapshot["put_back"] == 0
        await citizen.command("ask_person", medium="chat")
        taken = await officer.command("take", medium=None)
        work = (await officer.get("work"))["work"]
        assert work["entry"]["appear_by"] is not None
        await officer.send(type="typing", conversation_id=taken["conversation_id"], on=True)
        await citizen.get(lambda f: f["type"] == "typing" and f["who"] == "officer")
        assert (await officer.get("appeared"))["conversation_id"] == taken["conversation_id"]
    async with gateway.officer(staff.one.id) as (_, again):
        assert again["work"][0]["entry"]["appear_by"] is None


async def test_page_reads_the_hours_before_it_opens_a_conversation(
    gateway: Running, database: Database, staff: Staff
) -> None:
    async with database.transaction() as tx:
        kiosk = await kiosks.add(tx, staff.supervisor, WISH, spoken=("nl",))
        code = await kiosks.new_code(tx, staff.supervisor, kiosk.id, gateway.settings)
        secret = await kiosks.enrol(tx, Events(), gateway.settings, code.text)
        await seed.put(tx, never_open())
    async with httpx2.AsyncClient(base_url=gateway.url) as page:
        anybody = await page.get("/v1/opening-hours")
        assert anybody.json()["video"] == {"open": True, "hours": {"key": "hours-always", "args": {}}}
        assert not (await page.get("/v1/opening-hours?place=station-deventer")).json()["chat"]["open"]
        assert (await page.get("/v1/opening-hours?place=atlantis")).status_code == 404
        assert (await page.get("/v1/opening-hours?place=NO!")).status_code == 400
        device = await page.get("/v1/opening-hours", headers={"Cookie": f"{COOKIE}={secret}"})
        assert device.json()["video"]["hours"]["key"] == "hours-closed"


def never_open() -> seed.Force:
    """Return Deventer, where nobody ever is."""
    deventer = {"slug": "deventer", "name": "Deventer", "opening": {"week": []}}
    return seed.Force.model_validate({"teams": [deventer]})
