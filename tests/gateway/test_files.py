"""Files that citizens add: what is taken, what is refused in a sentence, and who may have them."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from uuid import UUID, uuid4

import httpx2
import pytest
from sqlalchemy import select

from gateway.conversations.file_kinds import WrongKind, kind_of, safe_name
from gateway.conversations.tables import ConversationFile, FilePart
from gateway.database import Database
from gateway.escalation import service as escalation
from gateway.events import Events
from gateway.settings import Settings
from tests.failures.disks import small_disk
from tests.fakes.person import Person
from tests.gateway.conftest import Staff
from tests.gateway.running import GatewayWith, Running

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 200
KINDS = {
    "image/jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 80,
    "image/png": PNG,
    "image/webp": b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 40,
    "image/heif": b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + b"\0" * 40,
    "video/mp4": b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + b"\0" * 40,
    "application/pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
    "text/plain": "BMW gestolen, kenteken AB-12-CD\r\nBedankt \u2764".encode(),
}
REFUSED = {
    "page": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
    "drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    "drawing after a declaration": b'\xef\xbb\xbf<?xml version="1.0"?><svg/>',
    "archive": b"PK\x03\x04" + b"\0" * 40 + b"PK\x05\x06" + b"\0" * 18,
    "program": b"MZ" + b"\0" * 80,
    "script": b"#!/bin/sh\nrm -rf /\n",
    "gif": b"GIF89a" + b"\0" * 40,
    "picture that is an archive too": KINDS["image/jpeg"] + b"PK\x03\x04PK\x05\x06" + b"\0" * 18,
    "picture that is a page too": PNG + b"<SCRIPT>alert(1)</SCRIPT>",
    "pdf that is a drawing too": b"%PDF-1.7 <svg onload=alert(1)>\n%%EOF",
    "page that ends as a pdf": b"<html>%PDF-1.7\n%%EOF",
    "pdf with something after it": b"%PDF-1.7\n%%EOF" + b"\0" * 2000,
    "picture not at the start": b"\0" + PNG,
    "text with a bell": b"hallo\x07",
    "nothing": b"",
    "old text": b"caf\xe9",
}


@dataclass
class Box:
    """Sends files as the widget does."""

    http: httpx2.AsyncClient
    session: str

    async def put(
        self, content: bytes, name: str = "foto.png", client_id: UUID | None = None
    ) -> httpx2.Response:
        headers = {
            "Authorization": f"Bearer {self.session}",
            "Client-Id": str(client_id or uuid4()),
            "File-Name": quote(name),
        }
        return await self.http.post("/v1/conversations/current/files", content=content, headers=headers)


@asynccontextmanager
async def box(gateway: Running, session: str) -> AsyncIterator[Box]:
    async with httpx2.AsyncClient(base_url=gateway.url, headers={"Origin": gateway.url}, timeout=30) as http:
        yield Box(http, session)


async def kept(database: Database) -> list[ConversationFile]:
    async with database.transaction() as tx:
        return list((await tx.scalars(select(ConversationFile).order_by(ConversationFile.at))).all())


async def in_hand(database: Database, news: Events, staff: Staff, citizen: Person) -> None:
    await citizen.command("ask_person", medium="chat")
    async with database.transaction() as tx:
        await escalation.take(tx, news, staff.one.id, "chat")


@asynccontextmanager
async def officer_at(gateway: Running, officer_id: UUID) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=gateway.url, headers={"Origin": gateway.url}) as http:
        answer = await http.post("/v1/officer-sessions", json={"officerId": str(officer_id)})
        http.headers["Cookie"] = answer.headers["set-cookie"].split(";")[0]
        yield http


@pytest.mark.parametrize("kind", KINDS)
def test_kind_comes_from_the_content(kind: str) -> None:
    assert kind_of(KINDS[kind]) == kind


@pytest.mark.parametrize("what", REFUSED)
def test_other_content_and_what_is_two_things_at_once_is_refused(what: str) -> None:
    with pytest.raises(WrongKind):
        kind_of(REFUSED[what])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("foto.png", "foto.png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\fakepath\\Mijn foto.PNG", "Mijn foto.PNG"),
        ("rekening.pdf.html", "rekening.pdf.html.png"),
        ("foto\u202egnp.exe", "fotognp.exe.png"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie x.png"),
        ("...", "bestand.png"),
        ("f" * 500, "f" * 96 + ".png"),
        ("\u0430\u0444\u0438\u0448\u0430.png", "\u0430\u0444\u0438\u0448\u0430.png"),
    ],
)
def test_name_is_made_safe_and_fits_its_kind(name: str, shown: str) -> None:
    assert safe_name(quote(name), "image/png") == shown


async def test_file_reaches_the_thread_and_the_officer_who_has_it_in_hand(
    gateway: Running, database: Database, news: Events, staff: Staff
) -> None:
    content = PNG + bytes(range(256)) * 12_000
    async with gateway.citizen() as (citizen, snapshot), box(gateway, snapshot["session"]) as files:
        answer = await files.put(content, "Mijn foto \u2764.png")
        assert answer.status_code == 201
        told = await citizen.event("FileAdded")
        assert told["seq"] == answer.json()["seq"]
        assert told["data"]["sha256"] == hashlib.sha256(content).hexdigest()
        assert (told["data"]["kind"], told["data"]["size"]) == ("image/png", len(content))
        await in_hand(database, news, staff, citizen)
        path = f"/v1/conversations/{snapshot['conversation']['id']}/files/{told['data']['file_id']}"
        async with officer_at(gateway, staff.one.id) as http:
            taken = await http.get(path)
    assert taken.content == content
    assert taken.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''Mijn%20foto%20%E2%9D%A4.png"
    )
    assert taken.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in taken.headers["content-security-policy"]
    assert (taken.headers["content-type"], taken.headers["cache-control"]) == ("image/png", "no-store")


async def test_nobody_else_gets_a_file(
    gateway: Running, database: Database, news: Events, staff: Staff
) -> None:
    async with gateway.citizen() as (citizen, snapshot), box(gateway, snapshot["session"]) as files:
        await files.put(PNG)
        file_id = (await citizen.event("FileAdded"))["data"]["file_id"]
        mine = f"/v1/conversations/{snapshot['conversation']['id']}/files/{file_id}"
        async with officer_at(gateway, staff.one.id) as one, officer_at(gateway, staff.other.id) as other:
            assert (await one.get(mine)).status_code == 404
            await in_hand(database, news, staff, citizen)
            assert (await one.get(mine)).status_code == 200
            assert (await other.get(mine)).status_code == 404
            assert (await one.get(mine.replace(file_id, str(uuid4())))).status_code == 404
        async with officer_at(gateway, staff.supervisor.id) as looking:
            assert (await looking.get(mine)).status_code == 403
        assert (await files.http.get(mine)).status_code == 401


async def test_too_large_a_file_is_refused_and_nothing_is_kept(
    gateway_with: GatewayWith, database: Database, settings: Settings
) -> None:
    assert settings.file_bytes == 10_000_000
    async with (
        gateway_with(file_bytes=100_000) as gateway,
        gateway.citizen() as (_, snapshot),
        box(gateway, snapshot["session"]) as files,
    ):
        fits = await files.put(PNG.ljust(100_000, b"\0"))
        over = await files.put(PNG.ljust(100_001, b"\0"))
    assert (fits.status_code, over.status_code) == (201, 413)
    assert [file.size for file in await kept(database)] == [100_000]


async def test_file_of_ten_megabytes_is_kept_whole(gateway: Running, database: Database) -> None:
    async with gateway.citizen() as (_, snapshot), box(gateway, snapshot["session"]) as files:
        assert (await files.put(PNG.ljust(10_000_000, b"x"))).status_code == 201
    async with database.transaction() as tx:
        parts = (await tx.scalars(select(FilePart.data).order_by(FilePart.number))).all()
    assert b"".join(parts) == PNG.ljust(10_000_000, b"x")


async def test_eleventh_file_is_refused_also_when_they_come_at_once(
    gateway: Running, database: Database
) -> None:
    async with gateway.citizen() as (_, snapshot), box(gateway, snapshot["session"]) as files:
        async with asyncio.TaskGroup() as group:
            sent = [group.create_task(files.put(PNG, f"{number}.png")) for number in range(12)]
        codes = sorted(task.result().json().get("code", "kept") for task in sent)
        again = await files.put(PNG)
    assert codes == ["kept"] * 10 + ["too_many_files"] * 2
    assert (again.status_code, again.json()["code"]) == (409, "too_many_files")
    assert len(await kept(database)) == 10


async def test_wrong_kind_is_refused_whatever_its_name_says(gateway: Running, database: Database) -> None:
    async with gateway.citizen() as (_, snapshot), box(gateway, snapshot["session"]) as files:
        answer = await files.put(REFUSED["page"], "vakantie.jpg")
    assert (answer.status_code, answer.json()["code"]) == (400, "file_kind")
    assert await kept(database) == []


async def test_file_sent_again_after_a_lost_answer_is_kept_once(gateway: Running, database: Database) -> None:
    async with gateway.citizen() as (_, snapshot), box(gateway, snapshot["session"]) as files:
        client_id = uuid4()
        answers = [await files.put(PNG, client_id=client_id) for _ in range(2)]
        other = await files.put(PNG + b"\0", client_id=client_id)
    assert answers[0].json() == answers[1].json()
    assert other.json()["code"] == "used_before"
    assert len(await kept(database)) == 1


async def test_stranger_and_kiosk_add_nothing(gateway: Running, database: Database) -> None:
    async with box(gateway, "x" * 43) as files:
        assert (await files.put(PNG)).status_code == 404
    at_kiosk = gateway.citizen(surface="kiosk", place="kiosk-utrecht-cs")
    async with at_kiosk as (_, snapshot), box(gateway, snapshot["session"]) as files:
        assert (await files.put(PNG)).status_code == 404
    async with gateway.citizen() as (citizen, snapshot), box(gateway, snapshot["session"]) as files:
        await citizen.command("done")
        assert (await files.put(PNG)).status_code == 404
    assert await kept(database) == []


async def test_more_files_at_once_than_the_gateway_takes_are_told_to_try_again(
    gateway_with: GatewayWith,
) -> None:
    async with (
        gateway_with(files_at_once=0) as gateway,
        gateway.citizen() as (_, snapshot),
        box(gateway, snapshot["session"]) as files,
    ):
        answer = await files.put(PNG)
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


async def test_file_that_does_not_arrive_in_time_is_given_up(
    gateway_with: GatewayWith, database: Database
) -> None:
    async with gateway_with(file_arrival_s=1) as gateway, gateway.citizen() as (_, snapshot):
        reader, writer = await asyncio.open_connection("127.0.0.1", gateway.settings.port)
        writer.write(
            "POST /v1/conversations/current/files HTTP/1.1\r\nHost: hub\r\nContent-Length: 5000\r\n"
            f"Origin: {gateway.url}\r\nAuthorization: Bearer {snapshot['session']}\r\n"
            f"Client-Id: {uuid4()}\r\nFile-Name: a.png\r\n\r\n".encode()
            + PNG
        )
        status = await reader.readline()
        writer.close()
    assert b" 503 " in status
    assert await kept(database) == []


async def test_file_that_finds_no_room_on_its_way_in_gets_a_sentence_and_leaves_nothing(
    gateway_with: GatewayWith, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "spool", "1m") as spool:
        monkeypatch.setattr(tempfile, "tempdir", str(spool))
        async with (
            gateway_with() as gateway,
            gateway.citizen() as (_, snapshot),
            box(gateway, snapshot["session"]) as files,
        ):
            for _ in range(2):  # what the first took of the disk is free again
                refused = await files.put(PNG.ljust(3_000_000, b"x"))
                assert (refused.status_code, refused.json()["code"]) == (507, "no_room")
                assert list(spool.iterdir()) == []
            assert await kept(database) == []
            assert (await files.put(PNG.ljust(500_000, b"x"))).status_code == 201
        assert len(await kept(database)) == 1
