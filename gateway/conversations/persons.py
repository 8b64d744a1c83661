"""Asking for a person, with the opening hours said before anybody waits."""

from __future__ import annotations

from datetime import datetime

from gateway.conversations import service
from gateway.conversations.content import MENU, Content
from gateway.conversations.schemas import Medium
from gateway.conversations.tables import Conversation
from gateway.database import Tx, now
from gateway.events import Events
from gateway.places import hours, timetables
from gateway.places.opening import Opening
from gateway.places.timetables import Timetables


async def ask(tx: Tx, events: Events, conversation: Conversation, medium: Medium, *, content: Content) -> int:
    """Put the citizen in the queue when people are there; else say when they are and what to do instead.

    An officer who has the conversation grants video at any hour.
    """
    if conversation.held_by != "officer":
        opening_hours, team, at = await timetables.load(tx), await service.team_of(tx, conversation), now()
        opening = opening_hours.opening(team, medium, at)
        if not opening.open:
            also = () if conversation.held_by == "queue" else _others(opening_hours, team, medium, at=at)
            text = closed_text(content, conversation.language, medium, opening=opening, at=at)
            return await _say(tx, conversation, text, content=content, steps=also)
    return await service.ask_person(tx, events, conversation, medium)


def closed_text(content: Content, language: str, medium: str, *, opening: Opening, at: datetime) -> str:
    """Say that nobody is there for a medium, why, and when somebody is."""
    say = content.texts.render
    sentences = [say(language, f"queue-closed-{medium}")]
    if opening.reason:
        sentences.append(say(language, "queue-closed-reason", reason=opening.reason[language]))
    if opening.opens:
        sentences.append(say(language, "queue-closed-until", **hours.moment(opening.opens, at)))
    else:
        sentences.append(say(language, "queue-closed-unknown"))
    return " ".join(sentences)


def instead_text(content: Content, language: str) -> str:
    """Say what is possible without an officer."""
    numbers = {name: content.facts[name].value for name in ("police", "emergency")}
    return content.texts.render(language, "queue-instead", **numbers)


def _others(opening_hours: Timetables, team: str | None, medium: Medium, *, at: datetime) -> tuple[str, ...]:
    """Return the steps to take here and now: the other medium when that is open, and the assistant."""
    other = "chat" if medium == "video" else "video"
    there = opening_hours.opening(team, other, at).open
    return (f"person:{other}", MENU) if there else (MENU,)


async def _say(
    tx: Tx, conversation: Conversation, text: str, *, content: Content, steps: tuple[str, ...]
) -> int:
    language = conversation.language
    message = service.message(
        "hub",
        lang=language,
        text=f"{text} {instead_text(content, language)}",
        buttons=[button.wire() for button in content.instead(language, *steps)],
    )
    return await service.append(tx, conversation, "MessagePosted", message)
