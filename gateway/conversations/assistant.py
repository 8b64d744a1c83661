"""The assistant's turn: answer what the citizen said and nobody has answered yet.

The thread itself is the to-do list: whatever the citizen said beyond `seen_seq` still wants an answer.
So a killed process, a second tab or a reload neither loses nor doubles a reply. When nothing else is on
the list the bot is asked while what was said is being stored; the answer waits for the storing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog

from gateway.contacts import service as contacts
from gateway.conversations import repository, service
from gateway.conversations.bot import Bot, BotUnavailable, Understanding
from gateway.conversations.content import Content
from gateway.conversations.tables import Conversation
from gateway.database import Database, Tx
from gateway.safety.service import Alert, SafetyNet
from gateway.telemetry import Telemetry

log = structlog.get_logger(__name__)

MENU = "menu"
TOPIC = "topic:"
PERSON = "person:"

Typing = Callable[[], Awaitable[None]]
"""Tells the citizen that the assistant thinks; who has the answer needs no word that it ended."""


@dataclass(frozen=True)
class Answer:
    """What is said in return, and what the bot understood when it was asked and there."""

    replies: list[dict[str, Any]]
    understood: Understanding | None = None


@dataclass(frozen=True)
class Turn:
    """One thing the citizen said, and what the bot is asked."""

    conversation_id: UUID
    text: str
    value: str | None
    language: str

    @property
    def question(self) -> str:
        """Return what goes to the bot: a pressed topic as its intent, else the words."""
        if self.value and self.value.startswith(TOPIC):
            return f"/{self.value.removeprefix(TOPIC)}"
        return self.text


@dataclass(frozen=True)
class Assistant:
    """Answers by the safety net first, then the bot, and without the bot by a menu and a person."""

    database: Database
    bot: Bot
    content: Content
    safety: SafetyNet
    telemetry: Telemetry = field(default_factory=Telemetry)

    async def answer(self, conversation_id: UUID, typing: Typing) -> None:
        """Answer everything unanswered, oldest first; stop when someone else has the conversation."""
        while (following := await self._next(conversation_id)) is not None:
            seq, turn = following
            answer = await self._think(turn, typing)
            async with self.database.transaction() as tx:
                if not await self._post(tx, turn, seq, answer):
                    return

    async def answer_early(self, turn: Turn, stored: asyncio.Future[int | None], typing: Typing) -> bool:
        """Answer what is being stored right now; its number comes by `stored`, or None: the list goes first.

        Return whether something is left to answer. When it was not stored, the bot was asked in vain.
        """
        answer = await self._think(turn, typing)
        seq = await stored
        if seq is None:
            return True
        async with self.database.transaction() as tx:
            return await self._post(tx, turn, seq, answer)

    async def _think(self, turn: Turn, typing: Typing) -> Answer:
        await typing()
        return await self._answer(turn)

    async def _next(self, conversation_id: UUID) -> tuple[int, Turn] | None:
        async with self.database.transaction() as tx:
            conversation = await repository.plain(tx, conversation_id)
            if conversation is None or conversation.held_by != "bot":
                return None
            event = await repository.first_unanswered(tx, conversation)
            if event is None:
                return None
            data = event.data
            turn = Turn(conversation_id, data["text"], data.get("value"), conversation.language)
            return event.seq, turn

    async def _answer(self, turn: Turn) -> Answer:
        alerts = () if turn.value else self.safety.check(turn.text, turn.language)
        if turn.value and turn.value.startswith(PERSON):
            return Answer([])  # who pressed for a person heard from the queue, or that nobody is there
        if turn.value == MENU:
            return Answer([self._menu(turn.language, "chat-menu")])
        began = time.perf_counter()
        try:
            understood = await self.bot.ask(turn.conversation_id, turn.question, turn.language)
        except BotUnavailable as error:
            log.warning("bot_unavailable", error=str(error))
            self.telemetry.bot_answered(time.perf_counter() - began, by_bot=False)
            return Answer([self._menu(turn.language, "bot-away", alerts)])
        self.telemetry.bot_answered(time.perf_counter() - began, by_bot=True)
        replies = [
            service.message(
                "bot", lang=turn.language, text=reply.text, buttons=[b.wire() for b in reply.buttons]
            )
            for reply in understood.replies
        ]
        if not replies:
            replies = [self._menu(turn.language, "chat-menu")]
        if alerts:
            replies[0] = {**replies[0], "safety": self._cards(alerts, turn.language)}
        return Answer(replies, understood)

    def _menu(self, language: str, key: str, alerts: tuple[Alert, ...] = ()) -> dict[str, Any]:
        """Build the topic menu with the ways to a person: what remains when the bot is away."""
        buttons = [button.wire() for button in self.content.menu(language)]
        cards = self._cards(alerts, language) if alerts else None
        return service.message("hub", lang=language, key=key, buttons=buttons, safety=cards)

    def _cards(self, alerts: tuple[Alert, ...], language: str) -> list[dict[str, Any]]:
        return [self.safety.card(alert, language) for alert in alerts]

    async def _post(self, tx: Tx, turn: Turn, seq: int, answer: Answer) -> bool:
        """Post the answer unless someone else did; return whether more was said in the meantime."""
        conversation = await repository.locked(tx, turn.conversation_id)
        if conversation is None or conversation.held_by != "bot":
            return False
        if conversation.seen_seq >= seq:
            return True
        more_said = conversation.last_seq > seq
        if answer.understood is not None and answer.understood.topic is not None:
            await self._route(tx, conversation, answer.understood.topic)
        for reply in answer.replies:
            await service.append(tx, conversation, "MessagePosted", reply)
        service.mark_seen(tx, conversation, seq if more_said else conversation.last_seq)
        return more_said

    async def _route(self, tx: Tx, conversation: Conversation, topic_id: str) -> None:
        topic = self.content.topics.get(topic_id)
        if topic is None or not topic.subject or topic.id == conversation.topic:
            return
        conversation.topic, conversation.theme, conversation.route = topic.id, topic.theme, topic.route
        concerned = [contact.id for contact in await contacts.open_for(tx, conversation.id)]
        await contacts.route(tx, *concerned, topic=topic.id, theme=topic.theme)
