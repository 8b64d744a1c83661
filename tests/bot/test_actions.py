"""The action-server contract, as pure functions of what Rasa sends."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.conversations.actions import respond
from gateway.conversations.content import Content


def _call(action: str, intent: str, language: str = "nl", **more: Any) -> dict[str, Any]:
    latest = {"intent": {"name": intent}, "metadata": {"language": language}, "intent_ranking": [], **more}
    user = {"event": "user", "parse_data": {"intent": {"name": intent}}}
    return {"next_action": action, "sender_id": "a", "tracker": {"latest_message": latest, "events": [user]}}


def _body(payload: dict[str, Any], content: Content) -> tuple[int, Any]:
    answer = respond(payload, content)
    return answer.status_code, json.loads(bytes(answer.body))


def test_answer_has_no_events_and_one_response(content: Content) -> None:
    status, body = _body(_call("action_answer_topic", "burglary", "en"), content)
    expected = content.answer("burglary", "en")
    assert status == 200
    assert body["events"] == []
    assert [response["text"] for response in body["responses"]] == [expected.text]


def test_unknown_action_is_404_and_named(content: Content) -> None:
    status, body = _body(_call("action_dance", "burglary"), content)
    assert (status, body["action_name"]) == (404, "action_dance")


@pytest.mark.parametrize(
    "payload",
    [
        {"next_action": "action_answer_topic"},
        {"next_action": "action_answer_topic", "tracker": None},
        _call("action_answer_topic", "no_such_topic"),
    ],
)
def test_what_cannot_run_is_400_and_named(content: Content, payload: dict[str, Any]) -> None:
    status, body = _body(payload, content)
    assert (status, body["action_name"]) == (400, "action_answer_topic")


def test_unknown_language_is_answered_in_dutch(content: Content) -> None:
    _, body = _body(_call("action_answer_topic", "burglary", "xx"), content)
    assert body["responses"][0]["text"] == content.answer("burglary", "nl").text


def test_only_guesses_worth_asking_are_suggested(content: Content) -> None:
    ranking = [
        {"name": "nlu_fallback", "confidence": 0.5},
        {"name": "burglary", "confidence": 0.18},
        {"name": "greeting", "confidence": 0.15},
        {"name": "assault", "confidence": 0.05},
    ]
    call = _call("action_offer_suggestions", "nlu_fallback", intent_ranking=ranking)
    _, body = _body(call, content)
    topics = [
        button["value"] for button in body["responses"][0]["buttons"] if button["value"].startswith("topic:")
    ]
    assert topics == ["topic:burglary"]
