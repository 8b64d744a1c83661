"""After people came, waited, called and left, nothing on the hub's disks or in its memory says from where."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from tests.fakes.person import Person, person
from tests.journeys.traces import content, everywhere, redis_of, traces, written
from tests.video.peers import Browser
from tests.whole_hub import Site

HOME = "127.201.113.77"
CLAIMED = "203.0.113.77"
CANDIDATE = "198.51.100.77"
OFFICER = "127.202.114.78"
CALLED = {"X-Forwarded-For": CLAIMED, "Forwarded": f"for={CLAIMED}", "X-Real-IP": CLAIMED}


@pytest.fixture
def place(whole: Site | None) -> Site:
    """Return the folder and ports of the hub that all journeys share."""
    if whole is None:
        pytest.skip("the hub of HUB_JOURNEY_URL keeps its things elsewhere")
    return whole


async def walk(place: Site) -> None:
    """Chat, wait, call and leave from addresses that are easy to know again, and do everything wrong too."""
    own = f"http://127.0.0.1:{place.port}"
    socket = f"ws://127.0.0.1:{place.port}"
    async with person(f"{socket}/ws", local=HOME, Origin=own, **CALLED) as citizen:
        await citizen.send(type="hello", language="nl")
        await citizen.get("snapshot")
        await citizen.command("say", text="mijn fiets is gejat")
        await citizen.event("MessagePosted", author="bot")
        await citizen.command("ask_person", medium="video")
        await citizen.send(type="handoff")
        code = (await citizen.get("handoff"))["code"]
        await by_http(own, code)
        cookie = await log_in(own)
        async with person(
            f"{socket}/console/ws", local=OFFICER, Origin=own, Cookie=cookie, **CALLED
        ) as officer:
            await call_and_close(citizen, officer)
        await citizen.command("done")
    await nonsense(place)


def client(address: str, own: str) -> httpx2.AsyncClient:
    transport = httpx2.AsyncHTTPTransport(local_address=address)
    return httpx2.AsyncClient(
        transport=transport, base_url=own, headers={"Origin": own, **CALLED}, timeout=20
    )


async def log_in(own: str) -> str:
    async with client(OFFICER, own) as http:
        officers = (await http.get("/v1/development-officers")).json()
        name = next(each["id"] for each in officers if each["role"] == "officer")
        answer = await http.post("/v1/officer-sessions", json={"officerId": name})
    return str(answer.headers["set-cookie"].split(";")[0])


async def by_http(own: str, code: str) -> None:
    """Ask for pages, files and what is not there; redeem a code twice; send too much."""
    async with client(HOME, own) as http:
        for path in ("/", "/call", "/kiosk", "/console", "/nowhere", "/readyz", "/v1/statistics/contacts"):
            await http.get(path)
        for _ in range(2):
            await http.post("/v1/handoff-redemptions", json={"code": code})
        await http.post("/v1/handoff-redemptions", content=b"x" * 100_000)
        await http.post("/internal/ask", json={"text": "x"})


async def call_and_close(citizen: Person, officer: Person) -> None:
    await officer.send(type="hello")
    await officer.get("snapshot")
    taken = (await officer.command("take", medium="video"))["conversation_id"]
    await citizen.event("CallReady")
    await citizen.send(type="join")
    await officer.send(type="join", conversation_id=taken)
    tickets = [await each.get("ticket") for each in (citizen, officer)]
    async with seated(tickets[0], "citizen", HOME) as one, seated(tickets[1], "officer", OFFICER):
        await one.offer()
        assert one.connection is not None
        await one.say(type="offer", sdp=with_candidate(one.connection.localDescription.sdp))
        await one.hear("answer")
        await one.say(type="offer", sdp=f"v=0 {HOME}")
        await one.hear("refused")
        await one.say(type="leave")
    await citizen.event("CallEnded")
    await officer.command("close", conversation_id=taken, outcome="advice_given", note="")


@asynccontextmanager
async def seated(ticket: dict[str, Any], role: str, address: str) -> AsyncIterator[Browser]:
    """Take a seat at the video node from an address."""
    origin = Origin(f"http://127.0.0.1:{int(ticket['url'].split(':')[2].split('/')[0]) - 1}")
    async with (
        connect(ticket["url"], origin=origin, local_addr=(address, 0), additional_headers=CALLED) as socket,
        asyncio.TaskGroup() as tasks,
    ):
        browser = Browser(socket, role, tasks)
        tasks.create_task(browser.read())
        try:
            await browser.say(type="join", ticket=ticket["ticket"])
            await browser.hear("joined")
            yield browser
        finally:
            await browser.hang_up()


def with_candidate(sdp: str) -> str:
    """Add a candidate with an address of its own to every medium."""
    line = f"a=candidate:7 1 udp 2130706431 {CANDIDATE} 50000 typ host\r\n"
    return sdp.replace("a=end-of-candidates", f"{line}a=end-of-candidates").replace(
        "a=ice-ufrag", f"{line}a=ice-ufrag"
    )


async def nonsense(place: Site) -> None:
    """Knock at every door in ways that end in a warning of one library or another."""
    for port in (place.port, place.port + 1):
        for junk in (
            b"\x16\x03\x01 no http at all\r\n\r\n",
            b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n",
        ):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(HOME, 0))
            writer.write(junk)
            with contextlib.suppress(ConnectionError):
                await reader.read()
            writer.close()
    for url in (f"ws://127.0.0.1:{place.port}/console/ws", f"ws://127.0.0.1:{place.port + 1}/signal"):
        with contextlib.suppress(InvalidStatus):  # the console opens and closes at once, the node refuses
            async with connect(
                url, origin=Origin("https://evil.example"), local_addr=(HOME, 0), additional_headers=CALLED
            ) as socket:
                await socket.wait_closed()
    async with person(f"ws://127.0.0.1:{place.port}/ws", local=HOME, **CALLED) as stranger:
        await stranger.send(type="hello")
        with contextlib.suppress(ConnectionClosed):
            for _ in range(100):
                await stranger.raw("{")
        assert await stranger.closed() == 1008


async def test_no_address_is_kept_anywhere_and_what_is_live_expires(place: Site) -> None:
    await walk(place)
    kept = list(await everywhere(place))
    found_where = {where.partition(" ")[0] for where, _, _ in kept}
    assert {"table", "key"} <= found_where
    assert any("appendonly" in where for where, _, _ in kept)
    assert any(where.endswith("log/gateway.log") and what for where, what, _ in kept)
    assert traces(iter(kept), {HOME, OFFICER, CLAIMED, CANDIDATE}) == []
    async with redis_of(place) as redis:
        forever = [key async for key in redis.scan_iter("hub:*") if await redis.ttl(key) < 0]
        assert [key for key in forever if await redis.type(key) != b"stream"] == []
        counters = [key async for key in redis.scan_iter("hub:address:*")]
        assert counters
        assert [key for key in counters if not 0 < await redis.ttl(key) <= 600] == []
        assert 0 < await redis.ttl("hub:address-salt") <= 3600


@pytest.mark.parametrize(
    "form",
    [
        f'{{"client": "{HOME}"}}',
        "77.113.201.127.in-addr.arpa",
        "7fc9714d",
        "7FC9714D",
        str(int.from_bytes(bytes((127, 201, 113, 77)), "big")),
        base64.b64encode(HOME.encode()).decode(),
        hashlib.sha256(HOME.encode()).hexdigest(),
        hashlib.md5(HOME.encode()).hexdigest(),
        f"::ffff:{HOME}",
    ],
)
def test_address_is_known_again_in_any_form(form: str) -> None:
    assert traces(iter([("a file", f"something {form} else".encode(), True)]), {HOME}) != []


def test_four_bytes_are_looked_for_outside_the_files_of_postgresql() -> None:
    raw = b"..\x7f\xc9\x71\x4d.."
    assert traces(iter([("redis", raw, False)]), {HOME}) != []
    assert traces(iter([("redis", raw[::-1], False)]), {HOME}) != []
    assert not any(form in raw for form in written(HOME))


async def test_every_kind_of_key_is_looked_into(place: Site) -> None:
    async with redis_of(place) as redis:
        stream = b"hub:video:events"
        assert await redis.type(stream) == b"stream"
        assert await content(redis, stream)
