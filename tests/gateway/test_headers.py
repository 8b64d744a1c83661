"""Headers are denied by default on whatever the gateway answers, and opened in one place."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.types import Receive, Scope, Send
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from gateway import security
from gateway.app import create_app
from gateway.settings import Settings
from tests.fakes.bot import FakeBot
from tests.gateway.running import Running

CLOSED_TO_ALL = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
DENIED = {
    "content-security-policy": "default-src 'none'; .*" + CLOSED_TO_ALL,
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": r"camera=\(\), microphone=\(\), display-capture=\(\), geolocation=\(\), .*",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-permitted-cross-domain-policies": "none",
    "cache-control": "no-store",
}
OPENED = {
    "/call": {"permissions-policy"},
    "/kiosk": {"permissions-policy"},
    "/console": {"permissions-policy"},
    "/widget.js": {"cross-origin-resource-policy", "cache-control"},
}
METHODS = ("GET", "POST", "PUT", "DELETE", "OPTIONS", "TRACE")
BROKEN = "/v1/broken"


def unlike(headers: httpx2.Headers | dict[str, str], *, but: Iterable[str] = ()) -> list[str]:
    """Return the headers that are not as denied as they should be."""
    wrong = [
        name
        for name, wanted in DENIED.items()
        if name not in but and not re.fullmatch(wanted, headers.get(name, ""))
    ]
    return [*wrong, *(name for name in ("server", "x-powered-by") if name in headers)]


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    return create_app(settings, FakeBot().client())


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client,
    ):
        yield client


async def test_every_route_by_every_method_is_denied_by_default(
    app: FastAPI, http: httpx2.AsyncClient
) -> None:
    paths = {str(route.path) for route in iter_route_contexts(app.routes)}
    assert {"/", "/healthz", "/v1/officer-sessions", "/internal/actions"} <= paths
    wrong = {}
    for path in sorted(paths):
        address = re.sub(r"\{\w+(:\w+)?\}", "something", path)
        for method in METHODS:
            answer = await http.request(method, address)
            if faults := unlike(answer.headers, but=OPENED.get(path, ())):
                wrong[f"{method} {path} ({answer.status_code})"] = faults
    assert wrong == {}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/call/", 404),
        ("GET", "/assets/nothing.js", 404),
        ("POST", "/healthz", 405),
        ("GET", "/v1/officer-sessions/current", 401),
        ("POST", "/v1/handoff-redemptions", 400),
        ("POST", "/internal/ask", 401),
        ("GET", "/favicon.ico", 204),
        ("GET", BROKEN, 500),
    ],
)
async def test_errors_and_files_are_denied_by_default(
    app: FastAPI, http: httpx2.AsyncClient, method: str, path: str, status: int
) -> None:
    async def broken() -> None:
        raise RuntimeError

    app.add_api_route(BROKEN, broken)
    answer = await http.request(method, path, headers={"Origin": "http://127.0.0.1:8000"})
    assert answer.status_code == status
    assert unlike(answer.headers) == []


async def test_refused_method_names_the_allowed_ones(http: httpx2.AsyncClient) -> None:
    assert (await http.post("/healthz")).headers["allow"] == "GET"


async def test_camera_and_microphone_open_on_pages_that_call_and_nowhere_else(
    http: httpx2.AsyncClient,
) -> None:
    for path in (*security.CAMERA_PAGES, "/", "/console/login", "/console/statistics"):
        policy = (await http.get(path)).headers["permissions-policy"]
        opened = path in security.CAMERA_PAGES
        assert policy.startswith(
            "camera=(self), microphone=(self)," if opened else "camera=(), microphone=(),"
        )
        assert policy.endswith(security.CLOSED_DOORS)


async def test_built_files_may_be_kept_for_long_and_loaded_by_pages_with_the_widget(
    settings: Settings, http: httpx2.AsyncClient
) -> None:
    name = next((settings.web_folder / "assets").iterdir()).name
    headers = (await http.get(f"/assets/{name}")).headers
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert "immutable" in headers["cache-control"]
    assert unlike(headers, but={"cross-origin-resource-policy", "cache-control"}) == []


async def test_outside_development_browsers_are_told_to_use_https_only(settings: Settings) -> None:
    public = {"environment": "production", "public_url": "https://hub.example"}
    app = create_app(settings.model_copy(update=public), FakeBot().client())
    transport = httpx2.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="https://hub.example") as http,
    ):
        for path in ("/healthz", "/nowhere"):
            policy = (await http.get(path)).headers["strict-transport-security"]
            assert policy == "max-age=31536000; includeSubDomains"


async def test_socket_that_may_not_open_is_answered_with_closed_headers(
    gateway: Running, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"ws{gateway.url.removeprefix('http')}/nowhere"
    with pytest.raises(InvalidStatus) as refusal:
        async with connect(address, origin=Origin(gateway.url)):
            pass
    response = refusal.value.response
    assert response.status_code == 403
    assert caplog.records == []
    assert unlike({name.lower(): value for name, value in response.headers.raw_items()}) == []


@pytest.mark.parametrize("path", ["/ws", "/console/ws"])
async def test_socket_that_opens_has_closed_headers_too(gateway: Running, path: str) -> None:
    address = f"ws{gateway.url.removeprefix('http')}{path}"
    async with connect(address, origin=Origin(gateway.url)) as socket:
        assert socket.response is not None
        assert unlike({name.lower(): value for name, value in socket.response.headers.raw_items()}) == []


async def test_server_without_that_extension_still_refuses_a_socket(settings: Settings) -> None:
    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.close", "code": 4403})

    sent = []

    async def send(message: object) -> None:
        sent.append(message)

    async def receive() -> dict[str, object]:
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/ws", "headers": []}
    await security.SecurityHeaders(refusing, settings)(scope, receive, send)
    assert sent == [{"type": "websocket.close", "code": 4403}]


def too_big(settings: Settings, path: str) -> bytes:
    return b"x" * (settings.internal_body_bytes if path.startswith("/internal/") else settings.body_bytes)


@pytest.mark.parametrize(
    "path", ["/internal/actions", "/internal/ask", "/v1/handoff-redemptions", "/v1/officer-sessions"]
)
@pytest.mark.parametrize("pieces", [False, True])
async def test_body_beyond_the_limit_is_a_problem_413(
    http: httpx2.AsyncClient, settings: Settings, path: str, *, pieces: bool
) -> None:
    headers = {
        "Origin": "http://127.0.0.1:8000",
        "Content-Type": "application/json",
        "Authorization": f"Bearer {settings.internal_token.get_secret_value()}",
    }
    body = b'"' + too_big(settings, path) + b'"'

    async def in_pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 50_000):
            yield body[start : start + 50_000]

    answer = await http.post(path, content=in_pieces() if pieces else body, headers=headers)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 413
    assert unlike(answer.headers) == []


async def test_stranger_with_a_large_body_is_refused_without_reading_it(
    http: httpx2.AsyncClient, settings: Settings
) -> None:
    answer = await http.post("/internal/actions", content=too_big(settings, "/internal/actions") + b"x")
    assert answer.status_code in {401, 413}
    assert answer.headers["content-type"] == "application/problem+json"


async def test_tracker_of_a_long_conversation_still_reaches_the_actions(
    http: httpx2.AsyncClient, settings: Settings
) -> None:
    headers = {"Authorization": f"Bearer {settings.internal_token.get_secret_value()}"}
    tracker = {"events": [{"event": "user", "text": "x" * 2_000}] * 300}
    answer = await http.post(
        "/internal/actions", json={"next_action": "?", "tracker": tracker}, headers=headers
    )
    assert answer.status_code == 404
    assert settings.body_bytes < 600_000 < settings.internal_body_bytes
