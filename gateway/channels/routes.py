"""HTTP of the citizen's channels."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import Field

from gateway.channels.citizen import HANDOFF_KEY
from gateway.conversations import repository, service
from gateway.database import now
from gateway.errors import NotThere
from gateway.hub import Hub, hub_of
from gateway.officers.access import everyone, own_origin
from gateway.wire import Answer, Question

router = APIRouter(prefix="/v1", tags=["channels"])


class Redemption(Question):
    code: Annotated[str, Field(min_length=16, max_length=64)]


class NewSession(Answer):
    session: str


@router.post("/handoff-redemptions", dependencies=[Depends(everyone), Depends(own_origin)])
async def redeem(wanted: Redemption, hub: Annotated[Hub, Depends(hub_of)]) -> NewSession:
    """Change a one-time code for a session; used, expired and made-up codes look the same.

    So does a code whose giver ended the conversation in the meantime.
    """
    kept = await hub.live.take(HANDOFF_KEY + service.hash_secret(wanted.code))
    if kept is None:
        raise NotThere
    async with hub.database.transaction() as tx:
        if not await repository.may_take_part(tx, kept["by"], now()):
            raise NotThere
        session = await service.open_session(tx, hub.settings, UUID(kept["conversation"]))
    return NewSession(session=session)
