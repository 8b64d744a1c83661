"""News of kiosks that reaches the conversations held at them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class DeviceStopped:
    """What ran on this device runs no longer: it was revoked, replaced, or its page began anew."""

    kiosk_id: UUID
    reason: str
    """kiosk_revoked | kiosk_replaced | kiosk_restarted"""
