"""Who says nothing, trickles, never reads or floods with control frames: bounded, and gone in time."""

from __future__ import annotations

import asyncio
import time

import httpx2
import pytest

from gateway import patience
from tests.attack.conftest import (
    ANSWER_S,
    REQUEST_S,
    UNREAD_S,
    WIDE,
    GatewayProcess,
    VideoProcess,
    assert_served,
    until,
)
from tests.attack.processes import Target, said
from tests.attack.raw import CONTINUED, PING, TEXT, answered, frame, opening, plug, plugs, pour
from tests.fakes.person import person
from tests.video.peers import ORIGIN

SILENT_S = 10
"""How long a video node waits for the opening of a socket, and then for its first frame."""
HALF_OPEN = 2_000
NEVER_READING = 200
MIB = 1 << 20
MOST_GROWTH = 100 * MIB
BODY = "Content-Type: application/json\r\nContent-Length: 50\r\n"


def halves(target: Target) -> list[bytes]:
    """Return beginnings of requests that never go on."""
    post = f"POST /v1/handoff-redemptions HTTP/1.1\r\nHost: x\r\nOrigin: {target.url}\r\n{BODY}\r\n{{"
    return [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Half: y",
        opening("/ws")[:-2],
        post.encode(),
    ]


async def test_two_thousand_half_open_sockets_hold_nobody_up_and_are_closed(
    target: Target,
) -> None:
    await assert_served(target)
    memory, files = target.memory(), target.files()
    kinds = halves(target)
    with plugs() as held:
        for number in range(HALF_OPEN):
            held.append(await plug(target.port, kinds[number % len(kinds)]))
        await assert_served(target)
        assert target.memory() - memory < MOST_GROWTH
        await until(lambda: target.files() <= files + 30, REQUEST_S + 10)
    await assert_served(target)
    target.assert_unhurt()


async def test_request_that_trickles_in_is_ended_and_its_neighbours_are_answered(
    target: Target,
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    began = time.monotonic()
    try:
        async with asyncio.timeout(REQUEST_S + 10):
            while not reader.at_eof():
                writer.write(b"X" if time.monotonic() - began > 1 else b"GET /")
                try:
                    async with asyncio.timeout(0.5):
                        await reader.read(1)
                except TimeoutError:
                    continue
    except OSError:
        pass
    assert REQUEST_S - 2 < time.monotonic() - began < REQUEST_S + 8
    writer.close()
    await assert_served(target)


async def long_story(target: Target) -> str:
    """Hold a long conversation; return its session, whose snapshot is some hundred kilobytes."""
    async with person(target.socket("/ws")) as citizen:
        await citizen.send(type="hello")
        session = str((await citizen.get("snapshot"))["session"])
        for number in range(60):
            ack = await citizen.command("say", text=f"{number} " + "lang verhaal " * 140)
            assert ack["type"] == "ack"
        return session


async def test_two_hundred_who_never_read_are_bounded_and_closed(target: Target) -> None:
    session = await long_story(target)
    memory, files = target.memory(), target.files()
    hello = f'{{"type":"hello","session":"{session}","since":0}}'.encode()
    ping = frame(TEXT, b'{"type":"ping","seq":0}')
    with plugs() as held:
        for _ in range(NEVER_READING):
            one = await plug(target.port, opening("/ws"))
            await answered(one, b"\r\n\r\n")
            one.send(frame(TEXT, hello) + ping * 50)
            held.append(one)
        await until(lambda: target.files() > files + NEVER_READING // 2, 10)
        await assert_served(target)
        assert target.memory() - memory < 2 * MOST_GROWTH
        await until(lambda: target.files() <= files + 30, UNREAD_S + 25)
    await assert_served(target)
    target.assert_unhurt()


async def test_flood_of_pings_by_who_reads_no_pong_is_not_kept_in_memory(
    target: Target,
) -> None:
    await assert_served(target)
    memory = target.memory()
    with plugs() as held:
        for _ in range(10):
            held.append(await plug(target.port, opening("/ws")))
            await answered(held[-1], b"\r\n\r\n")
        assert await pour(held, frame(PING, b"p" * 120) * 500, 4) > 5 * MIB
        assert target.memory() - memory < 20 * MIB
    await assert_served(target)
    target.assert_unhurt()


async def test_message_in_endless_empty_pieces_closes_its_socket(target: Target) -> None:
    await assert_served(target)
    memory = target.memory()
    with plugs() as held:
        held.append(await plug(target.port, opening("/ws")))
        await answered(held[0], b"\r\n\r\n")
        pieces = frame(TEXT, b"x", last=False) + frame(CONTINUED, b"", last=False) * (patience.FRAGMENTS + 9)
        held[0].send(pieces)
        await answered(held[0], b"too many pieces")
    assert target.memory() - memory < 10 * MIB
    target.assert_unhurt()


async def test_who_sends_frames_before_the_socket_is_open_is_dropped_in_silence(
    target: Target,
) -> None:
    with plugs() as held:
        for _ in range(20):
            one = await plug(target.port, opening("/ws"))
            held.append(one)
            await pour([one], frame(CONTINUED, b"x") + frame(TEXT, b"\xff"), 0.05)
    await assert_served(target)
    target.assert_unhurt()


@pytest.mark.parametrize("path", ["/widget.js", "/v1/openapi.json"])
async def test_who_asks_for_files_and_reads_none_is_closed(target: Target, path: str) -> None:
    files = target.files()
    asked = f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 100
    with plugs() as held:
        for _ in range(50):
            held.append(await plug(target.port, asked))
        await until(lambda: target.files() <= files + 20, UNREAD_S + 25)
    target.assert_unhurt()


async def test_connections_beyond_the_most_are_closed_and_those_there_go_on(
    gateway_process: GatewayProcess,
) -> None:
    async with (
        gateway_process(**WIDE, HUB_CONNECTIONS="50") as target,
        httpx2.AsyncClient() as http,
        person(target.socket("/ws")) as citizen,
    ):
        await citizen.send(type="hello")
        await citizen.get("snapshot")
        with plugs() as held:
            for _ in range(100):
                held.append(await plug(target.port, b"GET / HT"))
            assert await said(target.port, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n") == b""
            assert (await citizen.command("say", text="ik ben er nog"))["type"] == "ack"
        assert (await http.get(f"{target.url}/healthz")).status_code == 200


async def test_large_body_may_take_its_time_as_long_as_it_keeps_coming(target: Target) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    head = f"POST /v1/handoff-redemptions HTTP/1.1\r\nHost: x\r\nOrigin: {target.url}\r\n"
    writer.write(f"{head}Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n".encode())
    began = time.monotonic()
    for _ in range(6):
        writer.write(b"x" * 10_000)
        try:
            async with asyncio.timeout(REQUEST_S / 3):
                assert (await reader.readline()).startswith(b"HTTP/1.1 400")
                break
        except TimeoutError:
            continue
    writer.close()
    assert time.monotonic() - began > REQUEST_S


async def test_half_open_sockets_at_the_video_node_hold_nobody_up_and_are_closed(
    video_process: VideoProcess,
) -> None:
    async with video_process() as (node, _):
        memory, files = node.memory(), node.files()
        kinds = [b"", b"GET /sig", opening("/signal")[:-2], opening("/signal", Origin=ORIGIN)]
        with plugs() as held:
            for number in range(HALF_OPEN // 2):
                held.append(await plug(node.port, kinds[number % len(kinds)]))
            health = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
            assert b" 200 " in await said(node.port, health, within_s=ANSWER_S)
            await until(lambda: node.files() <= files + 10, SILENT_S + 15)
        assert node.memory() - memory < MOST_GROWTH
        node.assert_unhurt()
