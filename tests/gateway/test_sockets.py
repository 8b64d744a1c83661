"""The citizen's and the officer's socket of a running gateway, with a bot that says what it is told."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from gateway.conversations import service
from gateway.database import Database
from gateway.live import Live
from tests.fakes.person import person
from tests.gateway.conftest import Staff
from tests.gateway.running import Running
from video.events import NODE_PREFIX


async def test_citizen_reads_the_notice_first_and_gets_an_answer(gateway: Running) -> None:
    async with gateway.citizen(language="nl") as (citizen, snapshot):
        assert snapshot["events"][0]["name"] == "NoticeShown"
        ack = await citizen.command("say", text="mijn fiets is gejat bij het station")
        assert ack["type"] == "ack"
        answer = await citizen.event("MessagePosted", author="bot")
        assert answer["data"]["text"] == "Antwoord op: mijn fiets is gejat bij het station"
        assert answer["seq"] > ack["seq"]
        await citizen.get(lambda f: f["type"] == "seen" and f["seq"] >= ack["seq"])


async def test_reload_resumes_without_losing_or_doubling(gateway: Running) -> None:
    async with gateway.citizen() as (citizen, snapshot):
        await citizen.command("say", text="een")
        first = await citizen.event("MessagePosted", author="bot")
    async with gateway.citizen(snapshot["session"], since=first["seq"]) as (again, resumed):
        assert resumed["conversation"]["id"] == snapshot["conversation"]["id"]
        assert [event["seq"] for event in resumed["events"] if event["seq"] <= first["seq"]] == []
        await again.command("say", text="twee")
        second = await again.event("MessagePosted", text="Antwoord op: twee")
        assert second["seq"] == first["seq"] + 2


async def test_same_command_twice_is_carried_out_once(gateway: Running) -> None:
    async with gateway.citizen() as (citizen, snapshot):
        client_id = str(uuid4())
        for _ in range(3):
            await citizen.send(type="say", client_id=client_id, text="dubbel")
        await citizen.event("MessagePosted", author="bot")
        await citizen.command("say", text="klaar")
        await citizen.event("MessagePosted", text="Antwoord op: klaar")
    async with gateway.citizen(snapshot["session"]) as (_, whole):
        texts = [event["data"].get("text") for event in whole["events"]]
    assert texts.count("dubbel") == 1
    assert gateway.bot.asked.count("dubbel") == 1


async def test_bot_away_gives_the_menu_and_a_person_within_three_seconds(gateway: Running) -> None:
    gateway.bot.away = True
    async with gateway.citizen() as (citizen, _):
        async with asyncio.timeout(3):
            await citizen.command("say", text="mijn fiets is gejat")
            answer = await citizen.event("MessagePosted", author="hub")
        assert answer["data"]["key"] == "bot-away"
        values = [button["value"] for button in answer["data"]["buttons"]]
        assert {"person:chat", "person:video", "topic:bicycle_theft"} <= set(values)


async def test_what_a_killed_gateway_left_unanswered_is_answered_when_the_citizen_returns(
    gateway: Running, database: Database
) -> None:
    async with gateway.citizen() as (_, snapshot):
        conversation_id = UUID(snapshot["conversation"]["id"])
    async with database.transaction() as tx:
        conversation = await service.opened(tx, conversation_id)
        await service.say(tx, conversation, "bent u daar", client_id=uuid4())
    async with gateway.citizen(snapshot["session"]) as (citizen, _):
        await citizen.event("MessagePosted", text="Antwoord op: bent u daar")


async def test_nonsense_is_refused_in_a_sentence_and_three_in_a_row_close(gateway: Running) -> None:
    async with gateway.citizen() as (citizen, _):
        await citizen.raw("{}")
        refusal = await citizen.get("refused")
        assert refusal["text_key"] == "refused-bad-frame"
        await citizen.command("say", text="nog steeds hier")
        for junk in ("[]", b"\x00\x01", json.dumps({"type": "say", "text": "x" * 20_000})):
            await citizen.raw(junk)
        assert await citizen.closed() == 1008


async def test_too_long_a_message_is_refused_and_nothing_is_posted(gateway: Running) -> None:
    async with gateway.citizen() as (citizen, _):
        refusal = await citizen.command("say", text="x" * 2_001)
        assert (refusal["code"], refusal["args"]) == ("too_long", {"max": 2_000})


async def test_twenty_first_message_in_a_minute_says_how_long_to_wait(gateway: Running) -> None:
    async with gateway.citizen() as (citizen, _):
        answers = [await citizen.command("say", text=f"bericht {n}") for n in range(21)]
        assert [answer["type"] for answer in answers[:20]] == ["ack"] * 20
        assert answers[20]["code"] == "too_fast"
        assert 0 < answers[20]["retry_s"] <= 60


async def test_stranger_with_a_made_up_session_gets_a_conversation_of_his_own(gateway: Running) -> None:
    async with gateway.citizen() as (_, mine), gateway.citizen("x" * 43) as (_, theirs):
        assert theirs["conversation"]["id"] != mine["conversation"]["id"]


async def test_page_of_another_site_is_turned_away(gateway: Running) -> None:
    async with person(f"ws{gateway.url.removeprefix('http')}/ws", Origin="https://evil.example") as stranger:
        assert await stranger.closed() == 4403


async def test_officer_takes_chats_and_closes(gateway: Running, staff: Staff) -> None:
    async with gateway.citizen() as (citizen, _), gateway.officer(staff.one.id) as (officer, before):
        assert before["me"]["name"] == staff.one.name
        await citizen.command("say", text="mijn fiets is gejat")
        await citizen.event("MessagePosted", author="bot")
        await citizen.command("ask_person", medium="chat")
        place = await citizen.get("waiting")
        assert (place["place"], place["officers"]) == (1, 1)
        await officer.get(lambda f: f["type"] == "queue" and f["entries"])
        taken = await officer.command("take", medium=None)
        conversation_id = taken["conversation_id"]
        work = (await officer.get("work"))["work"]
        assert any(event["data"].get("text") == "mijn fiets is gejat" for event in work["events"])
        assert (await citizen.event("OfficerJoined"))["data"]["name"] == staff.one.name
        await officer.command("say", conversation_id=conversation_id, text="Goedemiddag")
        await citizen.event("MessagePosted", author="officer", text="Goedemiddag")
        await citizen.send(type="typing", on=True)
        await officer.get(lambda f: f["type"] == "typing" and f["on"])
        await citizen.command("say", text="dag agent")
        said = await officer.get(lambda f: f["type"] == "event" and f["data"].get("text") == "dag agent")
        await officer.send(type="seen", conversation_id=conversation_id, seq=said["seq"])
        await citizen.get(lambda f: f["type"] == "seen" and f["seq"] == said["seq"])
        await officer.command("note", conversation_id=conversation_id, text="blauwe fiets")
        closed = await officer.command(
            "close", conversation_id=conversation_id, outcome="report_taken", note="blauwe fiets"
        )
        assert closed["type"] == "ack"
        await citizen.event("ConversationClosed", outcome="report_taken")
    assert "dag agent" not in gateway.bot.asked


async def test_second_officer_is_told_that_a_colleague_was_first(gateway: Running, staff: Staff) -> None:
    async with (
        gateway.citizen() as (citizen, _),
        gateway.officer(staff.one.id) as (one, _),
        gateway.officer(staff.other.id) as (other, _),
    ):
        await citizen.command("ask_person", medium="chat")
        async with asyncio.TaskGroup() as both:
            presses = [both.create_task(each.command("take", medium=None)) for each in (one, other)]
        answers = sorted((done.result() for done in presses), key=lambda answer: answer["type"])
    assert answers[0]["type"] == "ack"
    assert answers[1]["code"] == "colleague_was_first"


async def test_video_is_ready_for_both_and_tickets_name_an_alive_node(
    gateway: Running, staff: Staff, live: Live
) -> None:
    async with gateway.citizen() as (citizen, _), gateway.officer(staff.one.id) as (officer, _):
        await citizen.command("ask_person", medium="video")
        taken = await officer.command("take", medium="video")
        await citizen.event("CallReady")
        await citizen.send(type="join")
        assert (await citizen.get("refused"))["code"] == "no_node"
        node = {"id": "n1", "url": "ws://127.0.0.1:1/signal", "calls": 0, "at": 0}
        await live.put(f"{NODE_PREFIX}n1", node, 10)
        await citizen.send(type="join")
        await officer.send(type="join", conversation_id=taken["conversation_id"])
        tickets = [await citizen.get("ticket"), await officer.get("ticket")]
        assert tickets[0]["call_id"] == tickets[1]["call_id"]
        assert tickets[0]["ticket"] != tickets[1]["ticket"]


async def test_handoff_code_opens_the_same_conversation_once(gateway: Running) -> None:
    async with gateway.citizen() as (citizen, snapshot):
        await citizen.send(type="handoff")
        code = (await citizen.get("handoff"))["code"]
        async with httpx2.AsyncClient(base_url=gateway.url, headers={"Origin": gateway.url}) as http:
            first = await http.post("/v1/handoff-redemptions", json={"code": code})
            again = await http.post("/v1/handoff-redemptions", json={"code": code})
        assert (first.status_code, again.status_code) == (200, 404)
        session = first.json()["session"]
        assert session != snapshot["session"]
        async with gateway.citizen(session, surface="call") as (_, there):
            assert there["conversation"]["id"] == snapshot["conversation"]["id"]


async def test_two_tabs_sending_the_same_command_at_once_carry_it_out_once(gateway: Running) -> None:
    async with gateway.citizen() as (one, snapshot), gateway.citizen(snapshot["session"]) as (other, _):
        client_id = str(uuid4())
        async with asyncio.TaskGroup() as both:
            for tab in (one, other):
                both.create_task(tab.send(type="say", client_id=client_id, text="dubbel"))
        for tab in (one, other):
            await tab.get(lambda f: f["type"] == "ack" and f["client_id"] == client_id)
    async with gateway.citizen(snapshot["session"]) as (_, whole):
        assert [event["data"].get("text") for event in whole["events"]].count("dubbel") == 1


async def test_take_sent_again_after_a_lost_connection_takes_nobody_else(
    gateway: Running, staff: Staff
) -> None:
    async with gateway.citizen() as (first, _), gateway.citizen() as (second, _):
        for citizen in (first, second):
            await citizen.command("ask_person", medium="chat")
        client_id = str(uuid4())
        taken = []
        for _ in range(2):
            async with gateway.officer(staff.one.id) as (officer, _):
                await officer.send(type="take", client_id=client_id, medium=None)
                taken.append((await officer.get("ack"))["conversation_id"])
    assert taken[0] == taken[1]


async def test_take_sent_from_two_sockets_at_once_takes_one_person(gateway: Running, staff: Staff) -> None:
    async with (
        gateway.citizen() as (first, _),
        gateway.citizen() as (second, _),
        gateway.officer(staff.one.id) as (here, _),
        gateway.officer(staff.one.id) as (there, _),
    ):
        for citizen in (first, second):
            await citizen.command("ask_person", medium="chat")
        press = {"type": "take", "client_id": str(uuid4()), "medium": None}
        async with asyncio.TaskGroup() as both:
            for console in (here, there):
                both.create_task(console.send(**press))
        taken = [await console.get("ack") for console in (here, there)]
        here.seen.clear()
        await here.send(**press)
        taken.append(await here.get("ack"))
    assert len({ack["conversation_id"] for ack in taken}) == 1


async def test_character_that_the_database_cannot_keep_is_refused(gateway: Running) -> None:
    async with gateway.citizen() as (citizen, _):
        assert (await citizen.command("say", text="nul\x00teken"))["code"] == "bad_frame"


async def test_officer_who_chose_not_to_be_available_stays_so_after_a_reload(
    gateway: Running, staff: Staff
) -> None:
    async with gateway.officer(staff.one.id) as (officer, before):
        assert before["available"]
        await officer.send(type="available", on=False)
        await officer.get(lambda f: f["type"] == "queue" and f["officers"] == 0)
    async with gateway.officer(staff.one.id) as (_, after):
        assert not after["available"]


async def test_end_is_acknowledged_before_the_socket_closes(
    gateway: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with gateway.citizen() as (citizen, _):
        await citizen.command("say", text="mijn fiets is gejat")
        await citizen.event("MessagePosted", author="bot")
        tell_others = Live.nudge

        async def slowly(*given: Any, **more: Any) -> None:
            with suppress(TimeoutError):  # until the socket is closed, which it must not be
                await asyncio.wait_for(citizen.closed(), 0.5)
            await tell_others(*given, **more)

        monkeypatch.setattr(Live, "nudge", slowly)
        assert (await citizen.command("done"))["type"] == "ack"


async def test_done_in_one_window_ends_access_in_all(gateway: Running) -> None:
    async with gateway.citizen() as (one, snapshot), gateway.citizen(snapshot["session"]) as (other, _):
        await other.send(type="handoff")
        code = (await other.get("handoff"))["code"]
        await one.command("done")
        assert await other.closed() == 1000
    async with httpx2.AsyncClient(base_url=gateway.url, headers={"Origin": gateway.url}) as http:
        answer = await http.post("/v1/handoff-redemptions", json={"code": code})
    assert answer.status_code == 404


async def test_missing_number_is_read(gateway: Running, live: Live) -> None:
    silent = Database(gateway.settings.database_url, pool_size=1)
    async with gateway.citizen() as (citizen, snapshot):
        conversation_id = UUID(snapshot["conversation"]["id"])
        async with silent.transaction() as tx:
            conversation = await service.opened(tx, conversation_id)
            await service.append(
                tx, conversation, "MessagePosted", service.message("hub", lang="nl", text="x")
            )
        false = {
            "seq": snapshot["seq"] + 2,
            "name": "MessagePosted",
            "data": {"text": "y"},
            "at": "2026-01-01",
        }
        await live.nudge(f"conversation:{conversation_id}", {"news": [{"event": false}]})
        assert (await citizen.event("MessagePosted", text="x"))["seq"] == snapshot["seq"] + 1
        assert not [frame for frame in citizen.seen if frame.get("data", {}).get("text") == "y"]
    await silent.close()
