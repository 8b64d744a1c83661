"""References for people: short, no look-alike letters, with a check character.

`service.py` is the one mechanism for "reference + secret code + resume".
"""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 characters without 0/O, 1/I/L; a prime size, so a weighted sum finds every single slip and swap."""
RANDOM_CHARS = 7


def _check(body: str) -> str:
    total = sum(weight * ALPHABET.index(char) for weight, char in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]


def new() -> str:
    """Make a reference such as `7KQ2-MX4D`: seven random characters and a check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARS))
    return f"{body[:4]}-{body[4:]}{_check(body)}"


def normalise(text: str) -> str | None:
    """Return the reference meant by what a person typed, or None when its check character is wrong."""
    chars = "".join(char for char in text.upper() if char.isalnum())
    if len(chars) != RANDOM_CHARS + 1 or any(char not in ALPHABET for char in chars):
        return None
    if _check(chars[:-1]) != chars[-1]:
        return None
    return f"{chars[:4]}-{chars[4:]}"
