"""A browser in memory: the signalling protocol, and a real aiortc peer with its own picture and tone."""

from __future__ import annotations

import asyncio
import json
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any, cast

import numpy as np
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import AudioStreamTrack, MediaStreamError, VideoStreamTrack
from av import AudioFrame, VideoFrame
from redis.asyncio import Redis
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from video.events import STREAM, VideoEvent, from_fields
from video.settings import Settings
from video.tickets import Ticket, sign

KEY = "k" * 40
ORIGIN = Origin("http://127.0.0.1:8000")
WAIT_S = 15
WIDTH, HEIGHT, BLOCK = 160, 120, 40
RATE_HZ = 48_000
SAMPLES = 960

GREY = {"citizen": 70, "officer": 160}
TONE_HZ = {"citizen": 440, "officer": 1_000}


class Picture(VideoStreamTrack):
    """A grey of the sender's own, with a white block that moves."""

    def __init__(self, grey: int) -> None:
        super().__init__()
        self._grey = grey
        self._count = 0

    async def recv(self) -> VideoFrame:
        pts, time_base = await self.next_timestamp()
        self._count += 1
        image = np.full((HEIGHT, WIDTH, 3), self._grey, np.uint8)
        left = 8 * self._count % (WIDTH - BLOCK)
        image[:BLOCK, left : left + BLOCK] = 255
        frame = VideoFrame.from_ndarray(image, format="rgb24")
        frame.pts, frame.time_base = pts, time_base
        return frame


class Tone(AudioStreamTrack):
    """A sine of the sender's own."""

    def __init__(self, tone_hz: int) -> None:
        super().__init__()
        self._tone_hz = tone_hz
        self._sent = 0

    async def recv(self) -> AudioFrame:
        # the pace comes from the silence that this replaces
        silence = await super().recv()
        times = (self._sent + np.arange(SAMPLES)) / RATE_HZ
        self._sent += SAMPLES
        wave = (8_000 * np.sin(2 * np.pi * self._tone_hz * times)).astype(np.int16)
        frame = AudioFrame.from_ndarray(wave.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.time_base = RATE_HZ, Fraction(1, RATE_HZ)
        assert silence.pts is not None and silence.time_base is not None
        frame.pts = round(silence.pts * silence.time_base * RATE_HZ)
        return frame


class Browser:
    """One person's side of a call."""

    def __init__(self, socket: ClientConnection, role: str, tasks: asyncio.TaskGroup) -> None:
        self.socket = socket
        self.role = role
        self.welcome: dict[str, Any] = {}
        self.seen: list[dict[str, Any]] = []
        self.pictures: deque[np.ndarray] = deque(maxlen=200)
        self.sounds: deque[np.ndarray] = deque(maxlen=200)
        self.times: dict[str, list[int]] = {"video": [], "audio": []}
        self.connection: RTCPeerConnection | None = None
        self._tasks = tasks
        self._receiving: list[asyncio.Task[None]] = []
        self._changed = asyncio.Condition()
        self._taken: Counter[str] = Counter()

    async def say(self, **frame: object) -> None:
        """Send one frame."""
        await self.socket.send(json.dumps(frame))

    async def hear(self, kind: str) -> dict[str, Any]:
        """Return the next frame of `kind` that was not returned before."""
        async with asyncio.timeout(WAIT_S), self._changed:
            await self._changed.wait_for(lambda: len(self._of(kind)) > self._taken[kind])
            frame = self._of(kind)[self._taken[kind]]
            self._taken[kind] += 1
            return frame

    async def offer(self) -> None:
        """Send own picture and tone, and receive what the node sends."""
        configuration = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        connection = self.connection = RTCPeerConnection(configuration)
        connection.addTrack(Tone(TONE_HZ[self.role]))
        connection.addTrack(Picture(GREY[self.role]))
        connection.on("track", self._listen)
        await connection.setLocalDescription()
        await self.say(type="offer", sdp=connection.localDescription.sdp)
        answer = await self.hear("answer")
        await connection.setRemoteDescription(RTCSessionDescription(answer["sdp"], "answer"))

    async def hang_up(self) -> None:
        """Close picture, sound and socket."""
        if self.connection is not None:
            await self.connection.close()
        for task in self._receiving:
            task.cancel()
        await self.socket.close()

    async def more_pictures(self, count: int) -> list[np.ndarray]:
        """Wait for `count` pictures more and return them."""
        return await self._more(self.pictures, "video", count)

    async def more_sound(self, count: int) -> np.ndarray:
        """Wait for `count` frames of sound more and return them as one wave."""
        return np.concatenate(await self._more(self.sounds, "audio", count))

    async def closed(self) -> int | None:
        """Wait until the node closed the socket and return its code."""
        async with asyncio.timeout(WAIT_S):
            await self.socket.wait_closed()
        return self.socket.close_code

    async def read(self) -> None:
        """Collect what the node says until the socket closes."""
        try:
            async for text in self.socket:
                self.seen.append(json.loads(text))
                await self._notify()
        except ConnectionClosed:
            return

    async def _more(self, store: deque[np.ndarray], kind: str, count: int) -> list[np.ndarray]:
        wanted = len(self.times[kind]) + count
        async with asyncio.timeout(WAIT_S), self._changed:
            await self._changed.wait_for(lambda: len(self.times[kind]) >= wanted)
        return list(store)[-count:]

    def _listen(self, track: MediaStreamTrack) -> None:
        self._receiving.append(self._tasks.create_task(self._receive(track)))

    async def _receive(self, track: MediaStreamTrack) -> None:
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            assert isinstance(frame, VideoFrame | AudioFrame) and frame.pts is not None
            if isinstance(frame, VideoFrame):
                self.pictures.append(frame.to_ndarray(format="gray"))
            else:
                self.sounds.append(frame.to_ndarray()[0, ::2].copy())
            self.times[track.kind].append(frame.pts)
            await self._notify()

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _of(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.seen if frame["type"] == kind]


def ticket_for(settings: Settings, role: str, /, **changes: str) -> Ticket:
    """Return a ticket for the call that most tests use."""
    usual = {
        "call_id": "call-1",
        "conversation_id": "conversation-1",
        "seat": role,
        "role": role,
        "name": role.title(),
        "language": "nl",
        "node": settings.node,
    }
    return Ticket(**{**usual, **changes})


def signed(ticket: Ticket, key: str = KEY) -> str:
    """Sign `ticket` now."""
    return sign(ticket, key, datetime.now(UTC))


@asynccontextmanager
async def browser(node: Settings, role: str, token: str | None = None) -> AsyncIterator[Browser]:
    """Open a signalling socket, send a ticket, and clean up at the end."""
    async with AsyncExitStack() as leaving:
        socket = await leaving.enter_async_context(connect(node.video_public_url, origin=ORIGIN))
        tasks = await leaving.enter_async_context(asyncio.TaskGroup())
        person = Browser(socket, role, tasks)
        leaving.push_async_callback(person.hang_up)
        tasks.create_task(person.read())
        await person.say(type="join", ticket=token or signed(ticket_for(node, role)))
        yield person


@asynccontextmanager
async def seated(node: Settings, role: str, token: str | None = None) -> AsyncIterator[Browser]:
    """Join a call, without picture and sound."""
    async with browser(node, role, token) as person:
        person.welcome = await person.hear("joined")
        yield person


@asynccontextmanager
async def in_call(node: Settings, role: str) -> AsyncIterator[Browser]:
    """Join the usual call with picture and sound."""
    async with seated(node, role) as person:
        await person.offer()
        yield person


async def told_by(redis: Redis, settings: Settings) -> list[VideoEvent]:
    """Return the events on the stream of this test, oldest first."""
    entries = cast(list[tuple[str, dict[str, str]]], await redis.xrange(settings.redis_prefix + STREAM))
    return [from_fields(fields) for _, fields in entries]


def grey_of(picture: np.ndarray) -> float:
    """Return the brightness where no block passes."""
    return float(picture[BLOCK + 20 :].mean())


def tone_of(wave: np.ndarray) -> float:
    """Return the loudest frequency."""
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(len(wave))))
    return float(spectrum.argmax() * RATE_HZ / len(wave))


def moved(pictures: list[np.ndarray]) -> bool:
    """Tell whether the block went on between the first and the last picture."""
    first, last = (picture[:BLOCK].astype(int) for picture in (pictures[0], pictures[-1]))
    return float(np.abs(first - last).mean()) > 3
