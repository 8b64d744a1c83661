"""One person's step while another's is half done: transactions that a test holds open where it hurts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx2
import pytest
from sqlalchemy import text

from gateway import schedule
from gateway.calls import service as calls
from gateway.channels import views
from gateway.contacts import service as contacts
from gateway.conversations import desk, reactions, repository, service, visits
from gateway.conversations.tables import Conversation
from gateway.database import Database, Tx, clock, hold_now, now
from gateway.errors import NotThere
from gateway.escalation import repository as entries
from gateway.escalation import service as escalation
from gateway.events import Events
from gateway.settings import Settings
from tests.gateway.conftest import Staff, StartTalk
from tests.gateway.running import Running
from tests.gateway.test_queue import ask, take, waiting
from video.events import CallEnded

Look = Callable[[UUID], Awaitable[Conversation]]


async def somebody_waits(database: Database) -> None:
    """Return once a transaction waits for a lock that another one has."""
    async with asyncio.timeout(10):
        while True:
            async with database.transaction() as tx:
                if await tx.scalar(text("select count(*) from pg_locks where not granted")):
                    return
            await asyncio.sleep(0.01)


async def vanish(tx: Tx, settings: Settings, conversation_id: UUID) -> None:
    await repository.touch(tx, conversation_id, now() - timedelta(seconds=settings.resume_s + 1))


async def test_citizen_who_comes_back_while_the_sweep_looks_is_not_swept(
    database: Database, settings: Settings, start_talk: StartTalk, look: Look
) -> None:
    mine = await start_talk()
    async with database.transaction() as tx:
        await vanish(tx, settings, mine)

    async def run() -> int:
        async with database.transaction() as tx:
            return await reactions.Sweep(settings).run(tx)

    async with asyncio.TaskGroup() as both, database.transaction() as back:
        await repository.touch(back, mine, now())
        sweeping = both.create_task(run())
        await somebody_waits(database)
    assert sweeping.result() == 0
    assert (await look(mine)).state == "open"


async def test_sweep_waits_for_nobody(
    database: Database, settings: Settings, start_talk: StartTalk, look: Look
) -> None:
    busy, gone = await start_talk(), await start_talk()
    async with database.transaction() as tx:
        for conversation_id in (busy, gone):
            await vanish(tx, settings, conversation_id)
    async with database.transaction() as at_work:
        await service.hold(at_work, busy, with_queue=True)
        async with database.transaction() as tx:
            assert await reactions.Sweep(settings).run(tx) == 1
    assert ((await look(busy)).state, (await look(gone)).state) == ("open", "closed")


async def test_officer_who_takes_lets_go_of_a_person_who_left_in_the_meantime(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    """Else this transaction holds two people, and two such transactions could wait in a circle."""
    leaves, stays = await start_talk(), await start_talk()
    for conversation_id in (leaves, stays):
        await ask(database, news, conversation_id)
    gone, blocked = asyncio.Event(), asyncio.Event()

    async def leave() -> None:
        async with database.transaction() as tx:
            await service.citizen_done(tx, await service.opened(tx, leaves, with_queue=True))
            gone.set()
            await blocked.wait()

    async def watch() -> None:
        await gone.wait()
        await somebody_waits(database)
        blocked.set()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(leave())
        tasks.create_task(watch())
        await gone.wait()
        async with database.transaction() as taking:
            entry = await escalation.take(taking, news, staff.one.id, None)
            assert entry.conversation_id == stays
            async with database.transaction() as other:
                assert await hold_now(other, leaves)
                assert not await hold_now(other, stays)


async def test_state_and_events_of_a_snapshot_are_of_one_moment(
    database: Database, start_talk: StartTalk
) -> None:
    mine = await start_talk()
    async with database.transaction() as reading:
        conversation = await repository.plain(reading, mine)
        assert conversation is not None
        async with database.transaction() as tx:
            await service.say(tx, await service.opened(tx, mine), "nog iets", client_id=uuid4())
        told = await views.events_after(reading, conversation, 0)
    assert told[-1].seq == conversation.last_seq


async def test_code_redeemed_while_the_citizen_ends_it_opens_nothing(
    gateway: Running, database: Database
) -> None:
    async with gateway.citizen() as (citizen, snapshot):
        await citizen.send(type="handoff")
        wanted = {"code": (await citizen.get("handoff"))["code"]}
        async with (
            httpx2.AsyncClient(base_url=gateway.url, headers={"Origin": gateway.url}) as http,
            asyncio.TaskGroup() as tasks,
            database.transaction() as ending,
        ):
            mine = UUID(snapshot["conversation"]["id"])
            await service.citizen_done(ending, await service.opened(ending, mine, with_queue=True))
            redeeming = tasks.create_task(http.post("/v1/handoff-redemptions", json=wanted))
            await somebody_waits(database)
        assert redeeming.result().status_code == 404


async def test_window_of_somebody_who_left_carries_out_nothing_more(
    database: Database, news: Events, settings: Settings, staff: Staff, start_talk: StartTalk
) -> None:
    mine = await start_talk()
    await ask(database, news, mine)
    await take(database, news, staff.one)
    async with database.transaction() as tx:
        secret_hash = service.hash_secret(await service.open_session(tx, settings, mine))
        await visits.must_take_part(tx, await service.hold(tx, mine), secret_hash)
    async with database.transaction() as tx:
        await service.citizen_done(tx, await service.opened(tx, mine))
    async with database.transaction() as tx:
        with pytest.raises(NotThere):
            await visits.must_take_part(tx, await service.hold(tx, mine), secret_hash)


async def test_officer_who_puts_back_somebody_who_left_puts_nobody_in_the_queue(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk, look: Look
) -> None:
    mine = await start_talk()
    await ask(database, news, mine)
    await take(database, news, staff.one)
    async with database.transaction() as tx:
        await desk.note(tx, staff.one, mine, "Was er niet meer.")
        await service.citizen_done(tx, await service.opened(tx, mine))
    async with database.transaction() as tx:
        await desk.release(tx, news, staff.one, mine)
    assert await waiting(database) == []
    assert (await look(mine)).close_reason == "done_by_citizen"
    async with database.transaction() as tx:
        assert (await contacts.contacts_of(tx, mine))[-1].note == "Was er niet meer."


async def test_officer_in_a_video_call_grants_no_second_one(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk, look: Look
) -> None:
    first, second = await start_talk(), await start_talk()
    await ask(database, news, first, "chat")
    await ask(database, news, second, "video")
    await take(database, news, staff.one)
    await take(database, news, staff.one)
    with pytest.raises(escalation.OfficerInCall):
        await ask(database, news, first, "video")
    async with database.transaction() as tx:
        assert await calls.current(tx, first) is None


async def test_who_goes_back_from_video_to_chat_leaves_no_video_contact_behind(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    mine = await start_talk()
    for medium in ("video", "chat"):
        await ask(database, news, mine, "video" if medium == "video" else "chat")
    await take(database, news, staff.one)
    async with database.transaction() as tx:
        await desk.close(tx, staff.one, mine, outcome="advice_given", note_text="")
        ended = [(c.channel, c.end_reason, c.outcome) for c in await contacts.contacts_of(tx, mine)]
    assert ended == [
        ("web-chat", "closed_by_officer", "advice_given"),
        ("web-video", "went_on_by_chat", None),
    ]


async def test_clock_set_back_lets_nobody_go_before_others(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    first, second = await start_talk(), await start_talk()
    await ask(database, news, first)
    with clock(lambda: datetime.now(UTC) - timedelta(minutes=5)):
        await ask(database, news, second)
        assert await waiting(database) == [first, second]
        await take(database, news, staff.one)
    with clock(lambda: datetime.now(UTC) - timedelta(minutes=10)):
        async with database.transaction() as tx:
            await desk.close(tx, staff.one, first, outcome="advice_given", note_text="")
    async with database.transaction() as tx:
        assert (await entries.handling_s(tx, "chat"))[1] >= 0


async def test_clock_set_back_mistakes_no_old_call_or_contact_for_the_latest(
    database: Database, news: Events, staff: Staff, start_talk: StartTalk
) -> None:
    mine = await start_talk()
    await ask(database, news, mine, "video")
    await take(database, news, staff.one)
    async with database.transaction() as tx:
        first = await calls.latest(tx, mine)
        assert first is not None
        await news.emit(tx, CallEnded(str(first.id), str(mine), now(), "vanished"))
    with clock(lambda: datetime.now(UTC) - timedelta(minutes=5)):
        await ask(database, news, mine, "video")
        async with database.transaction() as tx:
            await desk.release(tx, news, staff.one, mine)
        await ask(database, news, mine, "chat")
    async with database.transaction() as tx:
        latest = await calls.latest(tx, mine)
        assert latest is not None
        assert latest.id != first.id
        found = await contacts.contacts_of(tx, mine)
    assert [c.chained_to for c in found] == [None, found[0].id, found[1].id]


async def test_after_a_jump_of_the_clock_the_rounds_give_people_time_to_come_back(database: Database) -> None:
    ahead, rest_s = [timedelta()], 0.3
    runs: list[float] = []
    enough = asyncio.Event()

    async def work(_: Tx) -> int:
        runs.append(time.monotonic())
        if len(runs) == 2:
            ahead[0] = timedelta(hours=1)  # the machine slept
        if len(runs) == 3:
            enough.set()
        return 0

    with clock(lambda: datetime.now(UTC) + ahead[0]):
        async with asyncio.TaskGroup() as tasks:
            rounds = tasks.create_task(schedule.sweep(database, work, every_s=0.01, grace_s=rest_s))
            await enough.wait()
            rounds.cancel()
    assert runs[2] - runs[1] >= rest_s
