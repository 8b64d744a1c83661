"""Kiosks as devices: enrolment, heartbeat, revocation, and who may see or do what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from redis.asyncio import Redis
from sqlalchemy import func, select, update

from gateway import references
from gateway.app import create_app
from gateway.database import Database, now
from gateway.kiosks import beats, service
from gateway.kiosks.access import COOKIE
from gateway.kiosks.tables import Kiosk, KioskEvent
from gateway.live import Live
from gateway.officers.officer import Role
from gateway.settings import Settings
from tests.fakes.bot import FakeBot
from tests.gateway.force import Officers

WISH = {"name": "Hal noord", "place": "kiosk-utrecht-cs", "languages": ["nl", "en"]}
BEAT = {"screen": "idle", "version": "index-abc.js", "camera": True, "microphone": True, "errors": 0}


@pytest.fixture
async def valkey(settings: Settings) -> AsyncIterator[Redis]:
    async with Redis.from_url(settings.redis_url) as valkey:
        yield valkey


Browser = Callable[[], httpx2.AsyncClient]


@pytest.fixture
async def app(settings: Settings, officers_by_name: Officers) -> AsyncIterator[FastAPI]:
    app = create_app(settings, FakeBot().client())
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def new_browser(app: FastAPI, settings: Settings) -> AsyncIterator[Browser]:
    """Return a function that opens a browser on one of the hub's own pages."""
    opened: list[httpx2.AsyncClient] = []

    def open_one() -> httpx2.AsyncClient:
        own = {"Origin": min(settings.origins)}
        client = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="https://hub", headers=own)
        opened.append(client)
        return client

    yield open_one
    for client in opened:
        await client.aclose()


@pytest.fixture
async def administrator(new_browser: Browser, officers_by_name: Officers) -> httpx2.AsyncClient:
    return await logged_in(new_browser(), officers_by_name, Role.ADMINISTRATOR)


async def logged_in(browser: httpx2.AsyncClient, officers: Officers, role: Role) -> httpx2.AsyncClient:
    someone = next(officer for officer in officers.values() if officer.role is role)
    answer = await browser.post("/v1/officer-sessions", json={"officerId": str(someone.id)})
    assert answer.status_code == 204
    return browser


Add = Callable[..., Awaitable[tuple[str, str]]]


@pytest.fixture
def add(administrator: httpx2.AsyncClient) -> Add:
    """Return a function that adds a kiosk and returns its id and code."""

    async def add_one(**changes: Any) -> tuple[str, str]:
        answer = await administrator.post("/v1/kiosks", json={**WISH, **changes})
        assert answer.status_code == 201
        return answer.json()["id"], answer.json()["code"]["code"]

    return add_one


async def enrol(browser: httpx2.AsyncClient, code: str) -> int:
    return (await browser.post("/v1/kiosk-enrolments", json={"code": code})).status_code


async def beat(browser: httpx2.AsyncClient, **changes: Any) -> dict[str, Any]:
    answer = await browser.post("/v1/kiosk-heartbeats", json={**BEAT, **changes})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


async def listed(administrator: httpx2.AsyncClient, kiosk_id: str) -> dict[str, Any]:
    kiosks = (await administrator.get("/v1/kiosks")).json()["kiosks"]
    found: dict[str, Any] = next(kiosk for kiosk in kiosks if kiosk["id"] == kiosk_id)
    return found


async def test_device_becomes_the_kiosk_that_its_code_names(add: Add, new_browser: Browser) -> None:
    _, code = await add(languages=["en"])
    device = new_browser()
    assert (await beat(device))["state"] == "not_enrolled"
    answer = await device.post("/v1/kiosk-enrolments", json={"code": code.lower().replace("-", " ")})
    assert answer.status_code == 204
    cookie = answer.headers["set-cookie"]
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert cookie.startswith("__Host-kiosk=")
    assert {"secure", "httponly", "samesite=strict", "path=/"} <= attributes
    known = await beat(device)
    assert (known["state"], known["languages"]) == ("enrolled", ["en"])
    assert known["place"]["name"] == "Utrecht Centraal Station"
    assert known["police"]


async def test_only_hashes_of_code_and_secret_are_kept(
    add: Add, new_browser: Browser, database: Database
) -> None:
    kiosk_id, code = await add()
    device = new_browser()
    async with database.transaction() as tx:
        waiting = await tx.get_one(Kiosk, UUID(kiosk_id))
        assert waiting.code_hash
        assert code not in str(vars(waiting))
        assert waiting.code_hash != service.hash_secret(code)  # a copy of the database does not do to find it
    assert await enrol(device, code) == 204
    async with database.transaction() as tx:
        enrolled = await tx.get_one(Kiosk, UUID(kiosk_id))
        assert enrolled.code_hash is None
        assert enrolled.secret_hash == service.hash_secret(device.cookies[COOKIE])
        assert device.cookies[COOKIE] not in str(vars(enrolled))


async def test_wrong_used_replaced_and_expired_codes_look_the_same(
    add: Add, new_browser: Browser, administrator: httpx2.AsyncClient, database: Database
) -> None:
    used_id, used = await add()
    replaced_id, replaced = await add()
    expired_id, expired = await add()
    assert await enrol(new_browser(), used) == 204
    assert (await administrator.post(f"/v1/kiosks/{replaced_id}/codes", json={})).status_code == 201
    async with database.transaction() as tx:
        past = now() - timedelta(seconds=1)
        await tx.execute(update(Kiosk).where(Kiosk.id == UUID(expired_id)).values(code_expires_at=past))
    stranger = new_browser()
    answers = [
        await stranger.post("/v1/kiosk-enrolments", json={"code": code})
        for code in (references.new(), used, replaced, expired, "hallo")
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert len({answer.text for answer in answers}) == 1
    assert stranger.cookies.get(COOKIE) is None
    assert (await listed(administrator, used_id))["codeExpiresAt"] is None


async def test_code_is_valid_for_fifteen_minutes(administrator: httpx2.AsyncClient) -> None:
    answer = (await administrator.post("/v1/kiosks", json=WISH)).json()
    listed_until = (await listed(administrator, answer["id"]))["codeExpiresAt"]
    assert listed_until == answer["code"]["expiresAt"]
    left = datetime.fromisoformat(listed_until) - now()
    assert timedelta(minutes=14) < left <= timedelta(minutes=15)
    assert not set(answer["code"]["code"]) & set("01OIL")


async def test_sixth_wrong_code_has_to_wait_and_even_a_right_one_with_it(
    add: Add, new_browser: Browser, settings: Settings
) -> None:
    _, code = await add()
    stranger = new_browser()
    tried = [await enrol(stranger, references.new()) for _ in range(settings.kiosk_code_tries)]
    assert tried == [404] * settings.kiosk_code_tries
    refused = await stranger.post("/v1/kiosk-enrolments", json={"code": code})
    assert (refused.status_code, refused.json()["code"]) == (429, "kiosk_tries")


async def test_counted_tries_hold_no_address(new_browser: Browser, live: Live, valkey: Redis) -> None:
    await enrol(new_browser(), references.new())
    (name,) = await valkey.keys(live.key("hub:kiosk-tries:*"))
    assert "127.0.0.1" not in str(name)
    assert 0 < await valkey.ttl(name) <= 600


async def test_of_two_devices_with_one_code_one_becomes_the_kiosk(add: Add, new_browser: Browser) -> None:
    _, code = await add()
    devices = [new_browser(), new_browser()]
    async with asyncio.TaskGroup() as both:
        answers = [both.create_task(enrol(device, code)) for device in devices]
    assert sorted(answer.result() for answer in answers) == [204, 404]
    states = sorted([(await beat(device))["state"] for device in devices])
    assert states == ["enrolled", "not_enrolled"]


async def test_new_device_replaces_the_old_one(
    add: Add, new_browser: Browser, administrator: httpx2.AsyncClient
) -> None:
    kiosk_id, code = await add()
    old, new = new_browser(), new_browser()
    assert await enrol(old, code) == 204
    code = (await administrator.post(f"/v1/kiosks/{kiosk_id}/codes", json={})).json()["code"]
    assert (await beat(old))["state"] == "enrolled"
    assert await enrol(new, code) == 204
    assert ((await beat(old))["state"], (await beat(new))["state"]) == ("not_enrolled", "enrolled")


async def test_heartbeat_is_shown_and_silence_too(
    add: Add, new_browser: Browser, administrator: httpx2.AsyncClient, live: Live, valkey: Redis
) -> None:
    kiosk_id, code = await add()
    assert (await listed(administrator, kiosk_id))["state"] == "never_seen"
    device = new_browser()
    await enrol(device, code)
    await beat(device, screen="in_call", camera=False, errors=3)
    shown = await listed(administrator, kiosk_id)
    assert (shown["state"], shown["camera"], shown["microphone"]) == ("in_call", False, True)
    assert (shown["errors"], shown["version"]) == (3, "index-abc.js")
    assert 0 < await valkey.ttl(live.key(f"{beats.KEY}{kiosk_id}")) <= 75
    await beats.drop(live, UUID(kiosk_id))
    silent = await listed(administrator, kiosk_id)
    assert (silent["state"], silent["camera"]) == ("silent", None)
    assert silent["seenAt"]


async def test_heartbeat_reaches_postgresql_at_most_once_a_minute(
    add: Add, new_browser: Browser, database: Database
) -> None:
    kiosk_id, code = await add()
    device = new_browser()
    await enrol(device, code)

    async def seen() -> Any:
        async with database.transaction() as tx:
            return await tx.scalar(select(Kiosk.seen_at).where(Kiosk.id == UUID(kiosk_id)))

    await beat(device)
    first = await seen()
    await beat(device)
    assert await seen() == first
    async with database.transaction() as tx:
        before = first - timedelta(seconds=61)
        await tx.execute(update(Kiosk).where(Kiosk.id == UUID(kiosk_id)).values(seen_at=before))
    await beat(device)
    assert await seen() > first


async def test_moved_kiosk_shows_its_new_place_at_the_next_heartbeat(
    add: Add, new_browser: Browser, administrator: httpx2.AsyncClient
) -> None:
    kiosk_id, code = await add()
    device = new_browser()
    await enrol(device, code)
    wish = {"name": "Balie", "place": "station-emmen", "languages": ["nl"]}
    assert (await administrator.put(f"/v1/kiosks/{kiosk_id}", json=wish)).status_code == 204
    known = await beat(device)
    assert (known["place"]["slug"], known["languages"]) == ("station-emmen", ["nl"])


async def test_revoked_kiosk_stays_revoked(
    add: Add, new_browser: Browser, administrator: httpx2.AsyncClient
) -> None:
    kiosk_id, code = await add()
    device = new_browser()
    await enrol(device, code)
    await administrator.post(f"/v1/kiosks/{kiosk_id}/codes", json={})
    path = f"/v1/kiosks/{kiosk_id}/revocation"
    assert (await administrator.post(path, json={"reason": "Gestolen"})).status_code == 204
    assert (await beat(device))["state"] == "revoked"
    shown = await listed(administrator, kiosk_id)
    assert (shown["state"], shown["codeExpiresAt"]) == ("revoked", None)
    again = await administrator.post(path, json={"reason": "nog eens"})
    code_after = await administrator.post(f"/v1/kiosks/{kiosk_id}/codes", json={})
    assert (again.status_code, code_after.status_code) == (409, 409)


async def test_revoked_kiosk_can_still_read_the_number_of_its_station(
    add: Add, new_browser: Browser, administrator: httpx2.AsyncClient
) -> None:
    kiosk_id, code = await add(place="station-emmen")
    device = new_browser()
    assert (await device.get("/v1/kiosk-place")).status_code == 404
    await enrol(device, code)
    await administrator.post(f"/v1/kiosks/{kiosk_id}/revocation", json={"reason": "Verhuisd"})
    place = (await device.get("/v1/kiosk-place")).json()
    assert (place["name"], place["phone"]) == ("Politiebureau Emmen", "0591-012345")
    places = (await administrator.get("/v1/kiosks")).json()["places"]
    assert {each["slug"]: each["phone"] for each in places}["station-emmen"] == "0591-012345"


async def test_every_change_says_who_made_it_and_the_lines_are_only_added(
    add: Add, new_browser: Browser, administrator: httpx2.AsyncClient, database: Database
) -> None:
    kiosk_id, code = await add()
    await enrol(new_browser(), code)
    await administrator.put(f"/v1/kiosks/{kiosk_id}", json={**WISH, "name": "Zuid"})
    await administrator.post(f"/v1/kiosks/{kiosk_id}/revocation", json={"reason": "Verhuisd"})
    lines = (await administrator.get(f"/v1/kiosks/{kiosk_id}/history")).json()
    assert [(line["name"], line["by"]) for line in lines] == [
        ("KioskRevoked", "R. Mulder"),
        ("KioskChanged", "R. Mulder"),
        ("DeviceEnrolled", None),
        ("CodeMade", "R. Mulder"),
        ("KioskAdded", "R. Mulder"),
    ]
    assert lines[0]["data"] == {"reason": "Verhuisd"}
    assert code not in str(lines)
    rights = select(func.has_table_privilege("kiosk_events", "update, delete, truncate"))
    async with database.transaction() as tx:
        assert await tx.scalar(rights) is False
        assert await tx.scalar(select(func.count()).select_from(KioskEvent)) == 5


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
async def test_only_an_administrator_sees_or_changes_kiosks(
    add: Add, new_browser: Browser, officers_by_name: Officers, role: Role
) -> None:
    kiosk_id, _ = await add()
    other = await logged_in(new_browser(), officers_by_name, role)
    for browser, status in ((other, 403), (new_browser(), 401)):
        answers = [
            await browser.get("/v1/kiosks"),
            await browser.get(f"/v1/kiosks/{kiosk_id}/history"),
            await browser.post("/v1/kiosks", json=WISH),
            await browser.put(f"/v1/kiosks/{kiosk_id}", json=WISH),
            await browser.post(f"/v1/kiosks/{kiosk_id}/codes", json={}),
            await browser.post(f"/v1/kiosks/{kiosk_id}/revocation", json={"reason": "x"}),
        ]
        assert [answer.status_code for answer in answers] == [status] * 6


async def test_page_of_another_site_can_do_nothing_to_a_kiosk(
    add: Add, new_browser: Browser, administrator: httpx2.AsyncClient
) -> None:
    kiosk_id, code = await add()
    evil = {"Origin": "https://evil.example"}
    for browser, path, body in (
        (administrator, f"/v1/kiosks/{kiosk_id}/revocation", {"reason": "x"}),
        (new_browser(), "/v1/kiosk-enrolments", {"code": code}),
        (new_browser(), "/v1/kiosk-heartbeats", BEAT),
        (new_browser(), "/v1/kiosk-wipes", {"session": "x"}),
    ):
        assert (await browser.post(path, json=body, headers=evil)).status_code == 403


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"name": "  "}, 400),
        ({"name": "x" * 81}, 400),
        ({"name": "nul\x00"}, 400),
        ({"languages": []}, 400),
        ({"languages": ["xx"]}, 400),
        ({"place": "nowhere"}, 404),
        ({"more": 1}, 400),
    ],
)
async def test_faulty_kiosk_is_not_added(
    administrator: httpx2.AsyncClient, changes: dict[str, Any], status: int
) -> None:
    answer = await administrator.post("/v1/kiosks", json={**WISH, **changes})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await administrator.get("/v1/kiosks")).json()["kiosks"] == []


async def test_wipe_clears_what_the_browser_keeps_but_not_the_device(add: Add, new_browser: Browser) -> None:
    _, code = await add()
    device = new_browser()
    await enrol(device, code)
    answer = await device.post("/v1/kiosk-wipes", json={"session": "x" * 43})
    assert answer.status_code == 204
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert answer.headers["cache-control"] == "no-store"
    assert (await beat(device))["state"] == "enrolled"
