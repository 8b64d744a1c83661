"""Addresses: which candidates of a browser are worth trying, and how a connection is set up."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from aiortc import RTCBundlePolicy, RTCConfiguration, RTCIceServer

from video.settings import IceServer

_ADDRESS_AT = 4  # a=candidate:<foundation> <component> <transport> <priority> <address> ...


def without_names(sdp: str) -> str:
    """Return `sdp` without candidates that carry a name instead of an address.

    Browsers hide their address behind a random `.local` name, which nobody but their own network
    resolves; aiortc waits a second for each. Any other name would make the node ask a name server.
    """
    return "".join(line for line in sdp.splitlines(keepends=True) if not _named_candidate(line))


def _named_candidate(line: str) -> bool:
    if not line.startswith("a=candidate:"):
        return False
    parts = line.split()
    try:
        ipaddress.ip_address(parts[_ADDRESS_AT])
    except (ValueError, IndexError):
        return True
    return False


def configuration(servers: Iterable[IceServer]) -> RTCConfiguration:
    """Return the set-up of one peer connection: all media in one bundle, no servers but ours.

    The list is never None: aiortc then asks a public STUN server. Without MAX_BUNDLE a second
    line of the same kind stays dead.
    """
    known = [RTCIceServer(urls=list(s.urls), username=s.username, credential=s.credential) for s in servers]
    return RTCConfiguration(iceServers=known, bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
