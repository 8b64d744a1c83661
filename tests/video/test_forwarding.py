"""The relay: who gets whose frames, when a source comes back, and how many may wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from fractions import Fraction

import pytest
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame

from video.forwarding import SOUND_HELD_S, RelayForwarder

VIDEO_HZ = 90_000


class Source(MediaStreamTrack):
    """A track that the test fills by hand."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self._frames: asyncio.Queue[VideoFrame | AudioFrame | None] = asyncio.Queue()

    def send(self, pts: int) -> VideoFrame | AudioFrame:
        frame = VideoFrame(16, 16) if self.kind == "video" else AudioFrame(samples=960)
        frame.pts = pts
        frame.time_base = Fraction(1, VIDEO_HZ if self.kind == "video" else 48_000)
        self._frames.put_nowait(frame)
        return frame

    def end(self) -> None:
        self._frames.put_nowait(None)

    async def recv(self) -> VideoFrame | AudioFrame:
        frame = await self._frames.get()
        self._frames.task_done()
        if frame is None:
            raise MediaStreamError
        return frame

    async def read(self) -> None:
        """Wait until every frame was taken."""
        await self._frames.join()


async def _settle() -> None:
    """Let everyone who can go on do so."""
    for _ in range(10):
        await asyncio.sleep(0)


async def _next(viewer: MediaStreamTrack, source: Source, pts: int) -> bool:
    """Send a frame while the viewer waits for one, as live media do; tell whether it got this one."""
    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(viewer.recv())
        await _settle()
        frame = source.send(pts)
    return reading.result() is frame


@asynccontextmanager
async def _published(forwarder: RelayForwarder, seat: str, source: Source) -> AsyncIterator[Source]:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(forwarder.publish(seat, source))
        yield source
        source.end()


async def test_others_get_the_frames_and_the_sender_does_not() -> None:
    forwarder = RelayForwarder()
    own, other = forwarder.subscribe("a", "video"), forwarder.subscribe("b", "video")
    async with _published(forwarder, "a", Source("video")) as source:
        frame = source.send(0)
        assert await other.recv() is frame
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await own.recv()


async def test_sound_does_not_come_out_of_a_picture_track() -> None:
    forwarder = RelayForwarder()
    picture, sound = forwarder.subscribe("b", "video"), forwarder.subscribe("b", "audio")
    async with (
        _published(forwarder, "a", Source("video")) as video,
        _published(forwarder, "a", Source("audio")) as audio,
    ):
        assert await _next(sound, audio, 0)
        assert await _next(picture, video, 0)


async def test_track_goes_on_when_its_source_ends_and_comes_back_and_time_never_jumps_back() -> None:
    forwarder = RelayForwarder()
    viewer = forwarder.subscribe("b", "video")
    times: list[int] = []
    for start in (0, 500_000, 0):
        async with _published(forwarder, "a", Source("video")) as source:
            for pts in (start, start + 3_000, start + 6_000):
                source.send(pts)
                frame = await viewer.recv()
                assert frame.pts is not None and frame.time_base == Fraction(1, VIDEO_HZ)
                times.append(frame.pts)
    assert times == sorted(set(times))
    assert times[-1] - times[0] < VIDEO_HZ


async def test_newer_track_of_a_seat_takes_over_while_the_older_still_runs() -> None:
    forwarder = RelayForwarder()
    viewer = forwarder.subscribe("b", "video")
    async with _published(forwarder, "a", Source("video")) as older:
        assert await _next(viewer, older, 0)
        async with _published(forwarder, "a", Source("video")) as newer:
            await _settle()
            older.send(3_000)
            assert await _next(viewer, newer, 0)


async def test_third_seat_is_shown_only_after_the_first_went_silent() -> None:
    forwarder = RelayForwarder()
    viewer = forwarder.subscribe("c", "video")
    async with _published(forwarder, "a", Source("video")) as first:
        assert await _next(viewer, first, 0)
        async with _published(forwarder, "b", Source("video")) as second:
            await _settle()
            second.send(0)
            assert await _next(viewer, first, 3_000)
            first.end()
            await _settle()
            assert await _next(viewer, second, 3_000)


async def test_slow_receiver_sees_the_newest_picture() -> None:
    forwarder = RelayForwarder()
    viewer = forwarder.subscribe("b", "video")
    async with _published(forwarder, "a", Source("video")) as source:
        assert await _next(viewer, source, 0)
        sent = [source.send(3_000 * number) for number in range(1, 9)]
        await source.read()
        await _settle()
        assert await viewer.recv() is sent[-1]


async def test_slow_receiver_hears_nothing_older_than_the_held_time() -> None:
    forwarder = RelayForwarder()
    viewer = forwarder.subscribe("b", "audio")
    async with _published(forwarder, "a", Source("audio")) as source:
        assert await _next(viewer, source, 0)
        sent = [source.send(960 * number) for number in range(1, 100)]
        await source.read()
        await _settle()
        held = [await viewer.recv() for _ in range(int(SOUND_HELD_S * 50))]
        assert held == sent[-len(held) :]


async def test_reader_who_is_cancelled_is_not_told_that_the_track_ended() -> None:
    viewer = RelayForwarder().subscribe("b", "video")
    async with asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(_ended(viewer))
        await _settle()
        reading.cancel()
    assert reading.cancelled()
    assert viewer.readyState == "live"


async def test_unwatched_track_is_read_to_its_end() -> None:
    forwarder = RelayForwarder()
    async with _published(forwarder, "a", Source("video")) as source:
        for number in range(100):
            source.send(3_000 * number)
        await source.read()
        await _settle()


async def test_stopped_track_wakes_its_reader() -> None:
    viewer = RelayForwarder().subscribe("b", "video")
    async with asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(_ended(viewer))
        await asyncio.sleep(0)
        viewer.stop()
    assert reading.result()
    assert await _ended(viewer)


async def _ended(track: MediaStreamTrack) -> bool:
    try:
        await track.recv()
    except MediaStreamError:
        return True
    return False
