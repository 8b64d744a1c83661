"""Everybody comes back at once, each to a long story, as after a break of the network."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy import func, insert, literal, select, true, update
from websockets.asyncio.client import ClientConnection, connect

from gateway.conversations import service
from gateway.conversations.tables import Conversation, ConversationEvent
from gateway.database import Database, now
from gateway.settings import Settings
from tests.attack.conftest import ANSWER_S, assert_served
from tests.attack.processes import Target
from tests.fakes.person import Person, person
from tests.gateway.running import GatewayWith

PEOPLE = 200
MESSAGES = 120
WORDS = "lang verhaal " * 140
FIRST_ANSWER_S = 5.0
AGAIN_S = 0.5
"""A page tries again after this at the earliest."""
ALL_BACK_S = 60
MOST_GROWTH = 60 << 20


async def long_stories(database: Database, settings: Settings) -> list[str]:
    """Put in long conversations that ran before; return the session of each."""
    opening = service.Opening("website", "nl", None, "Dit is een computer.")
    data = service.message("citizen", lang="nl", text=WORDS)
    last = MESSAGES + 2  # after the notice and the greeting
    numbers = func.generate_series(3, last).table_valued("number").render_derived()
    async with database.transaction() as tx:
        stories = [await service.start(tx, opening) for _ in range(PEOPLE)]
        sessions = [await service.open_session(tx, settings, story.id) for story in stories]
        await tx.flush()
        mine = Conversation.id.in_([story.id for story in stories])
        told = (literal("MessagePosted"), literal(data, ConversationEvent.data.type), literal(now()))
        rows = (
            select(Conversation.id, numbers.c.number, *told)
            .join_from(Conversation, numbers, true())
            .where(mine)
        )
        columns = ["conversation_id", "seq", "name", "data", "at"]
        await tx.execute(insert(ConversationEvent).from_select(columns, rows))
        await tx.execute(update(Conversation).where(mine).values(last_seq=last, seen_seq=last))
    return sessions


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[ClientConnection]:
    """Open a socket that may bring a long story."""
    async with connect(url, compression=None, max_size=None, open_timeout=ALL_BACK_S) as socket:
        yield socket


async def first_answer(socket: ClientConnection, session: str) -> tuple[float, bool]:
    """Come back; return after how long there was an answer, and whether it was the whole story."""
    began = time.monotonic()
    await socket.send(json.dumps({"type": "hello", "session": session, "since": 0}))
    said = str(await socket.recv())
    took = time.monotonic() - began
    if said.startswith('{"type":"snapshot"'):
        assert said.count(WORDS) == MESSAGES
        return took, True
    assert json.loads(said)["text_key"] == "refused-unavailable"
    return took, False


async def first_answers(socket: ClientConnection, url: str, session: str) -> list[float]:
    """Come back until the story is there, as a page does; return how long each answer took."""
    took, there = await first_answer(socket, session)
    waited = [took]
    async with asyncio.timeout(ALL_BACK_S):
        while not there:
            await asyncio.sleep(AGAIN_S)
            async with opened(url) as another:
                took, there = await first_answer(another, session)
            waited.append(took)
    return waited


async def slowest_ack_s(citizen: Person, over: asyncio.Event) -> float:
    """Chat until it is over; return the longest wait for an acknowledgement."""
    slowest = 0.0
    while not over.is_set():
        began = time.monotonic()
        assert (await citizen.command("say", text="ik praat gewoon door"))["type"] == "ack"
        slowest = max(slowest, time.monotonic() - began)
        await asyncio.sleep(0.1)
    return slowest


async def test_two_hundred_who_come_back_at_once_all_hear_soon_and_a_chat_beside_them_goes_on(
    target: Target, attacked_database: Database, attacked_settings: Settings
) -> None:
    sessions = await long_stories(attacked_database, attacked_settings)
    await assert_served(target)
    memory, over = target.memory(), asyncio.Event()
    url = target.socket("/ws")
    async with AsyncExitStack() as held, person(url) as citizen:
        await citizen.send(type="hello")
        await citizen.get("snapshot")
        sockets = [await held.enter_async_context(opened(url)) for _ in sessions]
        async with asyncio.TaskGroup() as tasks:
            chatting = tasks.create_task(slowest_ack_s(citizen, over))
            back = [
                tasks.create_task(first_answers(socket, url, session))
                for socket, session in zip(sockets, sessions, strict=True)
            ]
            await asyncio.wait(back)
            over.set()
    assert max(max(task.result()) for task in back) < FIRST_ANSWER_S
    assert chatting.result() < ANSWER_S
    assert target.memory() - memory < MOST_GROWTH
    assert "_waits" not in target.told(), "somebody else found no connection to the database"
    await assert_served(target)
    target.assert_unhurt()


async def test_who_gets_no_turn_to_come_in_hears_so_within_five_seconds(gateway_with: GatewayWith) -> None:
    async with gateway_with(arrivals_at_once=0) as gateway:
        began = time.monotonic()
        async with person(f"ws{gateway.url.removeprefix('http')}/ws") as citizen:
            await citizen.send(type="hello")
            assert (await citizen.get("refused"))["text_key"] == "refused-unavailable"
            assert time.monotonic() - began < FIRST_ANSWER_S
