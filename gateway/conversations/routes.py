"""What only the hub's own processes may call: the bot's actions and `hub ask`."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from gateway.conversations import actions
from gateway.conversations.ask import ask
from gateway.conversations.assistant import Assistant
from gateway.errors import NotLoggedIn
from gateway.hub import hub_of
from gateway.wire import Question


# Coroutines, though they wait for nothing: FastAPI runs plain functions in a thread, at each reply of a bot.
async def internal_only(request: Request) -> None:
    """Refuse everybody who does not know the token of this installation's own processes."""
    expected = hub_of(request).settings.internal_token.get_secret_value()
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not secrets.compare_digest(given.encode(), expected.encode()):
        raise NotLoggedIn


async def assistant_of(request: Request) -> Assistant:
    """Return the assistant of the hub that serves this request."""
    assistant = request.app.state.hub.assistant
    assert isinstance(assistant, Assistant)
    return assistant


router = APIRouter(prefix="/internal", include_in_schema=False, dependencies=[Depends(internal_only)])
InAssistant = Annotated[Assistant, Depends(assistant_of)]


class Asked(Question):
    text: Annotated[str, Field(min_length=1, max_length=2_000)]


@router.post("/actions")
async def run_action(payload: Annotated[dict[str, Any], Body()], assistant: InAssistant) -> JSONResponse:
    """Carry out an action for the bot."""
    return actions.respond(payload, assistant.content)


@router.post("/ask")
async def ask_assistant(asked: Asked, assistant: InAssistant) -> dict[str, Any]:
    """Show what the assistant makes of one message, without a conversation."""
    return await ask(asked.text, bot=assistant.bot, content=assistant.content, safety=assistant.safety)
