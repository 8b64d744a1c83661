"""Who may join, and what the socket does with anything else."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from tests.video.conftest import SettingsFor, free_port, run_valkey
from tests.video.peers import KEY, ORIGIN, Browser, browser, in_call, seated, signed, ticket_for
from video.app import node
from video.registry import TICKET_KEPT_S, TICKET_PREFIX
from video.settings import Settings
from video.tickets import BARRED_PREFIX, sign, verify

REFUSED = 4401
GARBAGE = 4400


async def _assert_refused(person: Browser, code: str) -> None:
    assert (await person.hear("refused"))["code"] == code
    assert await person.closed() == REFUSED


def _unsigned(token: str) -> str:
    header = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=").decode()
    return f"{header}.{token.split('.')[1]}."


async def test_expired_ticket_is_refused(node_settings: Settings) -> None:
    long_ago = datetime.now(UTC) - timedelta(seconds=61)
    token = sign(ticket_for(node_settings, "citizen"), KEY, long_ago)
    async with node(node_settings), browser(node_settings, "citizen", token) as person:
        await _assert_refused(person, "ticket_expired")


@pytest.mark.parametrize("how", ["other key", "alg none", "no ticket"])
async def test_forged_ticket_is_refused(node_settings: Settings, how: str) -> None:
    ticket = ticket_for(node_settings, "officer")
    token = {"other key": signed(ticket, "x" * 40), "alg none": _unsigned(signed(ticket)), "no ticket": "abc"}
    async with node(node_settings), browser(node_settings, "officer", token[how]) as person:
        await _assert_refused(person, "ticket_invalid")


async def test_ticket_for_another_node_is_refused_here_and_stays_good_there(node_settings: Settings) -> None:
    token = signed(ticket_for(node_settings, "citizen", node="video-elsewhere"))
    async with node(node_settings), browser(node_settings, "citizen", token) as person:
        await _assert_refused(person, "wrong_node")
    elsewhere = node_settings.model_copy(update={"video_node": "video-elsewhere"})
    async with node(elsewhere), seated(elsewhere, "citizen", token) as person:
        assert person.welcome["seat"] == "citizen"


async def test_ticket_works_once(node_settings: Settings, redis: Redis) -> None:
    token = signed(ticket_for(node_settings, "citizen"))
    async with node(node_settings), seated(node_settings, "citizen", token) as first:
        async with browser(node_settings, "citizen", token) as second:
            await _assert_refused(second, "ticket_used")
        await first.say(type="ping")
        await first.hear("pong")
        jti = verify(token, KEY, datetime.now(UTC)).jti
        kept_s = await redis.ttl(node_settings.redis_prefix + TICKET_PREFIX + jti)
        assert 60 < kept_s <= TICKET_KEPT_S


async def test_ticket_of_a_citizen_who_left_the_conversation_opens_nothing(
    node_settings: Settings, redis: Redis
) -> None:
    ticket = ticket_for(node_settings, "citizen")
    await redis.set(f"{node_settings.redis_prefix}{BARRED_PREFIX}{ticket.conversation_id}", "1", ex=60)
    async with node(node_settings):
        async with browser(node_settings, "citizen", signed(ticket)) as person:
            await _assert_refused(person, "call_ended")
        async with seated(node_settings, "officer") as officer:
            assert officer.welcome["seat"] == "officer"


async def test_nobody_joins_while_redis_is_away(settings_for: SettingsFor) -> None:
    port = free_port()
    settings = settings_for(redis_url=f"redis://127.0.0.1:{port}/0")
    async with node(settings):
        async with browser(settings, "citizen") as person:
            await _assert_refused(person, "try_again")
        with run_valkey(port):
            async with seated(settings, "citizen") as person:
                assert person.welcome["seat"] == "citizen"


async def test_fifth_seat_is_refused(node_settings: Settings) -> None:
    async with node(node_settings), seated(node_settings, "officer") as officer:
        tokens = [signed(ticket_for(node_settings, "citizen", seat=f"guest-{n}")) for n in range(4)]
        async with (
            seated(node_settings, "citizen", tokens[0]),
            seated(node_settings, "citizen", tokens[1]),
            seated(node_settings, "citizen", tokens[2]),
        ):
            async with browser(node_settings, "citizen", tokens[3]) as fifth:
                await _assert_refused(fifth, "seats_full")
            assert [(await officer.hear("peer"))["seat"] for _ in range(3)] == [
                "guest-0",
                "guest-1",
                "guest-2",
            ]


@pytest.mark.parametrize(
    "first",
    ["", "{}", "[]", "no json", '{"type":"ping"}', '{"type":"join"}', '{"type":"join","ticket":1}', b"\x00"],
)
async def test_anything_but_a_join_comes_to_nothing_at_first(
    node_settings: Settings, first: str | bytes
) -> None:
    async with node(node_settings), connect(node_settings.video_public_url, origin=ORIGIN) as socket:
        await socket.send(first)
        assert json.loads(await socket.recv()) == {"type": "refused", "code": "bad_frame", "retry_s": None}
        await socket.wait_closed()
        assert socket.close_code == REFUSED


async def test_silent_socket_is_closed(settings_for: SettingsFor) -> None:
    settings = settings_for(first_frame_s=0.1)
    async with node(settings), connect(settings.video_public_url, origin=ORIGIN) as socket:
        await socket.wait_closed()
        assert socket.close_code == 4408


@pytest.mark.parametrize(
    "origin", [None, Origin("https://elsewhere.example"), Origin(f"{ORIGIN}.elsewhere.example")]
)
async def test_pages_of_others_cannot_open_the_socket(node_settings: Settings, origin: Origin | None) -> None:
    async with node(node_settings):
        with pytest.raises(InvalidStatus) as refusal:
            await connect(node_settings.video_public_url, origin=origin)
        assert refusal.value.response.status_code == 403


GARBAGE_OFFERS = [
    "v=0",
    "hello",
    "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n",
    "v=0\r\nm=\r\n",
    "m=video x y z\r\na=candidate:\r\n",
    "\x00" * 1000,
]


@pytest.mark.parametrize("sdp", GARBAGE_OFFERS)
async def test_garbage_offer_gets_a_short_refusal_and_the_next_offer_works(
    node_settings: Settings, sdp: str
) -> None:
    async with node(node_settings), seated(node_settings, "citizen") as person:
        await person.say(type="offer", sdp=sdp)
        assert (await person.hear("refused"))["code"] == "bad_offer"
        await person.offer()


async def test_offer_with_a_data_channel_or_two_cameras_is_refused(node_settings: Settings) -> None:
    async with node(node_settings), in_call(node_settings, "citizen") as person:
        assert person.connection is not None
        sdp = person.connection.localDescription.sdp
        video = sdp[sdp.index("m=video") :]
        for more in (video, video.replace("m=video", "m=application")):
            await person.say(type="offer", sdp=sdp + more)
            assert (await person.hear("refused"))["code"] == "bad_offer"


async def test_one_bad_frame_is_forgiven_three_in_a_row_are_not(node_settings: Settings) -> None:
    async with node(node_settings), seated(node_settings, "officer") as officer:
        async with seated(node_settings, "citizen") as person:
            for _ in range(3):
                await person.socket.send('{"type":"media","audio":"loud"}')
                await person.hear("refused")
                await person.say(type="ping")
                await person.hear("pong")
            for _ in range(3):
                await person.say(type="join", ticket="again")
                assert (await person.hear("refused"))["code"] == "bad_frame"
            assert await person.closed() == GARBAGE
        assert (await officer.hear("peer"))["state"] == "joined"
        assert (await officer.hear("peer"))["state"] == "reconnecting"


async def test_browser_that_floods_is_told_to_wait_and_then_closed(settings_for: SettingsFor) -> None:
    settings = settings_for(frames_at_once=3, frames_a_second=0.2)
    async with node(settings), seated(settings, "officer") as officer, seated(settings, "citizen") as person:
        for _ in range(6):
            await person.say(type="ping")
        refusal = await person.hear("refused")
        assert (refusal["code"], 0 < refusal["retry_s"] <= 5) == ("too_fast", True)
        assert await person.closed() == GARBAGE
        await officer.say(type="ping")
        await officer.hear("pong")


async def test_frame_above_256_kib_closes_only_its_own_socket(node_settings: Settings) -> None:
    async with node(node_settings), seated(node_settings, "officer") as officer:
        async with seated(node_settings, "citizen") as person:
            await person.say(type="offer", sdp="v" * 257 * 1024)
            assert await person.closed() == 1009
        await officer.say(type="ping")
        await officer.hear("pong")
