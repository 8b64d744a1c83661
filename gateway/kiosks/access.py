"""How a kiosk's device shows who it is: a cookie that scripts cannot read and that a wipe leaves alone."""

from __future__ import annotations

from typing import Final

from fastapi import Response

from gateway.settings import Settings

COOKIE: Final = "__Host-kiosk"
DAY_S: Final = 24 * 3600


def remember(response: Response, settings: Settings, secret: str) -> None:
    """Let the device keep its secret; browsers keep one for 400 days at most, so each start renews it."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=settings.kiosk_secret_days * DAY_S,
        path="/",
        secure=True,
        httponly=True,
        samesite="strict",
    )
