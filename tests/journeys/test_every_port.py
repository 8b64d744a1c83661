"""Every port of a whole hub: this machine only, garbage gets a short refusal, no process dies of it."""

from __future__ import annotations

import asyncio

import httpx2
import pytest

from tests.attack.processes import said
from tests.attack.test_ports import GARBAGE, REFUSALS, SHORT_BYTES, listening_at, status
from tests.whole_hub import Site

OFFSETS = {"gateway": 0, "video": 1, "bot": 2, "valkey": 3, "login": 4}
HTTP = {"gateway": "/readyz", "video": "/healthz", "bot": "/", "login": "/.well-known/openid-configuration"}
OURS = ("gateway", "video")
"""Their own words are held to be short; the others belong to Rasa and to the log-in of development."""
HELD_OPEN_S = 8


@pytest.fixture
def place(whole: Site | None) -> Site:
    """Return where the hub runs that all journeys share."""
    if whole is None:
        pytest.skip("HUB_JOURNEY_URL names a hub elsewhere")
    return whole


@pytest.mark.parametrize("name", OFFSETS)
async def test_port_is_for_this_machine_and_withstands_garbage(place: Site, name: str) -> None:
    port = place.port + OFFSETS[name]
    assert listening_at(port) == {"127.0.0.1"}
    async with asyncio.TaskGroup() as tasks:
        thrown = {
            what: tasks.create_task(said(port, sent, within_s=HELD_OPEN_S)) for what, sent in GARBAGE.items()
        }
    answers = {what: task.result() for what, task in thrown.items()}
    if name in OURS:
        wrong = [what for what, answer in answers.items() if answer and status(answer) not in REFUSALS]
        assert wrong == []
        assert max(map(len, answers.values())) < SHORT_BYTES
    assert not [what for what, answer in answers.items() if b"Traceback" in answer]
    if name in HTTP:
        async with httpx2.AsyncClient(timeout=20) as http:
            assert (await http.get(f"http://127.0.0.1:{port}{HTTP[name]}")).status_code == 200


async def test_bot_and_valkey_answer_nobody_without_the_secret(place: Site) -> None:
    said_so = {"conversation": "x", "text": "fiets", "language": "nl"}
    async with httpx2.AsyncClient() as http:
        for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp4"}):
            assert (await http.post(place.bot_url, json=said_so, headers=headers)).status_code == 401
        for path in ("/model", "/conversations/x/tracker", "/status", "/domain", "/webhooks/rest/webhook"):
            answer = await http.get(place.bot_url.replace("/webhooks/hub/messages", path))
            assert answer.status_code in {404, 405}, path
    for asked in (b"INFO\r\n", b"KEYS *\r\n", b"AUTH wrong\r\n"):
        heard = await said(place.port + OFFSETS["valkey"], asked + b"QUIT\r\n", within_s=5)
        assert heard.startswith((b"-NOAUTH", b"-WRONGPASS"))
