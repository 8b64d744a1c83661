"""Twenty thousand hostile frames over the three sockets: nothing dies, leaks or complains."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from gateway.conversations import repository
from gateway.database import Database
from gateway.officers.officer import Role
from tests.attack.conftest import WIDE, CookieOf, GatewayProcess, VideoProcess, assert_served, until
from tests.attack.hostile import LAST_ID, PING, ROOT, Hostile
from tests.attack.processes import Target
from tests.fakes.person import person
from tests.gateway.running import GatewayWith
from tests.video.peers import ORIGIN, in_call, signed, ticket_for

TIMES = float(os.environ.get("HUB_ATTACK_TIMES", "1"))
CITIZEN, OFFICER, VIDEO = (int(TIMES * frames) for frames in (9_000, 7_000, 4_000))
BATCH = 250
MIB = 1 << 20
MOST_GROWTH = 60 * MIB
MOST_FILES = 25
PONG = '{"type":"pong"}'
HELLO = '{"type":"hello"}'
SCHEMA = json.loads((ROOT / "gateway" / "channels" / "frames.schema.json").read_text())
SIGNALS = json.loads((ROOT / "video" / "frames.schema.json").read_text())


async def throw(url: str, hostile: Hostile, times: int, *hello: str, **headers: str) -> None:
    """Send that many frames, through as many sockets as it takes, each cut off when all were heard."""
    while times > 0:
        async with connect(url, additional_headers=headers, compression=None, close_timeout=0) as socket:
            for frame in hello:
                await socket.send(frame)
            times -= await thrown(socket, hostile, min(times, BATCH))


async def thrown(socket: ClientConnection, hostile: Hostile, batch: int) -> int:
    """Send a batch while reading what comes, until its last frame is answered or the socket closed."""
    sent = 0

    async def send() -> None:
        nonlocal sent
        for _ in range(batch):
            await socket.send(hostile.frame(), text=hostile.as_text())
            sent += 1
        await socket.send(hostile.last)

    async def read() -> None:
        async for answer in socket:
            if LAST_ID in str(answer) or answer == PONG:
                return

    try:
        async with asyncio.timeout(90), asyncio.TaskGroup() as tasks:
            tasks.create_task(read())
            tasks.create_task(send())
    except* ConnectionClosed:
        pass
    return max(sent, 1)


@asynccontextmanager
async def stranger(target: Target, database: Database) -> AsyncIterator[tuple[str, str]]:
    """Give the conversation and the session of somebody else, whom nothing must have touched at the end."""
    async with person(target.socket("/ws")) as victim:
        await victim.send(type="hello")
        snapshot = await victim.get("snapshot")
        await victim.command("say", text="dit gaat niemand iets aan")
        await victim.get(lambda frame: "Antwoord op" in str(frame))
        before = await state_of(database, snapshot["conversation"]["id"])
        yield snapshot["conversation"]["id"], snapshot["session"]
        assert await state_of(database, snapshot["conversation"]["id"]) == before


async def state_of(database: Database, conversation_id: str) -> tuple[Any, ...]:
    """Return what can be seen of a conversation when somebody else was in it."""
    async with database.transaction() as tx:
        found = await repository.plain(tx, UUID(conversation_id))
        assert found is not None
        return found.last_seq, found.seen_seq, found.state, found.held_by, found.officer_id, found.language


@asynccontextmanager
async def withstanding(target: Target) -> AsyncIterator[None]:
    """Fail when the block costs memory or files, hurts the process, or keeps honest people waiting."""
    memory, files = target.memory(), target.files()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(assert_served(target))
        yield
    assert target.memory() - memory < MOST_GROWTH
    assert target.files() - files < MOST_FILES
    await assert_served(target)
    target.assert_unhurt()


async def test_citizens_socket_withstands_nine_thousand_hostile_frames(
    target: Target, attacked_database: Database
) -> None:
    async with stranger(target, attacked_database) as (conversation, session):
        ids = [conversation, conversation.upper(), session[:-1], session.swapcase(), "f" * 43]
        hostile, url = Hostile(SCHEMA["fromCitizen"], ids), target.socket("/ws")
        await throw(url, hostile, BATCH, HELLO)
        async with withstanding(target):
            await throw(url, hostile, CITIZEN, HELLO)


async def test_officers_socket_withstands_seven_thousand_hostile_frames(
    target: Target, attacked_database: Database, cookie_of: CookieOf
) -> None:
    async with stranger(target, attacked_database) as (conversation, session):
        hostile = Hostile(SCHEMA["fromOfficer"], [conversation, conversation.upper(), session])
        url, own = (
            target.socket("/console/ws"),
            {"Cookie": await cookie_of(Role.OFFICER), "Origin": target.url},
        )
        await throw(url, hostile, BATCH, HELLO, **own)
        async with withstanding(target):
            await throw(url, hostile, OFFICER, HELLO, **own)


async def test_video_node_withstands_four_thousand_hostile_frames(video_process: VideoProcess) -> None:
    async with video_process(**WIDE) as (target, node):
        join = json.dumps({"type": "join", "ticket": signed(ticket_for(node, "citizen"))})
        ids = [join, signed(ticket_for(node, "officer"), "x" * 40), "conversation-1", "call-1"]
        hostile, url = Hostile(SIGNALS, ids, last=PING), target.socket("/signal")
        memory, files = target.memory(), target.files()
        await throw(url, hostile, VIDEO // 4, Origin=ORIGIN)
        times = 3 * VIDEO // 4
        while times > 0:
            seat = signed(ticket_for(node, "citizen", seat="citizen", call_id=f"call-{times}"))
            await throw(
                url, hostile, min(times, BATCH), json.dumps({"type": "join", "ticket": seat}), Origin=ORIGIN
            )
            times -= BATCH
        assert target.memory() - memory < MOST_GROWTH
        assert target.files() - files < MOST_FILES
        async with in_call(node, "citizen"), in_call(node, "officer"):
            pass
        target.assert_unhurt()


async def test_flood_leaves_no_task_behind(gateway_with: GatewayWith) -> None:
    loose = {"frames_at_once": 10_000, "bad_frames_in_a_row": 10_000, "address_sockets_a_minute": 10_000}
    async with gateway_with(**loose) as gateway:
        url = f"ws{gateway.url.removeprefix('http')}/ws"
        hostile = Hostile(SCHEMA["fromCitizen"], ["f" * 43])
        await throw(url, hostile, 10, HELLO)
        before = len(asyncio.all_tasks())
        await throw(url, hostile, 500, HELLO)
        await until(lambda: len(asyncio.all_tasks()) <= before, 20)


async def test_default_settings_close_a_flood_after_a_few_frames(gateway_process: GatewayProcess) -> None:
    async with gateway_process() as target:
        hostile = Hostile(SCHEMA["fromCitizen"], ["f" * 43])
        async with connect(target.socket("/ws")) as socket:
            await socket.send(HELLO)
            assert await thrown(socket, hostile, BATCH) < BATCH or socket.close_code is not None
            async with asyncio.timeout(10):
                await socket.wait_closed()
            assert socket.close_code in {1008, 1007, 1009}
        await assert_served(target)
        target.assert_unhurt()
