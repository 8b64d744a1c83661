"""Is the process alive, and can it do its work."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from gateway.database import DatabaseError
from gateway.errors import problem
from gateway.hub import Hub, hub_of
from gateway.live import LiveError
from gateway.officers.access import everyone

router = APIRouter(include_in_schema=False, dependencies=[Depends(everyone)])


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """Answer as long as the process serves."""
    return {"status": "ok"}


@router.get("/readyz")
async def ready(hub: Annotated[Hub, Depends(hub_of)]) -> JSONResponse:
    """Answer 200 when PostgreSQL and Redis answer; otherwise 503 and which of them does not."""
    missing = []
    for name, check in (("postgresql", hub.database.check), ("redis", hub.live.check)):
        try:
            await check()
        except (DatabaseError, LiveError, OSError):
            missing.append(name)
    if missing:
        return problem(503, "Not ready.", f"No answer from: {', '.join(missing)}.", missing=missing)
    return JSONResponse({"status": "ready"})
