"""Run npm in gateway/web with the Node that the project found: `python3 -m tools.npm run test`."""

from __future__ import annotations

import subprocess
import sys

from tools.pages import WEB, npm_command
from tools.steps import Missing, say


def main(arguments: list[str]) -> int:
    """Run npm with `arguments`; return its exit code."""
    try:
        command, env = npm_command(*arguments)
    except Missing as missing:
        say(f"{missing}")
        return 1
    return subprocess.run(command, cwd=str(WEB), env=env, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
