"""`hub api-token`: make a token for another system, and the line that declares it to the hub."""

from __future__ import annotations

import json

from pydantic import ValidationError

from gateway.children import CannotStart
from gateway.clients.client import Scope, hash_of, new_token
from gateway.settings import ApiClient


def make(name: str, *, write: bool) -> tuple[str, ApiClient]:
    """Return a fresh token and how the hub knows it; raise CannotStart when the name does not fit."""
    token = new_token()
    scopes = {Scope.READ.value, *([Scope.WRITE.value] if write else [])}
    try:
        client = ApiClient.model_validate({"name": name, "token_sha256": hash_of(token), "scopes": scopes})
    except ValidationError:
        raise CannotStart("A name has small letters, digits and dashes, such as `kiss`.") from None
    return token, client


def declared(client: ApiClient) -> str:
    """Return the setting that lets this one system in."""
    values = client.model_dump(mode="json") | {"scopes": sorted(client.scopes)}
    return f"HUB_API_CLIENTS='{json.dumps([values])}'"
