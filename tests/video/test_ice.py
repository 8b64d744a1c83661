"""Candidates worth trying, and the set-up of a connection."""

from __future__ import annotations

import pytest
from aiortc import RTCBundlePolicy

from video.ice import configuration, without_names
from video.settings import IceServer

REAL = "a=candidate:1 1 udp 2113937151 192.0.2.7 50000 typ host"
REAL_6 = "a=candidate:2 1 udp 2113937151 2001:db8::7 50000 typ host"


@pytest.mark.parametrize(
    "named",
    [
        "a=candidate:3 1 udp 2113937151 4f0c6b4a-1f2e.local 50000 typ host generation 0",
        "a=candidate:4 1 udp 2113937151 printer.example 631 typ host",
        "a=candidate:5",
    ],
)
def test_candidates_with_a_name_are_dropped_and_the_rest_stays_as_it_was(named: str) -> None:
    rest = ["v=0", "m=audio 9 UDP/TLS/RTP/SAVPF 111", REAL, REAL_6, "a=end-of-candidates", ""]
    given = "\r\n".join([*rest[:2], named, *rest[2:]])
    assert without_names(given) == "\r\n".join(rest)


def test_connection_uses_one_bundle_and_no_server_that_was_not_set() -> None:
    plain = configuration(())
    assert plain.bundlePolicy is RTCBundlePolicy.MAX_BUNDLE
    assert plain.iceServers == []
    turn = IceServer(urls=("turn:turn.example",), username="u", credential="c")
    (server,) = configuration([turn]).iceServers or []
    assert (server.urls, server.username, server.credential) == (["turn:turn.example"], "u", "c")
