"""The demonstration force, and places over HTTP."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx2
import pytest
from pydantic import ValidationError
from sqlalchemy import func, select

from gateway.database import Database, Tx
from gateway.errors import NotThere
from gateway.officers.officer import Role
from gateway.officers.repository import active_officers
from gateway.officers.tables import Officer, Team
from gateway.places import seed, service
from gateway.places.tables import Municipality, Place

TABLES = (Team, Municipality, Place, Officer)


async def _counts(tx: Tx) -> list[int]:
    return [(await tx.execute(select(func.count()).select_from(table))).scalar_one() for table in TABLES]


async def test_demonstration_force_has_a_kiosk_at_utrecht_central_station(
    database: Database, force: seed.Force
) -> None:
    async with database.transaction() as tx:
        kiosk = await service.place_by_slug(tx, "kiosk-utrecht-cs")
        assert (kiosk.kind, kiosk.municipality, kiosk.team) == ("kiosk", "Utrecht", "Utrecht-Centrum")
        assert await service.place_by_id(tx, kiosk.id) == kiosk


@pytest.mark.parametrize("municipality", ["Borger-Odoorn", "Coevorden", "Emmen"])
async def test_three_municipalities_share_one_base_team(
    database: Database, force: seed.Force, municipality: str
) -> None:
    async with database.transaction() as tx:
        assert await service.team_for_municipality(tx, municipality) == "Zuidoost-Drenthe"


async def test_municipality_outside_the_force_has_no_base_team(database: Database, force: seed.Force) -> None:
    async with database.transaction() as tx:
        assert await service.team_for_municipality(tx, "Rotterdam") is None


def test_demonstration_force_has_six_posts_in_deventer_and_other_kinds_elsewhere() -> None:
    places = seed.read().places
    assert sum(place.slug.startswith("post-deventer-") for place in places) == 6
    kinds = {place.slug: place.kind for place in places}
    assert kinds["post-klazienaveen"] == "post_by_appointment"
    assert kinds["pop-up-assen"] == "pop_up"


async def test_unknown_place_is_not_there(database: Database, force: seed.Force) -> None:
    async with database.transaction() as tx:
        with pytest.raises(NotThere):
            await service.place_by_slug(tx, "kiosk-atlantis")


async def test_seeding_again_changes_nothing(database: Database, force: seed.Force) -> None:
    async with database.transaction() as tx:
        before, officers = await _counts(tx), await active_officers(tx)
        await seed.put(tx, force)
        assert await _counts(tx) == before
        assert await active_officers(tx) == officers


async def test_seeding_changed_data_changes_rows_in_place(database: Database, force: seed.Force) -> None:
    kiosk = next(place for place in force.places if place.slug == "kiosk-utrecht-cs")
    moved = kiosk.model_copy(update={"name": "Utrecht, hal", "municipality": "Assen"})
    bakker = force.officers[0].model_copy(update={"role": Role.SUPERVISOR})
    changed = force.model_copy(update={"places": (moved,), "officers": (bakker,)})
    async with database.transaction() as tx:
        before = await service.place_by_slug(tx, kiosk.slug)
        await seed.put(tx, changed)
        after = await service.place_by_slug(tx, kiosk.slug)
        assert (after.id, after.name, after.team) == (before.id, "Utrecht, hal", "Assen")
        assert {o.name: o.role for o in await active_officers(tx)}["S. Bakker"] == "supervisor"


async def test_seed_command_puts_every_place_on_the_map(owner_url: str, database: Database) -> None:
    await asyncio.to_thread(seed.seed, owner_url)
    await asyncio.to_thread(seed.seed, owner_url)
    async with database.transaction() as tx:
        rows = await tx.execute(select(Place.slug, Place.latitude, Place.longitude))
        found = {slug: (latitude, longitude) for slug, latitude, longitude in rows}
    assert found["post-klazienaveen"] == pytest.approx((52.72, 6.99), abs=0.02)
    assert found["station-deventer"] == pytest.approx((52.25, 6.16), abs=0.02)
    assert all(latitude and longitude for latitude, longitude in found.values())


def test_slip_in_the_data_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "force.yml"
    file.write_text("teams: [{slug: a, name: A, municipality: [Assen]}]\nplaces: []\nofficers: []\n")
    with pytest.raises(ValidationError, match="municipality"):
        seed.read(file)


def test_telephone_number_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "force.yml"
    place = "{slug: a, name: A, kind: station, municipality: Assen, phone: call us}"
    file.write_text(f"teams: []\nplaces: [{place}]\nofficers: []\n")
    with pytest.raises(ValidationError, match="phone"):
        seed.read(file)


async def test_kiosk_reads_its_place_without_log_in(browser: httpx2.AsyncClient, force: seed.Force) -> None:
    answer = await browser.get("/v1/places/kiosk-utrecht-cs")
    assert answer.json() == {
        "slug": "kiosk-utrecht-cs",
        "name": "Utrecht Centraal Station",
        "kind": "kiosk",
        "municipality": "Utrecht",
        "phone": None,
    }
    station = await browser.get("/v1/places/station-emmen")
    assert station.json()["phone"] == "0591-012345"
    missing = await browser.get("/v1/places/kiosk-atlantis")
    assert missing.status_code == 404
    assert missing.headers["content-type"] == "application/problem+json"
