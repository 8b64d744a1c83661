"""Fixtures: the whole HTTP API as other systems and officers' browsers reach it, and contacts to read."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI

from gateway.app import create_app
from gateway.clients.client import hash_of
from gateway.contacts import repository, service
from gateway.contacts.contact import Channel, StartContact
from gateway.contacts.lifecycle import Happening
from gateway.database import Database, now
from gateway.events import Events
from gateway.hub import Hub
from gateway.live import Live
from gateway.settings import ApiClient, Settings
from gateway.texts import Texts
from tests.gateway.force import Officers

READ_TOKEN, WRITE_TOKEN = "hub_reads", "hub_writes"
CLIENTS = (
    ApiClient(name="data-platform", token_sha256=hash_of(READ_TOKEN), scopes=frozenset({"contacts:read"})),
    ApiClient(
        name="kiss",
        token_sha256=hash_of(WRITE_TOKEN),
        scopes=frozenset({"contacts:read", "contacts:write"}),
    ),
)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

Happened = Callable[..., Awaitable[UUID]]
As = Callable[[str], Awaitable[httpx2.AsyncClient]]


@pytest.fixture
def api_settings(settings: Settings) -> Settings:
    """Return settings that know a system that reads and one that writes as well."""
    return settings.model_copy(update={"api_clients": CLIENTS})


@pytest.fixture
def api_app(
    api_settings: Settings, database: Database, live: Live, *, events: Events, texts: Texts
) -> FastAPI:
    """Return the whole gateway, without the tasks that run beside it."""
    app = create_app(api_settings)
    app.state.hub = Hub(api_settings, database, live, events, texts)
    return app


async def withdraw(database: Database, contact_id: UUID) -> None:
    """Correct a contact: it was entered twice."""
    async with database.transaction() as tx:
        row = await repository.locked(tx, contact_id)
        data = {"withdrawn": True, "why": "entered_twice"}
        await repository.append(tx, row, Happening.CORRECTED, data=data, at=now())


@asynccontextmanager
async def _calling(app: FastAPI, **headers: str) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="https://hub", headers=headers) as client:
        yield client


@pytest.fixture
async def anybody(api_app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """Return a caller without token or session."""
    async with _calling(api_app) as client:
        yield client


@pytest.fixture
async def reader(api_app: FastAPI, officers_by_name: Officers) -> AsyncIterator[httpx2.AsyncClient]:
    """Return a system that may read."""
    async with _calling(api_app, Authorization=f"Bearer {READ_TOKEN}") as client:
        yield client


@pytest.fixture
async def writer(api_app: FastAPI, officers_by_name: Officers) -> AsyncIterator[httpx2.AsyncClient]:
    """Return a system that may read and write."""
    async with _calling(api_app, Authorization=f"Bearer {WRITE_TOKEN}") as client:
        yield client


@pytest.fixture
async def logged_in(
    api_app: FastAPI, api_settings: Settings, officers_by_name: Officers
) -> AsyncIterator[As]:
    """Return a function that gives the browser of an officer who logged in."""
    async with _calling(api_app, Origin=min(api_settings.origins)) as browser:

        async def log_in(name: str) -> httpx2.AsyncClient:
            wanted = {"officerId": str(officers_by_name[name].id)}
            assert (await browser.post("/v1/officer-sessions", json=wanted)).status_code == 204
            return browser

        yield log_in


@pytest.fixture
def happened(database: Database, officers_by_name: Officers) -> Happened:
    """Return a function that logs a finished contact, with an officer and a note."""

    async def happened(
        at: datetime = NOON,
        *,
        officer: str | None = "S. Bakker",
        note: str | None = "Slot gekocht.",
        **more: Any,
    ) -> UUID:
        told = {"reference": "7KQ2-MX4D", "channel": Channel.WEB_CHAT, "language": "nl"} | more
        async with database.transaction() as tx:
            contact_id = await service.start(tx, StartContact(conversation_id=uuid4(), **told), at)
            if officer:
                await service.officer_joined(tx, contact_id, officers_by_name[officer])
            ends = at + timedelta(minutes=5)
            await service.end(tx, contact_id, reason="done", outcome="referred", note=note, at=ends)
        return contact_id

    return happened


@pytest.fixture
async def serving(api_app: FastAPI, officers_by_name: Officers) -> AsyncIterator[str]:
    """Return the address of the API while a real server serves it."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(api_app, log_level="warning", lifespan="off"))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(server.serve(sockets=[listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
