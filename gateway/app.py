"""Put the gateway together: settings, the long-lived parts, routes, and the tasks beside them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final
from uuid import uuid4

import httpx2
import structlog
from fastapi import FastAPI

from gateway import errors, health, logs, schedule, security
from gateway.calls import news
from gateway.channels import citizen, console, pages
from gateway.channels import routes as channels
from gateway.channels.nudges import Nudges
from gateway.channels.overview import Overview
from gateway.channels.rollcall import RollCall
from gateway.channels.shared import Shared
from gateway.conversations import reactions
from gateway.conversations import routes as conversations
from gateway.conversations.assistant import Assistant
from gateway.conversations.bot import Bot
from gateway.conversations.content import Content
from gateway.database import Database
from gateway.events import Events
from gateway.live import Live
from gateway.officers import routes as officers
from gateway.places import routes as places
from gateway.safety.service import SafetyNet
from gateway.settings import Settings, load
from gateway.statistics import routes as statistics
from gateway.texts import Texts

log = structlog.get_logger(__name__)

ROUTERS: Final = (
    health.router,
    pages.router,
    channels.router,
    citizen.router,
    console.router,
    conversations.router,
    officers.router,
    places.router,
    statistics.router,
)


def create_app(settings: Settings | None = None, http: httpx2.AsyncClient | None = None) -> FastAPI:
    """Build the application; uvicorn calls this without arguments, tests hand in what they replace."""
    settings = settings or load()
    logs.configure(development=settings.development)
    app = FastAPI(
        title="Contact hub",
        version=security.API_VERSION,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lambda app: _lifespan(app, settings, http or httpx2.AsyncClient()),
    )
    for router in ROUTERS:
        app.include_router(router)
    errors.install(app)
    app.add_middleware(security.SecurityHeaders, settings=settings)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI, settings: Settings, http: httpx2.AsyncClient) -> AsyncIterator[None]:
    """Make the long-lived parts, run the tasks beside the requests, and end all of it in order."""
    async with AsyncExitStack() as stack:
        live = Live(settings.redis_url, settings.redis_prefix)
        stack.push_async_callback(live.close)
        nudges = Nudges(live)
        database = Database(settings.database_url, publish=nudges.publish)
        stack.push_async_callback(database.close)
        await stack.enter_async_context(http)
        shared = assemble(settings, database, nudges, http)
        app.state.hub = shared
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        beside = [
            tasks.create_task(shared.nudges.run()),
            tasks.create_task(shared.overview.run()),
            tasks.create_task(shared.rollcall.run()),
            tasks.create_task(news.follow(database, live, shared.events, consumer=uuid4().hex)),
            tasks.create_task(
                schedule.sweep(
                    database,
                    reactions.Sweep(settings).run,
                    every_s=settings.sweep_s,
                    grace_s=settings.resume_s,
                )
            ),
        ]
        log.info("gateway_started", port=settings.port)
        yield
        for task in beside:
            task.cancel()


def assemble(settings: Settings, database: Database, nudges: Nudges, http: httpx2.AsyncClient) -> Shared:
    """Tie the parts together; also what tests build their hub with."""
    events = Events()
    reactions.subscribe(events)
    texts = Texts(settings.locales_folder)
    content = Content.load(texts)
    bot = Bot(http, settings.bot_url, settings.bot_token.get_secret_value(), settings.bot_timeout_s)
    safety = SafetyNet.load(texts, content.numbers)
    return Shared(
        settings=settings,
        database=database,
        live=nudges.live,
        events=events,
        texts=texts,
        assistant=Assistant(database, bot, content, safety),
        nudges=nudges,
        overview=Overview(database, nudges.live, settings, nudges),
        rollcall=RollCall(database, nudges),
    )
