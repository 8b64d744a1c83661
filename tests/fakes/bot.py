"""A bot that speaks the real one's contract and says what it is told to say."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import httpx2


@dataclass
class FakeBot:
    """Understands every text as `topic`; `away` makes it unreachable, `asked` keeps what it was asked."""

    topic: str = "bicycle_theft"
    away: bool = False
    asked: list[str] = field(default_factory=list)

    def client(self) -> httpx2.AsyncClient:
        """Return a client that reaches this bot whatever the address."""
        return httpx2.AsyncClient(transport=httpx2.MockTransport(self._answer))

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        if self.away:
            raise httpx2.ConnectError("refused")
        if request.method == "GET":
            return httpx2.Response(200, text="hello")
        text = json.loads(request.content)["text"]
        return httpx2.Response(200, text=self.lines(text))

    def lines(self, text: str) -> str:
        """Return what it answers to a text: one JSON line each."""
        self.asked.append(text)
        button = {"label": "Online aangifte", "kind": "link", "value": "https://example.org", "primary": True}
        lines = [
            {"understood": {"topic": self.topic, "confidence": 0.9, "runner_up": None}},
            {"reply": {"text": f"Antwoord op: {text}", "buttons": [button]}},
        ]
        return "".join(json.dumps(line) + "\n" for line in lines)
