"""How long people wait for the assistant through the gateway, beside the bare bot and beside plain Rasa."""

from __future__ import annotations

import asyncio
import itertools
import subprocess
import sys
import time
from collections.abc import Coroutine, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2

from tests.fakes.person import person
from tests.load.bench import RUNS, Result, middle, p95, show
from tests.load.peer import default_bot
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
MANY = 16
OVERHEAD_AT_MOST_MS = {1: 5.0, MANY: 15.0}
ASKED = 60
IN_FLIGHT = 4


def measure(place: Site) -> None:
    """Print the lines about answers: what the gateway adds, how many a second, and `hub ask` with a file."""
    for senders, at_most in OVERHEAD_AT_MOST_MS.items():
        show(asyncio.run(_overhead(place, senders, at_most)))
    show(_per_second(place))
    show(_asked(place))


async def _overhead(place: Site, senders: int, at_most: float) -> Result:
    """Return the gateway's p95 above the bare bot's, in one run with it."""
    over, bare = [], []
    for _ in range(RUNS):
        ours = [wait for _ in range(PERSONS) for wait in await _chats(place, senders)]
        alone = await _bare(place.bot_url, place, len(ours), at_once=senders, in_a_row=A_PERSON)
        over.append((p95(ours) - p95(alone)) * 1000)
        bare.append(p95(alone) * 1000)
    name = "chat_answer_overhead" if senders == 1 else f"chat_answer_overhead_{senders}"
    return Result(name, middle(over), middle(bare), "ms", "bare_bot_p95", at_most=at_most)


def _per_second(place: Site) -> Result:
    """Return answers a second through the gateway, beside Rasa's default pipeline on the same stores."""
    ours = [asyncio.run(_rate(place)) for _ in range(RUNS)]
    with default_bot(place) as url:
        asking = [
            _time(_bare(url, place, MANY * A_PERSON, at_once=MANY, in_a_row=A_PERSON)) for _ in range(RUNS)
        ]
    peer = [MANY * A_PERSON / seconds for seconds in asking]
    return Result("chat_answers_per_s", middle(ours), middle(peer), "/s", "rasa_diet_ted", ratio_at_least=2.5)


def _time(work: Coroutine[Any, Any, object]) -> float:
    began = time.perf_counter()
    asyncio.run(work)
    return time.perf_counter() - began


async def _rate(place: Site) -> float:
    began = time.perf_counter()
    answered = len(await _chats(place, MANY))
    return answered / (time.perf_counter() - began)


async def _chats(place: Site, senders: int) -> list[float]:
    """Let `senders` people chat at once, each waiting for every answer; return all waits in seconds."""
    async with asyncio.TaskGroup() as group:
        chats = [group.create_task(_chat(place)) for _ in range(senders)]
    return [wait for chat in chats for wait in chat.result()]


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


async def _bare(url: str, place: Site, count: int, *, at_once: int, in_a_row: int) -> list[float]:
    """Return how long a bot itself took for each of `count` messages, in seconds.

    A conversation has `in_a_row` of them: the bot's memory of it grows, and its answers slow down.
    """
    waits: list[float] = []
    texts = islice(_round(), count)
    headers = {"Authorization": f"Bearer {place.secret('bot_token')}"}

    async def ask_in_turn(client: httpx2.AsyncClient) -> None:
        for asked in itertools.count():
            if asked % in_a_row == 0:
                conversation = str(uuid4())
            if (text := next(texts, None)) is None:
                return
            body = {"conversation": conversation, "text": text, "language": "nl", "metadata": {}}
            began = time.perf_counter()
            (await client.post(url, json=body)).raise_for_status()
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
        asyncio.run(_bare(place.bot_url, place, ASKED, at_once=IN_FLIGHT, in_a_row=1))
        bare.append(ASKED / (time.perf_counter() - began))
    return Result("ask_messages_per_s", middle(ours), middle(bare), "/s", "bare_bot", at_least=20.0)


def _seconds_of_ask(place: Site, file: Path) -> float:
    command = [sys.executable, "-m", "gateway.cli", "ask", "--file", str(file)]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=place.environment(), check=True, capture_output=True)
    if len(done.stdout.splitlines()) != ASKED:
        raise SystemExit("`hub ask` lost messages.")
    return time.perf_counter() - began
