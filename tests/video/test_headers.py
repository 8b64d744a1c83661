"""A node's HTTP answers are denied by default, like those of the gateway."""

from __future__ import annotations

import httpx2
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from gateway import security
from tests.video.peers import ORIGIN
from video.app import node
from video.headers import CLOSED
from video.settings import Settings


def unlike(headers: dict[str, str]) -> list[str]:
    wrong = [name for name, value in CLOSED.items() if headers.get(name.lower()) != value]
    return [*wrong, *(name for name in ("server", "x-powered-by") if name in headers)]


@pytest.mark.parametrize(
    ("path", "status"), [("/healthz", 200), ("/", 404), ("/nowhere", 404), ("/signal", 426)]
)
async def test_answer_by_http_is_closed(node_settings: Settings, path: str, status: int) -> None:
    async with node(node_settings), httpx2.AsyncClient() as http:
        answer = await http.get(f"http://127.0.0.1:{node_settings.video_port}{path}")
    assert answer.status_code == status
    assert unlike(dict(answer.headers)) == []


async def test_socket_that_may_not_open_is_answered_with_closed_headers(node_settings: Settings) -> None:
    async with node(node_settings):
        with pytest.raises(InvalidStatus) as refusal:
            await connect(node_settings.video_public_url, origin=Origin("https://elsewhere.example"))
    response = refusal.value.response
    assert response.status_code == 403
    assert unlike({name.lower(): value for name, value in response.headers.raw_items()}) == []


async def test_socket_that_opens_has_closed_headers_too(node_settings: Settings) -> None:
    async with node(node_settings), connect(node_settings.video_public_url, origin=ORIGIN) as socket:
        assert socket.response is not None
        assert unlike({name.lower(): value for name, value in socket.response.headers.raw_items()}) == []


def test_node_and_gateway_close_the_same_doors() -> None:
    """Video may not import the gateway, so the list stands twice."""
    gateway = {**security.COMMON, "Content-Security-Policy": security.NOTHING}
    policy = CLOSED["Permissions-Policy"]
    assert {name: value for name, value in CLOSED.items() if value is not policy} == gateway
    assert policy == security.permissions("/signal")
