"""Settings come from the environment, and wrong ones stop the start with one sentence."""

from __future__ import annotations

import pytest

from video.settings import SettingsError, load

RIGHT = {
    "HUB_ENVIRONMENT": "production",
    "HUB_HOST": "127.0.0.1",
    "HUB_VIDEO_PORT": "8201",
    "HUB_VIDEO_PUBLIC_URL": "ws://127.0.0.1:8201/signal",
    "HUB_TICKET_KEY": "k" * 32,
    "HUB_ALLOWED_ORIGINS": "http://localhost:8200, http://127.0.0.1:8200/",
    "REDIS_URL": "redis://127.0.0.1:8203/0",
}


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in RIGHT.items():
        monkeypatch.setenv(name, value)


def test_settings_come_from_the_environment() -> None:
    settings = load()
    assert settings.allowed_origins == ("http://localhost:8200", "http://127.0.0.1:8200")
    assert (settings.node, settings.video_port) == ("video-8201", 8201)
    assert "k" * 32 not in repr(settings)
    assert not settings.development


def test_ice_servers_come_as_the_browser_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "HUB_ICE_SERVERS", '[{"urls": ["turn:turn.example"], "username": "u", "credential": "c"}]'
    )
    assert load().ice_servers[0].urls == ("turn:turn.example",)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HUB_TICKET_KEY", "short", "HUB_TICKET_KEY needs 32 characters"),
        ("HUB_ALLOWED_ORIGINS", "", "HUB_ALLOWED_ORIGINS must name"),
        ("HUB_ALLOWED_ORIGINS", "*", "HUB_ALLOWED_ORIGINS must name"),
        ("HUB_VIDEO_PUBLIC_URL", "http://127.0.0.1/", "HUB_VIDEO_PUBLIC_URL must be a ws://"),
        ("HUB_VIDEO_PUBLIC_URL", "ws://hub.example/signal", "HUB_VIDEO_PUBLIC_URL must be a wss://"),
        ("HUB_HOST", "0.0.0.0", "HUB_VIDEO_PUBLIC_URL must be a wss://"),
        ("HUB_VIDEO_PORT", "99999", "HUB_VIDEO_PORT"),
        ("REDIS_URL", None, "REDIS_URL: Field required"),
    ],
)
def test_wrong_setting_stops_the_start_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str | None, said: str
) -> None:
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match="The video node cannot start: ") as fault:
        load()
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)
