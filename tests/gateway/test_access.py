"""Every route says who may use it."""

from __future__ import annotations

from gateway.app import create_app
from gateway.conversations.routes import internal_only
from gateway.metrics import metrics_only
from gateway.officers.access import undeclared
from gateway.settings import Settings


def test_route_without_a_role_is_closed(settings: Settings) -> None:
    assert undeclared(create_app(settings), internal_only, metrics_only) == []
