"""The hub's languages, and which of them a text is in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast

from py3langid.langid import MODEL_FILE, LanguageIdentifier


@dataclass(frozen=True)
class Language:
    """A language by its ISO 639-1 code, with the name that its speakers give it."""

    code: str
    endonym: str
    dir: Literal["ltr", "rtl"]


LANGUAGES: Final = (
    Language("nl", "Nederlands", "ltr"),
    Language("en", "English", "ltr"),
    Language("de", "Deutsch", "ltr"),
    Language("es", "Español", "ltr"),
    Language("fr", "Français", "ltr"),
    Language("pl", "Polski", "ltr"),
    Language("ro", "Română", "ltr"),
    Language("tr", "Türkçe", "ltr"),
    Language("uk", "Українська", "ltr"),
    Language("ar", "العربية", "rtl"),
)
CODES: Final = tuple(language.code for language in LANGUAGES)


def identify(text: str, among: Iterable[str] = CODES) -> str:
    """Return the code of the likeliest of these languages; the first one when the text gives no hint."""
    codes = tuple(among)
    if not codes or not set(codes) <= set(CODES):
        raise ValueError(f"These are not all languages of the hub: {', '.join(codes)}")
    if len(codes) == 1 or not any(letter.isalpha() for letter in text):
        return codes[0]
    code, _ = _identifier(frozenset(codes)).classify(text.lower())
    return cast("str", code)


@cache
def _identifier(codes: frozenset[str]) -> LanguageIdentifier:
    """Load the model for a set of languages; about 0.3 s the first time."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(codes))
    return identifier
