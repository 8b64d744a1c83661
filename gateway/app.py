"""Put the gateway together: settings, the long-lived parts, routes, and the tasks beside them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final
from uuid import uuid4

import httpx2
import structlog
from fastapi import FastAPI
from starlette.types import ASGIApp

from gateway import entrance, errors, health, logs, metrics, openapi, schedule, security
from gateway.calls import news
from gateway.calls.service import OVER_CHANNEL
from gateway.calls.watch import Watch
from gateway.channels import by_hand, citizen, console, files, kiosk, pages
from gateway.channels import routes as channels
from gateway.channels.nudges import Nudges, Watcher
from gateway.channels.overview import Overview
from gateway.channels.rollcall import RollCall
from gateway.channels.shared import Shared
from gateway.contacts import routes as contacts
from gateway.contacts.klantinteracties import routes as klantinteracties
from gateway.conversations import reactions, visits
from gateway.conversations import routes as conversations
from gateway.conversations.assistant import Assistant
from gateway.conversations.bot import Bot
from gateway.conversations.content import Content
from gateway.conversations.files import Slots
from gateway.conversations.rounds import Rounds
from gateway.database import Database
from gateway.events import Events
from gateway.kiosks import routes as kiosks
from gateway.live import Live
from gateway.migrate import revisions
from gateway.officers import login_routes
from gateway.officers import routes as officers
from gateway.officers.provider import Provider
from gateway.places import routes as places
from gateway.readiness import Readiness
from gateway.safety.service import SafetyNet
from gateway.settings import Settings, load_or_exit
from gateway.statistics import routes as statistics
from gateway.telemetry import Counted, Telemetry
from gateway.texts import Texts

log = structlog.get_logger(__name__)

ROUTERS: Final = (
    health.router,
    metrics.router,
    pages.router,
    channels.router,
    citizen.router,
    console.router,
    kiosk.router,
    kiosks.router,
    kiosks.device,
    by_hand.router,
    contacts.router,
    klantinteracties.router,
    officers.router,
    login_routes.router,
    places.router,
    statistics.router,
)


def create_app(settings: Settings | None = None, http: httpx2.AsyncClient | None = None) -> FastAPI:
    """Build the application; uvicorn calls this without arguments, tests hand in what they replace."""
    settings = settings or load_or_exit()
    logs.configure(development=settings.development)
    telemetry = Telemetry()
    app = _Application(
        settings,
        title="Contact hub",
        version=security.API_VERSION,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        max_body_size=settings.body_bytes,
        generate_unique_id_function=openapi.operation_id,
        lifespan=lambda app: _lifespan(app, settings, http or httpx2.AsyncClient(), telemetry=telemetry),
    )
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(files.router, max_body_size=settings.file_bytes + 1)
    app.state.files = Slots(settings.files_at_once)
    app.include_router(conversations.router, max_body_size=settings.internal_body_bytes)
    app.include_router(pages.lost)
    errors.install(app)
    openapi.install(app, settings)
    app.add_middleware(entrance.Entrance)
    app.add_middleware(entrance.WidgetDoor, settings=settings)
    app.add_middleware(Counted, telemetry=telemetry)
    return app


class _Application(FastAPI):
    """FastAPI with the hub's headers around all of it: its own outermost layers answer people too."""

    def __init__(self, settings: Settings, **more: Any) -> None:
        super().__init__(**more)
        self._settings = settings

    def build_middleware_stack(self) -> ASGIApp:
        """Put the headers around everything FastAPI builds."""
        stack = entrance.TooLargeAsProblem(super().build_middleware_stack())
        return security.SecurityHeaders(stack, self._settings)


@asynccontextmanager
async def _lifespan(
    app: FastAPI, settings: Settings, http: httpx2.AsyncClient, *, telemetry: Telemetry
) -> AsyncIterator[None]:
    """Make the long-lived parts, run the tasks beside the requests, and end all of it in order."""
    async with AsyncExitStack() as stack:
        live = Live(settings.redis_url, settings.redis_prefix)
        stack.push_async_callback(live.close)
        nudges = Nudges(live)
        database = Database(settings.database_url, publish=nudges.publish, tally=telemetry.tally)
        stack.push_async_callback(database.close)
        await stack.enter_async_context(http)
        shared = assemble(settings, database, nudges, http, telemetry=telemetry)
        app.state.hub, app.state.provider = shared, Provider(settings)
        app.state.readiness = readiness = Readiness(shared)
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        beside = [
            tasks.create_task(database.keep_pulse()),
            tasks.create_task(shared.nudges.run()),
            tasks.create_task(shared.overview.run()),
            tasks.create_task(shared.rollcall.run()),
            tasks.create_task(_watch_calls(shared)),
            tasks.create_task(readiness.run()),
            tasks.create_task(news.follow(database, live, shared.events, consumer=uuid4().hex)),
            tasks.create_task(
                schedule.sweep(
                    database,
                    Rounds(settings, shared.assistant.content, live, shared.events).run,
                    every_s=settings.sweep_s,
                    grace_s=settings.resume_s,
                    told=telemetry.swept,
                )
            ),
        ]
        log.info("gateway_started", port=settings.port)
        yield
        for task in beside:
            task.cancel()


async def _watch_calls(shared: Shared) -> None:
    """Let the nodes hear at once which calls people ended here."""
    watcher, lost_after_s = Watcher(), shared.settings.call_lost_s
    watch = Watch(shared.database, shared.live, shared.events, lost_after_s=lost_after_s)
    with shared.nudges.watching(watcher, OVER_CHANNEL):
        await watch.run(watcher.wait)


def assemble(
    settings: Settings,
    database: Database,
    nudges: Nudges,
    http: httpx2.AsyncClient,
    *,
    telemetry: Telemetry | None = None,
) -> Shared:
    """Tie the parts together; also what tests build their hub with."""
    telemetry = telemetry or Telemetry()
    telemetry.pool(database.in_use, database.most)
    telemetry.build(security.API_VERSION, revisions()[-1])
    events = Events()
    reactions.subscribe(events)
    visits.subscribe(events, nudges.live)
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
        telemetry=telemetry,
        assistant=Assistant(database, bot, content, safety, telemetry),
        nudges=nudges,
        overview=Overview(database, nudges.live, settings, nudges),
        rollcall=RollCall(database, nudges),
        arriving=asyncio.Semaphore(settings.arrivals_at_once),
    )
