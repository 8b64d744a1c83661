"""`hub ask`: send messages to the running hub's assistant and show what it understood, a JSON line each."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx2

from gateway.children import CannotStart
from gateway.commands.installation import Installation

IN_FLIGHT = 4  # the bot is one process; more only wait there
ANSWER_TIMEOUT_S = 15
BUSY_WAITS_S = (0.5, 1, 2, 4)
SHOWN_CHARS = 40
NOT_RUNNING = "No hub is running here: start it with `make up`."


async def ask(installation: Installation, texts: Iterable[str], show: Callable[[str], None]) -> None:
    """Show the answers in the order of the messages, with several on their way at once; raise CannotStart."""
    run = installation.running()
    if run is None:
        raise CannotStart(NOT_RUNNING)
    client = httpx2.AsyncClient(
        base_url=f"http://127.0.0.1:{run['port']}",
        headers={"Authorization": f"Bearer {installation.secrets()['internal_token']}"},
        timeout=ANSWER_TIMEOUT_S,
    )
    fault: BaseException | None = None
    try:
        async with client:
            await _ask_all(client, texts, show)
    except* CannotStart as faults:
        fault = faults.exceptions[0]
    if fault:
        raise fault


async def _ask_all(client: httpx2.AsyncClient, texts: Iterable[str], show: Callable[[str], None]) -> None:
    waiting: deque[asyncio.Task[str]] = deque()
    async with asyncio.TaskGroup() as group:
        for text in texts:
            waiting.append(group.create_task(_ask_one(client, text)))
            if len(waiting) >= IN_FLIGHT:
                show(await waiting.popleft())
        while waiting:
            show(await waiting.popleft())


async def _ask_one(client: httpx2.AsyncClient, text: str) -> str:
    try:
        response = await _post_until_not_busy(client, text)
        response.raise_for_status()
    except httpx2.TransportError:
        raise CannotStart(NOT_RUNNING) from None
    except httpx2.HTTPStatusError as error:
        raise CannotStart(f"The hub refused the message {_begin(text)}: {_why(error.response)}.") from None
    found: dict[str, Any] = response.json()
    return json.dumps(found, ensure_ascii=False)


def _begin(text: str) -> str:
    return json.dumps(text if len(text) <= SHOWN_CHARS else text[:SHOWN_CHARS] + "...", ensure_ascii=False)


def _why(answer: httpx2.Response) -> str:
    """Return the hub's own reasons."""
    try:
        problem = answer.json()
        faults = [fault["reason"] for fault in problem.get("invalidParams", [])]
        return "; ".join(faults) or str(problem["detail"]).rstrip(".")
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"status {answer.status_code}"


async def _post_until_not_busy(client: httpx2.AsyncClient, text: str) -> httpx2.Response:
    for wait_s in BUSY_WAITS_S:
        response = await client.post("/internal/ask", json={"text": text})
        if response.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
            return response
        await asyncio.sleep(wait_s)
    return await client.post("/internal/ask", json={"text": text})


def messages(file: Path) -> list[str]:
    """Read the messages of a file, one a line; empty lines are passed over."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CannotStart(f"{file} cannot be read: {error.strerror}.") from None
    return [line.strip() for line in lines if line.strip()]
