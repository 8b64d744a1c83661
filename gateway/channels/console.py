"""The officer's socket: the queue, the conversations in hand, and what is done to them."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Annotated, Final, get_args
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, WebSocket

from gateway import addresses
from gateway.calls import service as calls
from gateway.channels import officer_frames as frames
from gateway.channels import pace
from gateway.channels.frames import Pong, content
from gateway.channels.line import OUTAGES, Gone, Line, origin_allowed
from gateway.channels.nudges import Watcher
from gateway.channels.overview import OVERVIEW
from gateway.channels.shared import Shared
from gateway.channels.works import Works
from gateway.conversations import desk, receipts, service
from gateway.database import Tx, now
from gateway.errors import HubError, NotAllowed, TooFast
from gateway.escalation import repository as entries
from gateway.escalation import service as escalation
from gateway.live import going_on
from gateway.officers import presence
from gateway.officers.access import require
from gateway.officers.cookies import COOKIE
from gateway.officers.officer import Officer
from gateway.officers.repository import active_officer
from gateway.officers.rights import Right, may
from gateway.officers.sessions import OfficerSessions

log = structlog.get_logger(__name__)
router = APIRouter()

LOOK_S: Final = 6.0
FORBIDDEN: Final = 4403
NOT_LOGGED_IN: Final = 4401
COME_BACK: Final = 1012
OUTCOMES: Final = list(get_args(frames.Close.model_fields["outcome"].annotation))


@router.websocket("/console/ws")
async def officer_socket(
    socket: WebSocket, officer: Annotated[Officer, Depends(require(Right.CONSOLE))]
) -> None:
    """Serve one officer's console until it goes away."""
    shared: Shared = socket.app.state.hub
    await socket.accept()
    line = Line(socket, shared.settings, shared.telemetry)
    if not origin_allowed(socket, shared.settings.origins):
        await line.close(FORBIDDEN)
        return
    try:
        await addresses.check(shared, "sockets", socket)
        hello = await line.first(frames.FROM_OFFICER)
        if not isinstance(hello, frames.OfficerHello):
            await line.close()
            return
        await Console(shared, line, officer, token=socket.cookies[COOKIE]).serve()
    except* TooFast as crowded:
        await line.refuse(crowded.exceptions[0])
    except* Gone:
        log.info("officer_gone")
    except* OUTAGES as outage:  # before the snapshot; the console comes back
        log.warning("console_waits", errors=[type(error).__name__ for error in outage.exceptions])
    await line.close()


class Console:
    """One open console."""

    def __init__(self, shared: Shared, line: Line, officer: Officer, *, token: str) -> None:
        self._shared, self._line, self._officer = shared, line, officer
        self._sessions, self._token = OfficerSessions(shared.live, shared.settings), token
        self._watcher = Watcher()
        self._works = Works(shared, line, officer, self._watcher)
        self._takes_part = may(officer.role, Right.CONVERSATIONS)
        self._used = True
        self._available = True
        self._put_back = 0
        self._shown_up: set[UUID] = set()
        self._queue: tuple[list[frames.QueueRow], int] | None = None
        self._queue_seq = 0

    async def serve(self) -> None:
        """Send the snapshot, then read and push side by side until the console goes away."""
        with contextlib.ExitStack() as watching:
            for channel in (OVERVIEW, f"officer:{self._officer.id}"):
                watching.enter_context(self._shared.nudges.watching(self._watcher, channel))
            watching.callback(self._works.forget_all)
            await self._arrive()
            await self._send_snapshot()
            async with asyncio.TaskGroup() as tasks:
                pushing = tasks.create_task(self._push())
                async for frame in self._line.frames(frames.FROM_OFFICER):
                    await self._handle(frame)
                pushing.cancel()

    async def _arrive(self) -> None:
        """Make an officer available who did not choose otherwise before; a supervisor only looks on."""
        away = await presence.is_away(self._shared.live, self._officer.id)
        self._available = self._takes_part and not away
        async with self._shared.database.transaction() as tx:
            self._put_back = await entries.put_back_unheard(tx, self._officer.id)
        await self._still_here()
        await self._shared.live.nudge(escalation.QUEUE_CHANNEL)

    async def _send_snapshot(self) -> None:
        await self._shared.overview.refresh()
        officer = self._officer
        me = frames.Me(
            id=officer.id, name=officer.name, badge=officer.badge, role=officer.role, team=officer.team
        )
        self._queue = (self._shared.overview.rows(), self._shared.overview.officers)
        await self._line.send(
            frames.OfficerSnapshot(
                me=me,
                available=self._available,
                queue=self._queue[0],
                officers=self._queue[1],
                work=await self._works.take_up(),
                outcomes=OUTCOMES,
                put_back=self._put_back,
            )
        )

    async def _handle(self, frame: frames.OfficerFrame) -> None:
        client_id: UUID | None = getattr(frame, "client_id", None)
        looks_on = isinstance(frame, frames.OfficerPing)
        self._used = self._used or not isinstance(frame, frames.OfficerPing) or frame.active
        try:
            if not (looks_on or self._takes_part):
                raise NotAllowed
            match frame:
                case frames.Take():
                    await self._take(frame)
                case frames.OfficerSay() | frames.Note() | frames.Release() | frames.Close():
                    await self._command(frame)
                case _:
                    await self._passing(frame)
        except (HubError, *OUTAGES) as error:
            await self._line.refuse(error, client_id)

    async def _passing(self, frame: frames.OfficerFrame) -> None:
        """Deal with frames that change no conversation and need no acknowledgement."""
        match frame:
            case frames.OfficerPing():
                self._watcher.changed.set()
                await self._line.send(Pong())
            case frames.Available():
                await self._set_available(frame.on)
            case frames.OfficerTyping():
                await self._sign(frame)
            case frames.OfficerJoin():
                await self._join(frame.conversation_id)
            case frames.OfficerSeen():
                async with self._shared.database.transaction() as tx:
                    await desk.seen(tx, self._officer, frame.conversation_id, frame.seq)

    async def _take(self, frame: frames.Take) -> None:
        """Take somebody; the same press sent again after a lost connection takes nobody else."""
        async with self._shared.database.transaction() as tx:
            press = desk.Press(frame.client_id, content(frame))
            conversation_id = await desk.take(
                tx, self._shared.events, self._officer, frame.medium, press=press
            )
        self._shown_up.discard(conversation_id)
        await self._line.send(frames.OfficerAck(client_id=frame.client_id, conversation_id=conversation_id))
        self._watcher.changed.set()

    async def _command(self, frame: frames.OfficerSay | frames.Note | frames.Release | frames.Close) -> None:
        """Carry out what changes a conversation, once, and acknowledge it after the commit."""
        began = time.perf_counter()
        if isinstance(frame, frames.OfficerSay):
            pace.check_length(self._shared.settings, frame.text)
        async with self._shared.database.transaction() as tx:
            await service.hold(tx, frame.conversation_id, with_queue=True)
            where, what = frame.conversation_id, content(frame)
            if await receipts.before(tx, where, frame.client_id, what) is None:
                seq = await self._apply(tx, frame)
                await receipts.keep(tx, where, frame.client_id, what=what, seq=seq)
        await self._line.send(
            frames.OfficerAck(client_id=frame.client_id, conversation_id=frame.conversation_id)
        )
        if isinstance(frame, frames.OfficerSay):
            self._shared.telemetry.acknowledged(time.perf_counter() - began)

    async def _apply(
        self, tx: Tx, frame: frames.OfficerSay | frames.Note | frames.Release | frames.Close
    ) -> int:
        officer, conversation_id = self._officer, frame.conversation_id
        match frame:
            case frames.OfficerSay():
                return await desk.say(tx, officer, conversation_id, frame.text, client_id=frame.client_id)
            case frames.Note():
                return await desk.note(tx, officer, conversation_id, frame.text)
            case frames.Release():
                return await desk.release(tx, self._shared.events, officer, conversation_id)
            case frames.Close():
                return await desk.close(
                    tx, officer, conversation_id, outcome=frame.outcome, note_text=frame.note
                )

    async def _push(self) -> None:
        """Send news at each nudge, at least every 6 s."""
        while going_on():
            await self._watcher.wait(LOOK_S)
            try:
                await self._works.send_news()
                await self._send_queue()
                await self._still_here()
            except OUTAGES as error:
                log.warning("news_waits", error=type(error).__name__)

    async def _send_queue(self) -> None:
        queue = (self._shared.overview.rows(), self._shared.overview.officers)
        if queue == self._queue:
            return
        self._queue, self._queue_seq = queue, self._queue_seq + 1
        await self._line.send(frames.Queue(seq=self._queue_seq, entries=queue[0], officers=queue[1]))

    async def _set_available(self, on: bool) -> None:
        self._available = on
        if on:
            await presence.come_back(self._shared.live, self._officer)
        else:
            await presence.leave(self._shared.live, self._officer.id)
        await self._shared.live.nudge(escalation.QUEUE_CHANNEL)

    async def _still_here(self) -> None:
        """Go on only while the log-in holds and the role is the same.

        What the officer does counts as use of the log-in, and so does work in hand; an open screen does not.
        """
        used, self._used = self._used or self._works.any(), False
        session = await self._sessions.session(self._token, used=used)
        async with self._shared.database.transaction() as tx:
            officer = await active_officer(tx, self._officer.id) if session else None
            if officer is not None:
                await entries.sign(tx, officer.id, now())
        if officer is None or officer.role is not self._officer.role:
            await self._line.close(NOT_LOGGED_IN if officer is None else COME_BACK)
            raise Gone
        if self._available:
            await presence.stay(self._shared.live, self._officer)

    async def _sign(self, frame: frames.OfficerTyping) -> None:
        if not self._works.has(frame.conversation_id):
            return
        if frame.on and frame.conversation_id not in self._shown_up:
            async with self._shared.database.transaction() as tx:
                await desk.appear(tx, self._officer, frame.conversation_id)
            self._shown_up.add(frame.conversation_id)
        sign = {"who": "officer", "name": self._officer.name, "on": frame.on}
        await self._shared.live.nudge(f"conversation:{frame.conversation_id}", sign)

    async def _join(self, conversation_id: UUID) -> None:
        async with self._shared.database.transaction() as tx:
            await desk.in_hand(tx, self._officer, conversation_id)
            admission = await calls.admit(
                tx,
                self._shared.live,
                self._shared.settings,
                conversation_id=conversation_id,
                seat=calls.Seat("officer", self._officer.name, "nl"),
            )
        await self._line.send(
            frames.OfficerTicket(
                conversation_id=conversation_id,
                ticket=admission.ticket,
                url=admission.url,
                call_id=admission.call_id,
            )
        )
