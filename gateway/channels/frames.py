"""Frames that every socket speaks."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints

from gateway.conversations.schemas import Wire

NO_NUL = r"^[^\x00]*$"
"""PostgreSQL keeps every character but this one."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=NO_NUL)]


def content(frame: Wire) -> str:
    """Return what a command asks for, without the id under which it does."""
    return frame.model_dump_json(exclude={"client_id"})


class Refused(Wire):
    type: Literal["refused"] = "refused"
    client_id: UUID | None = None
    code: str
    text_key: str
    args: dict[str, str | int] = {}  # noqa: RUF012  # pydantic copies defaults
    retry_s: int | None = None


class Pong(Wire):
    type: Literal["pong"] = "pong"
    seq: int = 0
