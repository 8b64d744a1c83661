"""A video node: `python -m video.app`."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http import HTTPStatus
from typing import Final

import structlog
import uvloop
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response
from websockets.typing import Origin

from video import logs
from video.headers import closed_by_default
from video.participant import encode_between
from video.registry import Registry
from video.room import Rooms
from video.settings import Settings, SettingsError, load
from video.signaling import Signaling
from video.telemetry import CONTENT_TYPE, Telemetry, may_look

log = structlog.get_logger(__name__)

SIGNAL_PATH: Final = "/signal"
HEALTH_PATH: Final = "/healthz"
METRICS_PATH: Final = "/metrics"
CLOSE_HANDSHAKE_S: Final = 1
EVENTS_LEFT_S: Final = 1


@asynccontextmanager
async def node(settings: Settings) -> AsyncIterator[None]:
    """Serve calls for the length of the block, then end them all; raise OSError when the port is taken."""
    encode_between(settings.video_start_bps, settings.video_least_bps)
    registry = Registry(
        settings.redis_url,
        node=settings.node,
        public_url=settings.video_public_url,
        prefix=settings.redis_prefix,
    )
    telemetry = Telemetry()
    rooms = Rooms(telemetry.listening(registry.publish), settings, telemetry.frame)
    telemetry.watch(rooms)
    doors = _Doors(settings, rooms, telemetry)
    try:
        async with _listening(settings, registry, rooms, doors) as server, asyncio.TaskGroup() as tasks:
            registering = tasks.create_task(registry.run(rooms))
            log.info("node_ready", node=settings.node, port=settings.video_port)
            try:
                yield
            finally:
                await _close(server, rooms, settings.stop_s)
                await registry.drain(EVENTS_LEFT_S)
                registering.cancel()
    finally:
        await registry.close()
        log.info("node_stopped", node=settings.node)


def _listening(
    settings: Settings, registry: Registry, rooms: Rooms, doors: _Doors
) -> AbstractAsyncContextManager[Server]:
    return serve(
        Signaling(settings, registry, rooms).serve,
        settings.host,
        settings.video_port,
        process_request=doors.open,
        process_response=closed_by_default,
        origins=[Origin(origin) for origin in settings.allowed_origins],
        max_size=settings.signal_bytes,
        compression=None,  # some KB read at once would be unpacked to many MB
        ping_interval=settings.heartbeat_s,
        ping_timeout=settings.heartbeat_s,
        close_timeout=CLOSE_HANDSHAKE_S,
        server_header=None,
    )


async def _close(server: Server, rooms: Rooms, timeout_s: float) -> None:
    """End every call and close every socket; the media close with their sockets."""
    rooms.stop()
    server.close()
    try:
        async with asyncio.timeout(timeout_s):
            await server.wait_closed()
    except TimeoutError:
        log.warning("node_stops_slowly", timeout_s=timeout_s)


class _Doors:
    """Plain HTTP: the health check, Prometheus's page, and nothing else but the signalling path."""

    def __init__(self, settings: Settings, rooms: Rooms, telemetry: Telemetry) -> None:
        self._token, self._rooms, self._telemetry = settings.metrics_token, rooms, telemetry

    def open(self, connection: ServerConnection, request: Request) -> Response | None:
        """Answer anything that is not a signalling socket; None lets the socket open."""
        if request.path == SIGNAL_PATH:
            return None
        if request.path == HEALTH_PATH:
            return _answer(connection, json.dumps({"calls": self._rooms.count()}), "application/json")
        if request.path == METRICS_PATH and may_look(request.headers.get("Authorization", ""), self._token):
            return _answer(connection, self._telemetry.text().decode(), CONTENT_TYPE)
        return connection.respond(HTTPStatus.NOT_FOUND, "Not found.\n")


def _answer(connection: ServerConnection, text: str, content_type: str) -> Response:
    response = connection.respond(HTTPStatus.OK, text)
    del response.headers["Content-Type"]
    response.headers["Content-Type"] = content_type
    return response


async def _until_signal(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with node(settings):
        await stop.wait()


def main() -> int:
    """Run a node until SIGTERM or SIGINT; say in one sentence why it cannot start."""
    try:
        settings = load()
        logs.configure(development=settings.development)
        uvloop.run(_until_signal(settings))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return os.EX_CONFIG
    except OSError as error:
        sys.stderr.write(f"The video node cannot start: {error.strerror or error}.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
