"""A scanner throws garbage at every port: a short refusal each time, and nothing dies or complains."""

from __future__ import annotations

import asyncio
import random
import socket
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.attack.conftest import VideoProcess, assert_served
from tests.attack.processes import Target, said
from tests.attack.raw import opening
from tests.conftest import Servers

REFUSALS = range(400, 500)
SHORT_BYTES = 4_096
HOST = "Host: 127.0.0.1\r\n"
LAST = "Connection: close\r\n\r\n"


def get(path: str, *lines: str, version: str = "1.1", method: str = "GET") -> bytes:
    """Return one request that is the last on its connection."""
    named = "".join(f"{line}\r\n" for line in lines)
    return f"{method} {path} HTTP/{version}\r\n{HOST}{named}{LAST}".encode("utf-8", "surrogateescape")


def status(answer: bytes) -> int:
    """Return the status of an answer; 0 when there was none."""
    first = answer.split(b"\r\n", 1)[0].split(b" ")
    return int(first[1]) if len(first) > 1 and first[1].isdigit() else 0


GARBAGE = {
    "nothing": b"\r\n\r\n\r\n",
    "noise": random.Random(1).randbytes(4_000),
    "TLS hello": bytes.fromhex("16030100a5010000a10303") + bytes(160),
    "SSH": b"SSH-2.0-scanner\r\n",
    "SMB": bytes.fromhex("00000085ff534d4272") + bytes(120),
    "RDP": bytes.fromhex("030000130ee000000000000100080003000000"),
    "Redis": b"*1\r\n$4\r\nINFO\r\n",
    "PostgreSQL": bytes.fromhex("0000000804d2162f"),
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(64),
    "proxy header": b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\nGET / HTTP/1.1\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "no version": b"GET /\r\n\r\n",
    "NUL in a header": get("/", "X: a\0b"),
    "header without colon": get("/", "nonsense"),
    "space before colon": get("/", "Content-Length : 5"),
    "long line": get("/" + "a" * 100_000),
    "long header": get("/", "X: " + "a" * 100_000),
    "thousand headers": get("/", *(f"X-{n}: {n}" for n in range(3_000))),
    "thousand cookies": get("/", "Cookie: " + "; ".join(f"c{n}={n}" for n in range(10_000))),
    "negative length": get("/v1/officer-sessions", "Content-Length: -1", method="POST"),
    "two lengths": get("/v1/officer-sessions", "Content-Length: 1", "Content-Length: 2", method="POST")
    + b"{}",
    "huge length": get("/v1/officer-sessions", "Content-Length: 1" + "0" * 30, method="POST"),
    "length and chunks": get("/", "Content-Length: 3", "Transfer-Encoding: chunked", method="POST")
    + b"0\r\n\r\n",
    "bad chunk": get("/v1/officer-sessions", "Transfer-Encoding: chunked", method="POST") + b"ZZZ\r\n{}\r\n",
    "odd coding": get("/", "Transfer-Encoding: gzip, chunked, identity", method="POST"),
    "CONNECT": b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n",
    "odd method": get("/", method="BREW"),
    "script in the path": get("/%3Cscript%3Ealert(1)%3C/script%3E"),
    "CRLF in the path": get("/%0d%0aSet-Cookie:%20a=b"),
    "NUL in the path": get("/assets/%00"),
    "broken UTF-8 in the path": get("/v1/places/%ff%fe%c0%af"),
    "socket at a page": opening("/console"),
    "socket at nothing": opening("/ws/../internal"),
    "socket of another version": opening("/ws", **{"Sec-WebSocket-Version": "12"}),
    "socket without key": opening("/ws", **{"Sec-WebSocket-Key": ""}),
}
TRAVERSALS = (
    "/assets/../../settings.py",
    "/assets/..%2f..%2fsettings.py",
    "/assets/%2e%2e/%2e%2e/settings.py",
    "/assets/....//settings.py",
    "/assets/..%5c..%5csettings.py",
    "/assets/%252e%252e%252fsettings.py",
    "/assets//etc/passwd",
    "/assets/%2fetc%2fpasswd",
    "/..%2f..%2fetc%2fpasswd",
    "/assets/.%00.js",
    "/.env",
    "/.git/config",
    "/internal/../internal/ask",
    "/INTERNAL/ask",
    "//internal/ask",
)


async def assert_garbage_refused(target: Target) -> None:
    """Fail unless all garbage, thrown at once, gets a short refusal each, or its connection just ends."""
    async with asyncio.TaskGroup() as tasks:
        thrown = {name: tasks.create_task(said(target.port, sent)) for name, sent in GARBAGE.items()}
    for name, task in thrown.items():
        answer = task.result()
        assert answer == b"" or status(answer) in REFUSALS, (name, answer[:300])
        assert len(answer) < SHORT_BYTES, name
        for secret in (b"Traceback", b"site-packages", b"uvicorn", b"Set-Cookie: a"):
            assert secret not in answer, name


async def test_garbage_at_the_gateway_gets_a_short_refusal(target: Target) -> None:
    await assert_garbage_refused(target)
    await assert_served(target)
    target.assert_unhurt()


async def test_garbage_at_the_video_node_gets_a_short_refusal(video_process: VideoProcess) -> None:
    async with video_process() as (target, _):
        await assert_garbage_refused(target)
        assert status(await said(target.port, get("/healthz"))) == 200
        target.assert_unhurt()


async def test_no_path_leads_out_of_the_built_files(target: Target) -> None:
    for path in TRAVERSALS:
        answer = await said(target.port, get(path))
        assert status(answer) in {401, 404, 405}, (path, answer[:200])
        assert b"root:" not in answer
        assert b"from __future__" not in answer


@pytest.mark.parametrize("length", ["Content-Length: 5000000", "Transfer-Encoding: chunked"])
async def test_sender_of_five_megabytes_reads_the_refusal(target: Target, length: str) -> None:
    body = b"x" * 5_000_000
    chunk = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    writer.write(get("/v1/resumptions", length, "Content-Type: application/json", method="POST"))
    writer.write(chunk if "chunked" in length else body)
    await writer.drain()  # fails when the connection was cut while sending
    async with asyncio.timeout(10):
        answer = await reader.read()
    writer.close()
    assert status(answer) == 413
    assert b'"title":"Request Entity Too Large"' in answer
    await assert_served(target)


async def test_oversized_and_lying_bodies_are_refused(target: Target) -> None:
    own = (f"Origin: {target.url}", "Content-Type: application/json")

    def post(body: bytes, *lines: str, path: str = "/v1/handoff-redemptions") -> bytes:
        return get(path, *own, *lines, method="POST") + body

    deep = b'{"code":' * 9_000 + b"1" + b"}" * 9_000
    wide = b'{"code":"' + b"x" * 70_000 + b'"}'
    sent = {
        "deep": (post(deep[:60_000], "Content-Length: 60000"), {400}),
        "wide": (post(wide, f"Content-Length: {len(wide)}"), {413}),
        "wide in chunks": (
            post(b"%x\r\n" % len(wide) + wide + b"\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
            {413},
        ),
        "longer than it says": (post(b'{"code":"x"}GET /healthz', "Content-Length: 12"), {400}),
        "shorter than it says": (post(b"{}", "Content-Length: 40"), {0, 400}),
        "with trailers": (
            post(b"2\r\n{}\r\n0\r\nX-Admin: 1\r\n\r\n", "Transfer-Encoding: chunked"),
            {400},
        ),
        "override": (post(b"{}", "Content-Length: 2", "X-HTTP-Method-Override: DELETE"), {400}),
        "query": (get("/v1/places/x?" + "a=1&" * 3_000), {404}),
        "internal": (post(b"{}", "Content-Length: 2", path="/internal/ask"), {401}),
        "huge number": (post(b'{"code":1' + b"0" * 5_000 + b"}", "Content-Length: 5010"), {400}),
        "not a number": (post(b'{"code":NaN}', "Content-Length: 12"), {400}),
        "broken UTF-8": (post(b'{"code":"\xff\xfe"}', "Content-Length: 13"), {400}),
        "form": (
            get("/v1/handoff-redemptions", own[0], "Content-Length: 1", method="POST") + b"x",
            {400},
        ),
    }
    found = {name: status(await said(target.port, asked)) for name, (asked, _) in sent.items()}
    assert {name: code for name, code in found.items() if code not in sent[name][1]} == {}
    await assert_served(target)
    target.assert_unhurt()


async def test_head_beyond_the_limit_is_a_problem_431(target: Target) -> None:
    async with httpx2.AsyncClient(base_url=target.url) as http:
        assert (await http.get("/healthz", headers={"X": "a" * 15_000})).status_code == 200
        for answer in (
            await http.get("/healthz", headers={"X": "a" * 20_000}),
            await http.get("/healthz", headers={"Cookie": "; ".join(f"c{n}={n}" for n in range(3_000))}),
            await http.get("/healthz?" + "a=1&" * 5_000),
            await http.get("/" + "a" * 20_000),
        ):
            assert answer.status_code in {431, 400}
            if answer.status_code == 431:
                assert answer.json()["status"] == 431
                assert answer.headers["content-security-policy"].startswith("default-src 'none'")


async def test_old_pipelined_and_absolute_requests_are_answered_like_others(
    target: Target,
) -> None:
    assert status(await said(target.port, b"GET /healthz HTTP/1.0\r\n\r\n")) == 200
    twenty = f"GET /healthz HTTP/1.1\r\n{HOST}\r\n".encode() * 20 + get("/nowhere")
    answers = await said(target.port, twenty)
    assert answers.count(b"HTTP/1.1 200") == 20
    assert answers.count(b"HTTP/1.1 404") == 1
    assert status(await said(target.port, get("http://evil.example/healthz"))) in {200, 404}
    for host in ("evil.example", "127.0.0.1\\@evil.example", "[::1]", "a" * 2_000):
        head = f"GET /console/login/start HTTP/1.1\r\nHost: {host}\r\n"
        raw = f"{head}X-Forwarded-Host: evil.example\r\n{LAST}"
        assert b"evil.example" not in await said(target.port, raw)
    target.assert_unhurt()


async def test_nothing_of_a_request_becomes_a_line_of_the_log(target: Target) -> None:
    mark = "FORGED-LINE"
    forged = f"/%0a%7B%22level%22:%22error%22,%22event%22:%22{mark}%22%7D"
    await said(target.port, get(forged, f"User-Agent: {mark}", f"X-Forwarded-For: {mark}"))
    await said(target.port, get("/v1/officer-sessions", f"Origin: http://{mark}", method="POST"))
    await said(target.port, f"GET /{mark}\n{mark} HTTP/1.1\r\n\r\n")
    assert mark not in target.told()


async def test_valkey_and_postgresql_are_closed_to_strangers(servers: Servers) -> None:
    address = urlsplit(servers.redis_url)
    assert address.hostname == "127.0.0.1"
    assert address.port
    for asked in (b"INFO\r\n", b"*1\r\n$4\r\nKEYS\r\n", b"CONFIG GET *\r\n", b"AUTH wrong\r\n"):
        answer = await said(address.port, asked + b"QUIT\r\n", within_s=3)
        assert answer.startswith((b"-NOAUTH", b"-WRONGPASS", b"-ERR")), answer
        assert len(answer) < 400
    assert listening_at(address.port) == {"127.0.0.1"}
    assert "@/" in servers.database_url, "the embedded PostgreSQL has a socket in a folder and no port"


async def test_gateway_and_video_listen_on_this_machine_only(
    target: Target, video_process: VideoProcess
) -> None:
    async with video_process() as (node, _):
        assert listening_at(target.port) == {"127.0.0.1"}
        assert listening_at(node.port) == {"127.0.0.1"}


def listening_at(port: int) -> set[str]:
    """Return the addresses of this machine at which somebody listens on a port."""
    found = set()
    for table, family in (("tcp", socket.AF_INET), ("tcp6", socket.AF_INET6)):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            raw, _, number = local.partition(":")
            if int(number, 16) == port and state == "0A":
                words = [bytes.fromhex(raw[at : at + 8])[::-1] for at in range(0, len(raw), 8)]
                found.add(socket.inet_ntop(family, b"".join(words)))
    return found
