"""Structured logs: one JSON line an event on stdout; personal data only in development."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

PERSONAL = "pii_"


def drop_personal(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Remove every key that starts with `pii_`."""
    for key in [key for key in line if key.startswith(PERSONAL)]:
        del line[key]
    return line


NO_FAULTS_OF_OURS = frozenset(
    {
        "ASGI callable returned without completing handshake.",  # a refused socket: it has its answer
        "Invalid UTF-8 sequence received from client.",  # its socket is closed with the code for that
    }
)


def no_fault_of_others(record: logging.LogRecord) -> bool:
    """Leave out what uvicorn calls an error although a stranger made it: anybody could fill the log."""
    return record.getMessage() not in NO_FAULTS_OF_OURS


def configure(*, development: bool) -> None:
    """Set up structlog, and send the standard library's warnings through the same lines."""
    processors: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    if not development:
        processors.append(drop_personal)
    structlog.configure(
        processors=[*processors, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    logging.getLogger("uvicorn.error").addFilter(no_fault_of_others)
    logging.basicConfig(
        level=logging.WARNING,
        stream=sys.stdout,
        format='{"level":"%(levelname)s","logger":"%(name)s","event":%(message)r}',
    )
