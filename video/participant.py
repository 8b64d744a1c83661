"""One browser in a call: its peer connection, made by its offer and closed with its socket."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpSender,
    RTCRtpTransceiver,
    RTCSessionDescription,
)
from aiortc.codecs import vpx
from aiortc.sdp import SessionDescription

from video.errors import Refused
from video.forwarding import Forwarder
from video.ice import without_names

log = structlog.get_logger(__name__)


class Participant:
    """The media of one seat as long as one socket lives; a later offer starts anew.

    `tasks` belongs to the socket and runs what reads the incoming tracks; `on_lost` is called when
    the browser can no longer be reached.
    """

    def __init__(
        self, seat: str, forwarder: Forwarder, *, tasks: asyncio.TaskGroup, on_lost: Callable[[], None]
    ) -> None:
        self._seat = seat
        self._forwarder = forwarder
        self._tasks = tasks
        self._on_lost = on_lost
        self._connection: RTCPeerConnection | None = None
        self._outlets: list[MediaStreamTrack] = []
        self._incoming: list[asyncio.Task[None]] = []

    async def answer(self, sdp: str, configuration: RTCConfiguration) -> str:
        """Set up the connection that `sdp` offers and return the answer; raise Refused when it cannot be."""
        kinds = _kinds(sdp)
        await self.close()
        connection = self._connection = RTCPeerConnection(configuration)
        connection.on("track", self._publish)
        connection.on("connectionstatechange", lambda: self._watch(connection))
        for kind in kinds:
            self._send(connection, kind)
        try:
            offer = RTCSessionDescription(sdp=without_names(sdp), type="offer")
            await connection.setRemoteDescription(offer)
            await connection.setLocalDescription()
        except Exception as error:  # noqa: BLE001 - aiortc's parser raises whatever a wrong text leads it to
            log.warning("offer_unusable", seat=self._seat, error=type(error).__name__)
            await self.close()
            raise Refused("bad_offer") from None
        return connection.localDescription.sdp

    async def close(self) -> None:
        """Close the connection and end its decoder threads; again is harmless."""
        connection, self._connection = self._connection, None
        outlets, self._outlets = self._outlets, []
        incoming, self._incoming = self._incoming, []
        if connection is not None:
            await connection.close()
        for outlet in outlets:
            outlet.stop()
        # a track whose connection never came about does not end by itself
        for task in incoming:
            task.cancel()

    def _send(self, connection: RTCPeerConnection, kind: str) -> None:
        outlet = self._forwarder.subscribe(self._seat, kind)
        self._outlets.append(outlet)
        transceiver = connection.addTransceiver(outlet, direction="sendrecv")
        if kind == "video":
            _prefer_vp8(transceiver)

    def _publish(self, track: MediaStreamTrack) -> None:
        publishing = self._forwarder.publish(self._seat, track)
        self._incoming.append(self._tasks.create_task(publishing))

    def _watch(self, connection: RTCPeerConnection) -> None:
        state = connection.connectionState
        log.info("media_connection", seat=self._seat, state=state)
        # "closed" is the browser's own doing; it says by its socket what it wants.
        if connection is self._connection and state == "failed":
            self._on_lost()


def encode_between(start_bps: int, least_bps: int) -> None:
    """Set the first and the lowest bitrate of pictures that this process encodes.

    aiortc's own 250 to 500 kbit/s blur a face at 640x480, and its estimate climbs slowly from there.
    """
    vpx.DEFAULT_BITRATE, vpx.MIN_BITRATE = start_bps, least_bps


def _kinds(sdp: str) -> list[str]:
    """Return the kinds of media that `sdp` offers; raise Refused unless each comes once at most."""
    try:
        kinds = [media.kind for media in SessionDescription.parse(sdp).media]
    except Exception:  # noqa: BLE001 - see `answer`
        raise Refused("bad_offer") from None
    if not kinds or not set(kinds) <= {"audio", "video"} or len(kinds) != len(set(kinds)):
        raise Refused("bad_offer")
    return kinds


def _prefer_vp8(transceiver: RTCRtpTransceiver) -> None:
    """Ask for VP8 before H264: every browser has it, and recordings keep to one codec."""
    codecs = RTCRtpSender.getCapabilities("video").codecs
    transceiver.setCodecPreferences(sorted(codecs, key=lambda codec: codec.name != "VP8"))
