"""Carry pictures and sound from one seat of a call to the others."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Protocol

from aiortc import MediaStreamTrack
from aiortc.contrib.media import MediaRelay
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame

Picture = VideoFrame
Sound = AudioFrame
Source = tuple[str, str]
"""A seat and the kind of track that it sends."""

Seen = Callable[[str], None]
"""Hears the kind of each frame that comes in."""

RATE_HZ = {"video": 90_000, "audio": 48_000}
SOUND_HELD_S = 0.2
"""How far the sound may lie behind; of pictures only the newest is ever held."""


def unseen(_: str) -> None:
    """Let a frame pass without counting it."""


class Forwarder(Protocol):
    """Brings what one seat sends to all others; one for each call."""

    async def publish(self, seat: str, track: MediaStreamTrack) -> None:
        """Carry `track` until it ends; a newer track of the same seat and kind takes over from it."""

    def subscribe(self, seat: str, kind: str) -> MediaStreamTrack:
        """Return a track with what the others send to `seat`; it lives until it is stopped."""


class RelayForwarder:
    """Decode what comes in once, through aiortc's MediaRelay, and encode it again for each receiver.

    A proxy of the relay ends with its source, and here a source ends each time a browser comes
    back. Receivers therefore get an `Outlet`, which then takes the next proxy and goes on.
    """

    def __init__(self, seen: Seen = unseen) -> None:
        self._seen = seen
        self._relay = MediaRelay()
        self._sending: dict[Source, _Timed] = {}
        self._clocks: dict[Source, _Clock] = {}
        self._outlets: set[Outlet] = set()
        self._began_s = time.monotonic()

    async def publish(self, seat: str, track: MediaStreamTrack) -> None:
        """Read `track` to its end, watched or not, so that no frame stays in memory."""
        source = (seat, track.kind)
        clock = self._clocks.setdefault(source, _Clock(RATE_HZ[track.kind], self._began_s))
        timed = _Timed(track, clock, self._seen)
        older = self._sending.get(source)
        self._sending[source] = timed
        if older is not None:
            older.stop()
        self._tell_outlets()
        try:
            await self._read(timed)
        finally:
            timed.stop()
            if self._sending.get(source) is timed:
                del self._sending[source]

    def subscribe(self, seat: str, kind: str) -> MediaStreamTrack:
        """Return a track that stays when the other seat comes, goes or comes back."""
        outlet = Outlet(seat, kind, self)
        self._outlets.add(outlet)
        return outlet

    def others(self, seat: str, kind: str) -> tuple[_Timed, MediaStreamTrack] | None:
        """Return what another seat sends and a new proxy of it, or nothing while all are silent."""
        for (sender, sent), timed in self._sending.items():
            if sender != seat and sent == kind:
                return timed, self._relay.subscribe(timed, buffered=kind == "audio")
        return None

    def forget(self, outlet: Outlet) -> None:
        """Let go of an outlet that nobody reads any more."""
        self._outlets.discard(outlet)

    async def _read(self, timed: _Timed) -> None:
        keeper = self._relay.subscribe(timed, buffered=False)
        try:
            while True:
                await keeper.recv()
        except MediaStreamError:
            return
        finally:
            keeper.stop()

    def _tell_outlets(self) -> None:
        for outlet in self._outlets:
            outlet.look_again()


class _Stoppable(MediaStreamTrack):
    """A track whose reader wakes with MediaStreamError when it is stopped; aiortc's own sleep on."""

    def __init__(self) -> None:
        super().__init__()
        self._reader: asyncio.Task[object] | None = None

    async def next_frame(self) -> Picture | Sound:
        raise NotImplementedError

    async def recv(self) -> Picture | Sound:
        """Return the next frame, however long that takes; raise MediaStreamError once stopped."""
        if self.readyState != "live":
            raise MediaStreamError
        reader = self._reader = asyncio.current_task()
        try:
            return await self.next_frame()
        except asyncio.CancelledError:
            if self.readyState == "live" or (reader and reader.uncancel()):
                raise
            raise MediaStreamError from None
        finally:
            self._reader = None

    def stop(self) -> None:
        """End the track; again is harmless."""
        super().stop()
        if self._reader is not None:
            self._reader.cancel()
            self._reader = None


class Outlet(_Stoppable):
    """What one seat gets of one kind: the frames of one other seat, the first that sends."""

    def __init__(self, seat: str, kind: str, forwarder: RelayForwarder) -> None:
        super().__init__()
        self.kind = kind
        self._seat = seat
        self._forwarder = forwarder
        self._shown: tuple[_Timed, MediaStreamTrack] | None = None
        self._news = asyncio.Event()

    def look_again(self) -> None:
        """Wake a reader who waits for somebody to send."""
        self._news.set()

    async def next_frame(self) -> Picture | Sound:
        """Return the next frame of whoever is shown now."""
        while True:
            self._news.clear()
            self._shown = self._shown or self._forwarder.others(self._seat, self.kind)
            if self._shown is None:
                await self._news.wait()
                continue
            source, proxy = self._shown
            try:
                frame = await proxy.recv()
            except MediaStreamError:
                self._shown = None
                continue
            if isinstance(frame, Picture | Sound) and source.lag_s(frame) < SOUND_HELD_S:
                return frame

    def stop(self) -> None:
        """End the track and let go of the call."""
        super().stop()
        self._forwarder.forget(self)
        if self._shown is not None:
            self._shown[1].stop()


class _Timed(_Stoppable):
    """A browser's track with times that go on where the browser before it stopped."""

    def __init__(self, track: MediaStreamTrack, clock: _Clock, seen: Seen) -> None:
        super().__init__()
        self.kind = track.kind
        self._seen = seen
        self._track = track
        self._clock = clock
        clock.restart()

    async def next_frame(self) -> Picture | Sound:
        """Return the next frame of the browser, on the clock of its seat."""
        frame = await self._track.recv()
        if not isinstance(frame, Picture | Sound):
            raise MediaStreamError
        self._seen(self.kind)
        self._clock.set(frame)
        return frame

    def lag_s(self, frame: Picture | Sound) -> float:
        """Return how far `frame` lies behind the newest, in seconds."""
        return self._clock.since_s(frame)


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

    def since_s(self, frame: Picture | Sound) -> float:
        """Return the time between `frame` and the newest, in seconds."""
        return (self._last - (frame.pts or 0)) / self._rate_hz
