"""Prepare all that `make up` and `make test` need; what is ready is passed over without the network."""

from __future__ import annotations

import sys
import time

from tools import browser, environments, pages
from tools.bot import train
from tools.steps import Missing, say

USAGE = "usage: python3 -m tools.setup [--test]   (--test: also what the tests need)"


def main(arguments: list[str]) -> int:
    """Run every step, one line each; return the exit code."""
    if not set(arguments) <= {"--test"}:
        say(USAGE)
        return 2
    began = time.monotonic()
    try:
        prepare(for_tests="--test" in arguments)
    except Missing as missing:
        say(f"  {missing}")
        return 1
    say(f"  {'Prepared after':<41} {time.monotonic() - began:7.2f} s")
    return 0


def prepare(for_tests: bool) -> None:
    """Make the environments, the pages and the bot's model; with `for_tests` look for a Chromium too."""
    environments.make_all()
    pages.install_modules()
    pages.build()
    train()
    if for_tests:
        browser.ensure()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
