"""A log-in provider that is strict where real ones are lax, and that lies on demand."""

from __future__ import annotations

import base64
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx2
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

ISSUER = "https://login.example/realms/hub"
CLIENT = "contact-hub"
SECRET = "s" * 40


@dataclass
class StrictProvider:
    """Checks client, secret, return address, code (once) and PKCE; echoes the nonce.

    `claims` goes over what it says about people; `lie` breaks one promise; `asked` keeps the paths it served.
    """

    secret: str | None = SECRET
    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    lie: str = ""
    away: bool = False
    asked: list[str] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}, private=True))
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def transport(self) -> httpx2.MockTransport:
        """Return what reaches this provider whatever the address."""
        return httpx2.MockTransport(self._answer)

    def new_key(self, kid: str) -> None:
        """Sign with another key from now on."""
        self.key = RSAKey.generate_key(2048, {"kid": kid}, private=True)

    def log_in(self, address: str, subject: str) -> str:
        """Do what the provider's pages do when somebody logs in; return where the browser is sent."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert address.startswith(f"{ISSUER}/authorize?")
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert asked["code_challenge_method"] == "S256"
        assert len(asked["state"]) >= 32
        assert len(asked["nonce"]) >= 32
        code = secrets.token_urlsafe(24)
        self._codes[code] = asked | {"subject": subject}
        answer = {"code": code, "state": asked["state"], "iss": ISSUER}
        if self.lie == "iss_parameter":
            answer["iss"] = "https://evil.example"
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request.url.path)
        if self.away:
            raise httpx2.ConnectError("refused")
        if request.url.path.endswith("/.well-known/openid-configuration"):
            return httpx2.Response(200, json=self._discovery())
        if request.url.path.endswith("/jwks"):
            return httpx2.Response(200, json={"keys": [self.key.as_dict(private=False)]})
        assert (request.method, str(request.url)) == ("POST", f"{ISSUER}/token")
        return self._token(request)

    def _discovery(self) -> dict[str, Any]:
        return {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/jwks",
            "end_session_endpoint": f"{ISSUER}/logout",
            "authorization_response_iss_parameter_supported": True,
        } | self.metadata

    def _token(self, request: httpx2.Request) -> httpx2.Response:
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        if not self._is_client(request, form):
            return httpx2.Response(401, json={"error": "invalid_client"})
        asked = self._codes.pop(form.get("code", ""), None)
        proven = asked is not None and (
            form["grant_type"] == "authorization_code"
            and form["redirect_uri"] == asked["redirect_uri"]
            and create_s256_code_challenge(form.get("code_verifier", "")) == asked["code_challenge"]
        )
        if asked is None or not proven:
            return httpx2.Response(400, json={"error": "invalid_grant"})
        token = {"access_token": secrets.token_urlsafe(24), "token_type": "Bearer", "expires_in": 60}
        if self.lie != "no_id_token":
            token["id_token"] = self._id_token(asked)
        return httpx2.Response(200, json=token)

    def _is_client(self, request: httpx2.Request, form: dict[str, str]) -> bool:
        if self.secret is None:
            return form.get("client_id") == CLIENT and "authorization" not in request.headers
        expected = base64.b64encode(f"{CLIENT}:{self.secret}".encode()).decode()
        return request.headers.get("authorization") == f"Basic {expected}"

    def _id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "sub": asked["subject"],
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "auth_time": now,
            "nonce": asked["nonce"],
        }
        claims |= self.claims
        header, key = {"alg": "RS256", "kid": str(self.key.kid)}, self.key
        if self.lie == "signature":
            key = RSAKey.generate_key(2048, {"kid": str(self.key.kid)}, private=True)
        if self.lie == "no_signature":
            return _unsigned(claims)
        if self.lie == "shared_secret":
            header["alg"] = "HS256"
            shared = OctKey.import_key(SECRET, {"kid": str(self.key.kid)})
            return jwt.encode(header, claims, shared, algorithms=["HS256"])
        return jwt.encode(header, claims, key)


def _unsigned(claims: dict[str, Any]) -> str:
    parts = [{"alg": "none"}, claims]
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return ".".join([*encoded, ""])
