"""The queue: ask for a person, take, put back, leave, finish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from gateway.database import Tx, hold, hold_now, new_id, now, nudge
from gateway.errors import Conflict, NotThere
from gateway.escalation import lifecycle, repository
from gateway.escalation.events import EntryReleased, EntryTaken
from gateway.escalation.tables import QueueEntry
from gateway.events import Events

QUEUE_CHANNEL: Final = "queue"
JUST_NOW: Final = timedelta(seconds=5)
ENOUGH_MEASURED: Final = 5
CLOSED: Final = "closed"
MEDIA: Final = ("chat", "video")


class NobodyWaiting(Conflict):
    code, title = "nobody_waiting", "Nobody is waiting."


class ColleagueWasFirst(Conflict):
    code, title = "colleague_was_first", "A colleague was just before you."


class OfficerInCall(Conflict):
    code, title = "officer_in_call", "The officer is in a video call with somebody else."


class AlreadyInCall(Conflict):
    code, title = "busy", "Finish your video call first."


@dataclass(frozen=True)
class Wish:
    """What somebody asks for when they ask for a person."""

    conversation_id: UUID
    medium: str
    language: str
    surface: str
    topic: str | None = None
    place_name: str | None = None
    team: str | None = None


async def ask(tx: Tx, events: Events, wish: Wish) -> QueueEntry:
    """Put someone in the queue; who waits already changes medium and keeps the place.

    With an officer already there, a wish for video is granted by that officer, also a second time;
    raises OfficerInCall when that officer is in a video call with somebody else.
    """
    entry = await repository.active_of(tx, wish.conversation_id)
    if entry is None:
        at = await _after_all_others(tx)
        entry = QueueEntry(id=new_id(), state="waiting", asked_at=at, note="", **vars(wish))
        tx.add(entry)
        await tx.flush()
    elif entry.taken_by is not None:
        await _grant(tx, events, entry, wish.medium)
    else:
        entry.medium = wish.medium
    nudge(tx, QUEUE_CHANNEL)
    return entry


async def _after_all_others(tx: Tx) -> datetime:
    """Return the time now, or just after who asked last: a clock set back lets nobody go before others."""
    last = await repository.last_asked_at(tx)
    return max(now(), last + timedelta(milliseconds=1)) if last else now()


async def _grant(tx: Tx, events: Events, entry: QueueEntry, medium: str) -> None:
    officer_id = entry.taken_by
    assert officer_id is not None, "an officer is there"
    await hold(tx, officer_id)  # who takes somebody waits for people who wait; this person does not
    others = [other for other in await repository.taken_by(tx, officer_id) if other.id != entry.id]
    if medium == "video" and any(other.medium == "video" for other in others):
        raise OfficerInCall
    entry.medium = medium
    await events.emit(tx, EntryTaken(entry.conversation_id, medium, officer_id))


async def wish_of(tx: Tx, conversation_id: UUID) -> str | None:
    """Return the medium in which somebody waits or is helped, or None."""
    entry = await repository.active_of(tx, conversation_id)
    return entry.medium if entry else None


async def take(tx: Tx, events: Events, officer_id: UUID, medium: str | None) -> QueueEntry:
    """Give the officer who has waited longest.

    Raises NobodyWaiting, ColleagueWasFirst when someone else just took the last one, and
    AlreadyInCall when a second video call would start.
    """
    await hold(tx, officer_id)
    in_hand = await repository.taken_by(tx, officer_id)
    in_call = any(entry.medium == "video" for entry in in_hand)
    if medium == "video" and in_call:
        raise AlreadyInCall
    medium = "chat" if in_call else medium
    entry = await repository.first_waiting(tx, medium)
    if entry is None:
        late = await repository.contested(tx, officer_id, medium, now() - JUST_NOW)
        raise ColleagueWasFirst if late else NobodyWaiting
    entry.state = lifecycle.step(entry.state, "taken")
    entry.taken_by, entry.taken_at, entry.appeared_at = officer_id, now(), None
    await events.emit(tx, EntryTaken(entry.conversation_id, entry.medium, officer_id))
    nudge(tx, QUEUE_CHANNEL)
    nudge(tx, f"officer:{officer_id}")
    return entry


async def in_hand(tx: Tx, officer_id: UUID) -> Sequence[QueueEntry]:
    """Return what this officer has in hand, oldest first."""
    return await repository.taken_by(tx, officer_id)


async def lock(tx: Tx, conversation_id: UUID) -> None:
    """Hold this person's place before anything else of theirs is locked, whether they wait yet or not."""
    await hold(tx, conversation_id)


async def lock_now(tx: Tx, conversation_id: UUID) -> bool:
    """Hold this person's place if nobody is busy with it; False when somebody is."""
    return await hold_now(tx, conversation_id)


async def held(tx: Tx, officer_id: UUID, conversation_id: UUID) -> QueueEntry:
    """Return the entry this officer has in hand; anything else looks as if it were not there."""
    entry = await repository.active_of(tx, conversation_id)
    if entry is None or entry.state != "taken" or entry.taken_by != officer_id:
        raise NotThere
    return entry


async def release(tx: Tx, events: Events, officer_id: UUID, conversation_id: UUID) -> None:
    """Put someone back at the old place in the queue."""
    await _put_back(tx, events, await held(tx, officer_id, conversation_id), "released")


async def appear(tx: Tx, officer_id: UUID, conversation_id: UUID) -> None:
    """Note that the officer who took this person showed up; only the first time counts."""
    entry = await held(tx, officer_id, conversation_id)
    if entry.appeared_at is None:
        entry.appeared_at = now()
        nudge(tx, f"officer:{officer_id}")


async def silent(tx: Tx, silent_s: int) -> list[UUID]:
    """Return whom an officer took who did not show up in time, or whose console is gone that long."""
    return list(await repository.silent(tx, _ago(silent_s)))


async def still_silent(tx: Tx, conversation_id: UUID, silent_s: int) -> bool:
    """Tell whether the officer who took this person still keeps silent. Hold the person's place first."""
    return await repository.still_silent(tx, conversation_id, _ago(silent_s)) is not None


async def put_back_silent(tx: Tx, events: Events, conversation_id: UUID, silent_s: int) -> bool:
    """Put someone back at the old place when the officer still keeps silent; False when not any more.

    Hold the person's place first.
    """
    entry = await repository.still_silent(tx, conversation_id, _ago(silent_s))
    if entry is None:
        return False
    entry.put_back_from, entry.put_back_at = entry.taken_by, now()
    nudge(tx, f"officer:{entry.taken_by}")
    await _put_back(tx, events, entry, "officer_silent")
    return True


async def _put_back(tx: Tx, events: Events, entry: QueueEntry, happened: str) -> None:
    entry.state = lifecycle.step(entry.state, happened)
    entry.taken_by = entry.taken_at = entry.appeared_at = None
    await events.emit(tx, EntryReleased(entry.conversation_id, entry.medium, happened))
    nudge(tx, QUEUE_CHANNEL)


def _ago(seconds: int) -> datetime:
    return now() - timedelta(seconds=seconds)


async def tell(tx: Tx, conversation_id: UUID, why: str) -> QueueEntry | None:
    """Note that a waiting person hears what is possible instead; None when they wait no more or heard it.

    Once a wait, and once more when everybody has gone home. Hold the person's place first.
    """
    entry = await repository.active_of(tx, conversation_id)
    if entry is None or entry.state != "waiting" or not untold(entry, why):
        return None
    entry.told = why
    return entry


def untold(entry: QueueEntry, why: str) -> bool:
    """Tell whether somebody who waits has not heard this yet."""
    return entry.told is None or (why == CLOSED and entry.told != CLOSED)


async def finish(tx: Tx, officer_id: UUID, conversation_id: UUID) -> QueueEntry:
    """Note that the officer is done with this person."""
    entry = await held(tx, officer_id, conversation_id)
    _end(tx, entry, "finished")
    return entry


async def leave(tx: Tx, conversation_id: UUID) -> QueueEntry | None:
    """Note that the person no longer waits; None when nobody waits (an officer who has them wraps up)."""
    entry = await repository.active_of(tx, conversation_id)
    if entry is None or entry.state != "waiting":
        return None
    _end(tx, entry, "left")
    return entry


async def abandon(tx: Tx, conversation_id: UUID) -> str:
    """End what nobody came back to, waiting or taken; return the officer's note so far."""
    entry = await repository.active_of(tx, conversation_id)
    if entry is None:
        return ""
    _end(tx, entry, "left" if entry.state == "waiting" else "finished")
    return entry.note


def _end(tx: Tx, entry: QueueEntry, happened: str) -> None:
    """End an entry, never before it was taken: a clock set back would make the handling time negative."""
    entry.state = lifecycle.step(entry.state, happened)
    entry.finished_at = max(now(), entry.taken_at or entry.asked_at)
    nudge(tx, QUEUE_CHANNEL)


async def save_note(tx: Tx, officer_id: UUID, conversation_id: UUID, text: str) -> None:
    """Keep the officer's note until the close."""
    entry = await held(tx, officer_id, conversation_id)
    entry.note = text


async def handling_s(tx: Tx, assumed_s: int) -> dict[str, float]:
    """Return the usual handling time in seconds by medium: measured if there is enough, else `assumed_s`."""
    usual: dict[str, float] = {}
    for medium in MEDIA:
        counted, median = await repository.handling_s(tx, medium)
        usual[medium] = median if counted >= ENOUGH_MEASURED else float(assumed_s)
    return usual
