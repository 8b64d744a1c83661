"""`/metrics` for Prometheus: what this process counted, and how the hub stands at this moment."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import generate_latest

from gateway.calls.news import GROUP
from gateway.channels.shared import Shared
from gateway.database import now
from gateway.errors import NotThere
from gateway.escalation import repository
from gateway.health import readiness_of
from gateway.hub import hub_of
from gateway.officers import presence
from gateway.readiness import AWAY, Readiness, State
from gateway.telemetry import CONTENT_TYPE
from video.events import STREAM

MEDIA: Final = ("chat", "video")
LOOK_S: Final = 1.5


def metrics_only(request: Request) -> None:
    """Hide the page from everybody who does not show the token of this installation's Prometheus."""
    token = hub_of(request).settings.metrics_token
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not token or not secrets.compare_digest(given.encode(), token.get_secret_value().encode()):
        raise NotThere


router = APIRouter(include_in_schema=False, dependencies=[Depends(metrics_only)])


@router.get("/metrics")
async def metrics(request: Request, readiness: Annotated[Readiness, Depends(readiness_of)]) -> Response:
    """Return everything; what a part that is away would tell is left out, and `hub_part_up` says so."""
    shared = request.app.state.hub
    states = await readiness.states()
    standing = CollectorRegistry()
    show_parts(standing, states)
    up = {state.part for state in states if state.ok}
    try:
        async with asyncio.timeout(LOOK_S):
            if {"postgresql", "schema", "redis"} <= up:
                await _show_people(standing, shared)
            if "redis" in up:
                await _show_stream(standing, shared)
    except (*AWAY, TimeoutError) as error:
        shared.telemetry.failed(error)
    return Response(shared.telemetry.text() + generate_latest(standing), media_type=CONTENT_TYPE)


async def _show_people(registry: CollectorRegistry, shared: Shared) -> None:
    async with shared.database.transaction() as tx:
        waiting = await repository.waiting_by_medium(tx)
        busy = {officer for officer, _ in await repository.in_hand(tx)}
    show_waiting(registry, waiting)
    show_officers(registry, present=len(await presence.present(shared.live)), busy=len(busy))


async def _show_stream(registry: CollectorRegistry, shared: Shared) -> None:
    unread, unfinished = await shared.live.lag(STREAM, GROUP)
    show_lag(registry, unread=unread, unfinished=unfinished)


def show_parts(registry: CollectorRegistry, states: Iterable[State]) -> None:
    """Show which parts of the hub answer."""
    gauge = Gauge("hub_part_up", "Whether a part of the hub answers.", ["part"], registry=registry)
    for state in states:
        gauge.labels(state.part).set(state.ok)


def show_waiting(registry: CollectorRegistry, waiting: Mapping[str, tuple[int, datetime]]) -> None:
    """Show how many wait for each medium, and how long the first of them does."""
    here: dict[str, Any] = {"labelnames": ["medium"], "registry": registry}
    people = Gauge("hub_waiting_people", "People who wait for an officer.", **here)
    longest = Gauge("hub_longest_wait_seconds", "How long the first of them waits.", **here)
    for medium in MEDIA:
        number, since = waiting.get(medium, (0, now()))
        people.labels(medium).set(number)
        longest.labels(medium).set(max((now() - since).total_seconds(), 0))


def show_officers(registry: CollectorRegistry, *, present: int, busy: int) -> None:
    """Show how many officers are available, and how many have somebody."""
    gauge = Gauge("hub_officers", "Officers who are there.", ["state"], registry=registry)
    gauge.labels("present").set(present)
    gauge.labels("busy").set(busy)


def show_lag(registry: CollectorRegistry, *, unread: int, unfinished: int) -> None:
    """Show how far the gateways lie behind the video nodes' news."""
    gauge = Gauge("hub_event_stream_lag", "News of the video nodes to do.", ["state"], registry=registry)
    gauge.labels("unread").set(unread)
    gauge.labels("unfinished").set(unfinished)
