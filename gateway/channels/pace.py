"""How fast one person may send messages."""

from __future__ import annotations

from uuid import UUID

import structlog

from gateway.errors import HubError, TooFast
from gateway.live import Live, LiveError
from gateway.settings import Settings

log = structlog.get_logger(__name__)


class TooLong(HubError):
    code, title = "too_long", "The message is too long."


def check_length(settings: Settings, text: str) -> None:
    """Raise TooLong when a message has more characters than people may send at once."""
    if len(text) > settings.message_chars:
        raise TooLong(max=settings.message_chars)


async def check(live: Live, settings: Settings, person: UUID, text: str) -> None:
    """Raise TooLong or TooFast; without Redis nobody is slowed down."""
    check_length(settings, text)
    windows = ((60, settings.messages_a_minute), (3600, settings.messages_an_hour))
    for seconds, allowed in windows:
        try:
            counted, left_s = await live.count(f"hub:pace:{seconds}:{person}", seconds)
        except LiveError:
            log.warning("pace_unknown")
            return
        if counted > allowed:
            raise TooFast(left_s)
