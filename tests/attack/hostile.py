"""Hostile frames, made from the committed schema of the frames and from what has broken parsers before."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).parents[2]
Schema = dict[str, Any]

TEXTS: tuple[str, ...] = (
    "'; drop table conversations; --",
    '" or 1=1 --',
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "%s%n%x {0} {self.__class__} ${jndi:ldap://127.0.0.1/a} {{7*7}} $(id) `id`",
    "../../../etc/passwd",
    "\u202egnirts\u202c \u2066bidi\u2069",
    "Z\u0351\u036b\u0343a\u0489l\u0316g\u0317o" * 50,
    "\ufffe\uffff\U0010ffff\ufeff",
    "a\r\nSet-Cookie: officer=1\r\n\r\n<html>",
    "\x00",
    "nul\x00in it",
    "\x1b[2J\x07",
    "\u0660" * 32,
    "",
    " ",
    "\u200b",
    "x" * 2_001,
    "=cmd|' /C calc'!A0",
    "ok",
)
VALUES: tuple[Any, ...] = (
    *TEXTS,
    None,
    True,
    0,
    -1,
    2**31,
    2**63,
    2**64,
    10**400,
    -(10**400),
    1e308,
    0.1,
    float("nan"),
    float("inf"),
    [],
    {},
    [[[[]]]],
    {"$ref": "#"},
    {"__proto__": {"admin": True}},
    ["x"] * 500,
)


def kinds(schema: Schema) -> list[Schema]:
    """Return the object schemas of all frames that a side may send."""
    found = [one for one in schema["$defs"].values() if "type" in one.get("properties", {})]
    found = [one for one in found if one["title"] not in {"Ping", "Pong"}]
    return sorted(found, key=lambda one: str(one["title"]))


LAST_ID = "8f1d1f5e-5d0a-4c5e-9a3b-0123456789ab"
LAST = f'{{"type":"last","client_id":"{LAST_ID}"}}'
PING = '{"type":"ping"}'
"""The last of a batch: the gateway's refusal names it; a node's would not, so a node answers a ping."""
UNKNOWN: tuple[Any, ...] = ("admin", "__class__", "", "snapshot", "ack", "refused", "eval", None, 7, [])


class Hostile:
    """An endless source of frames, the same for the same seed; `ids` are other people's."""

    def __init__(
        self, schema: Schema, ids: Sequence[str], *, last: str = LAST, seed: int = 20_261_126
    ) -> None:
        self.last = last
        self._kinds, self._ids, self._dice = kinds(schema), ids, random.Random(seed)
        self._makers: tuple[Callable[[], str | bytes], ...] = (
            self._noise,
            self._nested,
            self._broken,
            self._doubled,
            self._unknown,
            self._large,
            *(self._mutated,) * 4,
        )

    def frame(self) -> str | bytes:
        """Make one frame: text as str, a binary frame as bytes."""
        return self._dice.choice(self._makers)()

    def as_text(self) -> bool | None:
        """Tell whether to send bytes as if they were text, which closes the socket; mostly not."""
        return True if self._dice.random() < 0.01 else None

    def valid(self) -> Schema:
        """Make a frame of the right form whose ids belong to other people."""
        kind = self._dice.choice(self._kinds)
        return {name: self._fitting(name, field) for name, field in kind["properties"].items()}

    def _fitting(self, name: str, field: Schema) -> Any:
        choices = [field, *field.get("anyOf", ())]
        known = {key: value for choice in choices for key, value in choice.items()}
        if "const" in known:
            return known["const"]
        if "enum" in known:
            return self._dice.choice(known["enum"])
        if name == "client_id" and self._dice.random() < 0.7:
            return str(UUID(int=self._dice.getrandbits(128), version=4))
        if name in {"client_id", "conversation_id", "session", "ticket"}:
            return self._dice.choice(self._ids)
        fits: dict[str, Any] = {
            "boolean": True,
            "integer": self._dice.randrange(100),
            "object": {},
            "array": [],
        }
        return fits.get(str(known.get("type")), self._dice.choice(TEXTS))

    def _mutated(self) -> str:
        frame = self.valid()
        for _ in range(self._dice.randrange(3)):
            name = self._dice.choice([*frame, "extra", "__proto__"])
            if self._dice.random() < 0.2:
                frame.pop(name, None)
            else:
                frame[name] = self._dice.choice(VALUES)
        return json.dumps(frame, ensure_ascii=self._dice.random() < 0.5)

    def _noise(self) -> str | bytes:
        noise = self._dice.randbytes(self._dice.randrange(1, 300))
        return noise if self._dice.random() < 0.5 else noise.decode("latin-1")

    def _nested(self) -> str:
        depth = self._dice.choice((50, 500, 1_500, 8_000))
        opens, closes = self._dice.choice((("[", "]"), ('{"client_id":', "}")))
        return f'{{"type":"say","client_id":{opens * depth}1{closes * depth}}}'[:16_000]

    def _broken(self) -> str:
        whole = json.dumps(self.valid())
        at = self._dice.randrange(1, len(whole))
        glued = (
            whole[:at],
            whole + whole,
            whole[:at] + '\\ud800"}',
            whole.replace('"', "'"),
            f"\ufeff{whole}",
        )
        return self._dice.choice(glued)

    def _doubled(self) -> str:
        frame = self.valid()
        other = json.dumps({**frame, **self.valid()})[1:]
        return json.dumps(frame)[:-1] + "," + other

    def _unknown(self) -> str:
        odd: Any = self._dice.choice(UNKNOWN)
        return json.dumps({**self.valid(), "type": odd})

    def _large(self) -> str:
        return json.dumps({"type": "say", "text": "x" * self._dice.choice((16_000, 16_385, 40_000))})
