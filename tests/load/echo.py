"""A bot that says back what it heard, in the real one's contract: `uvicorn tests.load.echo:app`."""

from __future__ import annotations

import json

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


async def answer(request: Request) -> Response:
    """Understand nothing and repeat everything."""
    text = (await request.json())["text"]
    lines = (
        {"understood": {"topic": None, "confidence": 0.0, "runner_up": None}},
        {"reply": {"text": text, "buttons": []}},
    )
    body = "".join(json.dumps(line) + "\n" for line in lines)
    return Response(body, media_type="application/x-ndjson")


app = Starlette(
    routes=[Route("/", lambda _: Response()), Route("/webhooks/hub/messages", answer, methods=["POST"])]
)
