"""Text in, one JSON line a message out (NDJSON): first what was understood, then each reply as it comes."""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

NAME = "hub"
MOST_CHARS = 2_000
UNSURE = "nlu_fallback"
# Rasa's own commands: nobody on a chat may restart or rewind the conversation by typing them.
COMMANDS = frozenset({"back", "restart", "session_start", UNSURE})

Send = Callable[[dict[str, Any]], Awaitable[None]]


class BadRequest(ValueError):
    """The request is not of the agreed form; the sentence says why."""


@dataclass(frozen=True)
class Said:
    """One thing a citizen said."""

    conversation: str
    text: str
    language: str
    metadata: dict[str, Any]

    @classmethod
    def read(cls, body: Any) -> Said:
        """Check a request body; raise BadRequest."""
        if not isinstance(body, dict):
            raise BadRequest("The body is not a JSON object.")
        for name in ("conversation", "text", "language"):
            value = body.get(name)
            if not isinstance(value, str) or not value.strip() or len(value) > MOST_CHARS:
                raise BadRequest(f"{name} is missing, empty or too long.")
        metadata = body.get("metadata", {})
        if not isinstance(metadata, dict):
            raise BadRequest("metadata is not a JSON object.")
        return cls(body["conversation"], body["text"], body["language"], metadata)


class HubOutput(OutputChannel):
    """Sends every reply on as a line of its own."""

    def __init__(self, send: Send) -> None:
        self._send = send

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, for responses that depend on it."""
        return NAME

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:  # noqa: ARG002
        """Send a reply without buttons."""
        await self._send({"reply": {"text": text, "buttons": []}})

    async def send_text_with_buttons(
        self,
        recipient_id: str,  # noqa: ARG002
        text: str,
        buttons: list[dict[str, Any]],
        **kwargs: Any,  # noqa: ARG002
    ) -> None:
        """Send a reply with buttons."""
        await self._send({"reply": {"text": text, "buttons": buttons}})


class HubChannel(InputChannel):
    """`POST /webhooks/hub/messages` for the gateway alone."""

    def __init__(self, token: str) -> None:
        self._expected = f"Bearer {token}".encode()

    @classmethod
    def name(cls) -> str:
        """Return the name in the channel's address."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> HubChannel:
        """Build the channel from credentials.yml; without a token there is no channel."""
        token = (credentials or {}).get("token")
        if not token:
            cls.raise_missing_credentials_exception()
        return cls(str(token))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Build the routes."""
        routes = Blueprint("hub_messages")

        @routes.post("/messages")
        async def messages(request: Request) -> HTTPResponse | None:
            if not self._allowed(request):
                return json_response({"error": "The token is missing or wrong."}, status=401)
            try:
                said = Said.read(json.loads(request.body))
            except ValueError as error:
                return json_response({"error": str(error)}, status=400)
            response = await request.respond(content_type="application/x-ndjson")

            async def send(line: dict[str, Any]) -> None:
                await response.send(json.dumps(line, ensure_ascii=False) + "\n")

            await _answer(request.app.ctx.agent, said, send, on_new_message)
            await response.eof()
            return None

        return routes

    def _allowed(self, request: Request) -> bool:
        given = request.headers.get("authorization", "").encode()
        return secrets.compare_digest(given, self._expected)


async def _answer(
    agent: Agent, said: Said, send: Send, on_new_message: Callable[[UserMessage], Awaitable[Any]]
) -> None:
    text = intended(said.text, agent.domain.intents)
    parsed = await agent.parse_message(text)
    await send({"understood": understood(parsed)})
    message = UserMessage(
        text,
        HubOutput(send),
        said.conversation,
        parse_data=parsed,
        input_channel=NAME,
        metadata={**said.metadata, "language": said.language},
    )
    await on_new_message(message)


def intended(text: str, intents: list[str]) -> str:
    """Keep "/topic" when it names one of our topics; otherwise a leading slash is just typed."""
    if not text.startswith("/"):
        return text
    name = text[1:].strip()
    return f"/{name}" if name in intents and name not in COMMANDS else text.lstrip("/ ") or "?"


def understood(parsed: dict[str, Any]) -> dict[str, Any]:
    """Tell the topic, how sure, and the next best; unsure means no topic, with the best guess as next."""
    ranking = [
        {"topic": guess["name"], "confidence": round(float(guess["confidence"]), 4)}
        for guess in parsed.get("intent_ranking") or [parsed["intent"]]
        if guess["name"] and guess["name"] != UNSURE
    ]
    if parsed["intent"]["name"] == UNSURE or not ranking:
        best = ranking[0] if ranking else None
        return {"topic": None, "confidence": best["confidence"] if best else 0.0, "runner_up": best}
    return {**ranking[0], "runner_up": ranking[1] if len(ranking) > 1 else None}
