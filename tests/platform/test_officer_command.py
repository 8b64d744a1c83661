"""`hub officer`: the first people of a force get in, and who leaves is out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from gateway.settings import Settings
from tests.platform.test_commands import ROOT, refused

Hub = Callable[..., subprocess.CompletedProcess[str]]
WHO = ("add", "6f2c-anna", "--name", "A. Visser", "--badge", "1042")
ANNA = (*WHO, "--role", "supervisor", "--team", "emmen")


@pytest.fixture
def officer(settings: Settings) -> Hub:
    """Return a function that runs `hub officer` on the database of this test."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "gateway.cli", "officer", *words]
        env = os.environ | {"DATABASE_URL": settings.database_url}
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    return run


def test_officer_is_added_changed_listed_and_taken_off(officer: Hub) -> None:
    done = officer(*ANNA, "--team-name", "Emmen", "--language", "nl", "--language", "de")
    assert (done.returncode, done.stdout) == (0, "A. Visser may log in as supervisor.\n")
    assert officer(*WHO, "--role", "officer", "--team", "emmen").stdout.endswith("as officer.\n")
    assert officer("list").stdout.split() == ["6f2c-anna", "officer", "A.", "Visser", "Emmen"]
    assert officer("deactivate", "6f2c-anna").returncode == 0
    assert "(may not log in)" in officer("list").stdout


def test_slips_of_the_pen_are_one_sentence(officer: Hub) -> None:
    assert refused(officer(*ANNA)) == "There is no team emmen (none yet); make it with --team-name."
    assert refused(officer("deactivate", "nobody")).startswith("Nobody is known by the subject nobody")


def test_role_that_does_not_exist_is_refused(officer: Hub) -> None:
    done = officer(*WHO, "--role", "chief", "--team", "emmen")
    assert done.returncode == 2
    assert "privacy_officer" in done.stderr
