"""Nudges that bring news, the roll call that makes lost ones good, and questions asked while storing."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from gateway.channels.nudges import NEWS, Nudges, Watcher
from gateway.channels.rollcall import RollCall
from gateway.conversations import repository, service
from gateway.conversations.assistant import Assistant, Turn
from gateway.conversations.bot import Bot
from gateway.conversations.content import Content
from gateway.conversations.tables import Conversation
from gateway.database import Database, now
from gateway.live import Live
from gateway.safety.service import SafetyNet
from gateway.settings import Settings
from gateway.texts import Texts
from tests.fakes.bot import FakeBot
from tests.gateway.conftest import StartTalk


@pytest.fixture
def nudges(live: Live) -> Nudges:
    return Nudges(live)


async def _quiet() -> None:
    """Nobody looks at the typing sign here."""


def test_told_news_need_no_look() -> None:
    watcher = Watcher()
    watcher.look_again()
    watcher.wake("conversation:1", {"news": [{"seen": 3}]})
    assert list(watcher.news) == [{"seen": 3}]
    assert not watcher.look_again()


@pytest.mark.parametrize("payload", [{}, {"news": [{}]}, {"news": [{"seen": 1}, {}]}])
def test_nudge_without_its_news_asks_for_a_look(payload: dict[str, object]) -> None:
    watcher = Watcher()
    watcher.look_again()
    watcher.wake("conversation:1", payload)
    assert watcher.look_again()


def test_socket_that_falls_behind_reads_instead_of_piling_up() -> None:
    watcher = Watcher()
    watcher.look_again()
    for number in range(NEWS * 3):
        watcher.wake("conversation:1", {"news": [{"seen": number}]})
    assert len(watcher.news) == NEWS
    assert watcher.look_again()


async def test_own_nudge_reaches_the_own_watchers_once(nudges: Nudges, live: Live) -> None:
    other, watcher, far = Nudges(live), Watcher(), Watcher()
    async with asyncio.TaskGroup() as tasks:
        following = [tasks.create_task(one.run()) for one in (nudges, other)]
        with nudges.watching(watcher, "conversation:1"), other.watching(far, "conversation:1"):
            for each in (watcher, far):  # the subscription stands once everybody was woken
                await each.wait(5)
                each.look_again()
            await nudges.publish("conversation:1", [{"seen": 7}])
            await far.wait(5)
            assert list(watcher.news) == list(far.news) == [{"seen": 7}]
        for task in following:
            task.cancel()


async def test_roll_call_notes_who_is_there_and_wakes_who_was_not_told(
    database: Database, nudges: Nudges, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk()
    rollcall, watcher = RollCall(database, nudges), Watcher()
    async with database.transaction() as tx:
        await repository.touch(tx, conversation_id, now() - timedelta(minutes=1))
        conversation = await service.opened(tx, conversation_id)
        told = conversation.last_seq, conversation.seen_seq
    watcher.look_again()
    with (
        nudges.watching(watcher, f"conversation:{conversation_id}"),
        rollcall.present(conversation_id, await _secret_hash(database, conversation_id), lambda: told),
    ):
        await rollcall.look_round()
        assert not watcher.look_again()
        async with database.transaction() as tx:
            conversation = await service.opened(tx, conversation_id)
            assert now() - conversation.last_seen_at < timedelta(seconds=10)
            await service.say(tx, conversation, "nog iets", client_id=uuid4())
        watcher.look_again()  # the nudge got lost
        watcher.news.clear()
        await rollcall.look_round()
        assert watcher.look_again()
        told = conversation.last_seq, conversation.seen_seq
        await rollcall.look_round()
        assert not watcher.look_again()


async def test_roll_call_passes_over_who_is_being_worked_on(
    database: Database, nudges: Nudges, start_talk: StartTalk
) -> None:
    busy, free = await start_talk(), await start_talk()
    async with database.transaction() as tx:
        await repository.locked(tx, busy)
        async with asyncio.timeout(5), database.transaction() as other:
            assert set(await repository.roll_call(other, [busy, free], now())) == {free}


async def test_revoked_browser_is_woken_to_go(
    database: Database, nudges: Nudges, start_talk: StartTalk
) -> None:
    conversation_id = await start_talk()
    rollcall, watcher = RollCall(database, nudges), Watcher()
    watcher.look_again()
    with (
        nudges.watching(watcher, f"conversation:{conversation_id}"),
        rollcall.present(conversation_id, "nobody's", lambda: (99, 99)),
    ):
        await rollcall.look_round()
        assert watcher.look_again()


async def _secret_hash(database: Database, conversation_id: UUID) -> str:
    async with database.transaction() as tx:
        settings = Settings.model_construct(session_days=1)
        return service.hash_secret(await service.open_session(tx, settings, conversation_id))


@pytest.fixture
async def asked(database: Database, texts: Texts) -> tuple[Assistant, FakeBot]:
    bot, content = FakeBot(), Content.load(texts)
    asking = Bot(bot.client(), "http://bot", "t")
    return Assistant(database, asking, content, SafetyNet.load(texts, content.numbers)), bot


async def test_early_answer_waits_for_the_storing(
    database: Database,
    start_talk: StartTalk,
    asked: tuple[Assistant, FakeBot],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assistant, _ = asked
    conversation_id = await start_talk("")
    stored: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()
    turn = Turn(conversation_id, "mijn fiets is weg", None, "nl")
    answered = asyncio.Event()
    monkeypatch.setattr(assistant.telemetry, "bot_answered", lambda *_, **__: answered.set())
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        answering = tasks.create_task(assistant.answer_early(turn, stored, _quiet))
        await answered.wait()
        assert "bot" not in await _authors(database, conversation_id)
        async with database.transaction() as tx:
            conversation = await service.opened(tx, conversation_id)
            seq = await service.say(tx, conversation, turn.text, client_id=uuid4())
        stored.set_result(seq)
    assert answering.result() is False
    assert (await _authors(database, conversation_id))[-2:] == ["citizen", "bot"]


async def test_what_could_not_be_stored_gets_no_answer(
    database: Database, start_talk: StartTalk, asked: tuple[Assistant, FakeBot]
) -> None:
    assistant, _ = asked
    conversation_id = await start_talk("")
    before = await _authors(database, conversation_id)
    stored: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()
    stored.set_result(None)
    assert await assistant.answer_early(Turn(conversation_id, "hallo", None, "nl"), stored, _quiet)
    assert await _authors(database, conversation_id) == before


async def _authors(database: Database, conversation_id: UUID) -> list[str]:
    async with database.transaction() as tx:
        assert await tx.get(Conversation, conversation_id) is not None
        rows = await repository.events_after(tx, conversation_id, 2)
        return [row.data["author"] for row in rows if row.name == "MessagePosted"]
