"""Reference and secret code: who has both may go on with what the reference stands for.

The code is shown once and only its Argon2 hash is kept. Tries are counted in PostgreSQL, for references
that do not exist too: neither answer, time nor slowing down tells which references there are.
"""

from __future__ import annotations

import asyncio
import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import ClassVar, Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from gateway.database import Tx, now
from gateway.errors import HubError, TooFast
from gateway.references import ALPHABET, normalise, repository
from gateway.settings import Settings

GROUPS: Final = 2
GROUP_CHARS: Final = 5
"""Ten of 31 characters are 49 bits: enough behind Argon2, and few enough to write down."""
HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's least setting: it bounds what many tries at once may cost, and the code is no chosen word."""
MOST_DOUBLINGS: Final = 16


class NotAReference(HubError):
    """The check character is wrong, so it was mistyped; anybody can compute that, so it is no secret."""

    code: ClassVar[str] = "not_a_reference"
    title: ClassVar[str] = "This is no reference: a character is wrong."


class WrongCode(HubError):
    """The code does not fit, the period is over, or there is no such reference: all look the same."""

    status, code, title = HTTPStatus.NOT_FOUND, "wrong_code", "Reference and code do not belong together."


class TooManyTries(TooFast):
    code, title = "code_tries", "Too many codes were tried for this reference."

    def __init__(self, retry_s: int) -> None:
        super().__init__(retry_s)
        self.args_for_text = {"minutes": math.ceil(retry_s / 60)}


@dataclass(frozen=True)
class Code:
    """A code as its owner sees it, once."""

    text: str
    opens_until: datetime


@dataclass(frozen=True)
class Try:
    """A counted try at a reference, not looked at yet; without a hash nothing can fit."""

    reference: str
    code_hash: str | None


async def give(tx: Tx, settings: Settings, reference: str) -> Code:
    """Make the code of a reference; an earlier one opens nothing any more."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_CHARS)) for _ in range(GROUPS))
    at = now()
    code = Code("-".join(groups), at + timedelta(days=settings.code_days))
    hashed = await asyncio.to_thread(HASHER.hash, _plain(code.text))
    await repository.keep_code(tx, reference, hashed, code.opens_until, at=at)
    return code


async def opens(tx: Tx, reference: str) -> bool:
    """Tell whether a code opens this reference now."""
    return await repository.code_hash(tx, reference, now()) is not None


async def begin_try(tx: Tx, settings: Settings, typed: str) -> Try:
    """Count a try before anybody looks at its code, so that many at once all count.

    Commit before `finish_try`. Raise NotAReference, or TooManyTries with the seconds to wait.
    """
    reference = normalise(typed)
    if reference is None:
        raise NotAReference
    row = await repository.tries(tx, reference, now())
    at = now()
    if row.shut_until is not None and row.shut_until > at:
        raise TooManyTries(math.ceil((row.shut_until - at).total_seconds()))
    row.tried, row.last_at = row.tried + 1, at
    if row.tried >= settings.code_tries:
        row.shut_until = at + pause_after(settings, row.tried)
    return Try(reference, await repository.code_hash(tx, reference, at))


async def finish_try(tried: Try, code: str) -> str:
    """Return the reference when the code fits; raise WrongCode after the same work otherwise."""
    if not await asyncio.to_thread(_fits, tried.code_hash, _plain(code)):
        raise WrongCode
    return tried.reference


async def forgive(tx: Tx, reference: str) -> None:
    """Forget the tries at a reference: somebody had the right code."""
    await repository.forget_tries(tx, reference)


async def tidy(tx: Tx, settings: Settings) -> None:
    """Delete what no longer counts: codes after their period, tries after a day of rest."""
    at = now()
    await repository.forget_old(tx, at, at - timedelta(days=settings.code_tries_days))


def pause_after(settings: Settings, tried: int) -> timedelta:
    """Return how long a reference rests after so many tries in a row: 1, 2, 4 ... 60 minutes."""
    doublings = min(max(tried - settings.code_tries, 0), MOST_DOUBLINGS)
    return timedelta(seconds=min(settings.code_pause_s * 2**doublings, settings.code_longest_pause_s))


def _fits(code_hash: str | None, code: str) -> bool:
    if code_hash is None:
        HASHER.hash(code)  # as much work as a comparison
        return False
    try:
        return HASHER.verify(code_hash, code)
    except VerifyMismatchError:
        return False


def _plain(text: str) -> str:
    """Return a code as it is hashed: however it was typed, without what only helps to read it."""
    return "".join(char for char in text.upper() if char.isalnum())
