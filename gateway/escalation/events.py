"""What happened to a wish for a person, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class EntryTaken:
    """An officer took the conversation."""

    conversation_id: UUID
    medium: str
    officer_id: UUID


@dataclass(frozen=True)
class EntryReleased:
    """It is back at its old place: the officer put it there, or did not show up."""

    conversation_id: UUID
    medium: str
    reason: str = "released"
    """released | officer_silent"""
