"""Rasa as it comes: the same topics under its default pipeline (DIET and TED), beside our hub's stores."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.whole_hub import ROOT, Site, free_ports

PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
DEFAULT = "lib/python3.10/site-packages/rasa/engine/recipes/config_files/default_config.yml"
PLAIN_SLIM = """\
def leave_out_tensorflow():
    pass


def check_action_schema_once():
    pass
"""
START_S = 300.0


@contextmanager
def default_bot(place: Site) -> Iterator[str]:
    """Train Rasa's default pipeline on our data and serve it; give the address of its channel.

    One epoch: how long a network was trained changes what it says, not how long it thinks.
    """
    with tempfile.TemporaryDirectory(prefix="hub-peer-") as folder:
        bot = Path(folder) / "bot"
        shutil.copytree(ROOT / "bot", bot, ignore=shutil.ignore_patterns(".venv", "models", "__pycache__"))
        config = (ROOT / "bot" / ".venv" / DEFAULT).read_text()
        (bot / "config.yml").write_text(re.sub(r"epochs: \d+", "epochs: 1", config))
        (bot / "slim.py").write_text(PLAIN_SLIM)
        env = _environment(place, port := free_ports())
        subprocess.run([PYTHON, "train.py"], cwd=bot, env=env, check=True, stdout=subprocess.DEVNULL)
        log = bot / "serve.log"
        with (
            log.open("w") as output,
            subprocess.Popen([PYTHON, "run.py"], cwd=bot, env=env, stdout=output, stderr=output) as serving,
        ):
            try:
                _wait(serving, port, log)
                yield f"http://127.0.0.1:{port}/webhooks/hub/messages"
            finally:
                serving.terminate()
                serving.wait(10)


def _environment(place: Site, port: int) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "HUB_BOT_PORT": str(port),
        "HUB_BOT_TOKEN": place.secret("bot_token"),
        "HUB_INTERNAL_TOKEN": place.secret("internal_token"),
        "HUB_ACTIONS_URL": f"http://127.0.0.1:{place.port}/internal/actions",
        "HUB_REDIS_HOST": "127.0.0.1",
        "HUB_REDIS_PORT": str(place.port + 3),
        "HUB_REDIS_PASSWORD": place.secret("valkey_password"),
    }


def _wait(serving: subprocess.Popen[bytes], port: int, log: Path) -> None:
    by = time.monotonic() + START_S
    while time.monotonic() < by and serving.poll() is None:
        try:
            httpx2.get(f"http://127.0.0.1:{port}/").raise_for_status()
        except httpx2.HTTPError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit(f"Rasa's default pipeline did not start:\n{log.read_text()[-2000:]}")
