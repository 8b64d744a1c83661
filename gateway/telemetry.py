"""What the hub counts about itself, for Prometheus: no personal data, and labels from closed sets only.

Each process has a registry of its own, made in app.py and handed on. What a label does not know is "other".
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from http import HTTPStatus
from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.database import DatabaseError, Tallied
from gateway.errors import HubError
from gateway.live import LiveError

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
OTHER: Final = "other"
CHANNELS: Final = (
    *("web-chat", "web-video", "kiosk-chat", "kiosk-video"),
    *("phone", "counter", "street", "home-visit", "pop-up", "email"),
)
CALL_ENDS: Final = ("hung_up_citizen", "hung_up_officer", "vanished", "node_stopped", "node_lost", "released")
SOCKETS: Final = {"/ws": "citizen", "/console/ws": "officer"}
FAULTS: Final = ("database", "redis", "network", OTHER)
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
LABELS: Final = {
    "outcome": ("bot", "fallback"),
    "channel": (*CHANNELS, OTHER),
    "reason": (*CALL_ENDS, OTHER),
    "kind": (*SOCKETS.values(), OTHER),
    "fault": FAULTS,
    "method": (*METHODS, OTHER),
    "status": ("1xx", "2xx", "3xx", "4xx", "5xx"),
    "result": ("done", "not_ours", "failed"),
}
"""Every value that a label may have; `route` and `code` come from the routes and errors in the code."""

QUICK: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0)
LONG: Final = (30.0, 60.0, 180.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0)


class Telemetry:
    """The counters of one gateway process and the registry that they stand in."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry = registry or CollectorRegistry()
        ProcessCollector(registry=registry)
        here: dict[str, Any] = {"registry": registry}
        self._answers = Counter("hub_bot_answers", "Answers by who gave them.", ["outcome"], **here)
        self._answer_s = Histogram(
            "hub_bot_answer_seconds", "Time until the bot, or the menu in its place.", buckets=QUICK, **here
        )
        self._acknowledged_s = Histogram(
            "hub_message_acknowledgement_seconds", "From a chat message to its tick.", buckets=QUICK, **here
        )
        self._requests = Counter("hub_http_requests", "HTTP answers.", ["method", "route", "status"], **here)
        self._request_s = Histogram(
            "hub_http_request_seconds", "Time of an answer.", ["route"], buckets=QUICK, **here
        )
        self._sockets = Gauge("hub_sockets_open", "Open WebSockets.", ["kind"], **here)
        self._refused = Counter("hub_frames_refused", "Frames that were refused.", ["code"], **here)
        self._faults = Counter("hub_errors", "Faults that nobody should have met.", ["fault"], **here)
        self._sweeps = Counter("hub_sweeps", "Runs of the sweep.", ["result"], **here)
        self._contacts = Counter("hub_contacts_started", "Contacts that began.", ["channel"], **here)
        self._calls = Counter("hub_calls_started", "Calls in which two people met.", **here)
        self._ended = Counter("hub_calls_ended", "Calls that ended.", ["reason"], **here)
        self._call_s = Histogram("hub_call_seconds", "How long calls lasted.", buckets=LONG, **here)
        self._show_what_is_known()

    def bot_answered(self, seconds: float, *, by_bot: bool) -> None:
        """Count an answer to a citizen: the bot's, or the menu when the bot gave none in time."""
        self._answers.labels("bot" if by_bot else "fallback").inc()
        self._answer_s.observe(seconds)

    def acknowledged(self, seconds: float) -> None:
        """Note how long a chat message waited for its tick."""
        self._acknowledged_s.observe(seconds)

    def refused(self, error: HubError) -> None:
        """Count a frame that was refused; codes are constants of the error classes."""
        self._refused.labels(type(error).code).inc()

    def failed(self, error: BaseException) -> None:
        """Count a fault by its kind."""
        self._faults.labels(_fault(error)).inc()

    def swept(self, result: str) -> None:
        """Count a run of the sweep: done, not ours (another gateway had the lock) or failed."""
        self._sweeps.labels(result).inc()

    def tally(self, happened: Tallied) -> None:
        """Count what a domain said had happened, now that its transaction is committed."""
        match happened.name:
            case "contact_started":
                self._contacts.labels(_known(happened.label, CHANNELS)).inc()
            case "call_started":
                self._calls.inc()
            case "call_ended":
                self._ended.labels(_known(happened.label, CALL_ENDS)).inc()
                if happened.seconds is not None:
                    self._call_s.observe(happened.seconds)

    def pool(self, in_use: Callable[[], int], most: int) -> None:
        """Watch the database's connections."""
        gauge = Gauge(
            "hub_database_connections", "Connections to PostgreSQL.", ["state"], registry=self.registry
        )
        gauge.labels("in_use").set_function(in_use)
        gauge.labels("most").set(most)

    def build(self, version: str, schema: str) -> None:
        """Say which version runs and which schema it wants."""
        info = Gauge("hub_build_info", "What runs.", ["version", "schema"], registry=self.registry)
        info.labels(version, schema).set(1)

    def text(self) -> bytes:
        """Return everything in Prometheus's text format."""
        return generate_latest(self.registry)

    def answered(self, scope: Scope, status: int, seconds: float) -> None:
        """Count an HTTP answer under the template of its route, never under its path."""
        route, method = _template(scope), _known(scope["method"], METHODS)
        self._requests.labels(method, route, f"{status // 100}xx").inc()
        self._request_s.labels(route).observe(seconds)

    def socket(self, scope: Scope, more: int) -> None:
        """Count a WebSocket that opened (1) or closed (-1)."""
        self._sockets.labels(SOCKETS.get(_template(scope), OTHER)).inc(more)

    def _show_what_is_known(self) -> None:
        """Show series at nought from the start, so that a first fault is seen as a rise."""
        labelled = {"outcome": self._answers, "fault": self._faults, "result": self._sweeps}
        labelled |= {"channel": self._contacts, "reason": self._ended}
        for label, metric in labelled.items():
            for value in LABELS[label]:
                metric.labels(value)
        for kind in LABELS["kind"]:
            self._sockets.labels(kind)


class Counted:
    """ASGI middleware that counts answers, open sockets and what broke."""

    def __init__(self, app: ASGIApp, telemetry: Telemetry) -> None:
        self._app, self._telemetry = app, telemetry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve `scope` and count how it went."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        began, status, opened = time.perf_counter(), HTTPStatus.INTERNAL_SERVER_ERROR.value, False

        async def seen(message: Message) -> None:
            nonlocal status, opened
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "websocket.accept":
                opened = True
                self._telemetry.socket(scope, 1)
            await send(message)

        try:
            await self._app(scope, receive, seen)
        except Exception as error:
            self._telemetry.failed(error)
            raise
        finally:
            if opened:
                self._telemetry.socket(scope, -1)
            if scope["type"] == "http":
                self._telemetry.answered(scope, status, time.perf_counter() - began)


def _template(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", None) or "none"


def _known(value: str, values: Collection[str]) -> str:
    return value if value in values else OTHER


def _fault(error: BaseException) -> str:
    if isinstance(error, DatabaseError):
        return "database"
    if isinstance(error, LiveError):
        return "redis"
    return "network" if isinstance(error, OSError) else OTHER
