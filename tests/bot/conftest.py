"""What tests of the bot share; the bot itself starts once a session."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import pytest

from gateway.conversations.bot import Bot
from gateway.conversations.content import Content
from gateway.safety.service import SafetyNet
from gateway.texts import Texts
from tests.bot.running import RunningBot, running_bot

LOCALES = Path(__file__).parents[2] / "gateway" / "locales"


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts(LOCALES)


@pytest.fixture(scope="session")
def content(texts: Texts) -> Content:
    return Content.load(texts)


@pytest.fixture(scope="session")
def safety(texts: Texts, content: Content) -> SafetyNet:
    return SafetyNet.load(texts, content.numbers)


@pytest.fixture(scope="session")
def rasa(content: Content) -> Iterator[RunningBot]:
    """Return a real bot with our actions and a real Valkey."""
    with running_bot(content) as bot:
        yield bot


@pytest.fixture
async def http() -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient() as client:
        yield client


@pytest.fixture
def bot(rasa: RunningBot, http: httpx2.AsyncClient) -> Bot:
    """Return the gateway's side of the real bot; patient, because test machines are busy."""
    return Bot(http, rasa.url, rasa.token, timeout_s=15)
