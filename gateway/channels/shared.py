"""What all sockets of one gateway process share."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from gateway.channels.nudges import Nudges
from gateway.channels.overview import Overview
from gateway.channels.rollcall import RollCall
from gateway.conversations.assistant import Assistant
from gateway.hub import Hub


@dataclass(frozen=True)
class Shared(Hub):
    """The hub's long-lived parts and those that only sockets use, made once in app.py."""

    assistant: Assistant
    nudges: Nudges
    overview: Overview
    rollcall: RollCall
    arriving: asyncio.Semaphore = field(kw_only=True)
    """Held while a citizen's snapshot is read."""
