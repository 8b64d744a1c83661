"""What a node tells Prometheus: calls, seats and frames, and only to who shows the token."""

from __future__ import annotations

from collections.abc import Iterable

import httpx2
from prometheus_client.parser import text_string_to_metric_families

from tests.video.conftest import SettingsFor
from tests.video.peers import in_call
from video.app import node
from video.settings import Settings

TOKEN = "m" * 32


async def asked(settings: Settings, token: str) -> httpx2.Response:
    address = f"http://127.0.0.1:{settings.video_port}/metrics"
    async with httpx2.AsyncClient() as http:
        return await http.get(address, headers={"Authorization": f"Bearer {token}"})


def value(text: str, name: str, labels: Iterable[tuple[str, str]] = ()) -> float:
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.name == name and set(sample.labels.items()) == set(labels):
                return float(sample.value)
    raise AssertionError(f"{name} is not told")


async def test_figures_follow_a_call_and_name_nobody(settings_for: SettingsFor) -> None:
    settings = settings_for(metrics_token=TOKEN)
    async with node(settings):
        async with in_call(settings, "citizen") as citizen, in_call(settings, "officer") as officer:
            await citizen.more_pictures(3)
            await officer.more_pictures(3)
            during = (await asked(settings, TOKEN)).text
            assert value(during, "hub_video_rooms") == 1
            assert value(during, "hub_video_seats", [("state", "taken")]) == 2
            assert value(during, "hub_video_calls_started_total") == 1
            assert value(during, "hub_video_frames_total", [("kind", "video")]) >= 6
            assert value(during, "process_cpu_seconds_total") > 0
            assert "Citizen" not in during
            await officer.say(type="end")
            await citizen.hear("ended")
        after = (await asked(settings, TOKEN)).text
    assert value(after, "hub_video_rooms") == 0
    assert value(after, "hub_video_calls_ended_total", [("reason", "hung_up_officer")]) == 1


async def test_figures_are_hidden_from_everybody_without_the_token(settings_for: SettingsFor) -> None:
    for settings in (settings_for(), settings_for(metrics_token=TOKEN)):
        async with node(settings):
            for token in ("none", "wrong"):
                assert (await asked(settings, token)).status_code == 404
