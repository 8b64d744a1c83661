"""Real peers in a real call: pictures, sound, mute, coming back, and what is left afterwards."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import AsyncExitStack
from itertools import pairwise

import pytest
from redis.asyncio import Redis

from tests.video.conftest import SettingsFor
from tests.video.peers import (
    GREY,
    TONE_HZ,
    Browser,
    browser,
    grey_of,
    in_call,
    moved,
    seated,
    signed,
    ticket_for,
    told_by,
    tone_of,
)
from video.app import node
from video.events import OVER_PREFIX, CallEnded, CallStarted, ParticipantJoined, ParticipantLeft
from video.settings import Settings

GREY_TOLERANCE = 12
TONE_TOLERANCE_HZ = 30
RTP_VIDEO_HZ = 90_000


async def _assert_sees_and_hears(viewer: Browser, other: str) -> None:
    pictures = await viewer.more_pictures(12)
    assert grey_of(pictures[-1]) == pytest.approx(GREY[other], abs=GREY_TOLERANCE)
    assert moved(pictures)
    assert tone_of(await viewer.more_sound(25)) == pytest.approx(TONE_HZ[other], abs=TONE_TOLERANCE_HZ)


async def _story(redis: Redis, settings: Settings) -> list[tuple[str, str]]:
    """Return what the stream tells: kind of event, and role or reason."""
    return [
        (type(event).__name__, str(getattr(event, "reason", "") or getattr(event, "role", "")))
        for event in await told_by(redis, settings)
    ]


async def test_two_people_see_and_hear_each_other(node_settings: Settings) -> None:
    async with (
        node(node_settings),
        in_call(node_settings, "citizen") as citizen,
        in_call(node_settings, "officer") as officer,
    ):
        await _assert_sees_and_hears(citizen, "officer")
        await _assert_sees_and_hears(officer, "citizen")


async def test_answer_prefers_vp8_in_one_bundle(node_settings: Settings) -> None:
    async with node(node_settings), in_call(node_settings, "citizen") as citizen:
        assert citizen.connection is not None
        sdp = citizen.connection.remoteDescription.sdp
        assert "a=group:BUNDLE 0 1" in sdp
        assert sdp.index("VP8/90000") < sdp.index("H264/90000")
        assert sdp.count("a=sendrecv") == 2


async def test_who_joins_learns_who_is_there_and_the_other_is_told(node_settings: Settings) -> None:
    async with node(node_settings), seated(node_settings, "citizen") as citizen:
        assert citizen.welcome["peers"] == []
        async with seated(node_settings, "officer") as officer:
            joined = officer.welcome
            assert (joined["call_id"], joined["seat"]) == ("call-1", "officer")
            assert joined["peers"] == [
                {"seat": "citizen", "role": "citizen", "name": "Citizen", "audio": True, "video": True}
            ]
            told = await citizen.hear("peer")
            assert (told["state"], told["name"]) == ("joined", "Officer")


async def test_mute_and_camera_off_are_told_now_and_to_who_comes_later(node_settings: Settings) -> None:
    async with node(node_settings), seated(node_settings, "citizen") as citizen:
        await citizen.say(type="media", audio=False, video=True)
        await citizen.say(type="ping")
        await citizen.hear("pong")
        async with seated(node_settings, "officer") as officer:
            peer = officer.welcome["peers"][0]
            assert (peer["audio"], peer["video"]) == (False, True)
            await citizen.say(type="media", audio=True, video=False)
            told = await officer.hear("peer")
            assert (told["audio"], told["video"]) == (True, False)


async def test_coming_back_keeps_the_picture_of_the_other(node_settings: Settings) -> None:
    async with (
        node(node_settings),
        in_call(node_settings, "officer") as officer,
        in_call(node_settings, "citizen") as before,
    ):
        await _assert_sees_and_hears(officer, "citizen")
        await _assert_sees_and_hears(before, "officer")
        async with in_call(node_settings, "citizen") as after:
            assert await before.closed() == 4409
            assert "ended" not in [frame["type"] for frame in before.seen]
            await _assert_sees_and_hears(after, "officer")
            await _assert_sees_and_hears(officer, "citizen")
            times = officer.times["video"]
            assert times == sorted(times)
            assert max(b - a for a, b in pairwise(times)) < 10 * RTP_VIDEO_HZ
        assert "ended" not in [frame["type"] for frame in officer.seen]


async def test_second_offer_on_the_same_socket_starts_the_media_anew(node_settings: Settings) -> None:
    async with (
        node(node_settings),
        in_call(node_settings, "officer") as officer,
        in_call(node_settings, "citizen") as citizen,
    ):
        await _assert_sees_and_hears(officer, "citizen")
        first = citizen.connection
        await citizen.offer()
        await _assert_sees_and_hears(citizen, "officer")
        await _assert_sees_and_hears(officer, "citizen")
        assert first is not None
        await first.close()


async def test_hanging_up_ends_the_call_for_both(node_settings: Settings, redis: Redis) -> None:
    async with node(node_settings):
        async with (
            seated(node_settings, "citizen") as citizen,
            seated(node_settings, "officer") as officer,
        ):
            await citizen.hear("peer")
            await citizen.say(type="leave")
            for person in (citizen, officer):
                assert (await person.hear("ended"))["reason"] == "hung_up_citizen"
                assert await person.closed() == 1000
        token = signed(ticket_for(node_settings, "citizen"))
        async with browser(node_settings, "citizen", token) as late:
            assert (await late.hear("refused"))["code"] == "call_ended"
            assert await late.closed() == 4401
    assert await _story(redis, node_settings) == [
        (ParticipantJoined.__name__, "citizen"),
        (ParticipantJoined.__name__, "officer"),
        (CallStarted.__name__, ""),
        (ParticipantLeft.__name__, "hung_up_citizen"),
        (CallEnded.__name__, "hung_up_citizen"),
    ]


async def test_call_that_the_hub_ended_is_over_for_both_and_takes_no_late_ticket(
    node_settings: Settings, redis: Redis
) -> None:
    async with (
        node(node_settings),
        seated(node_settings, "citizen") as citizen,
        seated(node_settings, "officer") as officer,
    ):
        await citizen.hear("peer")
        key = node_settings.redis_prefix + OVER_PREFIX + ticket_for(node_settings, "citizen").call_id
        await redis.set(key, json.dumps({"reason": "released"}), ex=60)
        for person in (citizen, officer):
            assert (await person.hear("ended"))["reason"] == "released"
            assert await person.closed() == 1000
    async with node(node_settings):  # started anew, it remembers no call
        token = signed(ticket_for(node_settings, "citizen"))
        async with browser(node_settings, "citizen", token) as late:
            assert (await late.hear("refused"))["code"] == "call_ended"


async def test_only_an_officer_ends_the_call_for_all(node_settings: Settings) -> None:
    async with (
        node(node_settings),
        seated(node_settings, "citizen") as citizen,
        seated(node_settings, "officer") as officer,
    ):
        await citizen.hear("peer")
        await citizen.say(type="end")
        assert (await citizen.hear("refused"))["code"] == "not_allowed"
        await officer.say(type="end")
        assert (await citizen.hear("ended"))["reason"] == "hung_up_officer"
        assert (await officer.hear("ended"))["reason"] == "hung_up_officer"


async def test_vanished_person_keeps_the_seat_for_a_while_then_the_call_ends(
    settings_for: SettingsFor, redis: Redis
) -> None:
    settings = settings_for(seat_keep_s=0.3)
    async with node(settings), seated(settings, "officer") as officer:
        async with seated(settings, "citizen") as citizen:
            await officer.hear("peer")
            citizen.socket.transport.abort()
        assert (await officer.hear("peer"))["state"] == "reconnecting"
        assert (await officer.hear("ended"))["reason"] == "vanished"
    assert (await _story(redis, settings))[-2:] == [
        ("ParticipantLeft", "vanished"),
        ("CallEnded", "vanished"),
    ]


async def test_person_back_in_time_goes_on_with_the_call(settings_for: SettingsFor, redis: Redis) -> None:
    settings = settings_for(seat_keep_s=30)
    async with node(settings), seated(settings, "officer") as officer:
        async with seated(settings, "citizen") as citizen:
            await officer.hear("peer")
            citizen.socket.transport.abort()
        assert (await officer.hear("peer"))["state"] == "reconnecting"
        async with seated(settings, "citizen") as citizen:
            assert (await officer.hear("peer"))["state"] == "joined"
            assert citizen.welcome["peers"][0]["role"] == "officer"
    kinds = [kind for kind, _ in await _story(redis, settings)]
    assert kinds == ["ParticipantJoined", "ParticipantJoined", "CallStarted", "CallEnded"]


async def test_who_comes_back_is_told_that_the_other_is_away(node_settings: Settings) -> None:
    async with node(node_settings), seated(node_settings, "officer") as officer:
        async with seated(node_settings, "citizen") as citizen:
            await officer.hear("peer")
            citizen.socket.transport.abort()
        assert (await officer.hear("peer"))["state"] == "reconnecting"
        async with seated(node_settings, "officer") as again:
            assert again.welcome["peers"][0]["role"] == "citizen"
            assert (await again.hear("peer"))["state"] == "reconnecting"


async def test_nothing_is_left_after_calls_and_node_are_closed(node_settings: Settings) -> None:
    tasks_before = asyncio.all_tasks()
    async with node(node_settings):
        for number in range(2):
            call = f"call-{number}"
            citizen_ticket, officer_ticket = (
                signed(ticket_for(node_settings, role, call_id=call)) for role in ("citizen", "officer")
            )
            async with (
                seated(node_settings, "citizen", citizen_ticket) as citizen,
                seated(node_settings, "officer", officer_ticket) as officer,
            ):
                await citizen.offer()
                await officer.offer()
                await citizen.more_pictures(3)
                assert _decoders() > 0
                await citizen.say(type="leave")
                await officer.closed()
    assert _decoders() == 0
    assert asyncio.all_tasks() == tasks_before


async def test_stopping_node_says_so_to_everyone(node_settings: Settings, redis: Redis) -> None:
    async with AsyncExitStack() as person_leaves:
        async with node(node_settings):
            person = await person_leaves.enter_async_context(seated(node_settings, "citizen"))
        assert (await person.hear("ended"))["reason"] == "node_stopped"
    assert (await _story(redis, node_settings))[-1] == ("CallEnded", "node_stopped")


def _decoders() -> int:
    return sum(thread.name.endswith("-decoder") for thread in threading.enumerate())
