"""The frames of the signalling socket stay as pages know them."""

from __future__ import annotations

import json
from pathlib import Path

from video import frames

SNAPSHOT = Path(frames.__file__).with_name("frames.schema.json")


def test_schema_is_the_committed_one() -> None:
    assert frames.schema() == json.loads(SNAPSHOT.read_text()), (
        "The frames changed. When the pages follow, write frames.schema() to video/frames.schema.json."
    )
