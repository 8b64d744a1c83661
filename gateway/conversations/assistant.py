"""The assistant's turn: answer what the citizen said and nobody has answered yet.

The thread itself is the to-do list: whatever the citizen said beyond `seen_seq` still wants an answer.
So a killed process, a second tab or a reload neither loses nor doubles a reply.
"""

from __future__ import annotations

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

Typing = Callable[[bool], Awaitable[None]]


@dataclass(frozen=True)
class Turn:
    """One thing the citizen said: where it stands in the thread, and what the bot is asked."""

    conversation_id: UUID
    seq: int
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
        while (turn := await self._next(conversation_id)) is not None:
            await typing(True)
            replies, understood = await self._replies(turn)
            await typing(False)
            async with self.database.transaction() as tx:
                await self._post(tx, turn, replies, understood)

    async def _next(self, conversation_id: UUID) -> Turn | None:
        async with self.database.transaction() as tx:
            conversation = await repository.plain(tx, conversation_id)
            if conversation is None or conversation.held_by != "bot":
                return None
            event = await repository.first_unanswered(tx, conversation)
            if event is None:
                return None
            data = event.data
            return Turn(conversation_id, event.seq, data["text"], data.get("value"), conversation.language)

    async def _replies(self, turn: Turn) -> tuple[list[dict[str, Any]], Understanding | None]:
        alerts = () if turn.value else self.safety.check(turn.text, turn.language)
        if turn.value and turn.value.startswith(PERSON):
            return [], None  # who pressed for a person heard from the queue, or that nobody is there
        if turn.value == MENU:
            return [self._menu(turn.language, "chat-menu")], None
        began = time.perf_counter()
        try:
            understood = await self.bot.ask(turn.conversation_id, turn.question, turn.language)
        except BotUnavailable as error:
            log.warning("bot_unavailable", error=str(error))
            self.telemetry.bot_answered(time.perf_counter() - began, by_bot=False)
            return [self._menu(turn.language, "bot-away", alerts)], None
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
        return replies, understood

    def _menu(self, language: str, key: str, alerts: tuple[Alert, ...] = ()) -> dict[str, Any]:
        """Build the topic menu with the ways to a person: what remains when the bot is away."""
        buttons = [button.wire() for button in self.content.menu(language)]
        cards = self._cards(alerts, language) if alerts else None
        return service.message("hub", lang=language, key=key, buttons=buttons, safety=cards)

    def _cards(self, alerts: tuple[Alert, ...], language: str) -> list[dict[str, Any]]:
        return [self.safety.card(alert, language) for alert in alerts]

    async def _post(
        self, tx: Tx, turn: Turn, replies: list[dict[str, Any]], understood: Understanding | None
    ) -> None:
        conversation = await repository.locked(tx, turn.conversation_id)
        if conversation is None or conversation.held_by != "bot" or conversation.seen_seq >= turn.seq:
            return
        conversation.seen_seq = turn.seq
        if understood is not None and understood.topic is not None:
            await self._route(tx, conversation, understood.topic)
        for reply in replies:
            await service.append(tx, conversation, "MessagePosted", reply)

    async def _route(self, tx: Tx, conversation: Conversation, topic_id: str) -> None:
        topic = self.content.topics.get(topic_id)
        if topic is None or not topic.subject:
            return
        conversation.topic, conversation.theme, conversation.route = topic.id, topic.theme, topic.route
        for contact in await contacts.open_for(tx, conversation.id):
            await contacts.route(tx, contact.id, topic=topic.id, theme=topic.theme)
