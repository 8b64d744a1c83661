"""What a node counts about itself, for Prometheus: calls and seats, never who sits in them."""

from __future__ import annotations

import secrets
from typing import Final, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector
from prometheus_client.exposition import generate_latest
from pydantic import SecretStr

from video.events import CallEnded, CallStarted, EndReason, VideoEvent
from video.room import Publish, Rooms

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
KINDS: Final = ("audio", "video")


class Telemetry:
    """The counters of one node and the registry that they stand in."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._started = Counter(
            "hub_video_calls_started", "Calls in which two people met.", registry=registry
        )
        self._ended = Counter("hub_video_calls_ended", "Calls that ended.", ["reason"], registry=registry)
        self._frames = Counter("hub_video_frames", "Frames that came in.", ["kind"], registry=registry)
        self._rooms = Gauge("hub_video_rooms", "Calls that are open.", registry=registry)
        self._seats = Gauge("hub_video_seats", "Seats that are taken.", ["state"], registry=registry)
        for reason in get_args(EndReason):
            self._ended.labels(reason)
        self._by_kind = {kind: self._frames.labels(kind) for kind in KINDS}

    def watch(self, rooms: Rooms) -> None:
        """Read the calls of `rooms` whenever somebody looks."""
        self._rooms.set_function(rooms.count)
        self._seats.labels("taken").set_function(lambda: rooms.seats()[0])
        self._seats.labels("expected_back").set_function(lambda: rooms.seats()[1])

    def listening(self, publish: Publish) -> Publish:
        """Return a `publish` that counts what it passes on."""

        def count(event: VideoEvent) -> None:
            if isinstance(event, CallStarted):
                self._started.inc()
            elif isinstance(event, CallEnded):
                self._ended.labels(event.reason).inc()
            publish(event)

        return count

    def frame(self, kind: str) -> None:
        """Count a frame that a browser sent."""
        self._by_kind[kind].inc()

    def text(self) -> bytes:
        """Return everything in Prometheus's text format."""
        return generate_latest(self.registry)


def may_look(authorization: str, token: SecretStr | None) -> bool:
    """Tell whether this header shows the token of the installation's Prometheus; without one nobody may."""
    given = authorization.removeprefix("Bearer ").encode()
    return bool(token and secrets.compare_digest(given, token.get_secret_value().encode()))
