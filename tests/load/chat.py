"""How long a person waits for the assistant through the gateway, beside the bare bot."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from uuid import uuid4

import httpx2

from tests.fakes.person import person
from tests.load.bench import RUNS, Result, middle, p95, show
from tests.whole_hub import ROOT, Site

MESSAGES = (
    "mijn fiets is gejat bij het station",
    "er is bij ons ingebroken vannacht",
    "my wallet was stolen on the train",
    "de buren maken elke nacht herrie",
    "how can I find my neighbourhood officer",
)
A_PERSON = 10  # fewer than one person may send in a minute
PERSONS = 6
ASKED = 60
IN_FLIGHT = 4


def measure(place: Site) -> None:
    """Print the lines about answers: the wait in a chat, and `hub ask` with a file."""
    asyncio.run(_waits(place))
    show(_asked(place))


async def _waits(place: Site) -> None:
    ours: list[list[float]] = []
    bare: list[list[float]] = []
    for _ in range(RUNS):
        ours.append([wait for _ in range(PERSONS) for wait in await _chat(place)])
        bare.append(await _bare(place, PERSONS * A_PERSON, at_once=1, in_a_row=A_PERSON))
    for name, at_most, pick in (("chat_reply_p50", 100.0, middle), ("chat_reply_p95", 250.0, p95)):
        ours_ms, bare_ms = (middle([pick(run) for run in runs]) * 1000 for runs in (ours, bare))
        show(Result(name, ours_ms, bare_ms, "ms", "bare_bot", at_most=at_most))


async def _chat(place: Site) -> list[float]:
    """Return how long one person waited for each answer, in seconds."""
    waits = []
    url = f"ws://127.0.0.1:{place.port}/ws"
    async with person(url, Origin=f"http://127.0.0.1:{place.port}") as citizen:
        hello = {"session": None, "since": None, "surface": "website", "language": "nl", "place": None}
        await citizen.send(type="hello", **hello)
        await citizen.get("snapshot")
        for text in islice(_round(), A_PERSON):
            citizen.seen.clear()
            began = time.perf_counter()
            await citizen.send(type="say", client_id=str(uuid4()), text=text)
            await citizen.event("MessagePosted", author="bot")
            waits.append(time.perf_counter() - began)
    return waits


async def _bare(place: Site, count: int, *, at_once: int, in_a_row: int) -> list[float]:
    """Return how long the bot itself took for each of `count` messages, in seconds.

    A conversation has `in_a_row` of them: the bot's memory of it grows, and its answers slow down.
    """
    waits: list[float] = []
    texts = iter(enumerate(islice(_round(), count)))
    headers = {"Authorization": f"Bearer {place.secret('bot_token')}"}

    async def ask_in_turn(client: httpx2.AsyncClient) -> None:
        conversation = str(uuid4())
        for number, text in texts:
            if number % in_a_row == 0:
                conversation = str(uuid4())
            body = {"conversation": conversation, "text": text, "language": "nl", "metadata": {}}
            began = time.perf_counter()
            (await client.post(place.bot_url, json=body)).raise_for_status()
            waits.append(time.perf_counter() - began)

    async with httpx2.AsyncClient(headers=headers, timeout=30) as client, asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(ask_in_turn(client))
    return waits


def _round() -> Iterator[str]:
    while True:
        yield from MESSAGES


def _asked(place: Site) -> Result:
    """Return how many messages a second `hub ask --file` gets through, its own start included."""
    ours, bare = [], []
    file = place.var / "messages.txt"
    file.write_text("\n".join(islice(_round(), ASKED)), encoding="utf-8")
    for _ in range(RUNS):
        ours.append(ASKED / _seconds_of_ask(place, file))
        began = time.perf_counter()
        asyncio.run(_bare(place, ASKED, at_once=IN_FLIGHT, in_a_row=1))
        bare.append(ASKED / (time.perf_counter() - began))
    return Result("ask_messages_per_s", middle(ours), middle(bare), "/s", "bare_bot", at_least=20.0)


def _seconds_of_ask(place: Site, file: Path) -> float:
    command = [sys.executable, "-m", "gateway.cli", "ask", "--file", str(file)]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=place.environment(), check=True, capture_output=True)
    if len(done.stdout.splitlines()) != ASKED:
        raise SystemExit("`hub ask` lost messages.")
    return time.perf_counter() - began
