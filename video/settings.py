"""All settings of a video node, read once from the environment into one frozen object."""

from __future__ import annotations

import ipaddress
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MIN_KEY_CHARS = 32


class SettingsError(Exception):
    """Wrong settings; the sentence says which and why. The process must not start."""


class IceServer(BaseModel):
    """A STUN or TURN server, in the browser's own words (RTCIceServer)."""

    model_config = ConfigDict(frozen=True)

    urls: tuple[str, ...]
    username: str | None = None
    credential: str | None = None


class Settings(BaseSettings):
    """Where a node listens, whom it trusts, and every limit of a call with its default.

    Times carry their unit in the name. Secrets never appear in `repr`.
    """

    model_config = SettingsConfigDict(env_prefix="HUB_", frozen=True, extra="ignore", populate_by_name=True)

    environment: Literal["development", "production"] = "production"
    host: str = "127.0.0.1"
    video_port: int = Field(default=8001, ge=0, le=65535)
    video_public_url: str
    """Address of the signalling socket as browsers reach it."""
    video_node: str = ""
    """Name of this node; it stays the same after a restart, so that a call can go on here."""
    allowed_origins: Annotated[tuple[str, ...], NoDecode]
    ticket_key: SecretStr
    metrics_token: SecretStr | None = None
    """What Prometheus shows to read /metrics; without it nobody can."""
    redis_url: str = Field(validation_alias="REDIS_URL")
    redis_prefix: str = ""
    """Put before every key and stream, so that tests can share one server."""
    ice_servers: tuple[IceServer, ...] = ()

    seats: int = 4
    seat_keep_s: float = 60
    first_frame_s: float = 10
    signal_bytes: int = 256 * 1024
    bad_frames_in_a_row: int = 3
    frames_at_once: int = 60
    frames_a_second: float = 5.0
    """One socket, whatever it sends: so many frames in a burst, so many more each second."""
    heartbeat_s: float = 5
    """A browser that answers no ping for twice this long is taken for lost."""
    stop_s: float = 3
    """Time to close all sockets and media; the hub kills a process 5 s after SIGTERM."""

    video_start_bps: int = 900_000
    """First bitrate of a 640x480 picture that the node encodes."""
    video_least_bps: int = 450_000
    """The node encodes no picture below this; a worse line than that loses frames instead."""

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
        return value

    @model_validator(mode="after")
    def _refuse_unsafe(self) -> Self:
        if not self.allowed_origins or "*" in self.allowed_origins:
            raise ValueError("HUB_ALLOWED_ORIGINS must name the origins of the hub's own pages")
        if len(self.ticket_key.get_secret_value()) < MIN_KEY_CHARS:
            raise ValueError(f"HUB_TICKET_KEY needs {MIN_KEY_CHARS} characters or more")
        if self.metrics_token and len(self.metrics_token.get_secret_value()) < MIN_KEY_CHARS:
            raise ValueError(f"HUB_METRICS_TOKEN needs {MIN_KEY_CHARS} characters or more")
        address = urlsplit(self.video_public_url)
        if address.scheme not in {"ws", "wss"} or not address.hostname:
            raise ValueError("HUB_VIDEO_PUBLIC_URL must be a ws:// or wss:// address")
        local = _only_this_machine(address.hostname) and _only_this_machine(self.host)
        if address.scheme == "ws" and not local:
            raise ValueError("HUB_VIDEO_PUBLIC_URL must be a wss:// address beyond this machine")
        return self

    @property
    def development(self) -> bool:
        """Tell whether personal data may stand in the logs."""
        return self.environment == "development"

    @property
    def node(self) -> str:
        """Return the name of this node."""
        return self.video_node or f"video-{self.video_port}"


def _only_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def load() -> Settings:
    """Read the settings from the environment; raise SettingsError with one sentence when they are wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        message = first["msg"].removeprefix("Value error, ")
        if first["loc"]:
            message = f"{_variable(str(first['loc'][0]))}: {message}"
        raise SettingsError(f"The video node cannot start: {message}.") from None


def _variable(name: str) -> str:
    return name if name == "REDIS_URL" else f"HUB_{name.upper()}"
