"""Frames of some bytes that say they are millions: nobody unpacks them."""

from __future__ import annotations

import asyncio
import zlib

import pytest

from gateway.officers.officer import Role
from tests.attack.conftest import CookieOf, VideoProcess, assert_served
from tests.attack.processes import Target
from tests.attack.raw import TEXT, answered, frame, hung_up, opening, plug, plugs, pour
from tests.video.peers import ORIGIN, in_call

MIB = 1 << 20
MOST_GROWTH = 40 * MIB
SOCKETS = 20
COMPRESSED = 0x40
"""The bit of a frame which says that its data is compressed."""
OFFER = {"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"}


def packed(size: int) -> bytes:
    """Return one compressed frame of that many spaces."""
    packer = zlib.compressobj(9, wbits=-12)
    data = packer.compress(b" " * size) + packer.flush(zlib.Z_SYNC_FLUSH)
    return frame(TEXT | COMPRESSED, data.removesuffix(b"\x00\x00\xff\xff"))


BOMBS = {
    "one of 300 MiB": packed(300 * MIB),
    "a thousand within the limit": packed(60_000) * 1_000,
}


async def throw(target: Target, path: str, bomb: bytes, **headers: str) -> None:
    """Send a bomb through some sockets that asked for compression; each must be closed."""
    with plugs() as held:
        for _ in range(SOCKETS):
            one = await plug(target.port, opening(path, **OFFER, **headers))
            await answered(one, b"\r\n\r\n")
            held.append(one)
        await pour(held, bomb, 2)
        async with asyncio.timeout(15):
            for one in held:
                await hung_up(one)


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("path", ["/ws", "/console/ws"])
async def test_compressed_bomb_costs_the_gateway_no_memory_and_its_socket_is_closed(
    target: Target, cookie_of: CookieOf, path: str, bomb: str
) -> None:
    await assert_served(target)
    memory = target.memory()
    target.forget_peak()
    await throw(target, path, BOMBS[bomb], Cookie=await cookie_of(Role.OFFICER), Origin=target.url)
    assert target.peak() - memory < MOST_GROWTH
    await assert_served(target)
    target.assert_unhurt()


@pytest.mark.parametrize("bomb", BOMBS)
async def test_compressed_bomb_costs_the_video_node_no_memory_and_its_socket_is_closed(
    video_process: VideoProcess, bomb: str
) -> None:
    async with video_process() as (target, node):
        memory = target.memory()
        target.forget_peak()
        await throw(target, "/signal", BOMBS[bomb], Origin=ORIGIN)
        assert target.peak() - memory < MOST_GROWTH
        async with in_call(node, "citizen"), in_call(node, "officer"):
            pass
        target.assert_unhurt()
