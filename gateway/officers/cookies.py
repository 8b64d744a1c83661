"""The two cookies of officers: the session, and the browser that is on its way to log in."""

from __future__ import annotations

from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import Response

from gateway.settings import Settings

COOKIE: Final = "__Host-officer"
BROWSER: Final = "__Host-officer-log-in"


def session_of(connection: HTTPConnection) -> str | None:
    """Return the token of a browser's session, if it has one."""
    return connection.cookies.get(COOKIE)


def keep_session(response: Response, token: str, settings: Settings) -> None:
    """Give a browser its session; no script and no other site can reach it."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=settings.officer_hours * 3600,
        path="/",
        secure=True,
        httponly=True,
        samesite="strict",
    )


def drop_session(response: Response) -> None:
    """Take a browser's session away."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")


def keep_browser(response: Response, browser: str, settings: Settings) -> None:
    """Mark the browser that begins to log in; "lax", because it comes back from another site."""
    response.set_cookie(
        BROWSER, browser, max_age=settings.log_in_s, path="/", secure=True, httponly=True, samesite="lax"
    )


def drop_browser(response: Response) -> None:
    """Take that mark away."""
    response.delete_cookie(BROWSER, path="/", secure=True, httponly=True, samesite="lax")
