"""What the assistant may say: topics with their route, and dated facts that an operator edits as YAML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, Self, TypeVar

import structlog
import yaml

from gateway.texts import Texts

log = structlog.get_logger(__name__)

FOLDER: Final = Path(__file__).parent / "content"
STATUSES: Final = frozenset({"confirmed", "secondary", "unverified"})
ROUTES: Final = frozenset(
    {
        "emergency",
        "report_online",
        "report_officer",
        "report_nuisance",
        "anonymous_tip",
        "investigation_tip",
        "refer_municipality",
        "refer_partner",
        "find_wijkagent",
        "find_station",
        "report_status",
        "talk_to_human",
        "police_info",
        "smalltalk_or_out_of_scope",
    }
)
THEMES: Final = frozenset(
    {
        "burglary_violence",
        "organised_crime",
        "traffic",
        "drugs_alcohol",
        "behind_front_door",
        "clean_safe",
        "other",
    }
)
WAYS: Final = frozenset({"online", "video", "phone", "station"})
ADVICE: Final = frozenset({"first", "possible"})
PERSONS: Final = ("person:chat", "person:video")
MENU: Final = "menu"
INSTEAD: Final = ("report_online", "phone:police")
"""What anybody can do without an officer of ours."""
MOST_SUGGESTIONS: Final = 2

ButtonKind = Literal["choose", "link", "phone"]
Read = TypeVar("Read")


class ContentError(Exception):
    """A content file is faulty; the sentence says where. The hub must not start."""


@dataclass(frozen=True)
class Fact:
    """A dated value: a number, a page of a partner, a rule."""

    id: str
    value: str
    source: str
    checked_on: date
    recheck_by: date
    status: str


@dataclass(frozen=True)
class Button:
    """A next step that the citizen can press."""

    label: str
    kind: ButtonKind
    value: str
    primary: bool = False

    def wire(self) -> dict[str, Any]:
        """Return the button as it crosses the wire."""
        return {"label": self.label, "kind": self.kind, "value": self.value, "primary": self.primary}


@dataclass(frozen=True)
class Reply:
    """One answer of the assistant."""

    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Topic:
    """What a message can be about, and where that leads."""

    id: str
    route: str
    theme: str
    report: Mapping[str, str]
    numbers: tuple[str, ...]
    buttons: tuple[str, ...]
    subject: bool
    """False for talk that says nothing about why someone came."""
    menu: bool

    @property
    def label_key(self) -> str:
        """Return the Fluent key of the topic's name."""
        return f"topic-{dashed(self.id)}-label"

    @property
    def answer_key(self) -> str:
        """Return the Fluent key of the topic's answer."""
        return f"topic-{dashed(self.id)}-answer"


@dataclass(frozen=True)
class Content:
    """All topics and facts, with the texts to say them."""

    topics: Mapping[str, Topic]
    facts: Mapping[str, Fact]
    """Numbers and pages by id."""
    texts: Texts

    @classmethod
    def load(cls, texts: Texts, folder: Path = FOLDER) -> Self:
        """Read and check every file; raise ContentError with one sentence at the first fault."""
        facts: dict[str, Fact] = {}
        for path in sorted(folder.glob("*.yml")):
            if path.name != "topics.yml":
                facts |= _entries(path, _fact)
        topics = _entries(folder / "topics.yml", _topic)
        content = cls(MappingProxyType(topics), MappingProxyType(facts), texts)
        content._check_references()
        for fact in content.overdue(datetime.now(UTC).date()):
            log.warning("content_needs_recheck", fact=fact.id, recheck_by=fact.recheck_by.isoformat())
        return content

    @property
    def numbers(self) -> Mapping[str, str]:
        """Return every fact's value by its id."""
        return {fact.id: fact.value for fact in self.facts.values()}

    def overdue(self, today: date) -> tuple[Fact, ...]:
        """Return the facts that somebody should look up again."""
        return tuple(fact for fact in self.facts.values() if fact.recheck_by < today)

    def answer(self, topic_id: str, language: str) -> Reply:
        """Say what to do about a topic, with its next steps."""
        topic = self.topics[topic_id]
        numbers = {name: self.facts[name].value for name in topic.numbers}
        text = self.texts.render(language, topic.answer_key, **numbers)
        buttons = (self.button(step, language, primary=not at) for at, step in enumerate(topic.buttons))
        return Reply(text, tuple(buttons))

    def suggest(self, topic_ids: Iterable[str], language: str, *, again: bool = False) -> Reply:
        """Ask whether one of two topics was meant; offer a person when this is the second time in a row."""
        if again:
            steps = (*PERSONS, MENU)
            return self._say("unsure-person", steps, language)
        meant = [f"topic:{one}" for one in topic_ids if one in self.topics][:MOST_SUGGESTIONS]
        key = "unsure-suggest" if meant else "unsure-nothing"
        reply = self._say(key, (*meant, MENU, PERSONS[0]), language)
        other = self.texts.render(language, "button-something-else")
        named = (Button(other, one.kind, one.value) if one.value == MENU else one for one in reply.buttons)
        return Reply(reply.text, tuple(named))

    def menu(self, language: str) -> tuple[Button, ...]:
        """Return the topics asked about most, and the ways to a person."""
        topics = [f"topic:{topic.id}" for topic in self.topics.values() if topic.menu]
        return tuple(self.button(step, language) for step in (*topics, *PERSONS))

    def instead(self, language: str, *more: str) -> tuple[Button, ...]:
        """Return what is possible while no officer is there; `more` are steps that go before."""
        return tuple(self.button(step, language) for step in (*more, *INSTEAD))

    def button(self, step: str, language: str, *, primary: bool = False) -> Button:
        """Build the button of a step as topics.yml names it."""
        kind, _, name = step.partition(":")
        if kind == "phone":
            number = self.facts[name].value
            label = self.texts.render(language, f"call-number-{dashed(name)}", number=number)
            return Button(label, "phone", f"tel:{number.replace('-', '').replace(' ', '')}", primary)
        if kind == "topic":
            return Button(self.texts.render(language, self.topics[name].label_key), "choose", step, primary)
        label = self.texts.render(language, f"button-{dashed(step.replace(':', '-'))}")
        if step in (*PERSONS, MENU):
            return Button(label, "choose", step, primary)
        return Button(label, "link", self.facts[step].value, primary)

    def _say(self, key: str, steps: tuple[str, ...], language: str) -> Reply:
        buttons = (self.button(step, language, primary=not at) for at, step in enumerate(steps))
        return Reply(self.texts.render(language, key), tuple(buttons))

    def _check_references(self) -> None:
        for topic in self.topics.values():
            wanted = [*topic.numbers, *(_fact_of(step) for step in topic.buttons)]
            if unknown := [name for name in wanted if name and name not in self.facts]:
                raise ContentError(f"Topic {topic.id} names {unknown[0]}, which no content file has.")
            others = [step.removeprefix("topic:") for step in topic.buttons if step.startswith("topic:")]
            if lost := [name for name in others if name not in self.topics]:
                raise ContentError(f"Topic {topic.id} has a button to topic {lost[0]}, which is not there.")
        for name in ("emergency", *map(_fact_of, INSTEAD)):
            if name and name not in self.facts:
                raise ContentError(f"What is possible instead needs {name}, which no content file has.")


def dashed(name: str) -> str:
    """Return an id as part of a Fluent key."""
    return name.replace("_", "-")


def _fact_of(step: str) -> str | None:
    """Return the fact that a button needs, if it needs one."""
    kind, _, name = step.partition(":")
    if kind == "phone":
        return name
    return None if kind in {"person", "topic", MENU} else step


def _entries(path: Path, read: Callable[[str, dict[str, Any]], Read]) -> dict[str, Read]:
    """Read every entry of a file; raise ContentError with the file and entry that is wrong."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ContentError(f"{path.name} cannot be read: {str(error).splitlines()[0]}.") from None
    if not isinstance(raw, dict):
        raise ContentError(f"{path.name} holds no entries.")
    found: dict[str, Read] = {}
    for name, entry in raw.items():
        try:
            found[name] = read(name, dict(entry))
        except (KeyError, TypeError, ValueError) as error:
            raise ContentError(f"{path.name}, {name}: {_why(error)}.") from None
    return found


def _why(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _fact(name: str, entry: dict[str, Any]) -> Fact:
    fact = Fact(id=name, **entry)
    _one_of("status", fact.status, STATUSES)
    if not isinstance(fact.value, str) or not fact.value:
        raise ValueError("value is not a text")
    if not all(isinstance(day, date) for day in (fact.checked_on, fact.recheck_by)):
        raise ValueError("checked_on and recheck_by are dates")
    if fact.recheck_by <= fact.checked_on:
        raise ValueError("recheck_by is not after checked_on")
    return fact


def _topic(name: str, entry: dict[str, Any]) -> Topic:
    topic = Topic(
        id=name,
        route=entry.pop("route"),
        theme=entry.pop("theme"),
        report=MappingProxyType(dict(entry.pop("report", {}))),
        numbers=tuple(entry.pop("numbers", ())),
        buttons=tuple(entry.pop("buttons")),
        subject=entry.pop("subject", True),
        menu=entry.pop("menu", False),
    )
    if entry:
        raise ValueError(f"{next(iter(entry))} is not known here")
    _one_of("route", topic.route, ROUTES)
    _one_of("theme", topic.theme, THEMES)
    for way, advice in topic.report.items():
        _one_of("report", way, WAYS)
        _one_of(way, advice, ADVICE)
    return topic


def _one_of(what: str, value: object, allowed: frozenset[str]) -> None:
    if value not in allowed:
        raise ValueError(f"{what} {value} is not one of {', '.join(sorted(allowed))}")
