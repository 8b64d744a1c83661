"""Find a Chromium for the journey tests; install Debian's where we may."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tools.steps import Missing, run, say, shown

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
SKIPPED = "  No Chromium here, and it cannot be installed: the tests marked `journey` are skipped."


def find() -> Path | None:
    """Return the Chromium that $HUB_CHROMIUM names or that is on PATH."""
    named = os.environ.get("HUB_CHROMIUM")
    found = named or next((path for path in map(shutil.which, NAMES) if path), None)
    return Path(found) if found else None


def ensure() -> None:
    """Install Chromium by apt when root and missing; otherwise say which tests are skipped."""
    with shown("Chromium for the journey tests") as outcome:
        if find() is None and os.geteuid() == 0 and shutil.which("apt-get"):
            _install()
            outcome.made = True
    if find() is None:
        say(SKIPPED)


def _install() -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        run(["apt-get", "update", "-q"], env=quiet)
        run(["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"], env=quiet)
    except Missing as missing:
        say(f"  {missing}")
