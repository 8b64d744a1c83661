"""Bytes as no browser sends them: raw connections, WebSocket frames by hand."""

from __future__ import annotations

import asyncio
import base64
import socket
import struct
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

TEXT, CONTINUED, BINARY, CLOSE, PING = 1, 0, 2, 8, 9
KEY = base64.b64encode(b"x" * 16).decode()


def opening(path: str, **headers: str) -> bytes:
    """Return the request that opens a WebSocket."""
    named = {
        "Host": "127.0.0.1",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": KEY,
        **headers,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode()


def frame(kind: int, data: bytes, *, last: bool = True) -> bytes:
    """Return one masked WebSocket frame; its mask is zero, so that the bytes stay readable."""
    size = len(data)
    if size < 126:
        length = bytes([0x80 | size])
    elif size < 1 << 16:
        length = bytes([0xFE]) + struct.pack(">H", size)
    else:
        length = bytes([0xFF]) + struct.pack(">Q", size)
    return bytes([(0x80 if last else 0) | kind]) + length + bytes(4) + data


@contextmanager
def plugs() -> Iterator[list[socket.socket]]:
    """Give a list whose sockets are closed at the end."""
    held: list[socket.socket] = []
    try:
        yield held
    finally:
        for one in held:
            one.close()


async def plug(port: int, sent: bytes) -> socket.socket:
    """Connect with the smallest window there is, send bytes, and read nothing."""
    loop = asyncio.get_running_loop()
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
    one.setblocking(False)
    await loop.sock_connect(one, ("127.0.0.1", port))
    await loop.sock_sendall(one, sent)
    return one


async def pour(held: Iterable[socket.socket], data: bytes, seconds: float) -> int:
    """Send the same bytes through all sockets again and again for a while; return how many went out."""
    left, sent, end = {one: memoryview(data) for one in held}, 0, time.monotonic() + seconds
    while left and time.monotonic() < end:
        for one in tuple(left):
            try:
                size = one.send(left[one])
            except BlockingIOError:
                continue
            except OSError:
                del left[one]
                continue
            sent += size
            left[one] = left[one][size:] or memoryview(data)
        await asyncio.sleep(0)
    return sent


async def answered(one: socket.socket, wanted: bytes) -> None:
    """Read until these bytes came."""
    heard, loop = b"", asyncio.get_running_loop()
    async with asyncio.timeout(10):
        while wanted not in heard:
            chunk = await loop.sock_recv(one, 4_096)
            assert chunk, "the other side closed"
            heard += chunk


async def hung_up(one: socket.socket) -> None:
    """Read until the other side closed."""
    loop = asyncio.get_running_loop()
    with suppress(ConnectionError):
        while await loop.sock_recv(one, 4_096):
            pass
