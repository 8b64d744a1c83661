"""Parents of the types that cross HTTP: camelCase names outside, ours inside."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Answer(BaseModel):
    """What the hub answers; made with our own names, told in camelCase."""

    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_name=True, validate_by_alias=True, frozen=True, extra="forbid"
    )


class Question(BaseModel):
    """What somebody asks, in a body or a query; any name but the camelCase ones is a fault."""

    model_config = ConfigDict(alias_generator=to_camel, frozen=True, extra="forbid")
