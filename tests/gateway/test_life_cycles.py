"""Everybody does anything in any order, also at once: conversations, queue, calls and log against a model.

A failure prints the steps that lead to it and a seed. HYPOTHESIS_PROFILE=soak looks for hours, not seconds.
"""

from __future__ import annotations

import asyncio
import copy
import os
import secrets
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations, permutations
from typing import Any, Final, TypeVar, cast
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import make_url

from gateway.conversations.content import Content
from gateway.database import Database, clock
from gateway.live import Live
from gateway.officers import service as officers
from gateway.officers.officer import Officer, Role
from gateway.places import seed as force
from gateway.places.opening_data import OpeningData
from gateway.settings import Settings
from gateway.texts import Texts
from tests.gateway.commands import ByCitizen, ByOfficer, Command, News, Round, Take
from tests.gateway.compare import differences, torn
from tests.gateway.model import CLOSES_H, NOBODY, OPENS_H, Model, Talk
from tests.gateway.world import Around, Clock, World

T = TypeVar("T")
MOST_TALKS: Final = 4
SAME: Final = {"colleague_was_first": NOBODY}
"""Whether a colleague was first or nobody waits hangs on seconds; to take nobody is the same for all."""

NUMBER: Final = st.integers(0, MOST_TALKS - 1)
OFFICER: Final = st.integers(0, 1)
CITIZEN_ACT: Final = st.sampled_from(["say", "say", "chat", "video", "video", "stop", "keep", "leave"])
OFFICER_ACT: Final = st.sampled_from(["answer", "note", "release", "release", "finish"])
MEDIUM: Final = st.sampled_from([None, None, "chat", "video"])
KIND: Final = st.sampled_from(
    ["citizen", "citizen", "officer", "take", "take", "started", "joined", "ended", "round"]
)
DOING: Final = st.tuples(KIND, NUMBER, OFFICER, CITIZEN_ACT, OFFICER_ACT, MEDIUM)
"""Drawn in full each time, so that a story can be told again though what runs at once ends either way."""


@dataclass
class Stage:
    """What all stories share: the loop, the database and the officers."""

    runner: asyncio.Runner
    owner_url: str
    officers: list[Officer]
    around: Around

    def empty(self) -> None:
        plain = make_url(self.owner_url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute("truncate conversations cascade")


class LifeCycles(RuleBasedStateMachine):
    """A day at the desk."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        stage.empty()
        self.clock = Clock()
        self.world = World(stage.around, stage.officers)
        self.consoles = set(range(len(stage.officers)))
        self.model = Model(
            self.clock.at,
            resume=timedelta(seconds=stage.around.settings.resume_s),
            officer_idle=timedelta(seconds=stage.around.settings.officer_idle_s),
            silence=timedelta(seconds=stage.around.settings.officer_silent_s),
            signs=[self.clock.at for _ in stage.officers],
        )
        self.clients = 0
        self.done: list[Command] = []
        self.unsent: dict[int, list[Command]] = {}
        self.frozen: dict[int, Any] = {}
        self.logged: dict[UUID, int] = {}
        self.broken = False

    def run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        async def told() -> T:
            with clock(self.clock):
                return await work()

        return self.stage.runner.run(told())

    @initialize()
    def begin(self) -> None:
        self.arrives(2)
        self.arrives(1)

    @rule(tabs=st.integers(1, 2))
    def arrives(self, tabs: int) -> None:
        if len(self.model.talks) < MOST_TALKS:
            self.run(lambda: self.world.arrive(tabs))
            self.model.talks.append(Talk(self.clock.at))
            self.check()

    @rule(doing=DOING)
    def one_thing(self, doing: tuple[Any, ...]) -> None:
        self.happen([self.command(doing)])

    @rule(doing=DOING)
    def another_thing(self, doing: tuple[Any, ...]) -> None:
        self.happen([self.command(doing)])

    @rule(doings=st.lists(DOING, min_size=2, max_size=3))
    def at_once(self, doings: list[tuple[Any, ...]]) -> None:
        self.happen([self.command(doing) for doing in doings])

    @rule(doing=DOING)
    def double_click(self, doing: tuple[Any, ...]) -> None:
        """Press twice: the page's guard was not there yet, so each press has its own id."""
        command = self.command(doing)
        self.happen([command, self.renamed(command)])

    @rule(doing=DOING)
    def sent_again_at_once(self, doing: tuple[Any, ...]) -> None:
        command = self.command(doing)
        self.happen([command, command])

    @rule(which=st.integers(0, 7))
    def sent_again_later(self, which: int) -> None:
        if self.done:
            self.happen([self.done[-1 - which % len(self.done)]])

    @rule(first=OFFICER, second=OFFICER, medium=MEDIUM, other=MEDIUM)
    def two_officers_take(self, first: int, second: int, medium: str | None, other: str | None) -> None:
        self.happen([Take(first, medium, self.client()), Take(second, other, self.client())])

    @rule(change=st.sampled_from([{"minutes": -5}, {"hours": 1}, {"seconds": 90}, {"hours": 12}]))
    def clock_jumps(self, change: dict[str, float]) -> None:
        self.clock.move(**change)

    @rule(officer=OFFICER)
    def console_opens_or_closes(self, officer: int) -> None:
        self.consoles ^= {officer}

    @rule(n=NUMBER)
    def laptop_sleeps(self, n: int) -> None:
        self.world.guests[n % len(self.model.talks)].awake = False

    @rule(n=NUMBER)
    def laptop_wakes(self, n: int) -> None:
        """Come back with the old session and send what could not be sent."""
        n %= len(self.model.talks)
        self.world.guests[n].awake = True
        self.touch()
        for tab in range(2):
            self.reload(n, tab)
        for command in self.unsent.pop(n, []):
            self.happen([command])

    @rule(n=NUMBER, tab=st.integers(0, 1))
    def reload(self, n: int, tab: int) -> None:
        n %= len(self.model.talks)
        tabs, talk = self.world.guests[n].tabs, self.model.talks[n]
        window = tabs[tab % len(tabs)]
        known = self.run(lambda: self.world.listen(window))
        assert known is not talk.gone
        if known:
            assert window.heard == list(range(1, len(talk.thread) + 1))

    def teardown(self) -> None:
        """Whatever happened, everybody can end it, and nobody is left in the queue."""
        if self.broken:
            return
        for n in range(len(self.model.talks)):
            self.world.guests[n].awake = True
            officer = self.model.talks[n].officer
            if officer is not None:
                self.happen([ByOfficer("finish", officer, n, self.client())])
            if not self.model.talks[n].closed:
                self.happen([ByCitizen("leave", n, self.client())])
        assert all(talk.closed for talk in self.model.talks)

    def client(self) -> int:
        self.clients += 1
        return self.clients

    def renamed(self, command: Command) -> Command:
        has_id = isinstance(command, ByCitizen | ByOfficer | Take)
        return cast("Command", replace(cast("Any", command), client=self.client())) if has_id else command

    def command(self, doing: tuple[Any, ...]) -> Command:
        """Turn what was drawn into what can be done here and now."""
        kind, n, officer, citizen_act, officer_act, medium = doing
        n %= len(self.model.talks)
        if kind == "citizen":
            return ByCitizen(citizen_act, n, self.client())
        if kind == "take":
            return Take(officer, medium, self.client())
        if kind == "officer":
            in_hand = self.model.in_hand(officer) or [n]
            return ByOfficer(officer_act, officer, in_hand[n % len(in_hand)], self.client())
        calls = [(m, call + 1) for m, talk in enumerate(self.model.talks) for call in range(talk.calls)]
        if kind == "round" or not calls:
            return Round()
        return News(kind, *calls[-1 - n % len(calls)])

    def happen(self, commands: Sequence[Command]) -> None:
        """Let commands run at once; in one order or another the model must say the same."""
        self.broken = True
        self.explain(commands)
        self.broken = False

    def explain(self, commands: Sequence[Command]) -> None:
        awake = [command for command in commands if not self.kept_back(command)]
        self.clock.move(seconds=7)
        self.touch()
        told = [SAME.get(answer, answer) for answer in self.run(lambda: self.at_the_same_time(awake))]
        found = self.run(self.everything)
        wrong: list[list[str]] = []
        self.model.now = self.clock.at
        for order, passed_over in self.orders(awake):
            model = copy.deepcopy(self.model)
            expected = {n: passing(awake[n], passed_over).expect(model) for n in order}
            missing = [
                f"{awake[n]}: {told[n]}, not {expected[n]}" for n in order if told[n] != expected[n]
            ] + differences(model, *found, stage=self.stage.officers)
            if not missing:
                self.model = model
                self.done += [command for command in awake if not isinstance(command, Round | News)]
                return self.hold_together(found)
            wrong.append(missing)
        raise AssertionError("\n".join([str(awake), *min(wrong, key=len)]))

    def orders(self, commands: Sequence[Command]) -> Iterator[tuple[tuple[int, ...], frozenset[int]]]:
        """Yield every order, and whom a round could have passed over because somebody was busy with them."""
        alone = len(commands) < 2 or not any(isinstance(command, Round) for command in commands)
        everybody = range(len(self.model.talks))
        for many in range(1 if alone else len(everybody) + 1):
            for passed_over in combinations(everybody, many):
                for order in permutations(range(len(commands))):
                    yield order, frozenset(passed_over)

    def kept_back(self, command: Command) -> bool:
        """Keep what a sleeping laptop cannot send."""
        sleeps = isinstance(command, ByCitizen) and not self.world.guests[command.n].awake
        if isinstance(command, ByCitizen) and sleeps:
            self.unsent.setdefault(command.n, []).append(command)
        return sleeps

    async def at_the_same_time(self, commands: Sequence[Command]) -> list[str]:
        async with asyncio.TaskGroup() as everybody:
            running = [everybody.create_task(command.run(self.world)) for command in commands]
        return [task.result() for task in running]

    def touch(self) -> None:
        at = self.clock.at
        self.run(lambda: self.world.touch(at, self.consoles))
        for officer in self.consoles:
            self.model.signs[officer] = at
        for guest, talk in zip(self.world.guests, self.model.talks, strict=True):
            if guest.awake:
                talk.seen_at = at

    async def everything(self) -> tuple[Any, ...]:
        seen = [await self.world.look(guest) for guest in self.world.guests]
        in_hand = [await self.world.in_hand(officer) for officer in range(len(self.stage.officers))]
        return seen, await self.world.waiting(), in_hand

    def check(self) -> None:
        found = self.run(self.everything)
        assert differences(self.model, *found, stage=self.stage.officers) == []
        self.hold_together(found)

    def hold_together(self, found: tuple[Any, ...]) -> None:
        """Look at what holds whatever the model says."""
        seen = found[0]
        for n, one in enumerate(seen):
            assert torn(one) == []
            log = {contact_id: len(events) for contact_id, events in one.log.items()}
            grown = [contact for contact in one.contacts if self.logged.get(contact.id) != log[contact.id]]
            self.logged |= log
            ids = [contact.id for contact in grown]
            assert not ids or self.run(lambda: self.world.rebuilt(ids)) == grown  # noqa: B023
            if one.row.state == "closed":
                assert self.frozen.setdefault(n, one.lasting()) == one.lasting()
        assert min(self.run(self.world.handling_s)) >= 0


def passing(command: Command, passed_over: frozenset[int]) -> Command:
    return replace(command, passed_over=passed_over) if isinstance(command, Round) else command


STORIES: Final = settings(
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
    stateful_step_count=30,
)
settings.register_profile("quick", STORIES, max_examples=8)
settings.register_profile("hunt", STORIES, max_examples=60, phases=[Phase.generate])
settings.register_profile("soak", STORIES, max_examples=3000, stateful_step_count=60)
PROFILE: Final = settings.get_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
"""`quick` is for every test run, `hunt` shows the first failure as it came, `soak` looks for hours."""
SEED: Final = int(os.environ.get("HUB_STORIES_SEED") or secrets.randbelow(2**32))
"""Printed with a failure: the same number tells the same stories again."""


def with_hours(everything: force.Force) -> force.Force:
    """Give the desk that serves everybody the hours of the model."""
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    week = [{"days": days, "hours": f"{OPENS_H:02}:00-{CLOSES_H:02}:00"}]
    opening = OpeningData.model_validate({"force_wide": True, "week": week})
    desk, *others = everything.teams
    return everything.model_copy(update={"teams": (desk.model_copy(update={"opening": opening}), *others)})


@pytest.fixture
def stage(settings: Settings, owner_url: str, texts: Texts) -> Iterator[Stage]:
    async def open_desk() -> tuple[Database, list[Officer]]:
        database = Database(settings.database_url, pool_size=5)
        async with database.transaction() as tx:
            await force.put(tx, with_hours(force.read()))
            everybody = await officers.demonstration_officers(tx)
        return database, [one for one in everybody if one.role is Role.OFFICER][:2]

    with asyncio.Runner() as runner:
        database, working = runner.run(open_desk())
        live = Live(settings.redis_url, settings.redis_prefix)
        lasting = settings.model_copy(update={"session_days": 365})  # clocks jump far
        yield Stage(runner, owner_url, working, Around(database, lasting, Content.load(texts), live))
        runner.run(live.close())
        runner.run(database.close())


@pytest.mark.timeout(0)
@pytest.mark.parametrize("number", [20261126, SEED], ids=["stories known before", "stories never told"])
def test_life_cycles_hold_whatever_people_do(stage: Stage, number: int) -> None:
    print(f"HUB_STORIES_SEED={number}")  # noqa: T201  # pytest shows it when this fails
    stories = seed(number)(lambda: LifeCycles(stage))
    run_state_machine_as_test(cast("Any", stories), settings=PROFILE)
