"""Another system that uses the API, and the token by which the hub knows it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from gateway.settings import ApiClient

PREFIX = "hub_"
"""Tells tools that look for leaked secrets what they found."""
TOKEN_BYTES = 32


class Scope(StrEnum):
    """What a token may do."""

    READ = "contacts:read"
    WRITE = "contacts:write"


@dataclass(frozen=True)
class Client:
    """A system that showed its token."""

    name: str
    scopes: frozenset[Scope]


def new_token() -> str:
    """Make a token that nobody can guess; only its hash goes into the settings."""
    return PREFIX + secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return the hash under which a token is declared: it is random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def client_of(token: str, declared: Iterable[ApiClient]) -> Client | None:
    """Return whose token this is, in the same time whichever client it is; None when nobody's."""
    shown, found = hash_of(token), None
    for client in declared:
        if secrets.compare_digest(shown, client.token_sha256):
            found = Client(client.name, frozenset(Scope(scope) for scope in client.scopes))
    return found
