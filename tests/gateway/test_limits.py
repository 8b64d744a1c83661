"""What people meet at each limit of a running gateway: a sentence, the waiting time, and nothing lost."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx2
import pytest
from pydantic import SecretStr
from websockets.exceptions import ConnectionClosed

from gateway.channels.pace import Bucket
from gateway.children import CannotStart
from gateway.commands.ask import ask
from gateway.commands.installation import Installation, write_private
from gateway.conversations import reactions, repository, service
from gateway.database import Database, now
from gateway.errors import TooFast
from gateway.live import Live
from gateway.settings import Settings
from tests.fakes.person import Frame, Person, person
from tests.gateway.conftest import Staff, StartTalk
from tests.gateway.running import GatewayWith, Running

POLICY_VIOLATION = 1008
CITIZEN_FLOODS: dict[str, Frame] = {
    "ping": {"type": "ping", "seq": 1},
    "hello": {"type": "hello"},
    "typing": {"type": "typing", "on": True},
    "language": {"type": "language", "language": "nl"},
    "handoff": {"type": "handoff"},
    "join": {"type": "join"},
    "ask_person": {"type": "ask_person", "medium": "chat"},
}
OFFICER_FLOODS: dict[str, Frame] = {
    "ping": {"type": "ping"},
    "available": {"type": "available", "on": True},
    "take": {"type": "take", "medium": None},
}


async def flood(one: Person, frame: Frame, times: int) -> None:
    """Send a frame again and again, until the other side has had enough."""
    for _ in range(times):
        try:
            await one.raw(json.dumps({**frame, "client_id": str(uuid4())} if "medium" in frame else frame))
        except ConnectionClosed:
            return


@pytest.mark.parametrize("kind", CITIZEN_FLOODS)
async def test_citizen_who_floods_is_told_to_wait_and_then_closed(
    gateway_with: GatewayWith, kind: str
) -> None:
    async with (
        gateway_with(frames_at_once=6, frames_a_second=0.2) as gateway,
        gateway.citizen() as (citizen, _),
    ):
        await flood(citizen, CITIZEN_FLOODS[kind], 12)
        refusal = await citizen.get(lambda f: f.get("code") == "too_fast")
        assert refusal["text_key"] == "refused-too-fast"
        assert 0 < refusal["retry_s"] <= 5
        assert refusal["args"] == {"seconds": refusal["retry_s"]}
        assert await citizen.closed() == POLICY_VIOLATION


@pytest.mark.parametrize("kind", OFFICER_FLOODS)
async def test_officer_who_floods_is_told_to_wait_and_then_closed(
    gateway_with: GatewayWith, staff: Staff, kind: str
) -> None:
    async with (
        gateway_with(frames_at_once=6, frames_a_second=0.2) as gateway,
        gateway.officer(staff.one.id) as (officer, _),
    ):
        await flood(officer, OFFICER_FLOODS[kind], 12)
        assert (await officer.get(lambda f: f.get("code") == "too_fast"))["retry_s"] > 0
        assert await officer.closed() == POLICY_VIOLATION


async def test_refused_frame_names_its_command_and_who_pauses_goes_on(gateway_with: GatewayWith) -> None:
    async with (
        gateway_with(frames_at_once=2, frames_a_second=50) as gateway,
        gateway.citizen() as (citizen, _),
    ):
        sent = [await citizen.send(type="say", client_id=str(uuid4()), text="vlug") for _ in range(3)]
        answers = [await citizen.get(lambda f, id_=id_: f.get("client_id") == id_) for id_ in sent]
        assert {answer["type"] for answer in answers} <= {"ack", "refused"}
        assert (await citizen.command("say", text="rustig"))["type"] == "ack"


def test_bucket_gives_a_burst_and_fills_with_time() -> None:
    clock = iter([0.0, 0.0, 0.0, 0.0, 0.5, 100.0, 100.0, 100.0])
    bucket = Bucket(2, 0.5, lambda: next(clock))
    bucket.take()
    bucket.take()
    for waiting_s in (2, 2):
        with pytest.raises(TooFast) as refused:
            bucket.take()
        assert refused.value.retry_s == waiting_s
    bucket.take()
    bucket.take()
    with pytest.raises(TooFast):
        bucket.take()


def test_people_are_far_from_the_limit_of_a_socket() -> None:
    """A page pings each 10 s, signs typing at each word, and sends what waited for the connection at once."""
    defaults = Settings.model_fields
    assert defaults["frames_at_once"].default >= 2 * defaults["messages_a_minute"].default
    assert defaults["frames_a_second"].default >= 2


async def test_three_hundred_and_first_message_in_an_hour_says_how_long_to_wait(
    gateway_with: GatewayWith,
) -> None:
    async with gateway_with(messages_an_hour=2) as gateway, gateway.citizen() as (citizen, _):
        answers = [await citizen.command("say", text=f"bericht {n}") for n in range(3)]
        assert [answer["type"] for answer in answers] == ["ack", "ack", "refused"]
        assert 60 < answers[2]["retry_s"] <= 3600


async def test_steps_beyond_what_a_person_does_are_refused_and_done_is_always_possible(
    gateway_with: GatewayWith,
) -> None:
    async with gateway_with(steps_a_minute=2) as gateway, gateway.citizen() as (citizen, _):
        for medium in ("chat", "video"):
            assert (await citizen.command("ask_person", medium=medium))["type"] == "ack"
        refusal = await citizen.command("stop_waiting")
        assert (refusal["code"], 0 < refusal["retry_s"] <= 60) == ("too_fast", True)
        assert (await citizen.command("done"))["type"] == "ack"


async def test_language_that_is_spoken_already_changes_nothing(gateway: Running, database: Database) -> None:
    async with gateway.citizen(language="nl") as (citizen, snapshot):
        for language in ("nl", "en", "en"):
            await citizen.send(type="language", language=language)
        await citizen.command("say", text="klaar")
    async with database.transaction() as tx:
        thread = await repository.events_after(tx, UUID(snapshot["conversation"]["id"]), 0)
    assert [event.data["language"] for event in thread if event.name == "LanguageChanged"] == ["en"]


async def test_frame_above_16_kib_gets_a_sentence_and_the_connection_stays(gateway: Running) -> None:
    async with gateway.citizen() as (citizen, _):
        refusal = await citizen.command("say", text="x" * 17_000)
        assert (refusal["code"], refusal["text_key"]) == ("bad_frame", "refused-bad-frame")
        assert (await citizen.command("say", text="x" * 1_900))["type"] == "ack"


async def test_crowded_network_is_told_to_wait_before_a_conversation_begins(
    gateway_with: GatewayWith,
) -> None:
    async with gateway_with(address_conversations_a_minute=1) as gateway:
        async with gateway.citizen() as (_, snapshot):
            pass
        async with person(f"ws{gateway.url.removeprefix('http')}/ws") as second:
            await second.send(type="hello")
            refusal = await second.get("refused")
            assert (refusal["text_key"], 0 < refusal["retry_s"] <= 60) == ("refused-crowded", True)
            await second.closed()
        async with gateway.citizen(snapshot["session"]) as (_, again):
            assert again["conversation"]["id"] == snapshot["conversation"]["id"]


async def test_crowded_network_opens_no_more_sockets(gateway_with: GatewayWith, staff: Staff) -> None:
    async with gateway_with(address_sockets_a_minute=1) as gateway, gateway.citizen():
        async with person(f"ws{gateway.url.removeprefix('http')}/ws") as second:
            assert (await second.get("refused"))["code"] == "crowded"
            await second.closed()
        async with httpx2.AsyncClient(base_url=gateway.url, headers={"Origin": gateway.url}) as http:
            answer = await http.post("/v1/officer-sessions", json={"officerId": str(staff.one.id)})
        cookie = answer.headers["set-cookie"].split(";")[0]
        console = f"ws{gateway.url.removeprefix('http')}/console/ws"
        async with person(console, Cookie=cookie, Origin=gateway.url) as officer:
            assert (await officer.get("refused"))["code"] == "crowded"
            await officer.closed()


async def test_used_id_with_another_command_is_refused(gateway: Running, staff: Staff) -> None:
    async with gateway.citizen() as (citizen, _), gateway.officer(staff.one.id) as (officer, _):
        used = str(uuid4())
        await citizen.send(type="say", client_id=used, text="een")
        await citizen.get("ack")
        for other in (
            {"type": "say", "text": "twee"},
            {"type": "choose", "value": "menu", "label": "een"},
            {"type": "ask_person", "medium": "chat"},
            {"type": "done"},
        ):
            citizen.seen.clear()
            await citizen.send(client_id=used, **other)
            assert (await citizen.get("refused"))["code"] == "used_before"
        await citizen.send(type="say", client_id=used, text="een")
        await citizen.get("ack")
        await citizen.command("ask_person", medium="chat")
        taken = await officer.command("take", medium=None)
        press = {"client_id": str(uuid4()), "conversation_id": taken["conversation_id"]}
        await officer.send(type="note", text="blauw", **press)
        await officer.get(lambda f: f["type"] == "ack" and f["client_id"] == press["client_id"])
        await officer.send(type="release", **press)
        assert (await officer.get("refused"))["code"] == "used_before"


async def test_kiosk_of_an_unknown_place_gets_a_sentence_of_its_own(gateway: Running) -> None:
    async with person(f"ws{gateway.url.removeprefix('http')}/ws") as kiosk:
        await kiosk.send(type="hello", surface="kiosk", place="nowhere-at-all")
        assert (await kiosk.get("refused"))["text_key"] == "refused-unknown-place"


async def test_browser_away_for_less_than_two_minutes_keeps_place_and_conversation(
    database: Database, settings: Settings, start_talk: StartTalk
) -> None:
    away = await start_talk()
    async with database.transaction() as tx:
        await repository.touch(tx, away, now() - timedelta(seconds=settings.resume_s - 5))
    async with database.transaction() as tx:
        assert await reactions.Sweep(settings).run(tx) == 0


async def test_events_are_there_for_a_day_and_after_it_a_new_snapshot_begins(
    gateway: Running, database: Database
) -> None:
    async with gateway.citizen() as (citizen, snapshot):
        await citizen.command("say", text="gisteren")
        await citizen.event("MessagePosted", author="bot")
    async with gateway.citizen(snapshot["session"], since=2) as (_, later):
        assert [event["seq"] for event in later["events"]] == [3, 4]
    async with database.transaction() as tx:
        hash_ = service.hash_secret(snapshot["session"])
        day = timedelta(days=gateway.settings.session_days)
        assert await repository.may_take_part(tx, hash_, now() + day - timedelta(minutes=1))
        assert not await repository.may_take_part(tx, hash_, now() + day)


async def test_asking_too_much_by_command_gets_the_reason_and_the_message(
    gateway_with: GatewayWith, tmp_path: Path
) -> None:
    installation = Installation(tmp_path, 0, "development")
    token = SecretStr(installation.secrets()["internal_token"])
    async with gateway_with(internal_token=token) as gateway:
        write_private(installation.run_file, {"port": gateway.settings.port, "pid": os.getpid()})
        shown: list[str] = []
        with pytest.raises(CannotStart) as refused:
            await ask(installation, ["x" * 2_001], shown.append)
        assert str(refused.value).startswith(f'The hub refused the message "{"x" * 40}...": ')
        assert "at most 2000 characters" in str(refused.value)
        await ask(installation, ["mijn fiets is gejat"], shown.append)
        assert len(shown) == 1


async def test_message_counter_of_a_person_expires(gateway: Running, live: Live) -> None:
    async with gateway.citizen() as (citizen, snapshot):
        await citizen.command("say", text="een")
    [(_, left_s)] = await live.count((f"hub:pace:60:{snapshot['conversation']['id']}", 60))
    assert 0 < left_s <= 60
