"""The bot's actions, answered by Rasa's documented action-server contract (docs/adr/0003)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

import structlog
from fastapi.responses import JSONResponse

from gateway.conversations.content import Content, Reply

log = structlog.get_logger(__name__)

ANSWER: Final = "action_answer_topic"
SUGGEST: Final = "action_offer_suggestions"
UNSURE: Final = "nlu_fallback"
FALLBACK_LANGUAGE: Final = "nl"
WORTH_ASKING: Final = 0.1
"""Below this a guess is no better than any other topic."""


class CannotRun(Exception):
    """The action is known but cannot run on this message; Rasa tries something else (400)."""


def respond(payload: dict[str, Any], content: Content) -> JSONResponse:
    """Carry out the wanted action: 200 with responses, 404 when unknown, 400 when it cannot run."""
    name = payload.get("next_action")
    run = {ANSWER: answer_topic, SUGGEST: offer_suggestions}.get(str(name))
    if run is None:
        return _fault(HTTPStatus.NOT_FOUND, name, "There is no such action.")
    try:
        reply = run(payload["tracker"], content)
    except (CannotRun, KeyError, TypeError, AttributeError) as error:
        log.warning("action_rejected", action=name, error=type(error).__name__)
        return _fault(HTTPStatus.BAD_REQUEST, name, str(error) or "The tracker is not complete.")
    response = {"text": reply.text, "buttons": [button.wire() for button in reply.buttons]}
    return JSONResponse({"events": [], "responses": [response]})


def answer_topic(tracker: dict[str, Any], content: Content) -> Reply:
    """Answer the topic that was understood last."""
    topic = tracker["latest_message"]["intent"]["name"]
    if topic not in content.topics:
        raise CannotRun(f"There is no content for topic {topic}.")
    return content.answer(topic, _language(tracker, content))


def offer_suggestions(tracker: dict[str, Any], content: Content) -> Reply:
    """Offer what was nearly understood; the second time in a row offer a person instead."""
    ranking = tracker["latest_message"].get("intent_ranking", [])
    guesses = [guess["name"] for guess in ranking if guess["confidence"] >= WORTH_ASKING]
    meant = [name for name in guesses if name in content.topics and content.topics[name].subject]
    return content.suggest(meant, _language(tracker, content), again=_unsure_before(tracker))


def _unsure_before(tracker: dict[str, Any]) -> bool:
    """Tell whether the message before this one was not understood either."""
    said = [event for event in tracker["events"] if event["event"] == "user"]
    earlier = said[-2]["parse_data"]["intent"]["name"] if len(said) > 1 else None
    return bool(earlier == UNSURE)


def _language(tracker: dict[str, Any], content: Content) -> str:
    language = (tracker["latest_message"].get("metadata") or {}).get("language")
    return language if language in content.texts.languages else FALLBACK_LANGUAGE


def _fault(status: HTTPStatus, name: object, error: str) -> JSONResponse:
    return JSONResponse({"action_name": name, "error": error}, status_code=status)
