"""The assistant's side of one citizen's socket: asks the bot while what was said is being stored."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import structlog

from gateway.channels import citizen_frames as frames
from gateway.channels.line import OUTAGES, Line
from gateway.channels.shared import Shared
from gateway.conversations.assistant import Turn
from gateway.conversations.tables import Conversation
from gateway.live import going_on

log = structlog.get_logger(__name__)

FOR_A_PERSON = "person:"
PAUSE_S = 1.0


@dataclass
class Storing:
    """What became of a command: its number once it is stored, and whether the assistant had no other work."""

    seq: int | None = None
    alone: bool = False

    def look(self, conversation: Conversation) -> None:
        """See whether the assistant answered everything that was said before."""
        self.alone = conversation.held_by == "bot" and conversation.seen_seq == conversation.last_seq


class Answering:
    """Answers what the citizen said; asks early when the assistant has the conversation and nothing to do."""

    def __init__(self, shared: Shared, line: Line, snapshot: frames.Snapshot) -> None:
        self._shared, self._line, self._id = shared, line, snapshot.conversation.id
        self._wake = asyncio.Event()
        if snapshot.conversation.seen_seq < snapshot.seq:
            self._wake.set()
        self._early: tuple[Turn, asyncio.Future[int | None]] | None = None
        self._idle = False
        self._typing = False
        self._language = ""
        self._asked: UUID | None = None

    def notice(self, conversation: Conversation) -> None:
        """See how the conversation stands after a command: early questions only while the bot has it."""
        self._language = conversation.language if conversation.held_by == "bot" else ""

    def hear(self, event: str) -> None:
        """Ask nothing early once something other than a message happened, until the next command."""
        if event != "MessagePosted":
            self._language = ""

    @contextmanager
    def during(self, frame: frames.CitizenFrame) -> Iterator[Storing]:
        """Let the bot think about `frame` while the block stores it; after the block answer."""
        storing = Storing()
        stored = self._ask_early(frame)
        try:
            yield storing
        finally:
            if stored is None:
                self._wake.set()
            else:
                stored.set_result(storing.seq if storing.alone else None)

    def _ask_early(self, frame: frames.CitizenFrame) -> asyncio.Future[int | None] | None:
        client_id = getattr(frame, "client_id", None)
        sent_again, self._asked = client_id == self._asked, client_id
        if sent_again or not (self._idle and self._language):
            return None
        match frame:
            case frames.Say():
                turn = Turn(self._id, frame.text, None, self._language)
            case frames.Choose() if not frame.value.startswith(FOR_A_PERSON):
                turn = Turn(self._id, frame.label, frame.value, self._language)
            case _:
                return None
        stored: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()
        self._early = (turn, stored)
        self._wake.set()
        return stored

    async def run(self) -> None:
        """Answer whatever wants an answer, until cancelled."""
        while going_on():
            self._idle = True
            await self._wake.wait()
            self._idle = False
            self._wake.clear()
            early, self._early = self._early, None
            try:
                if early is None or await self._shared.assistant.answer_early(*early, self._types):
                    await self._shared.assistant.answer(self._id, self._types)
            except OUTAGES as error:
                log.warning("answer_waits", error=type(error).__name__)
                self._wake.set()  # nobody else would ask for it again
                await self._types(on=False)
                await asyncio.sleep(PAUSE_S)
            else:
                await self._types(on=False)

    async def _types(self, *, on: bool = True) -> None:
        if on != self._typing:
            self._typing = on
            await self._line.send(frames.SomeoneTypes(who="bot", name=None, on=on))
