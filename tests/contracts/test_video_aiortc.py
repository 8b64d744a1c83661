"""What the node counts on in aiortc beyond its documentation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from aiortc import RTCRtpSender
from aiortc.codecs import vpx

from video.participant import encode_between


@pytest.fixture(autouse=True)
def _usual_bitrates() -> Iterator[None]:
    kept = vpx.DEFAULT_BITRATE, vpx.MIN_BITRATE
    yield
    vpx.DEFAULT_BITRATE, vpx.MIN_BITRATE = kept


def test_encoder_starts_at_our_bitrate_and_goes_no_lower_than_our_floor() -> None:
    encode_between(800_000, 300_000)
    encoder = vpx.Vp8Encoder()
    assert encoder.target_bitrate == 800_000
    encoder.target_bitrate = 50_000
    assert encoder.target_bitrate == 300_000


def test_aiortc_offers_vp8_and_opus() -> None:
    video = {codec.mimeType for codec in RTCRtpSender.getCapabilities("video").codecs}
    audio = {codec.mimeType for codec in RTCRtpSender.getCapabilities("audio").codecs}
    assert "video/VP8" in video
    assert "audio/opus" in audio
