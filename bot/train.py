"""Train the bot when its data changed, and only then. Says one line; Rasa's own go to models/train.log."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

HERE = Path(__file__).resolve().parent
MODELS = HERE / "models"
LOG = MODELS / "train.log"

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_MAX_CACHE_SIZE": "0",
    "LOG_LEVEL": "WARNING",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def sources() -> Iterator[Path]:
    """Yield every file that a model is made from."""
    yield HERE / "config.yml"
    yield HERE / "requirements.lock"
    yield from sorted((HERE / "understanding").glob("*.py"))
    for folder in ("domain", "data"):
        yield from sorted((HERE / folder).rglob("*.yml"))


def model_path() -> Path:
    """Return where the model of today's sources is, or will be."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(str(path.relative_to(HERE)).encode() + b"\0" + path.read_bytes() + b"\0")
    return MODELS / f"{digest.hexdigest()[:16]}.tar.gz"


def train(target: Path) -> None:
    """Train into a folder of its own and move the finished model to `target`; older models go."""
    os.environ.update(QUIET)
    from rasa.model_training import train as rasa_train

    fresh = MODELS / "new"
    shutil.rmtree(fresh, ignore_errors=True)
    domain, config, data = (str(HERE / name) for name in ("domain", "config.yml", "data"))
    result = rasa_train(domain, config, [data], output=str(fresh), fixed_model_name=target.name)
    if result.code != 0 or not result.model:
        raise RuntimeError("Rasa made no model")
    for old in MODELS.glob("*.tar.gz"):
        old.unlink()
    Path(result.model).replace(target)
    shutil.rmtree(fresh, ignore_errors=True)


@contextlib.contextmanager
def into_log() -> Iterator[None]:
    """Send all that Rasa and TensorFlow print, from Python and from C, to the log."""
    sys.stdout.flush()
    kept = os.dup(1), os.dup(2)
    with LOG.open("wb") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        try:
            yield
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)


def main() -> int:
    """Make sure that there is a model of today's sources; return the exit code."""
    target = model_path()
    if target.exists():
        _tell(f"Bot: model {target.stem[:8]} is up to date.", sys.stdout)
        return 0
    MODELS.mkdir(exist_ok=True)
    started = time.monotonic()
    try:
        with into_log():
            train(target)
    except Exception as error:  # noqa: BLE001 - the boundary of this process
        _tell(f"Bot: training failed ({error}); {LOG} says more.", sys.stderr)
        return 1
    _tell(f"Bot: trained model {target.stem[:8]} in {time.monotonic() - started:.0f} s.", sys.stdout)
    return 0


def _tell(sentence: str, stream: TextIO) -> None:
    stream.write(sentence + "\n")
    stream.flush()


if __name__ == "__main__":
    sys.exit(main())
