"""How fast one browser may send frames."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from video.errors import Refused


class Bucket:
    """Tokens of one socket: each frame takes one, and they come back with time."""

    def __init__(self, at_once: int, a_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._a_second, self._clock = float(at_once), a_second, clock
        self._tokens, self._at = self._most, clock()

    def take(self) -> None:
        """Take one token; raise Refused with the seconds until the next one when there is none."""
        at = self._clock()
        self._tokens = min(self._most, self._tokens + (at - self._at) * self._a_second)
        self._at = at
        if self._tokens < 1:
            raise Refused("too_fast", retry_s=math.ceil((1 - self._tokens) / self._a_second))
        self._tokens -= 1
