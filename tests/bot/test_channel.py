"""The bot's own channel and our actions, against the real Rasa and a real Valkey."""

from __future__ import annotations

import json
from uuid import uuid4

import httpx2
import pytest

from gateway.conversations.actions import ANSWER, SUGGEST
from gateway.conversations.ask import ask
from gateway.conversations.bot import Bot
from gateway.conversations.content import Content
from gateway.safety.service import SafetyNet
from tests.bot.running import RunningBot

pytestmark = [pytest.mark.bot, pytest.mark.timeout(900)]

GIBBERISH = ("zzz qqq vvv", "xkcd jjj")


def _post(rasa: RunningBot, body: object, token: str | None = None) -> httpx2.Response:
    headers = {"Authorization": f"Bearer {rasa.token if token is None else token}"}
    return httpx2.post(f"{rasa.url}/webhooks/hub/messages", json=body, headers=headers, timeout=15)


def _said(text: str, language: str = "nl") -> dict[str, str]:
    return {"conversation": str(uuid4()), "text": text, "language": language}


@pytest.mark.parametrize("token", ["-", "wrong", "é"])
def test_channel_refuses_a_missing_or_wrong_token(rasa: RunningBot, token: str) -> None:
    headers = {b"Authorization": f"Bearer {token}".encode()}
    answer = httpx2.post(f"{rasa.url}/webhooks/hub/messages", json=_said("hoi"), headers=headers, timeout=15)
    assert (answer.status_code, list(answer.json())) == (401, ["error"])


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"conversation": "a", "language": "nl"},
        _said(""),
        _said("x" * 2_001),
        {**_said("hoi"), "text": 1},
    ],
)
def test_channel_refuses_what_is_not_of_the_agreed_form(rasa: RunningBot, body: object) -> None:
    answer = _post(rasa, body)
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


@pytest.mark.parametrize(
    "path", ["/webhooks/rest/webhook", "/model/parse", "/conversations/a/tracker", "/model"]
)
def test_nothing_else_of_rasa_is_served(rasa: RunningBot, path: str) -> None:
    answers = [httpx2.request(method, rasa.url + path, timeout=15) for method in ("GET", "POST", "PUT")]
    assert {answer.status_code for answer in answers} == {404}


def test_understanding_comes_first_then_the_reply_of_our_action(rasa: RunningBot, content: Content) -> None:
    answer = _post(rasa, _said("mijn fiets is gejat bij het station"))
    first, second = (json.loads(line) for line in answer.text.splitlines() if line)
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert first["understood"]["topic"] == "bicycle_theft"
    expected = content.answer("bicycle_theft", "nl")
    assert second["reply"]["text"] == expected.text
    assert second["reply"]["buttons"] == [button.wire() for button in expected.buttons]


async def test_reply_is_in_the_language_of_the_conversation(bot: Bot, content: Content) -> None:
    understood = await bot.ask(uuid4(), "my bike was stolen", "en")
    assert understood.replies == (content.answer("bicycle_theft", "en"),)


async def test_pressed_topic_is_taken_at_its_word(bot: Bot, content: Content) -> None:
    understood = await bot.ask(uuid4(), "/burglary", "nl")
    assert (understood.topic, understood.confidence) == ("burglary", 1.0)
    assert understood.replies == (content.answer("burglary", "nl"),)


@pytest.mark.parametrize(
    "typed", ["/restart", "/back", "/session_start", "/nlu_fallback", "/no_such_topic", "/"]
)
async def test_typed_slash_gives_nobody_power_over_the_bot(bot: Bot, typed: str) -> None:
    understood = await bot.ask(uuid4(), typed, "nl")
    assert understood.confidence < 1
    assert len(understood.replies) == 1


async def test_twice_not_understood_offers_a_person_and_not_the_same_again(
    bot: Bot, content: Content
) -> None:
    conversation = uuid4()
    first, second = [await bot.ask(conversation, text, "en") for text in GIBBERISH]
    assert first.topic is None
    assert second.topic is None
    assert first.replies[0].text != second.replies[0].text
    assert second.replies == (content.suggest((), "en", again=True),)


async def test_unsure_counts_only_in_a_row(bot: Bot, content: Content) -> None:
    conversation = uuid4()
    for text in (GIBBERISH[0], "/burglary"):
        await bot.ask(conversation, text, "en")
    understood = await bot.ask(conversation, GIBBERISH[1], "en")
    assert understood.replies != (content.suggest((), "en", again=True),)


async def test_actions_get_what_the_contract_promises(rasa: RunningBot, bot: Bot) -> None:
    conversation = uuid4()
    await bot.ask(conversation, "/burglary", "nl")
    await bot.ask(conversation, GIBBERISH[0], "nl")
    asked = [payload for payload in rasa.asked if payload["sender_id"] == str(conversation)]
    assert [payload["next_action"] for payload in asked] == [ANSWER, SUGGEST]
    latest = asked[-1]["tracker"]["latest_message"]
    assert latest["intent"]["name"] == "nlu_fallback"
    assert latest["metadata"]["language"] == "nl"
    assert {"name", "confidence"} <= set(latest["intent_ranking"][1])


async def test_memory_of_a_conversation_expires(rasa: RunningBot, bot: Bot) -> None:
    conversation = uuid4()
    await bot.ask(conversation, "hoi", "nl")
    keys = [str(key) for key in rasa.memory.scan_iter(f"*{conversation}*")]
    assert keys
    assert all(0 < int(str(rasa.memory.ttl(key))) <= 7_200 for key in keys if "lock" not in key)


async def test_ask_shows_one_message_in_the_agreed_order(
    bot: Bot, content: Content, safety: SafetyNet
) -> None:
    shown = await ask("er is bij mij ingebroken", bot=bot, content=content, safety=safety)
    fields = ["text", "language", "topic", "route", "confidence", "runner_up", "safety", "reply"]
    assert list(shown) == fields
    assert (shown["language"], shown["topic"], shown["route"]) == ("nl", "burglary", "report_officer")
