"""The JSON schema of all frames: the contract between browser and gateway.

`python -m gateway.channels.contract` writes it to frames.schema.json, which both sides are tested against.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from gateway.channels.citizen_frames import FROM_CITIZEN, ToCitizen
from gateway.channels.officer_frames import FROM_OFFICER, ToOfficer

SNAPSHOT = Path(__file__).with_name("frames.schema.json")


def schema() -> dict[str, Any]:
    """Return the JSON schema of all frames, by sender and receiver."""
    kinds: dict[str, TypeAdapter[Any]] = {
        "fromCitizen": FROM_CITIZEN,
        "toCitizen": TypeAdapter(ToCitizen),
        "fromOfficer": FROM_OFFICER,
        "toOfficer": TypeAdapter(ToOfficer),
    }
    return {name: adapter.json_schema() for name, adapter in kinds.items()}


def text() -> str:
    """Return the schema as it stands in the committed file."""
    return json.dumps(schema(), indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    SNAPSHOT.write_text(text())
