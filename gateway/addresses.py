"""Slow down a network address without knowing it: counted under an HMAC whose random salt lasts an hour.

Neither address nor salt is ever logged or written to PostgreSQL; what was counted is gone within minutes.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Annotated, Final, Literal

import structlog
from fastapi import Depends
from starlette.requests import HTTPConnection

from gateway.errors import TooFast
from gateway.hub import Hub, hub_of
from gateway.live import LiveError

log = structlog.get_logger(__name__)

SALT_KEY: Final = "hub:address-salt"
SALT_S: Final = 3600
COUNTED_KEY: Final = "hub:address:"
COUNTED_S: Final = 60
HOME_BITS: Final = 64
"""A household or library has a whole IPv6 network of this size; its addresses count as one."""

Kind = Literal["sockets", "conversations", "changes"]
Networks = Sequence[IPv4Network | IPv6Network]


class Crowded(TooFast):
    code, title = "crowded", "Too many requests from one network."


async def check(hub: Hub, kind: Kind, connection: HTTPConnection) -> None:
    """Count one more from where this connection comes; raise Crowded beyond the limit.

    Without Redis nobody is slowed down.
    """
    address = caller(connection, hub.settings.trusted_proxies)
    if address is None:
        return
    allowed: int = getattr(hub.settings, f"address_{kind}_a_minute")
    try:
        salt = await hub.live.secret(SALT_KEY, SALT_S)
        # Who has a copy of Redis alone has half of the key.
        key = salt + hub.settings.internal_token.get_secret_value()
        name = hmac.new(key.encode(), address.encode(), hashlib.sha256).hexdigest()
        [(counted, left_s)] = await hub.live.count((f"{COUNTED_KEY}{kind}:{name}", COUNTED_S))
    except LiveError:
        log.warning("crowd_unknown")
        return
    if counted > allowed:
        raise Crowded(left_s)


async def paced(connection: HTTPConnection, hub: Annotated[Hub, Depends(hub_of)]) -> None:
    """Limit, as a dependency, a GET that makes state; what changes something is limited without it."""
    await check(hub, "changes", connection)


def caller(connection: HTTPConnection, proxies: Networks) -> str | None:
    """Return the network this connection comes from, or None when it has none (a socket of this machine).

    Only a proxy of ours is believed; each adds at the right end who asked it.
    """
    given = connection.headers.getlist("x-forwarded-for")
    steps = [part.strip() for line in given for part in line.split(",")]
    address = _read(connection.client.host) if connection.client else None
    while address is not None and steps and any(address in network for network in proxies):
        asked_for = _read(steps.pop())
        if asked_for is None:
            break
        address = asked_for
    return None if address is None else _home(address)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _home(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address, HOME_BITS), strict=False))
