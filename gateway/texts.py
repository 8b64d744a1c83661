"""Texts for people on the server: the same Fluent catalogues that the browser reads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast


class TextsError(Exception):
    """A catalogue is faulty, or a text or one of its arguments is missing; the sentence says which."""


class Texts:
    """Every `<language>/*.ftl` under a folder; what is missing raises, so nobody reads a raw key."""

    def __init__(self, folder: Path) -> None:
        self._bundles = {
            language.name: _bundle(language) for language in sorted(folder.iterdir()) if language.is_dir()
        }
        self._keys = {name: frozenset(keys) for name, (_, keys) in self._bundles.items()}
        if not self._bundles:
            raise TextsError(f"There are no texts in {folder}.")

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of the languages that have a catalogue."""
        return tuple(self._bundles)

    def keys(self, language: str) -> frozenset[str]:
        """Return every key of one language."""
        return self._keys[language]

    def has(self, language: str, key: str) -> bool:
        """Tell whether there is a text for a key."""
        return key in self._keys.get(language, frozenset())

    def render(self, language: str, key: str, **args: str | int) -> str:
        """Return the text of a key; raise TextsError when the key or one of its arguments is missing."""
        bundle = self._bundles[language][0] if self.has(language, key) else None
        pattern = bundle.get_message(key).value if bundle else None
        if bundle is None or pattern is None:
            raise TextsError(f"There is no text {key} in language {language}.")
        text, errors = bundle.format_pattern(pattern, dict(args))
        if errors:
            raise TextsError(f"Text {key} in language {language}: {errors[0]}.")
        return str(text)


def _bundle(folder: Path) -> tuple[FluentBundle, Mapping[str, str]]:
    # Isolation marks would end up in copied numbers, as in the browser (web/shared/texts.ts).
    bundle = FluentBundle([folder.name], use_isolating=False)
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.ftl")):
        resource = FluentResource(path.read_text(encoding="utf-8"))
        for entry in resource.body:
            _check(entry, path, seen)
        bundle.add_resource(resource)
    return bundle, seen


def _check(entry: ast.EntryType, path: Path, seen: dict[str, str]) -> None:
    where = f"{path.parent.name}/{path.name}"
    if isinstance(entry, ast.Junk):
        line = (entry.content or "").strip().partition("\n")[0]
        raise TextsError(f"{where} has a line that is not Fluent: {line}")
    if isinstance(entry, ast.Message):
        if entry.id.name in seen:
            raise TextsError(f"{where} repeats {entry.id.name}, which {seen[entry.id.name]} has already.")
        seen[entry.id.name] = where
