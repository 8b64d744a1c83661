"""Is the process alive, and can it do its work."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from gateway.errors import problem
from gateway.officers.access import everyone
from gateway.readiness import Readiness, State

router = APIRouter(include_in_schema=False, dependencies=[Depends(everyone)])


def readiness_of(request: Request) -> Readiness:
    """Return what watches the parts of the hub that serves this request."""
    readiness = request.app.state.readiness
    assert isinstance(readiness, Readiness)
    return readiness


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """Answer as long as the process serves."""
    return {"status": "ok"}


@router.get("/readyz")
async def ready(readiness: Annotated[Readiness, Depends(readiness_of)]) -> JSONResponse:
    """Answer 503 when this gateway cannot serve; `degraded` when it can, without the bot or video."""
    states = await readiness.states()
    parts = [_told(state) for state in states]
    missing = [state.part for state in states if not state.ok]
    if any(state.needed and not state.ok for state in states):
        return problem(503, "Not ready.", f"Not well: {', '.join(missing)}.", parts=parts)
    return JSONResponse({"status": "degraded" if missing else "ready", "parts": parts})


def _told(state: State) -> dict[str, Any]:
    told = {"name": state.part, "ok": state.ok, "needed": state.needed, "since": state.since.isoformat()}
    return told | ({"why": state.why} if state.why else {})
