"""The citizen's socket: a snapshot, then numbered events; website, kiosk and call page alike."""

from __future__ import annotations

import asyncio
import secrets
from typing import Final
from uuid import UUID

import structlog
from fastapi import APIRouter, WebSocket

from gateway.calls import service as calls
from gateway.channels import citizen_frames as frames
from gateway.channels import pace, views
from gateway.channels.answering import Answering, Storing
from gateway.channels.frames import Pong
from gateway.channels.line import OUTAGES, Gone, Line, origin_allowed
from gateway.channels.nudges import Watcher
from gateway.channels.overview import OVERVIEW
from gateway.channels.shared import Shared
from gateway.conversations import repository, service
from gateway.conversations.schemas import WaitingView
from gateway.conversations.tables import Conversation
from gateway.database import Tx, now
from gateway.errors import HubError
from gateway.live import going_on

log = structlog.get_logger(__name__)
router = APIRouter()

LOOK_S: Final = 60.0
"""The roll call heals a lost nudge much sooner; this is for what nobody foresaw."""
LAST_EVENTS: Final = ("CitizenLeft", "ConversationClosed")
HANDOFF_KEY: Final = "hub:handoff:"
FORBIDDEN: Final = 4403
SESSION_OVER: Final = 1000


@router.websocket("/ws")
async def citizen_socket(socket: WebSocket) -> None:
    """Serve one citizen's browser until it goes away."""
    shared: Shared = socket.app.state.hub
    await socket.accept()
    line = Line(socket, shared.settings)
    if not origin_allowed(socket, shared.settings.origins | shared.settings.widget_origins):
        await line.close(FORBIDDEN)
        return
    try:
        await _serve(shared, line)
    except* Gone:
        log.info("citizen_gone")
    await line.close()


async def _serve(shared: Shared, line: Line) -> None:
    hello = await line.first(frames.FROM_CITIZEN)
    if not isinstance(hello, frames.Hello):
        return
    try:
        citizen = await Citizen.arrive(shared, line, hello)
    except (HubError, *OUTAGES) as error:
        await line.refuse(error)
        return
    await citizen.serve()


class Citizen:
    """One browser in one conversation."""

    def __init__(self, shared: Shared, line: Line, snapshot: frames.Snapshot) -> None:
        self._shared, self._line = shared, line
        self.id = snapshot.conversation.id
        self._secret_hash = service.hash_secret(snapshot.session)
        self._seq = snapshot.seq
        self._seen = -1
        self._waiting: WaitingView | None = None
        self._persons: frames.Persons | None = None
        self._watcher = Watcher()
        self._answering = Answering(shared, line, self.id)

    @classmethod
    async def arrive(cls, shared: Shared, line: Line, hello: frames.Hello) -> Citizen:
        """Find or start the conversation and send its snapshot."""
        async with shared.database.transaction() as tx:
            conversation = await service.of_session(tx, hello.session) if hello.session else None
            secret = hello.session or ""
            since = hello.since or 0
            if conversation is None:
                since = 0
                notice = shared.texts.render(hello.language, "bot-notice")
                opening = service.Opening(hello.surface, hello.language, hello.place, notice)
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
        await line.send(snapshot)
        return cls(shared, line, snapshot)

    async def serve(self) -> None:
        """Read, push and answer side by side until the browser goes away."""
        with (
            self._shared.nudges.watching(self._watcher, f"conversation:{self.id}"),
            self._shared.nudges.watching(self._watcher, OVERVIEW),
            self._shared.rollcall.present(self.id, self._secret_hash),
        ):
            async with asyncio.TaskGroup() as tasks:
                beside = [tasks.create_task(self._push()), tasks.create_task(self._answering.run())]
                self._watcher.changed.set()
                async for frame in self._line.frames(frames.FROM_CITIZEN):
                    await self._handle(frame)
                for task in beside:
                    task.cancel()

    async def _handle(self, frame: frames.CitizenFrame) -> None:
        client_id = getattr(frame, "client_id", None)
        try:
            match frame:
                case frames.Ping():
                    await self._line.send(Pong(seq=self._seq))
                case frames.Typing():
                    await self._sign(frame.on)
                case frames.WantHandoff():
                    await self._handoff()
                case frames.Join():
                    await self._join()
                case frames.Hello():
                    pass
                case _:
                    await self._command(frame)
        except (HubError, *OUTAGES) as error:
            await self._line.refuse(error, client_id)

    async def _command(self, frame: frames.CitizenFrame) -> None:
        """Carry out what changes the conversation, once, and acknowledge it after the commit."""
        client_id: UUID | None = getattr(frame, "client_id", None)
        if isinstance(frame, frames.Say | frames.Choose):
            text = frame.text if isinstance(frame, frames.Say) else frame.label
            await pace.check(self._shared.live, self._shared.settings, self.id, text)
        with self._answering.during(frame) as storing:
            async with self._shared.database.transaction() as tx:
                seq = await self._carry_out(tx, frame, client_id, storing)
            storing.seq = seq
        if client_id:
            await self._line.send(frames.Ack(client_id=client_id, seq=seq))

    async def _carry_out(
        self, tx: Tx, frame: frames.CitizenFrame, client_id: UUID | None, storing: Storing
    ) -> int:
        with_queue = not isinstance(frame, frames.Say | frames.ChangeLanguage)
        conversation = await service.hold(tx, self.id, with_queue=with_queue)
        done = await repository.receipt(tx, self.id, client_id) if client_id else None
        if done is not None:
            return done
        service.must_be_open(conversation)
        storing.look(conversation)
        seq = await self._apply(tx, conversation, frame)
        self._answering.notice(conversation)
        if client_id:
            await repository.keep_receipt(tx, self.id, client_id, seq)
        return seq

    async def _apply(self, tx: Tx, conversation: Conversation, frame: frames.CitizenFrame) -> int:
        match frame:
            case frames.Say():
                seq = await service.say(tx, conversation, frame.text, client_id=frame.client_id)
            case frames.Choose():
                seq = await self._choose(tx, conversation, frame)
            case frames.AskPerson():
                seq = await service.ask_person(tx, self._shared.events, conversation, frame.medium)
            case frames.StopWaiting():
                seq = await service.stop_waiting(tx, conversation)
            case frames.ChangeLanguage():
                seq = await service.change_language(tx, conversation, frame.language)
            case frames.Done():
                seq = await service.citizen_done(tx, conversation)
            case _:
                seq = conversation.last_seq
        return seq

    async def _choose(self, tx: Tx, conversation: Conversation, frame: frames.Choose) -> int:
        seq = await service.say(tx, conversation, frame.label, client_id=frame.client_id, value=frame.value)
        if frame.value == "person:chat":
            return await service.ask_person(tx, self._shared.events, conversation, "chat")
        if frame.value == "person:video":
            return await service.ask_person(tx, self._shared.events, conversation, "video")
        return seq

    async def _push(self) -> None:
        """Send news at each nudge."""
        while going_on():
            await self._watcher.wait(LOOK_S)
            try:
                await self._send_signs()
                await self._send_news()
                await self._send_how_busy()
            except OUTAGES as error:
                log.warning("news_waits", error=type(error).__name__)

    async def _send_signs(self) -> None:
        while self._watcher.signs:
            _, sign = self._watcher.signs.popleft()
            if sign.get("who") == "officer":
                await self._line.send(frames.SomeoneTypes(who="officer", name=sign["name"], on=sign["on"]))

    async def _send_news(self) -> None:
        """Send what nudges told, without reading; read when a number is missing or it was the end."""
        look = self._watcher.look_again()
        while self._watcher.news:
            told = self._watcher.news.popleft()
            event = told.get("event")
            if event is not None and event["seq"] > self._seq + 1:
                look = True
            elif event is not None and event["seq"] == self._seq + 1:
                await self._send_event(frames.Happened(**event))
                look = look or event["name"] in LAST_EVENTS
            await self._send_seen(told.get("seen", self._seen))
        if look:
            await self._look()

    async def _look(self) -> None:
        async with self._shared.database.transaction() as tx:
            conversation = await repository.plain(tx, self.id)
            if conversation is None:
                return
            news = await views.events_after(tx, conversation, self._seq)
            seen = conversation.seen_seq
            welcome = await repository.may_take_part(tx, self._secret_hash, now())
        for event in news:
            await self._send_event(frames.Happened(**dict(event)))
        await self._send_seen(seen)
        if not welcome:  # ended in another window: this one has had the last news
            await self._line.close(SESSION_OVER)
            raise Gone

    async def _send_event(self, event: frames.Happened) -> None:
        await self._line.send(event)
        self._seq = event.seq
        self._answering.hear(event.name)

    async def _send_seen(self, seq: int) -> None:
        if seq > self._seen:
            self._seen = seq
            await self._line.send(frames.Seen(seq=seq))

    async def _send_how_busy(self) -> None:
        waiting = self._shared.overview.waiting(self.id)
        persons = self._shared.overview.persons(waiting)
        if persons != self._persons:
            self._persons = persons
            await self._line.send(persons)
        if waiting is not None and waiting != self._waiting:
            await self._line.send(frames.Waiting(**dict(waiting)))
        self._waiting = waiting

    async def _sign(self, on: bool) -> None:
        await self._shared.live.nudge(f"conversation:{self.id}", {"who": "citizen", "on": on})

    async def _handoff(self) -> None:
        """Give a one-time code with which another page of the hub joins this conversation."""
        code = secrets.token_urlsafe(24)
        key = HANDOFF_KEY + service.hash_secret(code)
        kept = {"conversation": str(self.id), "by": self._secret_hash}
        await self._shared.live.put(key, kept, self._shared.settings.handoff_s)
        await self._line.send(frames.Handoff(code=code))

    async def _join(self) -> None:
        async with self._shared.database.transaction() as tx:
            conversation = await service.opened(tx, self.id)
            name = self._shared.texts.render("nl", "citizen-name")
            admission = await calls.admit(
                tx,
                self._shared.live,
                self._shared.settings,
                conversation_id=self.id,
                seat=calls.Seat("citizen", name, conversation.language),
            )
        await self._line.send(
            frames.JoinTicket(ticket=admission.ticket, url=admission.url, call_id=admission.call_id)
        )
