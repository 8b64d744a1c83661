"""Serve the gateway: `python -m gateway.serve`."""

from __future__ import annotations

import gc
import resource
from functools import partial
from typing import Any, Final

import uvicorn

from gateway.app import create_app
from gateway.patience import PatientHttp, PatientSocket
from gateway.settings import Settings, load_or_exit

WS_MESSAGE_BYTES: Final = 64 * 1024
"""Above 16 KiB the gateway answers with a sentence; above this the connection is lost."""
OTHER_FILES: Final = 1_000
"""What a process has open besides connections of people, amply."""


def options(settings: Settings) -> dict[str, Any]:
    """Return what uvicorn is told wherever it serves the gateway."""
    return {
        "http": partial(PatientHttp, settings=settings),
        "ws": PatientSocket,
        "ws_max_size": WS_MESSAGE_BYTES,
        "ws_per_message_deflate": False,  # some KB read at once would be unpacked to many MB
        "ws_ping_interval": 5.0,
        "ws_ping_timeout": 10.0,  # a browser that vanished is let go
        "timeout_graceful_shutdown": 3,
        "access_log": False,  # it would keep people's addresses, and so does the log's "info"
        "log_level": "warning",
        "server_header": False,
        "proxy_headers": False,
    }


def allow_files(connections: int) -> None:
    """Let this process open a file for each connection, as far as the machine allows."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + OTHER_FILES
    if most != resource.RLIM_INFINITY:
        wanted = min(wanted, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def main() -> None:
    """Serve until SIGTERM or SIGINT; wrong settings end the process with one sentence."""
    settings = load_or_exit()
    allow_files(settings.connections)
    gc.collect()
    gc.freeze()  # what was imported is not looked through again and again while people wait
    uvicorn.run(
        create_app,
        factory=True,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        **options(settings),
    )


if __name__ == "__main__":
    main()
