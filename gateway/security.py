"""Headers of every answer, denied by default, in one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.settings import Settings

API_VERSION: Final = "0.1.0"

COMMON: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
NOTHING: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
CAMERA_PAGES: Final = ("/call", "/kiosk", "/console")
CLOSED_DOORS: Final = "display-capture=(), geolocation=(), payment=(), usb=(), serial=(), midi=()"
"""What browsers know; a name that they do not know is a warning on every page."""
STARTS: Final = frozenset({"http.response.start", "websocket.accept", "websocket.http.response.start"})
REFUSED_SOCKET: Final = range(4400, 4500)
"""Close codes that are 4000 plus an HTTP status."""
LONG: Final = "public, max-age=31536000, immutable"


def page_policy(node_urls: Iterable[str] = ()) -> str:
    """Return the policy of a page: own scripts and styles, sockets of the hub and its video nodes."""
    sockets = " ".join(["'self'", *sorted(set(node_urls))])
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src 'self' data: blob:; connect-src {sockets}; media-src 'self' blob: mediastream:; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )


class SecurityHeaders:
    """ASGI middleware that sets the headers an answer did not choose itself.

    It stands around everything, also around what answers when the hub itself breaks.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hsts = not settings.development

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the start of every HTTP answer, that to a socket that may not open included."""
        accepted = scope["type"] != "websocket"

        async def with_headers(message: Message) -> None:
            nonlocal accepted
            if message["type"] in STARTS:
                self._complete(MutableHeaders(scope=message), scope["path"])
            if message["type"] == "websocket.close" and not accepted:
                await self._refuse(scope, message, send)
                return
            accepted = accepted or message["type"] in STARTS
            await send(message)

        await self._app(scope, receive, with_headers)

    async def _refuse(self, scope: Scope, message: Message, send: Send) -> None:
        """Answer a socket that may not open as HTTP, with the status that its close code names."""
        if "websocket.http.response" not in scope.get("extensions", {}):
            await send(message)
            return
        code = int(message.get("code", 0))
        status = code - REFUSED_SOCKET.start + 400 if code in REFUSED_SOCKET else 403
        start = {"type": "websocket.http.response.start", "status": status, "headers": []}
        self._complete(MutableHeaders(scope=start), scope["path"])
        await send(start)
        await send({"type": "websocket.http.response.body", "body": b""})

    def _complete(self, headers: MutableHeaders, path: str) -> None:
        for name, value in COMMON.items():
            headers.setdefault(name, value)
        headers.setdefault("Content-Security-Policy", NOTHING)
        headers.setdefault("Permissions-Policy", permissions(path))
        if path.startswith("/v1/"):
            headers.setdefault("API-Version", API_VERSION)
        if self._hsts:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")


def permissions(path: str) -> str:
    """Return the permissions policy: camera and microphone only on the pages that call."""
    camera = "(self)" if path in CAMERA_PAGES else "()"
    return f"camera={camera}, microphone={camera}, {CLOSED_DOORS}"
