"""`make test` holds the tree to `.importlinter`; here the contracts themselves are held to their promise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import project
from tests.architecture.project import ROOT, relative

# A module and what it must not import.
FORBIDDEN = [
    ("gateway/contacts/service.py", "gateway.conversations.service"),
    ("gateway/escalation/service.py", "gateway.channels.routes"),
    ("gateway/events.py", "gateway.contacts.service"),
    ("gateway/statistics/service.py", "gateway.conversations.tables"),
    ("gateway/safety/service.py", "gateway.database"),
    ("video/app.py", "gateway.settings"),
    ("models/languages.py", "video.events"),
    ("gateway/calls/service.py", "video.app"),
    ("gateway/calls/service.py", "models.app"),
    ("gateway/conversations/actions.py", "rasa_sdk"),
    ("gateway/conversations/service.py", "transformers"),
    ("models/languages.py", "torch"),
    ("gateway/calls/service.py", "aiortc"),
    ("gateway/escalation/service.py", "redis"),
    ("video/app.py", "redis"),
    ("gateway/escalation/service.py", "sqlalchemy"),
]
# A module and what it may import.
ALLOWED = [
    ("gateway/channels/routes.py", "gateway.conversations.service"),
    ("gateway/calls/service.py", "video.tickets"),
    ("gateway/calls/service.py", "video.events"),
    ("gateway/conversations/ask.py", "models.languages"),
    ("gateway/statistics/queries.py", "sqlalchemy"),
    ("gateway/escalation/repository.py", "sqlalchemy.orm"),
    ("gateway/live.py", "redis.asyncio"),
    ("video/registry.py", "redis.asyncio"),
    ("models/loading.py", "torch"),
]


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """Return the project's modules without what is in them."""
    for path in [*project.under("gateway", "video", "models", suffix=".py")]:
        _write(tmp_path / relative(path), "")
    _write(tmp_path / "models" / "app.py", "")
    return tmp_path


def test_contracts_hold_for_a_tree_without_imports(skeleton: Path) -> None:
    assert _lint(skeleton).returncode == 0


def test_every_contract_notices_an_import_against_it(skeleton: Path) -> None:
    _plant(skeleton, FORBIDDEN)
    result = _lint(skeleton)
    assert result.returncode == 1
    assert " KEPT" not in result.stdout
    links = [f"{_dotted(module)} -> {wanted}" for module, wanted in FORBIDDEN]
    assert [link for link in links if link not in result.stdout] == []


def test_imports_along_the_flow_are_allowed(skeleton: Path) -> None:
    _plant(skeleton, ALLOWED)
    result = _lint(skeleton)
    assert result.returncode == 0, result.stdout


def test_a_new_folder_has_to_be_given_a_place(skeleton: Path) -> None:
    _write(skeleton / "gateway" / "newcomer" / "__init__.py", "")
    result = _lint(skeleton)
    assert result.returncode == 1
    assert "newcomer" in result.stdout


def _dotted(module: str) -> str:
    return module.removesuffix(".py").replace("/", ".")


def _plant(folder: Path, imports: list[tuple[str, str]]) -> None:
    for module, wanted in imports:
        path = folder / module
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        _write(path, f"{before}import {wanted}\n")


def _write(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


def _lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    command += ["--config", str(ROOT / ".importlinter"), *options]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
