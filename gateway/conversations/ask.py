"""What `hub ask` shows of one message: how it was understood, where it leads and what people would read."""

from __future__ import annotations

from typing import Any

from gateway.conversations.bot import Bot, Understanding
from gateway.conversations.content import Content
from gateway.database import new_id
from gateway.safety.service import SafetyNet
from models.languages import identify


async def ask(text: str, *, bot: Bot, content: Content, safety: SafetyNet) -> dict[str, Any]:
    """Answer one message outside any conversation; raise BotUnavailable when there is no bot."""
    language = identify(text, content.texts.languages)
    understood = await bot.ask(new_id(), text, language)
    topic = content.topics.get(understood.topic or "")
    return {
        "text": text,
        "language": language,
        "topic": topic.id if topic else None,
        "route": topic.route if topic else None,
        "confidence": round(understood.confidence, 3),
        "runner_up": _runner_up(understood),
        "safety": [alert.id for alert in safety.check(text, language)],
        "reply": "\n".join(reply.text for reply in understood.replies) or None,
    }


def _runner_up(understood: Understanding) -> dict[str, Any] | None:
    guess = understood.runner_up
    return {"topic": guess.topic, "confidence": round(guess.confidence, 3)} if guess else None
