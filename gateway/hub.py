"""What every route and socket of one gateway process shares."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import HTTPConnection

from gateway.database import Database
from gateway.events import Events
from gateway.live import Live
from gateway.settings import Settings
from gateway.telemetry import Telemetry
from gateway.texts import Texts


@dataclass(frozen=True)
class Hub:
    """The long-lived parts, made once in app.py and handed on; nothing here is global."""

    settings: Settings
    database: Database
    live: Live
    events: Events
    texts: Texts
    telemetry: Telemetry = field(default_factory=Telemetry, kw_only=True)


def hub_of(connection: HTTPConnection) -> Hub:
    """Return the hub that serves this request or socket; usable as a FastAPI dependency."""
    hub = connection.app.state.hub
    assert isinstance(hub, Hub)
    return hub
