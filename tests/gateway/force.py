"""Fixtures: the demonstration force, and a browser that speaks to its HTTP routes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI

import gateway
from gateway import errors
from gateway.database import Database
from gateway.events import Events
from gateway.hub import Hub
from gateway.live import Live
from gateway.officers import login_routes
from gateway.officers import routes as officers
from gateway.officers.officer import Officer
from gateway.officers.repository import active_officers
from gateway.places import routes as places
from gateway.places import seed
from gateway.settings import Settings
from gateway.statistics import routes as statistics
from gateway.texts import Texts

Officers = dict[str, Officer]
LOCALES = Path(gateway.__file__).parent / "locales"
LogIn = Callable[[str], Awaitable[httpx2.AsyncClient]]


@pytest.fixture(scope="session")
def demonstration() -> seed.Force:
    """Return the demonstration force, read once."""
    return seed.read()


@pytest.fixture
async def force(database: Database, demonstration: seed.Force) -> seed.Force:
    """Put the demonstration force into this test's database."""
    async with database.transaction() as tx:
        await seed.put(tx, demonstration)
    return demonstration


@pytest.fixture
async def officers_by_name(database: Database, force: seed.Force) -> Officers:
    """Return the demonstration officers by name."""
    async with database.transaction() as tx:
        return {officer.name: officer for officer in await active_officers(tx)}


@pytest.fixture(scope="session")
def texts() -> Texts:
    """Return the texts for people, read once."""
    return Texts(LOCALES)


@pytest.fixture
def force_app(hub: Hub) -> FastAPI:
    """Return an app with the routes about officers, places and statistics only."""
    app = FastAPI()
    errors.install(app)
    app.state.hub = hub
    for router in (officers.router, login_routes.router, places.router, statistics.router):
        app.include_router(router)
    return app


@pytest.fixture
def hub(settings: Settings, database: Database, live: Live, *, events: Events, texts: Texts) -> Hub:
    """Return the long-lived parts that routes share."""
    return Hub(settings, database, live, events, texts)


@pytest.fixture
async def browser(force_app: FastAPI, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """Return a browser on one of the hub's own pages; nobody is logged in."""
    # A Secure cookie travels over https only.
    transport, own = httpx2.ASGITransport(force_app), {"Origin": min(settings.origins)}
    async with httpx2.AsyncClient(transport=transport, base_url="https://hub", headers=own) as browser:
        yield browser


@pytest.fixture
def log_in(browser: httpx2.AsyncClient, officers_by_name: Officers) -> LogIn:
    """Return a function that logs the browser in as the officer of that name."""

    async def log_in(name: str) -> httpx2.AsyncClient:
        wanted = {"officerId": str(officers_by_name[name].id)}
        assert (await browser.post("/v1/officer-sessions", json=wanted)).status_code == 204
        return browser

    return log_in
