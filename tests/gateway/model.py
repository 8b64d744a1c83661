"""What people may rely on, in plain Python: the life cycles of conversations, queue, calls and log.

Each command returns what the hub answers: DONE or the code of a refusal. test_life_cycles.py tries
commands that ran at once in every order: one of them must explain what happened.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

DONE = "done"
NOT_OPEN = "not_open"
NOT_YOURS = "not_yours"
NOBODY = "nobody_waiting"
BUSY = "busy"
OFFICER_IN_CALL = "officer_in_call"
LOCAL = ZoneInfo("Europe/Amsterdam")
OPENS_H, CLOSES_H = 8, 20
"""When people are at the desk of this model, every day."""


@dataclass
class Stretch:
    """A contact of the log."""

    medium: str
    reason: str | None = None
    outcome: str | None = None
    officer: int | None = None
    note: str | None = None

    def end(self, reason: str, outcome: str | None = None, note: str | None = None) -> None:
        self.reason, self.outcome = reason, outcome
        self.note = note or self.note


@dataclass
class Talk:
    """One conversation as the two people in it know it."""

    seen_at: datetime
    holder: str = "bot"
    officer: int | None = None
    wish: str | None = None
    asked: int | None = None
    note: str = ""
    taken_at: datetime | None = None
    appeared: bool = False
    """The officer who took this showed up: said something, or sat down in the call."""
    told: str | None = None
    """What somebody who waits heard last about what is possible instead."""
    call: str | None = None
    calls: int = 0
    """How many calls there were; the open one, if there is one, is the last."""
    reason: str | None = None
    gone: bool = False
    """The citizen ended it: no browser of theirs gets in any more."""
    thread: list[tuple[str, ...]] = field(
        default_factory=lambda: [("NoticeShown",), ("MessagePosted", "bot", "")]
    )
    contacts: list[Stretch] = field(default_factory=list)
    receipts: set[int] = field(default_factory=set)

    @property
    def closed(self) -> bool:
        return self.reason is not None

    def open_contacts(self) -> list[Stretch]:
        return [contact for contact in self.contacts if contact.reason is None]

    def contact(self, medium: str) -> Stretch:
        """Return the open contact for a medium; typed words belong to a video contact too."""
        for contact in self.open_contacts():
            if contact.medium == medium or (medium == "chat" and contact.medium == "video"):
                return contact
        self.contacts.append(Stretch(medium))
        return self.contacts[-1]

    def end_contacts(self, medium: str, reason: str, outcome: str | None = None) -> None:
        for contact in self.open_contacts():
            if contact.medium == medium:
                contact.end(reason, outcome)

    def close(self, reason: str, outcome: str | None = None, note: str | None = None) -> None:
        for contact in self.open_contacts():
            contact.end(reason, outcome, note)
        self.holder, self.officer, self.wish, self.asked = "nobody", None, None, None
        self.call, self.reason = None, reason
        self.thread.append(("ConversationClosed", reason))

    def put_back(self, why: str) -> None:
        """Give the old place in the queue back; the officer and the call are gone."""
        self.thread.append(("OfficerLeft", why))
        for contact in self.open_contacts():
            contact.officer = None
        if self.call:
            self.thread.append(("CallEnded", why))
        self.call, self.holder, self.officer, self.taken_at = None, "queue", None, None


@dataclass
class Model:
    """Everybody's conversations; talks and officers are known by their number."""

    now: datetime
    resume: timedelta
    officer_idle: timedelta
    silence: timedelta
    signs: list[datetime]
    """When each officer's console was last there."""
    talks: list[Talk] = field(default_factory=list)
    asked: int = 0

    def waiting(self) -> list[int]:
        """Return who waits, by the order in which they asked."""
        waits = [n for n, talk in enumerate(self.talks) if talk.holder == "queue"]
        return sorted(waits, key=lambda n: self.talks[n].asked or 0)

    def in_hand(self, officer: int) -> list[int]:
        """Return whom an officer has."""
        return [
            n for n, talk in enumerate(self.talks) if talk.officer == officer and talk.holder == "officer"
        ]

    def in_video(self, officer: int) -> bool:
        return any(self.talks[n].wish == "video" for n in self.in_hand(officer))

    def open(self) -> bool:
        """Tell whether people are at the desk."""
        return OPENS_H <= self.now.astimezone(LOCAL).hour < CLOSES_H

    def _citizen(self, n: int, client: int) -> str | None:
        """Return the answer before anything is done, or None when the command may be carried out."""
        talk = self.talks[n]
        if client in talk.receipts:
            return DONE
        if talk.closed:
            return NOT_OPEN
        return NOT_YOURS if talk.gone else None

    def say(self, n: int, client: int, text: str) -> str:
        if answer := self._citizen(n, client):
            return answer
        talk = self.talks[n]
        talk.contact("chat")
        talk.thread.append(("MessagePosted", "citizen", text))
        talk.receipts.add(client)
        return DONE

    def ask(self, n: int, client: int, medium: str) -> str:
        if answer := self._citizen(n, client):
            return answer
        answer = self._ask_officer(n, medium) if self.talks[n].holder == "officer" else self._queue(n, medium)
        if answer == DONE:
            self.talks[n].receipts.add(client)
        return answer

    def _queue(self, n: int, medium: str) -> str:
        talk = self.talks[n]
        if not self.open():
            talk.thread.append(("MessagePosted", "hub", ""))
            return DONE
        if talk.holder == "queue" and talk.wish == medium:
            return DONE
        if medium == "chat":
            talk.end_contacts("video", "went_on_by_chat")
        if talk.asked is None:
            self.asked += 1
            talk.asked, talk.told = self.asked, None
        talk.holder, talk.wish = "queue", medium
        talk.contact(medium)
        talk.thread.append(("PersonAsked", medium))
        return DONE

    def _ask_officer(self, n: int, medium: str) -> str:
        """An officer who is there grants video, unless in a call with somebody else."""
        talk = self.talks[n]
        if medium == "chat" or talk.call:
            return DONE
        assert talk.officer is not None
        if any(self.talks[m].wish == "video" for m in self.in_hand(talk.officer) if m != n):
            return OFFICER_IN_CALL
        talk.thread.append(("PersonAsked", medium))
        talk.wish = medium
        self._join(talk, talk.officer)
        return DONE

    def _join(self, talk: Talk, officer: int) -> None:
        assert talk.wish
        talk.contact(talk.wish).officer = officer
        if talk.holder != "officer":
            talk.thread.append(("OfficerJoined", talk.wish))
            talk.taken_at, talk.appeared = self.now, False
        talk.holder, talk.officer = "officer", officer
        if talk.wish == "video":
            talk.end_contacts("chat", "went_on_by_video", "escalated")
            if not talk.call:
                talk.call, talk.calls = "ready", talk.calls + 1
                talk.thread.append(("CallReady",))

    def stop(self, n: int, client: int) -> str:
        if answer := self._citizen(n, client):
            return answer
        talk = self.talks[n]
        if talk.holder != "queue":
            return NOT_OPEN
        talk.end_contacts("video", "stopped_waiting")
        talk.holder, talk.wish, talk.asked, talk.note = "bot", None, None, ""
        talk.thread.append(("WaitingStopped", ""))
        talk.receipts.add(client)
        return DONE

    def keep(self, n: int, client: int) -> str:
        if answer := self._citizen(n, client):
            return answer
        if self.talks[n].holder != "queue":
            return NOT_OPEN
        self.talks[n].thread.append(("WaitingKept",))
        self.talks[n].receipts.add(client)
        return DONE

    def leave(self, n: int, client: int) -> str:
        if answer := self._citizen(n, client):
            return answer
        talk = self.talks[n]
        talk.gone = True
        talk.receipts.add(client)
        if talk.holder == "officer":
            talk.thread.append(("CitizenLeft",))
        else:
            talk.close("done_by_citizen")
        return DONE

    def take(self, officer: int, client: int, medium: str | None) -> str:
        if any(client in self.talks[n].receipts for n in self.in_hand(officer)):
            return DONE
        in_call = self.in_video(officer)
        if medium == "video" and in_call:
            return BUSY
        wanted = "chat" if in_call else medium
        for n in self.waiting():
            talk = self.talks[n]
            if wanted in {None, talk.wish}:
                self._join(talk, officer)
                talk.receipts.add(client)
                return DONE
        return NOBODY

    def _officer(self, officer: int, n: int, client: int) -> str | None:
        talk = self.talks[n]
        if client in talk.receipts:
            return DONE
        if talk.closed:
            return NOT_OPEN
        return None if talk.officer == officer else NOT_YOURS

    def answer(self, officer: int, n: int, client: int, text: str) -> str:
        if answer := self._officer(officer, n, client):
            return answer
        self.talks[n].thread.append(("MessagePosted", "officer", text))
        self.talks[n].appeared = True
        self.talks[n].receipts.add(client)
        return DONE

    def write_note(self, officer: int, n: int, client: int, text: str) -> str:
        if answer := self._officer(officer, n, client):
            return answer
        self.talks[n].note = text
        self.talks[n].receipts.add(client)
        return DONE

    def release(self, officer: int, n: int, client: int) -> str:
        if answer := self._officer(officer, n, client):
            return answer
        talk = self.talks[n]
        talk.receipts.add(client)
        if talk.gone:
            talk.close("done_by_citizen", note=talk.note)
            return DONE
        talk.put_back("released")
        return DONE

    def finish(self, officer: int, n: int, client: int, outcome: str) -> str:
        if answer := self._officer(officer, n, client):
            return answer
        talk = self.talks[n]
        talk.receipts.add(client)
        talk.close("closed_by_officer", outcome, f"note of {client}")
        return DONE

    def call_started(self, n: int, call: int) -> str:
        """Hear from the node that a call runs; of one that is over it changes nothing."""
        talk = self.talks[n]
        if talk.call == "ready" and talk.calls == call:
            talk.call = "live"
            talk.thread.append(("CallStarted",))
        return DONE

    def officer_joined(self, n: int, call: int) -> str:
        talk = self.talks[n]
        if talk.call and talk.calls == call:
            talk.appeared = True
        return DONE

    def call_ended(self, n: int, call: int) -> str:
        talk = self.talks[n]
        if talk.call and talk.calls == call:
            talk.call = None
            talk.thread.append(("CallEnded", "hung_up_citizen"))
        return DONE

    def round(self, passed_over: frozenset[int]) -> str:
        """Do what the hub does by the clock; people somebody is busy with are left to the next round."""
        talks = [talk for n, talk in enumerate(self.talks) if n not in passed_over]
        for step in (self._sweep, self._put_back, self._tell):
            for talk in talks:
                if not talk.closed:
                    step(talk)
        return DONE

    def _sweep(self, talk: Talk) -> None:
        patience = self.officer_idle if talk.holder == "officer" else self.resume
        if talk.seen_at < self.now - patience:
            if talk.holder == "queue":
                talk.thread.append(("WaitingStopped", "vanished"))
            talk.close("vanished", note=talk.note)

    def _put_back(self, talk: Talk) -> None:
        since = self.now - self.silence
        if talk.officer is None or talk.taken_at is None or talk.taken_at >= since or talk.call == "live":
            return
        if talk.appeared and self.signs[talk.officer] >= since:
            return
        if talk.gone:
            talk.close("done_by_citizen", note=talk.note)
        else:
            talk.put_back("officer_silent")

    def _tell(self, talk: Talk) -> None:
        """Nobody shows presence in this model, so who waits hears that, or that everybody went home."""
        why = "nobody" if self.open() else "closed"
        if talk.holder == "queue" and (talk.told is None or (why == "closed" and talk.told != why)):
            talk.told = why
            talk.thread.append(("WaitedLong", why))
