"""Serve the bot: our own channel, on 127.0.0.1 unless told otherwise, and nothing else of Rasa's.

Environment: HUB_BOT_PORT, HUB_BOT_TOKEN, HUB_INTERNAL_TOKEN, HUB_ACTIONS_URL, HUB_REDIS_HOST, HUB_REDIS_PORT,
HUB_REDIS_PASSWORD; HUB_BOT_HOST where the bot has a network of its own.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Any, TextIO

HERE = Path(__file__).resolve().parent
NEEDED = (
    "HUB_BOT_PORT",
    "HUB_BOT_TOKEN",
    "HUB_INTERNAL_TOKEN",
    "HUB_ACTIONS_URL",
    "HUB_REDIS_HOST",
    "HUB_REDIS_PORT",
)
# One message is milliseconds of work: threads of its own only cost the neighbours their core.
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # Seconds for messages under way at the end: the hub stops within five.
    "SANIC_GRACEFUL_SHUTDOWN_TIMEOUT": "1.5",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
}


def main() -> int:
    """Serve until SIGTERM; return the exit code."""
    if missing := [name for name in NEEDED if not os.environ.get(name)]:
        _tell(f"The bot cannot start: {missing[0]} is not set.", sys.stderr)
        return 1
    import train

    model = train.model_path()
    if not model.exists():
        _tell("The bot cannot start: it is not trained; run bot/train.py.", sys.stderr)
        return 1
    os.environ.update(QUIET)
    os.environ.setdefault("HUB_REDIS_PASSWORD", "")  # a Redis of one's own may have none
    import slim

    slim.leave_out_tensorflow()
    slim.check_action_schema_once()
    _serve(model)
    return 0


def _serve(model: Path) -> None:
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.log_utils import configure_structlog

    logging.basicConfig(level=logging.WARNING, stream=sys.stdout)
    configure_structlog(logging.WARNING)
    serve_application(
        str(model),
        interface=os.environ.get("HUB_BOT_HOST", "127.0.0.1"),
        port=int(os.environ["HUB_BOT_PORT"]),
        credentials=str(HERE / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(HERE / "endpoints.yml")),
        # Rasa's own routes (/model, /conversations) stay away: nobody needs them here.
        enable_api=False,
        server_listeners=[(_insist_on_a_model, "after_server_start"), (_leave, "after_server_stop")],
    )


async def _insist_on_a_model(app: Any, _: Any) -> None:
    """End when the model could not be loaded: Rasa would go on and answer every message with a fault."""
    if app.ctx.agent is None or not app.ctx.agent.is_ready():
        _tell("The bot cannot start: its model could not be loaded; the lines above say why.", sys.stderr)
        os._exit(1)


async def _leave(_: Any, __: Any) -> None:
    """End at once after the last listener: taking the interpreter apart costs seconds on a busy machine."""
    os._exit(0)


def _tell(sentence: str, stream: TextIO) -> None:
    stream.write(sentence + "\n")
    stream.flush()


if __name__ == "__main__":
    sys.exit(main())
