"""Heartbeats of kiosks: what each screen does now; Redis forgets the ones that fell silent."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from gateway.kiosks.tables import Kiosk
from gateway.live import Live

KEY: Final = "hub:kiosk:"

Screen: TypeAlias = Literal["idle", "in_use", "in_call"]
State: TypeAlias = Literal["idle", "in_use", "in_call", "silent", "never_seen", "revoked"]


class Beat(BaseModel):
    """What a kiosk told last."""

    model_config = ConfigDict(frozen=True)

    kiosk_id: UUID
    at: datetime
    screen: Screen
    version: str
    camera: bool
    microphone: bool
    errors: int


async def keep(live: Live, beat: Beat, seconds: int) -> None:
    """Keep a heartbeat until the kiosk counts as silent."""
    await live.put(f"{KEY}{beat.kiosk_id}", beat.model_dump(mode="json"), seconds)


async def drop(live: Live, kiosk_id: UUID) -> None:
    """Forget a kiosk's heartbeat."""
    await live.drop(f"{KEY}{kiosk_id}")


async def all_of(live: Live) -> dict[UUID, Beat]:
    """Return the heartbeats of the kiosks that live."""
    beats = [Beat.model_validate(kept) for kept in await live.under(KEY)]
    return {beat.kiosk_id: beat for beat in beats}


def state_of(kiosk: Kiosk, beat: Beat | None) -> State:
    """Say how a kiosk is, in one word."""
    if kiosk.revoked_at is not None:
        return "revoked"
    if beat is not None:
        return beat.screen
    return "silent" if kiosk.seen_at is not None else "never_seen"
