"""The gateway's side of the bot when the bot is slow, gone, or talks nonsense."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx2
import pytest

from gateway.conversations.bot import Bot, BotUnavailable, Guess
from gateway.conversations.content import Button, Reply

LIMIT_S = 0.3
UNDERSTOOD = {"topic": "burglary", "confidence": 0.9, "runner_up": {"topic": "assault", "confidence": 0.05}}
BUTTON = {"label": "Bel", "kind": "phone", "value": "tel:1", "primary": True}
LINES = ({"understood": UNDERSTOOD}, {"reply": {"text": "Bel.", "buttons": [BUTTON]}})
GOOD = "".join(json.dumps(line) + "\n" for line in LINES)


async def _ask(handler: httpx2.MockTransport) -> object:
    async with httpx2.AsyncClient(transport=handler) as http:
        return await Bot(http, "http://bot", "secret", LIMIT_S).ask(uuid4(), "hoi", "nl")


async def test_answer_is_read_whole() -> None:
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(200, text=GOOD)

    understood = await _ask(httpx2.MockTransport(answer))
    reply = Reply("Bel.", (Button("Bel", "phone", "tel:1", primary=True),))
    assert vars(understood) == {
        "topic": "burglary",
        "confidence": 0.9,
        "runner_up": Guess("assault", 0.05),
        "replies": (reply,),
    }
    assert asked[0].headers["authorization"] == "Bearer secret"


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(500, text="oops"),
        httpx2.Response(401, json={"error": "token"}),
        httpx2.Response(200, text="<html>"),
        httpx2.Response(200, text=""),
        httpx2.Response(200, text='{"reply": {"text": "a", "buttons": []}}'),
        httpx2.Response(200, text='{"understood": {"topic": null}}'),
        httpx2.Response(200, text="[]"),
    ],
)
async def test_wrong_answers_are_one_fault(answer: httpx2.Response) -> None:
    with pytest.raises(BotUnavailable):
        await _ask(httpx2.MockTransport(lambda _: answer))


@pytest.fixture(params=["silent", "trickling"])
async def slow_url(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """Serve a bot that never finishes: it says nothing, or a byte now and then."""
    ended = asyncio.Event()

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not ended.is_set():
            if request.param == "trickling":
                writer.write(b"HTTP/1.1 200 OK\r\nx: y\r\n" if not writer.transport.is_closing() else b"")
            try:
                await asyncio.wait_for(ended.wait(), LIMIT_S / 5)
            except TimeoutError:
                continue
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    ended.set()
    server.close()


async def test_slow_bot_is_given_up_in_time(slow_url: str) -> None:
    began = time.monotonic()
    async with httpx2.AsyncClient() as http:
        with pytest.raises(BotUnavailable):
            await Bot(http, slow_url, "secret", LIMIT_S).ask(uuid4(), "hoi", "nl")
    assert time.monotonic() - began < LIMIT_S + 0.5


async def test_bot_that_is_not_there_is_a_fault_at_once() -> None:
    async with httpx2.AsyncClient() as http:
        with pytest.raises(BotUnavailable):
            await Bot(http, "http://127.0.0.1:1", "secret").ask(uuid4(), "hoi", "nl")
