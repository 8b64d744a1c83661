"""Parents of the types that cross HTTP: camelCase names outside, ours inside."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.alias_generators import to_camel
from starlette.exceptions import HTTPException
from starlette.requests import Request

JSON = "application/json"
JSON_ACCEPTED = frozenset({JSON, "application/problem+json", "application/*", "*/*"})
NOT_THERE: dict[int | str, dict[str, Any]] = {404: {}}
"""For a route that looks for what its address does not name; openapi.py completes it."""
SENDING = frozenset({"POST", "PUT", "PATCH"})


class Answer(BaseModel):
    """What the hub answers; made with our own names, told in camelCase."""

    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_name=True, validate_by_alias=True, frozen=True, extra="forbid"
    )


class Question(BaseModel):
    """What somebody asks, in a body or a query; any name but the camelCase ones is a fault."""

    model_config = ConfigDict(alias_generator=to_camel, frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _storable(cls, asked: Any) -> Any:
        if _has_nul(asked):
            raise ValueError("the character NUL cannot be stored")
        return asked


def _has_nul(value: Any) -> bool:
    """Tell whether a text holds NUL, which PostgreSQL cannot store."""
    if isinstance(value, Mapping):
        return any(_has_nul(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return any(_has_nul(part) for part in value)
    return isinstance(value, str) and "\0" in value


def speaks_json(request: Request) -> None:
    """Refuse, as a dependency, whoever sends (415) or wants (406) something else than JSON."""
    accepted = (request.headers.get("accept") or "*/*").split(",")
    if JSON_ACCEPTED.isdisjoint(part.partition(";")[0].strip() for part in accepted):
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, "The answer is application/json.")
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method in SENDING and sent != JSON:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send application/json.")
