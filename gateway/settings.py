"""All settings of the gateway, read once from the environment into one frozen object."""

from __future__ import annotations

import json
import os
import sys
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

HERE = Path(__file__).parent
MIN_SECRET_CHARS = 32


class SettingsError(Exception):
    """Wrong settings; the sentence says which and why. The process must not start."""


class ApiClient(BaseModel):
    """Another system that may use the API; its token is known to itself only, here is the hash."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{1,62}$")
    token_sha256: str = Field(pattern=r"^[0-9a-f]{64}$", repr=False)
    scopes: frozenset[Literal["contacts:read", "contacts:write"]] = Field(min_length=1)


def _json(given: Any) -> Any:
    """Read a list that the environment holds as JSON; a fault names no part of it."""
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given or "[]")
    except ValueError:
        raise ValueError("this is not JSON; `hub api-token NAME` shows what it looks like") from None


class Settings(BaseSettings):
    """Where the gateway runs and what it talks to; every limit of the hub with its default.

    Times carry their unit in the name. Secrets never appear in `repr`.
    """

    model_config = SettingsConfigDict(env_prefix="HUB_", frozen=True, extra="ignore")

    environment: Literal["development", "production"] = "production"
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    """Address under which people open the hub; https outside development."""

    database_url: str = Field(validation_alias="DATABASE_URL")
    redis_url: str = Field(validation_alias="REDIS_URL")
    redis_prefix: str = ""
    """Put before every key and channel, so that tests can share one server."""

    bot_url: str = "http://127.0.0.1:8002"
    bot_token: SecretStr
    internal_token: SecretStr
    ticket_key: SecretStr
    metrics_token: SecretStr | None = None
    """What Prometheus shows to read /metrics; without it nobody can."""

    web_folder: Path = HERE / "web" / "dist"
    locales_folder: Path = HERE / "locales"
    widget_origins: frozenset[str] = frozenset()
    """Foreign origins whose pages may embed the chat widget."""
    api_clients: Annotated[tuple[ApiClient, ...], NoDecode, BeforeValidator(_json)] = ()
    """Other systems that may use the API, as JSON; see docs/api.md."""

    message_chars: int = 2_000
    frame_bytes: int = 16 * 1024
    bad_frames_in_a_row: int = 3
    messages_a_minute: int = 20
    messages_an_hour: int = 300
    steps_a_minute: int = 60
    """How often a person may ask for an officer, a ticket, a code or another language."""
    frames_at_once: int = 60
    frames_a_second: float = 5.0
    """One socket, whatever it sends: so many frames in a burst, so many more each second."""
    connections: int = 10_000
    """Connections of one process; one more is closed unheard, so that those who are there can go on."""
    request_s: int = 15
    """Time for a request to come in, the opening of a socket included; a long body has it for each 8 KiB."""
    unread_s: int = 30
    """Time that what was sent may lie unread; then the kernel ends the connection."""
    arrivals_at_once: int = 5
    """Citizens whose conversation is read at the same time when they come in; the next one waits a moment."""
    body_bytes: int = 64 * 1024
    file_bytes: int = 10_000_000
    files_a_conversation: int = 10
    files_at_once: int = 20
    """So many files may come in at one gateway at the same time."""
    file_arrival_s: int = 300
    internal_body_bytes: int = 4 * 1024 * 1024
    """The bot's actions come with all that the bot remembers of a conversation."""
    address_sockets_a_minute: int = 600
    address_conversations_a_minute: int = 300
    address_changes_a_minute: int = 600
    """Counted for a network that the hub does not know (addresses.py): a whole library may share one."""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Where the hub's own proxies stand; only these may say in X-Forwarded-For for whom they ask."""
    bot_timeout_s: float = 3.0
    resume_s: int = 120
    session_days: int = 1
    handoff_s: int = 60
    code_days: int = 14
    """So long a reference can be opened again with its secret code."""
    code_tries: int = 5
    code_pause_s: int = 60
    """After the last free try, doubled with each further one."""
    code_longest_pause_s: int = 60 * 60
    code_tries_days: int = 1
    """Tries are forgotten when nobody tried for so long."""
    answer_target_s: int = 300
    """A waiting person is late after this; shown as "!" and never used for the order."""
    assumed_handling_s: int = 300
    """Handling time told to waiting people until enough conversations were measured."""
    officer_hours: int = 12
    officer_idle_s: int = 30 * 60
    officer_silent_s: int = 60
    """Who took someone and does not show up, or whose console is gone, gives the person back after this."""
    sweep_s: float = 5.0
    call_lost_s: float = 60.0
    """A call that no video node has had for this long is over; until then people come back into it."""
    kiosk_code_s: int = 15 * 60
    kiosk_code_tries: int = 5
    """Enrolment codes that one address may try before it has to wait."""
    kiosk_code_pause_s: int = 10 * 60
    kiosk_silent_s: int = 75
    """A kiosk that told nothing for this long is silent; its page tells every 30 s."""
    kiosk_secret_days: int = 400
    entry_days: int = 31
    """How many days back an officer may still write a contact down."""
    correction_hours: int = 24
    """How long officers may correct their own contacts; later the supervisor does."""

    oidc_issuer: str | None = None
    """Address of the log-in provider, letter by letter as it names itself; https outside development."""
    oidc_client_id: str = "contact-hub"
    oidc_client_secret: SecretStr | None = None
    """Leave it out when the provider knows the hub as a public client; PKCE is used either way."""
    oidc_scopes: str = "openid"
    oidc_acr_values: str = ""
    """Assurance levels that officers need, separated by spaces; empty: any level."""
    oidc_timeout_s: float = 5.0
    oidc_cache_s: int = 3600
    log_in_s: int = 600
    """How long somebody may take at the provider's pages."""

    @field_validator("api_clients")
    @classmethod
    def _each_client_once(cls, clients: tuple[ApiClient, ...]) -> tuple[ApiClient, ...]:
        if len({client.name for client in clients}) < len(clients):
            raise ValueError("every client needs a name of its own")
        return clients

    @model_validator(mode="after")
    def _refuse_unsafe(self) -> Self:
        if self.environment == "development":
            return self
        given = ("metrics_token",) if self.metrics_token else ()
        for name in ("bot_token", "internal_token", "ticket_key", *given):
            if len(getattr(self, name).get_secret_value()) < MIN_SECRET_CHARS:
                raise ValueError(
                    f"HUB_{name.upper()} needs {MIN_SECRET_CHARS} characters or more outside development"
                )
        if not (self.public_url or "").startswith("https://"):
            raise ValueError("HUB_PUBLIC_URL must be an https address outside development")
        if not (self.oidc_issuer or "").startswith("https://"):
            raise ValueError(
                "HUB_OIDC_ISSUER must be the https address of the log-in provider outside development"
            )
        return self

    @property
    def development(self) -> bool:
        """Tell whether demonstration log-ins and personal data in logs are allowed."""
        return self.environment == "development"

    @property
    def address(self) -> str:
        """Return the address that links of the hub begin with; never what a request said of itself."""
        return (self.public_url or f"http://127.0.0.1:{self.port}").rstrip("/")

    @cached_property
    def origins(self) -> frozenset[str]:
        """Return the origins under which the hub's own pages are opened."""
        if self.public_url:
            return frozenset({self.public_url.rstrip("/")})
        return frozenset({f"http://127.0.0.1:{self.port}", f"http://localhost:{self.port}"})


def load() -> Settings:
    """Read the settings from the environment; raise SettingsError with one sentence when they are wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "settings"
        message = f"{where}: {first['msg']}" if first["loc"] else first["msg"]
        raise SettingsError(f"The gateway cannot start: {message.removeprefix('Value error, ')}.") from None


def load_or_exit() -> Settings:
    """Read the settings; wrong ones end the process with one sentence and the exit code for that."""
    try:
        return load()
    except SettingsError as fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(os.EX_CONFIG)


if __name__ == "__main__":
    load_or_exit()
