"""Train the bot by its own script, which itself passes over what it trained before."""

from __future__ import annotations

import os

from tools.environments import BOT
from tools.steps import ROOT, run, shown


def train() -> None:
    """Run bot/train.py in the bot's own environment."""
    before = _models()
    # Training leaves the compiled modules behind: the bot's first start is then 50 s shorter.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with shown("the bot's model, minutes when it changed") as outcome:
        run([BOT / "bin" / "python", "train.py"], cwd=ROOT / "bot", env=env)
        outcome.made = _models() != before


def _models() -> set[str]:
    return {path.name for path in (ROOT / "bot" / "models").glob("*.tar.gz")}
