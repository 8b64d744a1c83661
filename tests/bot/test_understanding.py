"""How well the bot understands messages that it was never trained on."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from gateway.conversations.bot import Bot, Understanding
from gateway.conversations.content import Content

pytestmark = [pytest.mark.bot, pytest.mark.timeout(900)]

HELD_OUT = Path(__file__).parent / "heldout.tsv"
GOAL = 0.8
AT_ONCE = 4


@pytest.fixture(scope="module")
def messages() -> list[tuple[str, str, str]]:
    lines = HELD_OUT.read_text(encoding="utf-8").splitlines()
    return [(topic, language, text) for topic, language, text in (line.split("\t") for line in lines)]


def _guesses(understood: Understanding) -> list[str]:
    runner_up = [understood.runner_up.topic] if understood.runner_up else []
    return [understood.topic, *runner_up] if understood.topic else runner_up


async def test_most_unseen_messages_are_understood_at_once(
    bot: Bot, content: Content, messages: list[tuple[str, str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    limit = asyncio.Semaphore(AT_ONCE)

    async def ask(text: str, language: str) -> Understanding:
        async with limit:
            return await bot.ask(uuid4(), text, language)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask(text, language)) for _, language, text in messages]
    asked = list(zip(messages, (task.result() for task in tasks), strict=True))
    best = [
        (topic, language, (_guesses(understood) or ["?"])[0]) for (topic, language, _), understood in asked
    ]
    report = {}
    for language in ("nl", "en"):
        own = [(topic, guess) for topic, spoken, guess in best if spoken == language]
        report[language] = sum(topic == guess for topic, guess in own) / len(own)
    roads = [content.topics[topic].route == content.topics[guess].route for topic, _, guess in best]
    sure = sum(understood.topic == topic for (topic, _, _), understood in asked) / len(asked)
    shares = ", ".join(f"{language} {share:.2f}" for language, share in report.items())
    road = sum(roads) / len(roads)
    with capsys.disabled():
        sys.stdout.write(
            f"\nOf {len(asked)} unseen messages understood at best guess: {shares}; "
            f"sure and right {sure:.2f}; on the right road {road:.2f}\n"
        )
    assert min(report.values()) >= GOAL
