"""Headers, pages, errors and what only the hub's own processes may call."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2
import pytest

from gateway.app import create_app
from gateway.settings import Settings
from tests.fakes.bot import FakeBot
from tests.gateway.served import until_ready


@pytest.fixture
async def http(settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    app = create_app(settings, FakeBot().client())
    transport = httpx2.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client,
    ):
        yield client


async def test_alive_and_ready(http: httpx2.AsyncClient) -> None:
    assert (await http.get("/healthz")).json() == {"status": "ok"}
    await until_ready(http)
    ready = (await http.get("/readyz")).json()
    assert ready["status"] == "degraded"  # no video node runs here
    assert [part["name"] for part in ready["parts"] if not part["ok"]] == ["video"]


async def test_everything_is_denied_by_default(http: httpx2.AsyncClient) -> None:
    headers = (await http.get("/healthz")).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; frame-ancestors 'none'")
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["permissions-policy"].startswith("camera=(), microphone=()")
    assert headers["cache-control"] == "no-store"


async def test_camera_is_allowed_on_pages_that_call_and_no_others(http: httpx2.AsyncClient) -> None:
    for path, camera in (("/call", "camera=(self)"), ("/kiosk", "camera=(self)"), ("/", "camera=()")):
        assert (await http.get(path)).headers["permissions-policy"].startswith(camera)


async def test_page_may_load_only_its_own_scripts(http: httpx2.AsyncClient) -> None:
    policy = (await http.get("/")).headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


async def test_widget_may_be_loaded_by_a_foreign_page(http: httpx2.AsyncClient) -> None:
    headers = (await http.get("/widget.js")).headers
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert "javascript" in headers["content-type"]


@pytest.mark.parametrize(
    "path", ["/assets/..%2f..%2fapp.py", "/assets/nothing.js", "/nowhere", "/v1/places/x/y"]
)
async def test_what_is_not_there_is_a_problem_not_a_page(http: httpx2.AsyncClient, path: str) -> None:
    answer = await http.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"status", "title", "detail"} <= set(answer.json())


async def test_mistyped_address_of_officers_is_a_page_that_leads_on(http: httpx2.AsyncClient) -> None:
    for path in ("/console/hours", "/console/kiosks/12"):
        answer = await http.get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")
        assert "<not-there-page>" in answer.text
    for path, right in (("/console/", "/console"), ("/console/login/", "/console/login")):
        answer = await http.get(path)
        assert (answer.status_code, answer.headers["location"]) == (307, right)


async def test_invalid_input_answers_400_with_all_its_faults(http: httpx2.AsyncClient) -> None:
    headers = {"Origin": "http://127.0.0.1:8000"}
    answer = await http.post("/v1/handoff-redemptions", json={"code": "x", "more": 1}, headers=headers)
    assert answer.status_code == 400
    assert len(answer.json()["invalidParams"]) == 2
    assert answer.headers["api-version"]


async def test_only_the_hubs_own_processes_reach_internal_routes(
    http: httpx2.AsyncClient, settings: Settings
) -> None:
    for path in ("/internal/ask", "/internal/actions"):
        assert (await http.post(path, json={"text": "x"})).status_code == 401
        wrong = {"Authorization": "Bearer wrong"}
        assert (await http.post(path, json={"text": "x"}, headers=wrong)).status_code == 401
    right = {"Authorization": f"Bearer {settings.internal_token.get_secret_value()}"}
    answer = await http.post("/internal/ask", json={"text": "mijn fiets is gejat"}, headers=right)
    assert list(answer.json()) == [
        "text",
        "language",
        "topic",
        "route",
        "confidence",
        "runner_up",
        "safety",
        "reply",
    ]


async def test_contract_of_the_interface_is_published(http: httpx2.AsyncClient) -> None:
    document = (await http.get("/v1/openapi.json")).json()
    assert "/v1/statistics/contacts" in document["paths"]
    assert not any(path.startswith("/internal") for path in document["paths"])
