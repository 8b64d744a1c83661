"""The gateway's side of the bot: one message goes, what it understood and its replies come back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

import httpx2

from gateway.conversations.content import Button, Reply
from gateway.errors import Unavailable

TIMEOUT_S = 3.0
CONNECT_S = 0.5


class BotUnavailable(Unavailable):
    """The bot did not answer in time, or not in the agreed form; the hub answers by itself."""

    title: ClassVar[str] = "The assistant does not answer."


@dataclass(frozen=True)
class Guess:
    """A topic that the bot thought of, and how sure it was (0 to 1)."""

    topic: str
    confidence: float


@dataclass(frozen=True)
class Understanding:
    """What the bot made of a message; `topic` is None when it was not sure enough."""

    topic: str | None
    confidence: float
    runner_up: Guess | None
    replies: tuple[Reply, ...]


@dataclass(frozen=True)
class Bot:
    """Asks the bot over one long-lived client that the caller owns and closes."""

    http: httpx2.AsyncClient
    url: str
    token: str
    timeout_s: float = TIMEOUT_S

    async def ask(self, conversation: UUID, text: str, language: str) -> Understanding:
        """Return what the bot understood and replied; raise BotUnavailable within `timeout_s`."""
        body = {"conversation": str(conversation), "text": text, "language": language, "metadata": {}}
        try:
            # The client's own limits are per read; a bot that trickles would never run into them.
            async with asyncio.timeout(self.timeout_s):
                response = await self.http.post(
                    f"{self.url}/webhooks/hub/messages",
                    json=body,
                    headers={"Authorization": f"Bearer {self.token}"},
                    timeout=httpx2.Timeout(self.timeout_s, connect=CONNECT_S),
                )
                response.raise_for_status()
            return _read(response.text.splitlines())
        except TimeoutError:
            raise BotUnavailable(f"No answer within {self.timeout_s:g} s.") from None
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise BotUnavailable(f"{type(error).__name__}: {error}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise BotUnavailable(f"An answer of an unknown form: {error!r}") from error

    async def check(self) -> None:
        """Raise BotUnavailable when nobody serves at the bot's address."""
        try:
            response = await self.http.get(f"{self.url}/", timeout=httpx2.Timeout(1, connect=CONNECT_S))
            response.raise_for_status()
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise BotUnavailable(type(error).__name__) from error


def _read(lines: Iterable[str]) -> Understanding:
    parts = [json.loads(line) for line in lines if line.strip()]
    understood = parts[0]["understood"] if parts else {}
    runner_up = understood["runner_up"]
    return Understanding(
        topic=understood["topic"],
        confidence=float(understood["confidence"]),
        runner_up=Guess(runner_up["topic"], float(runner_up["confidence"])) if runner_up else None,
        replies=tuple(_reply(part["reply"]) for part in parts[1:]),
    )


def _reply(reply: dict[str, Any]) -> Reply:
    return Reply(reply["text"], tuple(Button(**button) for button in reply["buttons"]))
