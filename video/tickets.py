"""Join tickets: the gateway signs, a video node verifies; valid for 60 s and used once (published module)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import OctKey
from uuid_utils import uuid7

LIFETIME_S: Final = 60
ALGORITHM: Final = "HS256"
BARRED_PREFIX: Final = "hub:video:barred:"
"""Before the id of a conversation that its citizen left: what it still has in tickets opens nothing."""

Role: TypeAlias = Literal["citizen", "officer"]
ROLES: Final[frozenset[str]] = frozenset({"citizen", "officer"})


class TicketInvalid(Exception):
    """Not signed by this hub, or not a join ticket."""


class TicketExpired(Exception):
    """Signed by this hub, but too long ago; a fresh one helps."""


@dataclass(frozen=True)
class Ticket:
    """The right to take one seat in one call on one node; `jti` is given by `sign`."""

    call_id: str
    conversation_id: str
    seat: str
    role: str
    name: str
    language: str
    node: str
    jti: str = field(default="", compare=False)


_CLAIMS: Final = tuple(one.name for one in fields(Ticket))


def sign(ticket: Ticket, key: str, now: datetime) -> str:
    """Return `ticket` as a JWT with an identity of its own that expires 60 s after `now`."""
    claims = {**asdict(ticket), "jti": str(uuid7()), "exp": int(now.timestamp()) + LIFETIME_S}
    return jwt.encode({"alg": ALGORITHM}, claims, OctKey.import_key(key), algorithms=[ALGORITHM])


def verify(token: str, key: str, now: datetime) -> Ticket:
    """Return the ticket that `token` carries; raise TicketExpired or TicketInvalid.

    Whether it was used before is not known here: the node asks Redis about `jti`.
    """
    try:
        claims = jwt.decode(token, OctKey.import_key(key), algorithms=[ALGORITHM]).claims
        jwt.JWTClaimsRegistry(now=int(now.timestamp()), exp={"essential": True}).validate(claims)
    except ExpiredTokenError:
        raise TicketExpired from None
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise TicketInvalid(type(error).__name__) from None
    values: dict[str, Any] = {name: claims.get(name) for name in _CLAIMS}
    if not all(isinstance(value, str) for value in values.values()):
        raise TicketInvalid("claims")
    if not (values["call_id"] and values["seat"] and values["jti"] and values["role"] in ROLES):
        raise TicketInvalid("claims")
    return Ticket(**values)
