"""The log-in provider (OpenID Connect): its addresses, its keys, and whom it says has logged in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final, Self

import httpx2
import structlog
from authlib.common.security import generate_token
from authlib.common.urls import add_params_to_uri
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from pydantic import BaseModel, ConfigDict, ValidationError

from gateway.errors import HubError
from gateway.settings import Settings

log = structlog.get_logger(__name__)

LEEWAY_S: Final = 60
SECRET_CHARS: Final = 48
AWAY_S: Final = 3.0
"""After a failure the provider is left alone for this long, whoever asks."""
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key pair only: the hub shares no signing secret with the provider."""


class ProviderAway(HubError):
    status, code, title, retry = (
        HTTPStatus.SERVICE_UNAVAILABLE,
        "provider_away",
        "The log-in provider does not answer.",
        True,
    )


class LogInRefused(HubError):
    """What came back from the provider is no proof; the log says why, the person reads one sentence."""

    status, code, title = HTTPStatus.FORBIDDEN, "log_in_refused", "The log-in did not succeed."


class TooWeak(HubError):
    status, code, title = HTTPStatus.FORBIDDEN, "log_in_too_weak", "This way to log in is not strong enough."


class Metadata(BaseModel):
    """What the hub needs of a provider's discovery document."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None = None
    authorization_response_iss_parameter_supported: bool = False
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


@dataclass(frozen=True)
class Attempt:
    """One log-in on its way: what the provider must echo, and what proves that we began it."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str

    @classmethod
    def begin(cls, redirect_uri: str) -> Self:
        """Make one up that nobody can guess."""
        state, nonce, verifier = (generate_token(SECRET_CHARS) for _ in range(3))
        return cls(state, nonce, verifier, redirect_uri=redirect_uri)


@dataclass(frozen=True)
class Identity:
    """Whom the provider says has logged in; `acr` is the assurance level in the provider's own words."""

    subject: str
    acr: str | None
    authenticated_at: datetime | None


class Provider:
    """One provider; what it publishes is fetched at first use, and again when it is old or a key is new."""

    def __init__(
        self,
        settings: Settings,
        transport: httpx2.AsyncBaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._transport = transport
        self._clock = clock
        self._fetching = asyncio.Lock()
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, KeySet] | None = None
        self._away_until = float("-inf")

    @property
    def configured(self) -> bool:
        """Tell whether this hub has a provider at all; without one only development has log-ins."""
        return bool(self._settings.oidc_issuer)

    async def address(self, attempt: Attempt) -> str:
        """Return the provider's page where somebody logs in; raise ProviderAway."""
        metadata = await self.metadata()
        async with self._client(metadata, attempt.redirect_uri) as client:
            address, _ = client.create_authorization_url(
                metadata.authorization_endpoint,
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
                acr_values=self._settings.oidc_acr_values or None,
            )
        return str(address)

    async def identity(self, code: str, attempt: Attempt) -> Identity:
        """Change a code for who logged in; raise ProviderAway, LogInRefused or TooWeak."""
        metadata = await self.metadata()
        token = await self._token(metadata, code, attempt)
        claims = await self._verified(metadata, token, attempt.nonce)
        acr, at = claims.get("acr"), claims.get("auth_time")
        wanted = self._settings.oidc_acr_values.split()
        if wanted and acr not in wanted:
            log.warning("log_in_too_weak", acr=acr)
            raise TooWeak
        return Identity(
            subject=str(claims["sub"]),
            acr=str(acr) if acr is not None else None,
            authenticated_at=datetime.fromtimestamp(at, UTC) if at else None,
        )

    async def expect_issuer(self, named: str | None) -> None:
        """Refuse an answer that another provider gave (RFC 9207)."""
        metadata = await self.metadata()
        absent = named is None and not metadata.authorization_response_iss_parameter_supported
        if not absent and named != metadata.issuer:
            raise _refused("other_issuer")

    async def log_out_address(self, back: str) -> str | None:
        """Return the provider's page to log out there too, or None when it announces none or is away."""
        try:
            metadata = await self.metadata()
        except ProviderAway:
            return None
        if metadata.end_session_endpoint is None:
            return None
        wanted = {"client_id": self._settings.oidc_client_id, "post_logout_redirect_uri": back}
        return str(add_params_to_uri(metadata.end_session_endpoint, wanted.items()))

    async def metadata(self) -> Metadata:
        """Return the discovery document, from the cache while it is fresh; raise ProviderAway."""
        async with self._fetching:
            if self._metadata is None or self._metadata[0] < self._clock():
                issuer = self._settings.oidc_issuer or ""
                found = await self._fetch(get_well_known_url(issuer, external=True))
                self._metadata = (self._fresh_until(), self._checked(found))
            return self._metadata[1]

    def _checked(self, found: Any) -> Metadata:
        try:
            metadata = Metadata.model_validate(found)
        except ValidationError:
            raise self._away("incomplete_discovery") from None
        if metadata.issuer != self._settings.oidc_issuer:
            raise self._away("discovery_of_another_issuer")
        addresses = (metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri)
        if not self._settings.development and not all(one.startswith("https://") for one in addresses):
            raise self._away("plain_http")
        return metadata

    async def _token(self, metadata: Metadata, code: str, attempt: Attempt) -> dict[str, Any]:
        try:
            async with self._client(metadata, attempt.redirect_uri) as client:
                token: dict[str, Any] = await client.fetch_token(
                    metadata.token_endpoint,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=attempt.verifier,
                )
        except OAuthError as error:
            raise _refused(str(error.error)) from None
        except (httpx2.HTTPError, ValueError) as error:
            raise self._away(type(error).__name__) from None
        return token

    async def _verified(self, metadata: Metadata, token: dict[str, Any], nonce: str) -> CodeIDToken:
        """Return the claims of the ID token: signature, issuer, audience, times and nonce are right."""
        try:
            decoded = await self._decoded(metadata, str(token.get("id_token", "")))
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                {
                    "iss": {"essential": True, "value": metadata.issuer},
                    "aud": {"essential": True, "value": self._settings.oidc_client_id},
                    "sub": {"essential": True},
                },
                {
                    "nonce": nonce,
                    "client_id": self._settings.oidc_client_id,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(leeway=LEEWAY_S)
        except (JoseError, ValueError) as error:
            raise _refused(f"{type(error).__name__}: {error}") from None
        return claims

    async def _decoded(self, metadata: Metadata, id_token: str) -> jwt.Token:
        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        try:
            return jwt.decode(id_token, await self._key_set(metadata), registry=registry)
        except InvalidKeyIdError:
            return jwt.decode(id_token, await self._key_set(metadata, anew=True), registry=registry)

    async def _key_set(self, metadata: Metadata, *, anew: bool = False) -> KeySet:
        async with self._fetching:
            if anew or self._keys is None or self._keys[0] < self._clock():
                found = await self._fetch(metadata.jwks_uri)
                try:
                    self._keys = (self._fresh_until(), KeySet.import_key_set(found))
                except (JoseError, ValueError, KeyError, TypeError):
                    raise self._away("faulty_keys") from None
            return self._keys[1]

    async def _fetch(self, url: str) -> Any:
        if self._clock() < self._away_until:
            raise ProviderAway
        try:
            async with httpx2.AsyncClient(
                transport=self._transport, timeout=self._settings.oidc_timeout_s
            ) as http:
                answer = await http.get(url, headers={"Accept": "application/json"})
                return answer.raise_for_status().json()
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            self._away_until = self._clock() + AWAY_S
            raise self._away(type(error).__name__) from None

    def _client(self, metadata: Metadata, redirect_uri: str) -> AsyncOAuth2Client:
        secret = self._settings.oidc_client_secret
        secret_text = secret.get_secret_value() if secret else ""
        offered = metadata.token_endpoint_auth_methods_supported
        method = "client_secret_basic" if "client_secret_basic" in offered else "client_secret_post"
        return AsyncOAuth2Client(
            client_id=self._settings.oidc_client_id,
            client_secret=secret_text or None,
            token_endpoint_auth_method=method if secret_text else "none",
            code_challenge_method="S256",
            scope=self._settings.oidc_scopes,
            redirect_uri=redirect_uri,
            timeout=self._settings.oidc_timeout_s,
            transport=self._transport,
        )

    def _fresh_until(self) -> float:
        return self._clock() + self._settings.oidc_cache_s

    def _away(self, reason: str) -> ProviderAway:
        log.warning("provider_away", reason=reason)
        return ProviderAway()


def _refused(reason: str) -> LogInRefused:
    log.warning("log_in_refused", reason=reason)
    return LogInRefused()
