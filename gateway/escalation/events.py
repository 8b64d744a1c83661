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
    """The officer put it back at its old place."""

    conversation_id: UUID
    medium: str
