"""Citizens and officers who come back by themselves as the browser does, and remember what they were told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

Frame = dict[str, Any]
ANSWER_S = 90.0
BACK_AFTER_S = 0.5

LOST = (OSError, TimeoutError, WebSocketException, httpx2.HTTPError)


@dataclass
class Told:
    """One command as its sender knows it."""

    frame: Frame
    sent_at: datetime
    answer: Frame | None = None
    answered_at: datetime | None = None
    waited_s: float = 0.0

    @property
    def acknowledged(self) -> bool:
        """Tell whether the hub promised that it is done."""
        return self.answer is not None and self.answer["type"] == "ack"


class Wire:
    """A socket as gateway/web/shared/socket.ts keeps it: back after a loss, unanswered commands again."""

    path = "/ws"

    def __init__(self, url: str) -> None:
        self._url = url
        self._socket: ClientConnection | None = None
        self._waiting: dict[str, Told] = {}
        self._changed = asyncio.Condition()
        self.arrivals = 0
        self.commands: list[Told] = []
        self.refusals: list[Frame] = []
        self.listeners: list[Callable[[Frame], None]] = []

    async def run(self) -> None:
        """Stay connected until cancelled."""
        while True:
            with suppress(*LOST):
                await self._visit()
            self._socket = None
            await asyncio.sleep(BACK_AFTER_S)

    async def command(self, kind: str, **more: Any) -> Frame:
        """Send a command until it is answered; return the acknowledgement, or a refusal that is for good."""
        told = self.begin(kind, **more)
        await self.send(told.frame)
        await self.until(lambda: told.answer is not None)
        assert told.answer is not None
        return told.answer

    def begin(self, kind: str, **more: Any) -> Told:
        """Note a command that is sent, now and after each loss, until it is answered."""
        client_id = str(uuid4())
        told = Told({"type": kind, "client_id": client_id, **more}, datetime.now(UTC))
        self.commands.append(told)
        self._waiting[client_id] = told
        return told

    async def until(self, condition: Any, within_s: float = ANSWER_S) -> None:
        """Wait until what this person sees fulfils `condition`."""
        async with asyncio.timeout(within_s), self._changed:
            await self._changed.wait_for(condition)

    async def headers(self) -> dict[str, str]:
        """Return what the socket is opened with."""
        return {"Origin": self._url}

    def hello(self) -> Frame:
        """Return the first frame of a connection."""
        raise NotImplementedError

    def hear(self, frame: Frame) -> None:
        """Note what came in."""
        raise NotImplementedError

    async def _visit(self) -> None:
        url = f"ws{self._url.removeprefix('http')}{self.path}"
        headers = await self.headers()
        async with connect(url, additional_headers=headers, open_timeout=5) as socket:
            await socket.send(json.dumps(self.hello()))
            async for text in socket:
                await self._receive(socket, json.loads(text))

    async def _receive(self, socket: ClientConnection, frame: Frame) -> None:
        if frame["type"] in {"ack", "refused"}:
            await self._answered(frame)
        self.hear(frame)
        for listener in self.listeners:
            listener(frame)
        if frame["type"] == "snapshot":
            self.arrivals += 1
            self._socket = socket
            for told in tuple(self._waiting.values()):
                await self.send(told.frame)
        async with self._changed:
            self._changed.notify_all()

    async def _answered(self, frame: Frame) -> None:
        told = self._waiting.get(str(frame.get("client_id")))
        if frame["type"] == "refused":
            self.refusals.append(frame)
        if told is None:
            return
        told.waited_s = told.waited_s or (datetime.now(UTC) - told.sent_at).total_seconds()
        if frame.get("code") == "unavailable":  # the page keeps it and comes back
            raise ConnectionError("a part of the hub is away")
        told.answer, told.answered_at = frame, datetime.now(UTC)
        del self._waiting[told.frame["client_id"]]

    async def send(self, frame: Frame) -> None:
        """Send a frame; without a connection it is dropped."""
        if self._socket is not None:
            with suppress(*LOST):
                await self._socket.send(json.dumps(frame))


class Citizen(Wire):
    """Someone with one conversation."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.session: str | None = None
        self.id = ""
        self.held_by = "bot"
        self.events: dict[int, Frame] = {}
        self.gaps: list[str] = []

    @property
    def seq(self) -> int:
        """Return the number of the newest event."""
        return max(self.events, default=0)

    @property
    def closed(self) -> bool:
        """Tell whether the conversation is over."""
        return self.has("ConversationClosed")

    @property
    def has_answer(self) -> bool:
        """Tell whether the assistant, or the hub for it, answered what was said last."""
        posted = [
            event["data"]["author"] for event in self.events.values() if event["name"] == "MessagePosted"
        ]
        return bool(posted) and posted[-1] != "citizen" and "citizen" in posted

    def has(self, name: str) -> bool:
        """Tell whether something of this name happened."""
        return any(event["name"] == name for event in self.events.values())

    def count(self, name: str) -> int:
        """Return how often something of this name happened."""
        return sum(event["name"] == name for event in self.events.values())

    def hello(self) -> Frame:
        """Name the session and the newest event, as the page does."""
        return {"type": "hello", "session": self.session, "since": self.seq or None, "language": "nl"}

    def hear(self, frame: Frame) -> None:
        """Keep the thread, and notice numbers that are missing or told twice in another way."""
        if frame["type"] == "snapshot":
            if self.id not in ("", frame["conversation"]["id"]):
                self.gaps.append(f"another conversation: {frame['conversation']['id']}")
            self.session, self.id = frame["session"], frame["conversation"]["id"]
            for event in frame["events"]:
                self._keep(event)
        if frame["type"] == "event":
            self._keep(frame)

    def _keep(self, event: Frame) -> None:
        number = event["seq"]
        if number > self.seq + 1:
            self.gaps.append(f"{self.seq} -> {number}")
        self.events.setdefault(number, event)


class Officer(Wire):
    """An officer with a console, who logs in again when the hub forgot the log-in."""

    path = "/console/ws"

    def __init__(self, url: str, officer_id: str) -> None:
        super().__init__(url)
        self.officer_id = officer_id
        self.queue: list[str] = []
        self.work: dict[str, Frame] = {}
        self.log_ins = 0
        self._cookie = ""

    async def headers(self) -> dict[str, str]:
        """Log in when there is no log-in, or it counts no longer."""
        async with httpx2.AsyncClient(base_url=self._url, headers={"Origin": self._url}, timeout=10) as http:
            if not self._cookie or not await self._still_in(http):
                answer = await http.post("/v1/officer-sessions", json={"officerId": self.officer_id})
                answer.raise_for_status()
                self._cookie = answer.headers["set-cookie"].split(";")[0]
                self.log_ins += 1
        return {"Origin": self._url, "Cookie": self._cookie}

    async def _still_in(self, http: httpx2.AsyncClient) -> bool:
        answer = await http.get("/v1/officer-sessions/current", headers={"Cookie": self._cookie})
        if answer.status_code >= 500:
            answer.raise_for_status()
        return answer.status_code == 200

    def hello(self) -> Frame:
        """Say hello."""
        return {"type": "hello"}

    def hear(self, frame: Frame) -> None:
        """Keep the queue and what is in hand."""
        match frame["type"]:
            case "snapshot":
                self.queue = [row["id"] for row in frame["queue"]]
                self.work = {work["conversation"]["id"]: work for work in frame["work"]}
            case "queue":
                self.queue = [row["id"] for row in frame["entries"]]
            case "work":
                self.work[frame["work"]["conversation"]["id"]] = frame["work"]
            case "event" if frame["name"] in {"ConversationClosed", "OfficerLeft"}:
                self.work.pop(frame["conversation_id"], None)


@asynccontextmanager
async def here(*people: Wire) -> AsyncIterator[None]:
    """Keep people connected for the length of the block."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(each.run()) for each in people]
        yield
        for task in tasks:
            task.cancel()


async def officers_of(url: str) -> list[str]:
    """Return the ids of the demonstration officers who may take people."""
    async with httpx2.AsyncClient(base_url=url, timeout=10) as http:
        found = (await http.get("/v1/development-officers")).json()
    return [officer["id"] for officer in found if officer["role"] == "officer"]


async def send_home(url: str) -> None:
    """Close what earlier tests left in the hands of officers or in the queue."""
    officers = [Officer(url, found) for found in await officers_of(url)]
    async with here(*officers):
        for officer in officers:
            await officer.until(lambda officer=officer: officer.arrivals)
            for conversation_id in tuple(officer.work):
                await _close(officer, conversation_id)
        while (taken := await officers[0].command("take", medium=None))["type"] == "ack":
            await _close(officers[0], str(taken["conversation_id"]))


async def _close(officer: Officer, conversation_id: str) -> None:
    await officer.command("close", conversation_id=conversation_id, outcome="no_contact", note="")
    await officer.until(lambda: conversation_id not in officer.work)
