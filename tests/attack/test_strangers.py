"""Strangers with altered, stolen-looking and made-up secrets: each gets the same short refusal."""

from __future__ import annotations

import base64
import contextlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from gateway.officers.cookies import COOKIE
from gateway.officers.officer import Role
from tests.attack.conftest import CookieOf, VideoProcess
from tests.attack.processes import Target
from tests.fakes.person import Frame, Person, person
from tests.video.peers import KEY, ORIGIN, signed, ticket_for
from video.settings import Settings as Node
from video.tickets import sign

FOREIGN = Origin("https://evil.example")
REFUSED, FORBIDDEN, NOT_LOGGED_IN = 4401, 4403, 4401


async def hello(target: Target, **more: Any) -> tuple[Frame, bool]:
    """Say hello to the hub; return the first frame, and whether the socket stayed open after a ping."""
    async with person(target.socket("/ws")) as one:
        await one.send(type="hello", **more)
        first = await one.get(lambda _: True)
        await one.send(type="ping", seq=0)
        return first, (await one.get("pong"))["type"] == "pong"


async def conversation(target: Target, one: Person) -> Frame:
    await one.send(type="hello")
    return await one.get("snapshot")


async def test_altered_sessions_open_a_conversation_of_ones_own_and_never_the_others(target: Target) -> None:
    async with person(target.socket("/ws")) as victim:
        mine = await conversation(target, victim)
        session, own_id = mine["session"], mine["conversation"]["id"]
        await victim.command("say", text="mijn geheim")
        altered = [
            session[:-1],
            session + "A",
            session.swapcase(),
            own_id,
            "*",
            "' or 1=1 --",
            session[::-1],
            "",
        ]
        for forged in altered:
            first, _ = await hello(target, session=forged, since=0)
            assert first["type"] == "snapshot"
            assert first["conversation"]["id"] != own_id
            assert "geheim" not in json.dumps(first)


async def test_officer_reaches_no_conversation_that_is_not_in_hand_and_all_refusals_look_the_same(
    target: Target, cookie_of: CookieOf
) -> None:
    own = {"Cookie": await cookie_of(Role.OFFICER), "Origin": target.url}
    async with person(target.socket("/ws")) as victim, person(target.socket("/console/ws"), **own) as officer:
        theirs = (await conversation(target, victim))["conversation"]["id"]
        await officer.send(type="hello")
        await officer.get("snapshot")
        nobodys = "00000000-0000-7000-8000-000000000000"
        wishes: dict[str, dict[str, Any]] = {
            "say": {"text": "hallo"},
            "note": {"text": "gezien"},
            "release": {},
            "close": {"outcome": "no_contact", "note": ""},
        }
        for kind, more in wishes.items():
            answers = []
            for where in (theirs, nobodys):
                answer = await officer.command(kind, conversation_id=where, **more)
                answers.append({name: part for name, part in answer.items() if name != "client_id"})
            assert answers[0] == answers[1], kind
            assert answers[0]["code"] == "not_yours"
        for kind in ("join", "seen", "typing"):
            await officer.send(
                type=kind,
                conversation_id=theirs,
                **({"seq": 1} if kind == "seen" else {"on": True} if kind == "typing" else {}),
            )
        assert not [frame for frame in officer.seen if frame["type"] == "ticket"]
        assert (await victim.command("say", text="is daar iemand?"))["type"] == "ack"
        assert not [frame for frame in victim.seen if frame.get("who") == "officer"]


async def test_handoff_codes_that_are_used_altered_or_made_up_look_the_same(target: Target) -> None:
    async with (
        person(target.socket("/ws")) as one,
        httpx2.AsyncClient(base_url=target.url, headers={"Origin": target.url}) as http,
    ):
        await conversation(target, one)
        await one.send(type="handoff")
        code = (await one.get("handoff"))["code"]
        altered = await http.post("/v1/handoff-redemptions", json={"code": code[:-1] + "!"})
        assert (await http.post("/v1/handoff-redemptions", json={"code": code})).status_code == 200
        used = await http.post("/v1/handoff-redemptions", json={"code": code})
        made_up = await http.post("/v1/handoff-redemptions", json={"code": "x" * 32})
        assert {answer.status_code for answer in (altered, used, made_up)} == {404}
        assert altered.content == used.content == made_up.content


@pytest.mark.parametrize("path", ["/ws", "/console/ws"])
async def test_page_of_another_site_opens_no_socket_even_with_the_cookie(
    target: Target, cookie_of: CookieOf, path: str
) -> None:
    cookie = await cookie_of(Role.OFFICER)
    for origin in (
        FOREIGN,
        "null",
        f"{target.url}.evil.example",
        target.url.upper().replace("HTTP", "https"),
    ):
        async with connect(
            target.socket(path), origin=Origin(origin), additional_headers={"Cookie": cookie}
        ) as socket:
            with contextlib.suppress(ConnectionClosed):
                await socket.send('{"type":"hello"}')
            await socket.wait_closed()
            assert socket.close_code == FORBIDDEN


async def test_video_node_takes_no_socket_from_another_sites_page(video_process: VideoProcess) -> None:
    async with video_process() as (target, _):
        for origin in (FOREIGN, Origin("null"), None):
            with pytest.raises(InvalidStatus) as refusal:
                async with connect(target.socket("/signal"), origin=origin):
                    pass
            assert refusal.value.response.status_code == 403


async def test_cookies_that_were_not_given_by_the_hub_open_nothing(
    target: Target, cookie_of: CookieOf
) -> None:
    token = (await cookie_of(Role.OFFICER)).partition("=")[2]
    lame = f"{COOKIE}={'f' * 43}"
    games = [
        "officer=" + token,
        COOKIE.removeprefix("__Host-") + "=" + token,
        COOKIE.lower() + "=" + token,
        f"{COOKIE} x={token}",
        f"{COOKIE}={token}x",
        f"{COOKIE}={token[:-1]}",
        f"{COOKIE}=",
        f"{COOKIE}={token}; {lame}",
        "; ".join([lame] * 200),
        f"{COOKIE}=\xff\x00",
        f'{COOKIE}="{{}}"',
    ]
    answers = []
    async with httpx2.AsyncClient(base_url=target.url) as http:
        for cookie in games:
            raw = [(b"cookie", cookie.replace("\x00", "").encode("latin-1"))]
            answers.append(await http.get("/v1/officer-sessions/current", headers=raw))
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1


async def test_session_planted_before_log_in_is_not_the_one_after_it(target: Target) -> None:
    planted = "p" * 43
    async with httpx2.AsyncClient(base_url=target.url, headers={"Origin": target.url}) as http:
        (one, *_) = (await http.get("/v1/development-officers")).json()
        wanted = {"officerId": one["id"]}
        answer = await http.post(
            "/v1/officer-sessions", json=wanted, headers={"Cookie": f"{COOKIE}={planted}"}
        )
        given = answer.headers["set-cookie"]
        assert planted not in given
        for flag in ("Path=/", "Secure", "HttpOnly", "SameSite=strict"):
            assert flag.lower() in given.lower()
        assert "domain" not in given.lower()
        asked = await http.get("/v1/officer-sessions/current", headers={"Cookie": f"{COOKIE}={planted}"})
        assert asked.status_code == 401


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def made(header: bytes | dict[str, Any], claims: str, key: str = KEY, digest: str = "sha256") -> str:
    """Make a token by hand, with whatever header, signed with a key as HMAC."""
    head = header if isinstance(header, bytes) else json.dumps(header).encode()
    begun = f"{b64(head)}.{claims}"
    return f"{begun}.{b64(hmac.new(key.encode(), begun.encode(), digest).digest())}"


def forgeries(node: Node) -> dict[str, str]:
    """Return join tickets that only look like ones of the hub."""
    real = signed(ticket_for(node, "citizen"))
    head, claims, signature = real.split(".")
    other = json.loads(base64.urlsafe_b64decode(claims + "=="))
    swapped = b64(json.dumps({**other, "role": "officer", "seat": "officer"}).encode())
    none, none_too = b64(b'{"alg":"none"}'), b64(b'{"alg":"nOnE"}')
    return {
        "altered signature": f"{head}.{claims}.{signature[:-2]}AA",
        "altered claims": f"{head}.{swapped}.{signature}",
        "no signature": f"{head}.{claims}.",
        "alg none": f"{none}.{swapped}.",
        "alg None": f"{none_too}.{swapped}.",
        "other key": made({"alg": "HS256"}, swapped, "x" * 40),
        "empty key": made({"alg": "HS256"}, swapped, ""),
        "HS512": made({"alg": "HS512"}, swapped, digest="sha512"),
        "key in the header": made(
            {"alg": "HS256", "jwk": {"kty": "oct", "k": b64(b"x" * 40)}}, swapped, "x" * 40
        ),
        "critical": made({"alg": "HS256", "crit": ["b64"], "b64": False}, claims),
        "alg missing": made({}, claims),
        "alg a list": made({"alg": ["HS256"]}, claims),
        "header not an object": made(b"[]", claims),
        "header nested": made(b"[" * 1_300, "e30"),
        "header broken": made(b"\xff\xfe{", claims),
        "claims not an object": made({"alg": "HS256"}, b64(b"[]")),
        "claims nested": made({"alg": "HS256"}, b64(b"[" * 1_200)),
        "never expires": made({"alg": "HS256"}, b64(json.dumps({**other, "exp": None}).encode())),
        "no expiry": made(
            {"alg": "HS256"}, b64(json.dumps({k: other[k] for k in other if k != "exp"}).encode())
        ),
        "infinite": made({"alg": "HS256"}, b64(json.dumps({**other, "exp": float("inf")}).encode())),
        "expiry in words": made({"alg": "HS256"}, b64(json.dumps({**other, "exp": "2999"}).encode())),
        "five parts": f"{head}.{claims}.{signature}.{claims}.{signature}",
        "no parts": "ticket",
        "empty": "",
        "dots": "." * 1_000,
        "not ASCII": "é.ü.ñ",
    }


async def test_forged_tickets_are_refused_alike_and_hurt_nothing(video_process: VideoProcess) -> None:
    async with video_process() as (target, node):
        forged = forgeries(node)
        found = {name: await knock(target, token) for name, token in forged.items()}
        assert found == dict.fromkeys(forged, ("ticket_invalid", REFUSED))
        target.assert_unhurt()


async def test_tickets_of_another_time_or_node_and_second_uses_say_why(video_process: VideoProcess) -> None:
    async with video_process() as (target, node):
        ago = datetime.now(UTC) - timedelta(minutes=2)
        assert await knock(target, sign(ticket_for(node, "citizen"), KEY, ago)) == ("ticket_expired", REFUSED)
        elsewhere = signed(ticket_for(node, "citizen", node="video-elsewhere"))
        assert await knock(target, elsewhere) == ("wrong_node", REFUSED)
        token = signed(ticket_for(node, "citizen"))
        async with connect(target.socket("/signal"), origin=ORIGIN) as first:
            await first.send(json.dumps({"type": "join", "ticket": token}))
            assert json.loads(await first.recv())["type"] == "joined"
            assert await knock(target, token) == ("ticket_used", REFUSED)
        target.assert_unhurt()


async def knock(target: Target, token: str) -> tuple[str, int | None]:
    """Ask for a seat with a ticket; return the refusal's code and that of the close."""
    async with connect(target.socket("/signal"), origin=ORIGIN) as socket:
        await socket.send(json.dumps({"type": "join", "ticket": token}))
        refusal = json.loads(await socket.recv())
        await socket.wait_closed()
        assert set(refusal) <= {"type", "code", "retry_s"}
        return refusal["code"], socket.close_code
