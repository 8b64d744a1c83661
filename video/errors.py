"""Faults of a video node that the other side hears about."""

from __future__ import annotations

from typing import Literal, TypeAlias

Code: TypeAlias = Literal[
    "ticket_used",
    "ticket_expired",
    "ticket_invalid",
    "wrong_node",
    "seats_full",
    "call_ended",
    "try_again",
    "bad_frame",
    "too_fast",
    "bad_offer",
    "not_allowed",
]


class Refused(Exception):
    """Something was asked that the node does not do; `code` says why.

    `final` means that the connection closes: only a fresh ticket helps, or nothing does. `retry_s` is how
    long to wait when only time helps.
    """

    def __init__(self, code: Code, *, final: bool = False, retry_s: int | None = None) -> None:
        super().__init__(code)
        self.code: Code = code
        self.final = final
        self.retry_s = retry_s


class RegistryAway(Exception):
    """Redis does not answer; a retry helps once it is back."""
