"""The bot's files, as data: what must hold before Rasa ever sees them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from gateway.conversations.content import Content

BOT = Path(__file__).parents[2] / "bot"
HELD_OUT = Path(__file__).parent / "heldout.tsv"
LANGUAGES = ("nl", "en")
FEWEST_EXAMPLES = 18
FOLDERS = sorted(folder.name for folder in (BOT / "data").iterdir() if folder.name != "unsure")


def _yaml(path: str) -> Any:
    return yaml.safe_load((BOT / path).read_text(encoding="utf-8"))


def _examples(topic: str, language: str) -> list[str]:
    entry = _yaml(f"data/{topic}/nlu.{language}.yml")["nlu"]
    assert [item["intent"] for item in entry] == [topic]
    return [line.removeprefix("- ") for line in entry[0]["examples"].splitlines()]


def test_every_topic_of_the_content_is_known_to_the_bot_and_the_other_way(content: Content) -> None:
    assert set(FOLDERS) == set(content.topics)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", FOLDERS)
def test_topic_has_enough_different_examples(topic: str, language: str) -> None:
    examples = [example.casefold() for example in _examples(topic, language)]
    assert len(set(examples)) >= FEWEST_EXAMPLES
    assert len(set(examples)) == len(examples)


def test_no_example_belongs_to_two_topics() -> None:
    owners = Counter(
        example.casefold()
        for topic in FOLDERS
        for example in {one for language in LANGUAGES for one in _examples(topic, language)}
    )
    assert [example for example, topics in owners.items() if topics > 1] == []


def test_held_out_messages_are_never_trained_on(content: Content) -> None:
    trained = {one.casefold() for topic in FOLDERS for lang in LANGUAGES for one in _examples(topic, lang)}
    held_out = [line.split("\t") for line in HELD_OUT.read_text(encoding="utf-8").splitlines()]
    assert {topic for topic, _, _ in held_out} <= set(content.topics)
    assert [text for _, _, text in held_out if text.casefold() in trained] == []


@pytest.mark.parametrize("topic", FOLDERS)
def test_topic_is_answered_by_the_one_generic_action(topic: str) -> None:
    steps = [rule["steps"] for rule in _yaml(f"data/{topic}/rules.yml")["rules"]]
    assert steps == [[{"intent": topic}, {"action": "action_answer_topic"}]]


def test_only_our_own_channel_is_open() -> None:
    assert _yaml("credentials.yml") == {"channel.hub.HubChannel": {"token": "${HUB_BOT_TOKEN}"}}


def test_addresses_and_secrets_come_from_the_environment() -> None:
    endpoints = _yaml("endpoints.yml")
    assert endpoints["action_endpoint"]["url"] == "${HUB_ACTIONS_URL}"
    assert endpoints["action_endpoint"]["headers"] == {"Authorization": "Bearer ${HUB_INTERNAL_TOKEN}"}
    for store in ("tracker_store", "lock_store"):
        assert endpoints[store]["password"] == "${HUB_REDIS_PASSWORD}"


def test_rules_decide_and_no_neural_policy() -> None:
    assert [policy["name"] for policy in _yaml("config.yml")["policies"]] == ["RulePolicy"]
