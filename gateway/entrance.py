"""What every change by HTTP passes before a route sees it, whoever wrote the route."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Final

import structlog
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway import addresses
from gateway.errors import TooFast, problem, refusal
from gateway.hub import hub_of
from gateway.settings import Settings

log = structlog.get_logger(__name__)

HARMLESS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
TOO_LARGE: Final = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
WIDGET_PATHS: Final = frozenset({"/v1/resumptions", "/v1/conversations/current/files"})
PREFLIGHT_S: Final = 600
LARGE_HEAD: Final = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
HEAD_BYTES: Final = 16 * 1024
"""The parser has the same limit for a head that comes in pieces, and none for one that comes at once."""
REST_BYTES: Final = 16 * 1024 * 1024
REST_S: Final = 5.0
"""So much, and so long, of a refused body is still read and thrown away: who is cut off while sending never
reads the answer."""
OWN_PROCESSES: Final = "/internal/"
"""Known by their token instead; all of them come from one address."""


class Entrance:
    """ASGI middleware that slows down an address from which too many changes come."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 429 with the waiting time, or let the request through."""
        if scope["type"] != "http" or not _changes(scope):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        try:
            await addresses.check(hub_of(connection), "changes", connection)
        except TooFast as error:
            await refusal(error)(scope, receive, send)
            return
        await self._app(scope, receive, send)


class WidgetDoor:
    """ASGI middleware that lets pages with the widget read the answers of the few paths it asks."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=sorted(settings.widget_origins),
            allow_methods=["POST"],
            allow_headers=["Authorization", "Client-Id", "Content-Type", "File-Name"],
            expose_headers=["Retry-After"],
            max_age=PREFLIGHT_S,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the widget's question beforehand, and name its page in the answer; nothing else changes."""
        for_widget = scope["type"] == "http" and scope["path"] in WIDGET_PATHS
        await (self._open if for_widget else self._app)(scope, receive, send)


class TooLargeAsProblem:
    """ASGI middleware that refuses a large head, and makes that of a large body readable."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 431 to a large head; put a problem in place of a plain 413, whose sender may finish."""
        if scope["type"] == "http" and _head_bytes(scope) > HEAD_BYTES:
            await problem(LARGE_HEAD, LARGE_HEAD.phrase, "The head is too large.")(scope, receive, send)
            return
        body = _Body(receive)
        replaced = refused = False

        async def finish(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start":
                refused = message["status"] == TOO_LARGE
            if refused and message["type"] == "http.response.body" and not message.get("more_body"):
                await send({**message, "more_body": True})
                await body.throw_away()
                message = {"type": "http.response.body", "body": b""}
            await send(message)

        async def send_problem(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _plain_too_large(message):
                replaced = True
                await problem(TOO_LARGE, TOO_LARGE.phrase, "The body is too large.")(scope, receive, finish)
            elif not replaced:
                await finish(message)

        await self._app(scope, body.receive, send_problem)


class _Body:
    """What comes in of one request, and whether that is all."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._whole = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._whole = not message.get("more_body")
        return message

    async def throw_away(self) -> None:
        """Read the rest and keep nothing of it."""
        came = 0
        try:
            async with asyncio.timeout(REST_S):
                while not self._whole and came < REST_BYTES:
                    came += len((await self.receive()).get("body", b""))
        except TimeoutError:
            log.info("large_body_slow", came=came)


def _head_bytes(scope: Scope) -> int:
    address = len(scope.get("raw_path") or b"") + len(scope["query_string"])
    return address + sum(len(name) + len(value) for name, value in scope["headers"])


def _plain_too_large(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == TOO_LARGE and kind.startswith("text/plain")


def _changes(scope: Scope) -> bool:
    return scope["method"] not in HARMLESS and not scope["path"].startswith(OWN_PROCESSES)
