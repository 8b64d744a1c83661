from __future__ import annotations

import json
import re
import shlex
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from gateway import serve
from gateway import settings as gateway_settings
from gateway.officers.login_routes import RETURN
from video import settings as video_settings

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "compose.yaml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
SECRET = re.compile(r"PASSWORD|TOKEN|KEY|SECRET|CREDENTIAL")
ONCE = {"schema", "backup"}
"""Services that do one thing and end."""
VARIABLE = re.compile(r"\$\{(\w+)([^}]*)\}")


def words(service: str) -> list[str]:
    """Return the command of a service as the words that its process gets."""
    command = SERVICES[service]["command"]
    return command if isinstance(command, list) else shlex.split(command)


def option(service: str, name: str) -> str:
    found = words(service)
    return found[found.index(name) + 1]


def filled_in(service: str) -> dict[str, str]:
    """Return the environment of a service as it is when the operator filled in every line."""
    known = {"HUB_DOMAIN": "hub.example", "HUB_LOGIN_DOMAIN": "login.example"}
    values = SERVICES[service].get("environment", {})
    return {
        name: VARIABLE.sub(lambda found: known.get(found[1], "s" * 32), value)
        for name, value in values.items()
    }


def test_every_process_of_the_hub_has_its_service() -> None:
    assert set(SERVICES) == {
        *("proxy", "gateway", "schema", "video", "bot"),
        *("postgres", "redis", "coturn", "login", "backup", "prometheus"),
    }


def test_only_the_proxy_and_the_media_relay_are_published() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    outside = {
        name for name, ports in published.items() if any(not p.startswith("127.0.0.1:") for p in ports)
    }
    assert outside == {"proxy", "coturn"}
    assert all(service.get("network_mode") != "host" for service in SERVICES.values())
    assert COMPOSE["networks"]["back"]["internal"] is True
    assert (
        SERVICES["postgres"]["networks"]
        == SERVICES["redis"]["networks"]
        == SERVICES["bot"]["networks"]
        == ["back"]
    )


def test_no_variable_has_a_default_and_no_secret_is_written_down() -> None:
    assert {rest.split("?")[0] for _, rest in VARIABLE.findall(TEXT)} == {":"}
    for name, service in SERVICES.items():
        for key, value in service.get("environment", {}).items():
            if SECRET.search(key):
                assert VARIABLE.fullmatch(value), f"{name}: {key}"


def test_example_names_every_variable_and_gives_no_secret() -> None:
    lines = (ROOT / "deploy" / "example.env").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(given) == {name for name, _ in VARIABLE.findall(TEXT)}
    assert set(given.values()) == {""}


@pytest.mark.parametrize("service", [name for name in SERVICES if name not in ONCE])
def test_service_tells_whether_it_is_healthy_and_comes_back(service: str) -> None:
    assert SERVICES[service]["healthcheck"]["test"]
    assert SERVICES[service]["restart"] == "unless-stopped"
    assert SERVICES[service]["cap_drop"] == ["ALL"]


def test_image_has_a_version_and_a_build_has_its_files() -> None:
    for service in SERVICES.values():
        if "build" in service:
            assert (ROOT / service["build"]["dockerfile"]).is_file()
        else:
            assert re.fullmatch(r"[a-z/]+:v?\d+(\.\d+)*", service["image"])
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (ROOT / source).is_file()


def test_service_waits_only_for_services_that_are_there() -> None:
    for service in SERVICES.values():
        for name, wait in service.get("depends_on", {}).items():
            healthy = "healthcheck" in SERVICES[name]
            assert wait["condition"] == ("service_healthy" if healthy else "service_completed_successfully")


@pytest.mark.parametrize("dockerfile", ["hub.Dockerfile", "bot.Dockerfile"])
def test_dockerfile_copies_what_the_project_has(dockerfile: str) -> None:
    text = (ROOT / "deploy" / dockerfile).read_text()
    for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE):
        *sources, _ = line.split()
        assert all((ROOT / source).exists() for source in sources)
    assert re.search(r"^USER \d+$", text, re.MULTILINE)
    assert (ROOT / "deploy" / f"{dockerfile}.dockerignore").is_file()


@pytest.mark.parametrize("service", ["gateway", "schema", "video", "backup"])
def test_command_names_a_module_that_exists(service: str) -> None:
    assert find_spec(option(service, "-m")) is not None


def test_gateway_starts_with_these_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = filled_in("gateway")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings = gateway_settings.load()
    assert not settings.development
    assert settings.origins == {"https://hub.example"}
    assert settings.host == "0.0.0.0"
    told = serve.options(settings)
    assert (told["access_log"], told["log_level"]) == (False, "warning"), "a log that keeps addresses"
    (front,) = COMPOSE["networks"]["front"]["ipam"]["config"]
    assert [str(network) for network in settings.trusted_proxies] == [front["subnet"]]
    assert "front" in SERVICES["proxy"]["networks"]
    fields = gateway_settings.Settings.model_fields.items()
    known = {str(field.validation_alias or f"HUB_{name.upper()}") for name, field in fields}
    assert set(environment) <= known
    assert find_spec("gateway.app") is not None


def test_log_in_provider_knows_the_hub_as_the_hub_knows_itself() -> None:
    realm = json.loads((ROOT / "deploy" / "login-realm.json").read_text())
    (client,) = realm["clients"]
    gateway, login = filled_in("gateway"), SERVICES["login"]["environment"]
    assert gateway["HUB_OIDC_ISSUER"] == f"https://login.example/realms/{realm['realm']}"
    assert client["clientId"] == gateway["HUB_OIDC_CLIENT_ID"]
    assert client["redirectUris"] == [f"https://${{HUB_DOMAIN}}{RETURN}"]
    assert client["attributes"]["pkce.code.challenge.method"] == "S256"
    assert not client["publicClient"]
    assert not client["directAccessGrantsEnabled"]
    assert set(re.findall(r"\$\{(\w+)\}", json.dumps(realm))) <= set(login)
    assert "--import-realm" in words("login")
    aliases = SERVICES["proxy"]["networks"]["front"]["aliases"]
    assert [VARIABLE.match(alias)[1] for alias in aliases] == ["HUB_LOGIN_DOMAIN"]  # type: ignore[index]


def test_what_runs_once_gets_what_its_command_reads() -> None:
    assert set(filled_in("schema")) == {"DATABASE_URL"}
    assert set(filled_in("backup")) == {"DATABASE_URL", "HUB_VAR"}


def test_video_node_starts_with_these_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = filled_in("video")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings = video_settings.load()
    assert not settings.development
    assert settings.video_public_url == "wss://hub.example/signal"
    assert settings.allowed_origins == ("https://hub.example",)
    assert next(url for server in settings.ice_servers for url in server.urls).startswith(
        "turn:hub.example:3478"
    )
    fields = video_settings.Settings.model_fields.items()
    known = {str(field.validation_alias or f"HUB_{name.upper()}") for name, field in fields}
    assert set(environment) <= known


def test_bot_gets_every_setting_that_its_files_name() -> None:
    named: set[str] = set()
    for file in ("endpoints.yml", "credentials.yml"):
        named |= set(re.findall(r"\$\{(\w+)\}", (ROOT / "bot" / file).read_text()))
    named |= {"HUB_BOT_HOST", "HUB_BOT_PORT"}  # read by run.py itself
    assert named == set(SERVICES["bot"]["environment"])


def test_services_find_each_other_under_the_right_name_and_port() -> None:
    serves = {
        "gateway": SERVICES["gateway"]["environment"]["HUB_PORT"],
        "bot": SERVICES["bot"]["environment"]["HUB_BOT_PORT"],
        "video": SERVICES["video"]["environment"]["HUB_VIDEO_PORT"],
        "login": option_with_equals("login", "--http-port"),
        "redis": "6379",
        "postgres": "5432",
    }
    addresses = [
        SERVICES["gateway"]["environment"]["HUB_BOT_URL"],
        SERVICES["bot"]["environment"]["HUB_ACTIONS_URL"],
    ]
    addresses += [filled_in("gateway")["DATABASE_URL"], filled_in("gateway")["REDIS_URL"]]
    addresses += [f"http://{to}" for to in re.findall(r"reverse_proxy (\S+)", caddyfile())]
    for address in addresses:
        found = urlsplit(address)
        assert serves[str(found.hostname)] == str(found.port)
    for service in ("gateway", "bot", "video"):
        assert f"127.0.0.1:{serves[service]}/" in SERVICES[service]["healthcheck"]["test"][-1]
        assert "0.0.0.0" in " ".join([*words(service), *filled_in(service).values()])


def option_with_equals(service: str, name: str) -> str:
    return next(word.split("=", 1)[1] for word in words(service) if word.startswith(f"{name}="))


def caddyfile() -> str:
    return (ROOT / "deploy" / "Caddyfile").read_text()


def test_proxy_keeps_the_internal_door_shut_and_no_addresses() -> None:
    assert "@internal path /internal /internal/*" in caddyfile()
    assert "respond @internal 404" in caddyfile()
    assert not re.search(r"^\s*log\b", caddyfile(), re.MULTILINE)


def test_media_relay_reaches_the_video_nodes_and_nothing_else() -> None:
    relay = (ROOT / "deploy" / "turnserver.conf").read_text()
    subnet = COMPOSE["networks"]["media"]["ipam"]["config"][0]["subnet"]
    allowed = re.findall(r"^allowed-peer-ip=(.+)$", relay, re.MULTILINE)
    assert allowed == [f"{subnet.removesuffix('.0/24')}.0-{subnet.removesuffix('.0/24')}.255"]
    assert "denied-peer-ip=0.0.0.0-255.255.255.255" in relay
    assert {name for name, service in SERVICES.items() if "media" in service["networks"]} == {
        "video",
        "coturn",
    }
