"""The API behind a real server: the examples of its document, and requests that nobody thought of."""

from __future__ import annotations

import asyncio
import json
import os
import re
from http import HTTPStatus
from typing import Any

import httpx2
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.core.result import Ok
from typer.testing import CliRunner

from gateway.cli import app as hub_command
from gateway.clients.client import client_of
from gateway.openapi import PUBLISHED
from gateway.settings import Settings, SettingsError, load
from tests.architecture.project import ROOT, text
from tests.gateway.api import NOON, WRITE_TOKEN, Happened

DOCUMENT = text(ROOT / "docs" / "api.md")
EXAMPLES = re.findall(r"^```sh\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
PATIENCE_S = 30
CASES = 40


async def run(command: str, **env: str) -> str:
    """Run a command as a reader of the document would; return what it prints."""
    process = await asyncio.create_subprocess_exec(
        "sh", "-c", command, stdout=asyncio.subprocess.PIPE, env=dict(os.environ) | env
    )
    async with asyncio.timeout(PATIENCE_S):
        printed, _ = await process.communicate()
    assert process.returncode == 0
    return printed.decode()


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
async def test_example_of_the_document_works(serving: str, happened: Happened, example: str) -> None:
    await happened(NOON, reference="7KQ2-MX42")
    command = example.replace("http://127.0.0.1:8000", serving)
    answer = json.loads(await run(command, HUB_TOKEN=WRITE_TOKEN))
    assert "status" not in answer, answer
    if "maak-klantcontact" in command:
        assert answer["klantcontact"]["onderwerp"] == "Fiets gestolen"
    else:
        assert answer["count"] == 1


def test_document_names_every_published_operation_and_filter(api_app: FastAPI) -> None:
    for path, item in api_app.openapi()["paths"].items():
        for method, operation in item.items():
            if set(operation["tags"]) & set(PUBLISHED):
                assert f"`{method.upper()} {path}`" in DOCUMENT


async def test_no_request_breaks_the_hub(serving: str, happened: Happened, api_app: FastAPI) -> None:
    await happened()
    await asyncio.to_thread(_send_what_nobody_thought_of, serving, api_app.openapi())


def _send_what_nobody_thought_of(address: str, document: dict[str, object]) -> None:
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(document)))
    chosen = schema.include(path_regex="^/v1/(contacts|klantcontacten|maak-klantcontact)")
    with httpx2.Client(base_url=address, headers={"Authorization": f"Bearer {WRITE_TOKEN}"}) as client:
        for result in chosen.get_all_operations():
            assert isinstance(result, Ok)
            operation = result.ok()

            @settings(
                max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None
            )
            @given(case=operation.as_strategy())
            def send(case: Case[Any]) -> None:
                asked = case.as_transport_kwargs(base_url=address)
                keys = {k: v for k, v in asked["headers"].items() if k == "Idempotency-Key"}
                answer = client.request(
                    asked["method"],
                    asked["url"],
                    params=asked["params"],
                    json=asked.get("json"),
                    headers=keys,
                )
                assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (asked, answer.text)
                declared = case.operation.definition.raw["responses"]
                assert str(answer.status_code) in declared, (asked, answer.text)

            send()


def test_command_makes_a_token_that_its_setting_lets_in(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = CliRunner().invoke(hub_command, ["api-token", "kiss", "--write"])
    assert shown.exit_code == 0
    token = next(line for line in shown.output.splitlines() if line.startswith("hub_"))
    setting = next(line for line in shown.output.splitlines() if line.startswith("HUB_API_CLIENTS="))
    value = setting.partition("=")[2].strip("'")
    assert token not in value
    client = client_of(token, _settings(monkeypatch, value).api_clients)
    assert client is not None
    assert (client.name, set(client.scopes)) == ("kiss", {"contacts:read", "contacts:write"})
    assert client_of(token + "x", _settings(monkeypatch, value).api_clients) is None


def test_command_refuses_a_name_that_does_not_fit() -> None:
    assert CliRunner().invoke(hub_command, ["api-token", "Kiss & co"]).exit_code == 1


HASH = "0" * 64


@pytest.mark.parametrize(
    "value",
    [
        "{",
        '[{"name": "kiss"}]',
        f'[{{"name": "kiss", "token_sha256": "{HASH}", "scopes": []}}]',
        f'[{{"name": "kiss", "token_sha256": "{HASH}", "scopes": ["everything"]}}]',
        '[{"name": "kiss", "token_sha256": "hub_secret", "scopes": ["contacts:read"]}]',
        "["
        + ",".join(
            [f'{{"name": "kiss", "token_sha256": "{HASH}", "scopes": ["contacts:read"]}}' for _ in range(2)]
        )
        + "]",
    ],
)
def test_faulty_setting_stops_the_start_in_one_sentence_without_a_secret(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    with pytest.raises(SettingsError) as fault:
        _settings(monkeypatch, value)
    assert "api_clients" in str(fault.value)
    assert "hub_secret" not in str(fault.value)
    assert HASH not in str(fault.value)


def _settings(monkeypatch: pytest.MonkeyPatch, clients: str) -> Settings:
    given_ = {
        "HUB_API_CLIENTS": clients,
        "HUB_ENVIRONMENT": "development",
        "DATABASE_URL": "postgresql+psycopg://nowhere",
        "REDIS_URL": "redis://nowhere",
        "HUB_BOT_TOKEN": "b",
        "HUB_INTERNAL_TOKEN": "i",
        "HUB_TICKET_KEY": "t",
    }
    for name, value in given_.items():
        monkeypatch.setenv(name, value)
    return load()
