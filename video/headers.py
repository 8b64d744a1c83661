"""Headers of a node's HTTP answers, denied by default: nothing here is a page."""

from __future__ import annotations

from typing import Final

from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response

NOTHING: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
PERMISSIONS: Final = (
    "camera=(), microphone=(), display-capture=(), geolocation=(), payment=(), usb=(), serial=(), midi=()"
)
CLOSED: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": NOTHING,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def closed_by_default(_: ServerConnection, __: Request, response: Response) -> None:
    """Complete every answer, also that to a socket which may not open."""
    for name, value in CLOSED.items():
        if name not in response.headers:
            response.headers[name] = value
