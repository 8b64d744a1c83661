"""Faults of the gateway, and their one translation into problem+json (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, ClassVar

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from gateway.database import NO_DATABASE
from gateway.live import LiveError

log = structlog.get_logger(__name__)


class HubError(Exception):
    """Base of every expected fault: what went wrong, its HTTP status, whether a retry helps.

    `code` names the Fluent key `refused-<code>` (dashes for underscores) that people read.
    """

    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST
    code: ClassVar[str] = "bad_request"
    title: ClassVar[str] = "The request cannot be carried out."
    retry: ClassVar[bool] = False

    def __init__(self, detail: str = "", **args: str | int) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.args_for_text: Mapping[str, str | int] = args

    @property
    def text_key(self) -> str:
        """Return the Fluent key of the sentence for people."""
        return f"refused-{self.code.replace('_', '-')}"


class NotThere(HubError):
    """Not there, or not yours: both look the same on purpose."""

    status, code, title = HTTPStatus.NOT_FOUND, "not_yours", "There is nothing here for you."


class NotLoggedIn(HubError):
    status, code, title = HTTPStatus.UNAUTHORIZED, "not_logged_in", "Log in first."


class NotAllowed(HubError):
    status, code, title = HTTPStatus.FORBIDDEN, "not_allowed", "Your role does not allow this."


class NotFromHere(HubError):
    """Asked by a page that is none of ours."""

    status, code, title = HTTPStatus.FORBIDDEN, "not_from_here", "This page may not do that."


class Conflict(HubError):
    status, code, title = HTTPStatus.CONFLICT, "not_open", "This is no longer possible."


class TooFast(HubError):
    status, code, title, retry = (
        HTTPStatus.TOO_MANY_REQUESTS,
        "too_fast",
        "Too many messages in a short time.",
        True,
    )

    def __init__(self, retry_s: int) -> None:
        super().__init__(seconds=retry_s)
        self.retry_s = retry_s


class UsedBefore(HubError):
    status, code, title = HTTPStatus.CONFLICT, "used_before", "This id was used for something else before."


class Unavailable(HubError):
    status, code, title, retry = (
        HTTPStatus.SERVICE_UNAVAILABLE,
        "unavailable",
        "A part of the hub does not answer.",
        True,
    )


@dataclass(frozen=True)
class Fault:
    """One thing wrong in the input, by the field's name on the wire; `code` is for pages that have a text."""

    name: str
    code: str
    reason: str
    args: Mapping[str, str | int] = field(default_factory=dict)


class Faulty(HubError):
    """Input with faults that only we could tell, all of them at once."""

    title = "Invalid input."

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(_counted(len(faults)))
        self.faults = tuple(faults)

    @property
    def invalid_params(self) -> list[dict[str, Any]]:
        """Return the faults as they cross the wire."""
        return [
            {"name": f.name, "reason": f.reason, "code": f.code, "args": dict(f.args)} for f in self.faults
        ]


def _counted(faults: int) -> str:
    return "The request has 1 fault." if faults == 1 else f"The request has {faults} faults."


def problem(status: int, title: str, detail: str, **more: Any) -> JSONResponse:
    """Build one problem+json answer."""
    body = {"type": "about:blank", "status": status, "title": title, "detail": detail, **more}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")


def refusal(error: HubError) -> JSONResponse:
    """Build the answer to a request that met an expected fault; one that may come again says when."""
    if isinstance(error, Faulty):
        return problem(error.status, error.title, error.detail, invalidParams=error.invalid_params)
    args = {"args": dict(error.args_for_text)} if error.args_for_text else {}
    answer = problem(error.status, error.title, error.detail, code=error.code, **args)
    if error.status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooFast):
        answer.headers["Retry-After"] = str(error.retry_s)
    return answer


def install(app: FastAPI) -> None:
    """Make every fault of `app` answer as problem+json; invalid input answers 400 with all its faults."""

    async def hub_error(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HubError)
        return refusal(error)

    async def away(_: Request, error: Exception) -> JSONResponse:
        log.warning("request_waits", error=type(error).__name__)
        return refusal(Unavailable())

    async def invalid(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        faults = [{"name": ".".join(str(p) for p in e["loc"]), "reason": e["msg"]} for e in error.errors()]
        return problem(400, "Invalid input.", _counted(len(faults)), invalidParams=faults)

    async def http_error(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        phrase = HTTPStatus(error.status_code).phrase
        answer = problem(error.status_code, phrase, str(error.detail))
        answer.headers.update(error.headers or {})
        return answer

    async def unexpected(request: Request, error: Exception) -> JSONResponse:
        log.error("request_failed", path=request.url.path, error=type(error).__name__, exc_info=error)
        return problem(500, "Something broke on our side.", "It was logged. Try again in a minute.")

    app.add_exception_handler(HubError, hub_error)
    for outage in (*NO_DATABASE, LiveError):
        app.add_exception_handler(outage, away)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(Exception, unexpected)
