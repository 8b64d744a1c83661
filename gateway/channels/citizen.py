"""The citizen's socket: a snapshot, then numbered events; website, kiosk and call page alike."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, WebSocket

from gateway import addresses
from gateway.channels import arrivals, keys, pace, views
from gateway.channels import citizen_frames as frames
from gateway.channels.answering import Answering, Storing
from gateway.channels.frames import Pong, content
from gateway.channels.line import OUTAGES, Gone, Line, origin_allowed
from gateway.channels.shared import Shared
from gateway.channels.telling import Telling
from gateway.conversations import persons, receipts, repository, service, visits
from gateway.conversations.schemas import Medium
from gateway.conversations.tables import Conversation
from gateway.database import Tx, now
from gateway.errors import HubError, TooFast, Unavailable
from gateway.kiosks.access import COOKIE
from gateway.officers.access import everyone

log = structlog.get_logger(__name__)
router = APIRouter()

FORBIDDEN: Final = 4403
ARRIVAL_S: Final = 4.0
"""Who comes in waits no longer for a turn, and hears then to try again."""
PERSONS: Final[dict[str, Medium]] = {"person:chat": "chat", "person:video": "video"}


@router.websocket("/ws", dependencies=[Depends(everyone)])
async def citizen_socket(socket: WebSocket) -> None:
    """Serve one citizen's browser until it goes away."""
    shared: Shared = socket.app.state.hub
    await socket.accept()
    line = Line(socket, shared.settings, shared.telemetry)
    if not origin_allowed(socket, shared.settings.origins | shared.settings.widget_origins):
        await line.close(FORBIDDEN)
        return
    try:
        await _serve(shared, line)
    except* Gone:
        log.info("citizen_gone")
    await line.close()


async def _serve(shared: Shared, line: Line) -> None:
    try:
        await addresses.check(shared, "sockets", line.connection)
        hello = await line.first(frames.FROM_CITIZEN)
        if not isinstance(hello, frames.Hello):
            return
        citizen = await Citizen.arrive(shared, line, hello)
    except (HubError, *OUTAGES) as error:
        await line.refuse(error)
        return
    await citizen.serve()


@asynccontextmanager
async def _in_turn(shared: Shared) -> AsyncIterator[None]:
    """Let few come in at the same time; raise Unavailable when it is not one's turn within ARRIVAL_S.

    When all come back at once the database stays free for those who are there.
    """
    try:
        async with asyncio.timeout(ARRIVAL_S):
            await shared.arriving.acquire()
    except TimeoutError:
        raise Unavailable from None
    try:
        yield
    finally:
        shared.arriving.release()


class Citizen:
    """One browser in one conversation."""

    def __init__(self, shared: Shared, line: Line, snapshot: frames.Snapshot, team: str | None) -> None:
        self._shared, self._line = shared, line
        self.id = snapshot.conversation.id
        self._secret_hash = service.hash_secret(snapshot.session)
        self._answering = Answering(shared, line, snapshot)
        self._telling = Telling(shared, line, snapshot, team)

    @classmethod
    async def arrive(cls, shared: Shared, line: Line, hello: frames.Hello) -> Citizen:
        """Find or start the conversation and send its snapshot."""
        async with _in_turn(shared), shared.database.transaction() as tx:
            conversation = await service.of_session(tx, hello.session) if hello.session else None
            secret = hello.session or ""
            since = hello.since or 0
            if conversation is None:
                await addresses.check(shared, "conversations", line.connection)
                since = 0
                opening = await arrivals.opening(tx, shared, hello, line.cookie(COOKIE))
                conversation = await service.start(tx, opening)
                secret = await service.open_session(tx, shared.settings, conversation.id)
            else:
                await repository.touch(tx, conversation.id, now())
            snapshot = frames.Snapshot(
                session=secret,
                seq=conversation.last_seq,
                conversation=await views.conversation_view(tx, conversation, shared.overview),
                events=await views.events_after(tx, conversation, since),
            )
            team = await service.team_of(tx, conversation)
        await line.send(snapshot)
        return cls(shared, line, snapshot, team)

    async def serve(self) -> None:
        """Read, push and answer side by side until the browser goes away."""
        with self._telling.watching():
            async with asyncio.TaskGroup() as tasks:
                telling = tasks.create_task(self._telling.run(self._answering.hear))
                beside = [telling, tasks.create_task(self._answering.run())]
                async for frame in self._line.frames(frames.FROM_CITIZEN):
                    await self._handle(frame)
                for task in beside:
                    task.cancel()

    async def _handle(self, frame: frames.CitizenFrame) -> None:
        client_id = getattr(frame, "client_id", None)
        try:
            match frame:
                case frames.Ping():
                    await self._line.send(Pong(seq=self._telling.seq))
                case frames.Typing():
                    await self._sign(frame.on)
                case frames.WantHandoff() | frames.GoOnLater() | frames.Join():
                    await self._check_pace(frame)
                    await self._give(frame)
                case frames.Hello():
                    pass
                case _:
                    async with self._line.in_turn:
                        await self._command(frame)
        except (HubError, *OUTAGES) as error:
            await self._line.refuse(error, client_id)

    async def _give(self, frame: keys.Wish) -> None:
        """Give what is good for one use or one look; asked for again it is another one."""
        await self._line.send(await keys.give(self._shared, self.id, frame, by=self._secret_hash))

    async def _command(self, frame: frames.CitizenFrame) -> None:
        """Carry out what changes the conversation, once, and acknowledge it after the commit."""
        client_id: UUID | None = getattr(frame, "client_id", None)
        began = time.perf_counter()
        try:
            await self._check_pace(frame)
        except TooFast:
            if client_id is None or not await self._was_done(client_id):
                raise
        with self._answering.during(frame) as storing:
            async with self._shared.database.transaction() as tx:
                seq = await self._carry_out(tx, frame, client_id, storing)
            storing.seq = seq
        if client_id:
            await self._line.send(frames.Ack(client_id=client_id, seq=seq))
        if isinstance(frame, frames.Say | frames.Choose):
            self._shared.telemetry.acknowledged(time.perf_counter() - began)

    async def _was_done(self, client_id: UUID) -> bool:
        """Tell whether a command is only sent again because its answer was lost: that is never too fast."""
        async with self._shared.database.transaction() as tx:
            return await repository.receipt(tx, self.id, client_id) is not None

    async def _carry_out(
        self, tx: Tx, frame: frames.CitizenFrame, client_id: UUID | None, storing: Storing
    ) -> int:
        with_queue = not isinstance(frame, frames.Say | frames.ChangeLanguage)
        conversation = await service.hold(tx, self.id, with_queue=with_queue)
        what = content(frame)
        done = await receipts.before(tx, self.id, client_id, what) if client_id else None
        if done is not None:
            return done
        await visits.must_take_part(tx, conversation, self._secret_hash)
        storing.look(conversation)
        seq = await self._apply(tx, conversation, frame)
        self._answering.notice(conversation)
        if client_id:
            await receipts.keep(tx, self.id, client_id, what=what, seq=seq)
        return seq

    async def _check_pace(self, frame: frames.CitizenFrame) -> None:
        """Raise TooFast when this person sends too much; to be done is always possible."""
        live, settings = self._shared.live, self._shared.settings
        match frame:
            case frames.Say():
                await pace.check(live, settings, self.id, frame.text)
            case frames.Choose():
                await pace.check(live, settings, self.id, frame.label)
            case frames.Done():
                pass
            case _:
                await pace.check_step(live, settings, self.id)

    async def _apply(self, tx: Tx, conversation: Conversation, frame: frames.CitizenFrame) -> int:
        match frame:
            case frames.Say():
                seq = await service.say(tx, conversation, frame.text, client_id=frame.client_id)
            case frames.Choose():
                seq = await self._choose(tx, conversation, frame)
            case frames.AskPerson():
                seq = await self._ask(tx, conversation, frame.medium)
            case frames.KeepWaiting():
                seq = await service.keep_waiting(tx, conversation)
            case frames.StopWaiting():
                seq = await service.stop_waiting(tx, conversation)
            case frames.ChangeLanguage():
                seq = await service.change_language(tx, conversation, frame.language)
            case frames.Done():
                seq = await visits.done(tx, self._shared.live, conversation)
            case _:
                seq = conversation.last_seq
        return seq

    async def _choose(self, tx: Tx, conversation: Conversation, frame: frames.Choose) -> int:
        seq = await service.say(tx, conversation, frame.label, client_id=frame.client_id, value=frame.value)
        wanted = PERSONS.get(frame.value)
        return await self._ask(tx, conversation, wanted) if wanted else seq

    async def _ask(self, tx: Tx, conversation: Conversation, medium: Medium) -> int:
        content = self._shared.assistant.content
        return await persons.ask(tx, self._shared.events, conversation, medium, content=content)

    async def _sign(self, on: bool) -> None:
        await self._shared.live.nudge(f"conversation:{self.id}", {"who": "citizen", "on": on})
