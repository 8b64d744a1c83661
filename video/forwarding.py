"""Carry pictures and sound from one seat of a call to the others."""

from __future__ import annotations

import asyncio
import time
from fractions import Fraction
from typing import Protocol

from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame

Picture = VideoFrame
Sound = AudioFrame

FRAMES_HELD = {"video": 1, "audio": 10}
"""Frames that wait for the encoder: only the newest picture, at most 200 ms of sound."""
RATE_HZ = {"video": 90_000, "audio": 48_000}


class Forwarder(Protocol):
    """Brings what one seat sends to all others; one for each call."""

    async def publish(self, seat: str, track: MediaStreamTrack) -> None:
        """Carry `track` until it ends; a newer track of the same seat and kind takes over from it."""

    def subscribe(self, seat: str, kind: str) -> MediaStreamTrack:
        """Return a track with what the others send to `seat`; it lives until it is stopped."""


class RelayForwarder:
    """Decode what comes in and encode it again for each receiver.

    aiortc's MediaRelay is not used: the end of its source ends the receiver's RTP sender for good,
    and here a source ends each time a browser comes back. It also leaves a track unread, and its
    frames in memory, until someone watches.
    """

    def __init__(self) -> None:
        self._outlets: set[Outlet] = set()
        self._newest: dict[tuple[str, str], MediaStreamTrack] = {}
        self._clocks: dict[tuple[str, str], _Clock] = {}
        self._began_s = time.monotonic()

    async def publish(self, seat: str, track: MediaStreamTrack) -> None:
        """Read `track` to its end, watched or not, so that no frame stays in memory."""
        source = (seat, track.kind)
        self._newest[source] = track
        clock = self._clocks.setdefault(source, _Clock(RATE_HZ[track.kind], self._began_s))
        clock.restart()
        try:
            while True:
                frame = await track.recv()
                if self._newest.get(source) is track and isinstance(frame, Picture | Sound):
                    clock.set(frame)
                    self._deliver(source, frame)
        except MediaStreamError:
            return
        finally:
            if self._newest.get(source) is track:
                del self._newest[source]

    def subscribe(self, seat: str, kind: str) -> MediaStreamTrack:
        """Return a track that stays when the other seat comes, goes or comes back."""
        outlet = Outlet(seat, kind, self._outlets)
        self._outlets.add(outlet)
        return outlet

    def _deliver(self, source: tuple[str, str], frame: Picture | Sound) -> None:
        for outlet in self._outlets:
            if outlet.wants(source, self._newest):
                outlet.put(frame)


class Outlet(MediaStreamTrack):
    """What one seat gets of one kind: the frames of one other seat, the first that sends."""

    def __init__(self, seat: str, kind: str, siblings: set[Outlet]) -> None:
        super().__init__()
        self.kind = kind
        self._seat = seat
        self._siblings = siblings
        self._showing: tuple[str, str] | None = None
        self._frames: asyncio.Queue[Picture | Sound | None] = asyncio.Queue(FRAMES_HELD[kind])

    def wants(self, source: tuple[str, str], sending: dict[tuple[str, str], MediaStreamTrack]) -> bool:
        """Tell whether frames of `source` belong here; another source only after the first went silent."""
        seat, kind = source
        if seat == self._seat or kind != self.kind:
            return False
        if self._showing not in sending:
            self._showing = source
        return self._showing == source

    def put(self, frame: Picture | Sound | None) -> None:
        """Add a frame; the oldest goes when the encoder cannot follow."""
        if self._frames.full():
            self._frames.get_nowait()
        self._frames.put_nowait(frame)

    async def recv(self) -> Picture | Sound:
        """Return the next frame, however long that takes; raise MediaStreamError once stopped."""
        frame = await self._frames.get() if self.readyState == "live" else None
        if frame is None:
            raise MediaStreamError
        return frame

    def stop(self) -> None:
        """End the track and let go of the call."""
        super().stop()
        self._siblings.discard(self)
        self.put(None)


class _Clock:
    """Times of frames that go on evenly when the browser behind them is another one.

    aiortc starts each connection's times at 0; a receiver that sees time jump back throws frames away.
    """

    def __init__(self, rate_hz: int, began_s: float) -> None:
        self._rate_hz = rate_hz
        self._began_s = began_s
        self._base = Fraction(1, rate_hz)
        self._shift: int | None = None
        self._last = 0

    def restart(self) -> None:
        """Expect the next frame to count from a new beginning."""
        self._shift = None

    def set(self, frame: Picture | Sound) -> None:
        """Move the time of `frame` onto this clock."""
        own = int((frame.pts or 0) * (frame.time_base or self._base) * self._rate_hz)
        if self._shift is None:
            now = int((time.monotonic() - self._began_s) * self._rate_hz)
            self._shift = max(now, self._last + 1) - own
        self._last = own + self._shift
        frame.pts, frame.time_base = self._last, self._base
