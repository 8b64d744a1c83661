"""How fast one person may send: frames through a socket, messages and steps in a conversation."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from uuid import UUID

import structlog

from gateway.errors import HubError, TooFast
from gateway.live import Live, LiveError
from gateway.settings import Settings

log = structlog.get_logger(__name__)

MINUTE_S = 60
HOUR_S = 3600


class TooLong(HubError):
    code, title = "too_long", "The message is too long."


class Bucket:
    """Tokens of one socket: each frame takes one, and they come back with time."""

    def __init__(self, at_once: int, a_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._a_second, self._clock = float(at_once), a_second, clock
        self._tokens, self._at = self._most, clock()

    def take(self) -> None:
        """Take one token; raise TooFast with the seconds until the next one when there is none."""
        at = self._clock()
        self._tokens = min(self._most, self._tokens + (at - self._at) * self._a_second)
        self._at = at
        if self._tokens < 1:
            raise TooFast(math.ceil((1 - self._tokens) / self._a_second))
        self._tokens -= 1


def check_length(settings: Settings, text: str) -> None:
    """Raise TooLong when a message has more characters than people may send at once."""
    if len(text) > settings.message_chars:
        raise TooLong(max=settings.message_chars)


async def check(live: Live, settings: Settings, person: UUID, text: str) -> None:
    """Raise TooLong or TooFast; without Redis nobody is slowed down."""
    check_length(settings, text)
    windows = ((MINUTE_S, settings.messages_a_minute), (HOUR_S, settings.messages_an_hour))
    await _count(live, [(f"hub:pace:{seconds}:{person}", seconds, most) for seconds, most in windows])


async def check_step(live: Live, settings: Settings, person: UUID) -> None:
    """Raise TooFast when a person asks for officers, tickets or languages like no person does."""
    await _count(live, [(f"hub:pace:steps:{person}", MINUTE_S, settings.steps_a_minute)])


async def _count(live: Live, windows: Sequence[tuple[str, int, int]]) -> None:
    try:
        counts = await live.count(*((name, seconds) for name, seconds, _ in windows))
    except LiveError:
        log.warning("pace_unknown")
        return
    for (counted, left_s), (_, _, allowed) in zip(counts, windows, strict=True):
        if counted > allowed:
            raise TooFast(left_s)
