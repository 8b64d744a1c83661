"""Write the published part of the API's description to docs/openapi.json, after a change that was meant."""

from __future__ import annotations

import json
from pathlib import Path

from gateway import openapi
from gateway.app import create_app
from gateway.settings import Settings

TARGET = Path(__file__).parents[1] / "docs" / "openapi.json"
NOT_USED = {
    "environment": "development",
    "DATABASE_URL": "postgresql+psycopg://nowhere",
    "REDIS_URL": "redis://nowhere",
    "bot_token": "-",
    "internal_token": "-",
    "ticket_key": "-",
}
"""Describing opens no connection."""


def main() -> None:
    """Write the file."""
    document = create_app(Settings.model_validate(NOT_USED)).openapi()
    TARGET.write_text(json.dumps(openapi.published(document), indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
