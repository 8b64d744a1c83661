"""Notice danger in what somebody wrote, and name who helps at once. Pure: no bot, no database, no network."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import yaml

from gateway.texts import Texts

FOLDER: Final = Path(__file__).parent
APOSTROPHES: Final = re.compile(r"['\u2018\u2019`]")
PARTS: Final = ("always", "said", "unless", "still")
NO_WORD: Final = re.compile(r"[^\w]+")


class SafetyError(Exception):
    """A file of the safety net is faulty; the sentence says where. The hub must not start."""


@dataclass(frozen=True)
class Alert:
    """One kind of danger that was noticed; the most urgent one is `primary`."""

    id: str
    primary: bool


@dataclass(frozen=True)
class Pattern:
    """How people say one kind of danger in one language."""

    always: re.Pattern[str] | None
    said: re.Pattern[str]
    unless: re.Pattern[str] | None
    still: re.Pattern[str] | None

    def found(self, text: str) -> bool:
        """Tell whether a normalised text says it and does not take it back; `always` cannot be."""
        if self.always is not None and self.always.search(text):
            return True
        if not self.said.search(text):
            return False
        taken_back = self.unless is not None and self.unless.search(text)
        return not taken_back or (self.still is not None and bool(self.still.search(text)))


@dataclass(frozen=True)
class SafetyNet:
    """The kinds of danger, most urgent first, with number and words."""

    numbers: Mapping[str, str]
    """Telephone number by alert."""
    patterns: Mapping[str, tuple[tuple[str, Pattern], ...]]
    """Alerts and their words, by language."""
    texts: Texts

    @classmethod
    def load(cls, texts: Texts, numbers: Mapping[str, str], folder: Path = FOLDER) -> Self:
        """Read the words and tie each alert to its number; raise SafetyError at the first fault."""
        alerts: dict[str, str] = yaml.safe_load((folder / "alerts.yml").read_text(encoding="utf-8"))
        if unknown := [name for name in alerts.values() if name not in numbers]:
            raise SafetyError(f"alerts.yml names {unknown[0]}, which is not a known number.")
        paths = sorted((folder / "patterns").glob("*.yml"))
        patterns = {path.stem: _patterns(path, tuple(alerts)) for path in paths}
        return cls({alert: numbers[name] for alert, name in alerts.items()}, patterns, texts)

    def check(self, text: str, language: str) -> tuple[Alert, ...]:
        """Return what was noticed, most urgent first; people mix languages, so all are looked at."""
        said = normalised(text)
        own = [language, *(other for other in self.patterns if other != language)]
        noticed = {
            alert for name in own for alert, pattern in self.patterns.get(name, ()) if pattern.found(said)
        }
        ordered = [alert for alert in self.numbers if alert in noticed]
        return tuple(Alert(alert, primary=not at) for at, alert in enumerate(ordered))

    def card(self, alert: Alert, language: str) -> dict[str, Any]:
        """Return what is shown for an alert, as it crosses the wire."""
        number = self.numbers[alert.id]
        key = f"safety-{alert.id.replace('_', '-')}"
        return {
            "id": alert.id,
            "number": number,
            "label": self.texts.render(language, f"{key}-label", number=number),
            "text": self.texts.render(language, f"{key}-text", number=number),
            "primary": alert.primary,
        }


def normalised(text: str) -> str:
    """Return lower-case words with single spaces, without accents, apostrophes and punctuation."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text).casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return NO_WORD.sub(" ", letters).strip()


def _patterns(path: Path, alerts: tuple[str, ...]) -> tuple[tuple[str, Pattern], ...]:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    if missing := [alert for alert in alerts if not raw.get(alert, {}).get("said")]:
        raise SafetyError(f"patterns/{path.name} has no words for {missing[0]}.")
    try:
        return tuple((alert, _pattern(raw[alert])) for alert in alerts)
    except re.error as error:
        raise SafetyError(f"patterns/{path.name} has a faulty expression: {error}.") from None


def _pattern(entry: Mapping[str, list[str]]) -> Pattern:
    always, said, unless, still = (_any_of(entry.get(name, [])) for name in PARTS)
    assert said is not None
    return Pattern(always, said, unless, still)


def _any_of(expressions: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{one})" for one in expressions)) if expressions else None
