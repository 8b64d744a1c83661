"""Whatever officers enter and correct, the log alone gives the same contacts again; migrations keep them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from alembic import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from gateway.contacts import by_hand, corrections, repository, service
from gateway.contacts.contact import BY_HAND, Channel, Contact, StartContact
from gateway.contacts.corrections import WHY, Correction
from gateway.contacts.entry import Entry, Known
from gateway.contacts.tables import Contact as ContactRow
from gateway.database import Database, Tx, now
from gateway.errors import Faulty
from gateway.migrate import config
from gateway.places import service as places
from tests.gateway.force import Officers

TOPICS = {"bicycle_theft": "other", "burglary": "burglary_violence", "fireworks": "clean_safe"}
OUTCOMES = ("advice_given", "referred")
TOWNS = ("Emmen", "Deventer", "Utrecht")
PLACES = ("pop-up-assen", "station-emmen")

values = {
    "channel": st.sampled_from([channel.value for channel in BY_HAND]),
    "topic": st.sampled_from(sorted(TOPICS)),
    "outcome": st.sampled_from(OUTCOMES),
    "municipality": st.none() | st.sampled_from(TOWNS),
    "place": st.none() | st.sampled_from(PLACES),
    "language": st.sampled_from(["nl", "en", "uk"]),
    "initiative": st.sampled_from(["citizen", "police"]),
    "note": st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20),
    "follow_up": st.booleans(),
}
moments = st.integers(0, 600).map(lambda minutes: {"start": now() - timedelta(minutes=minutes)})
changed = st.fixed_dictionaries({}, optional=values | {"withdrawn": st.booleans()}) | moments


async def known(tx: Tx) -> Known:
    everywhere = {place.slug: place for place in await places.places(tx)}
    towns = await places.municipalities(tx)
    return Known(TOPICS, OUTCOMES, ("nl", "en", "uk"), towns, everywhere, 31)


async def stored(tx: Tx) -> dict[UUID, Contact]:
    return {row.id: repository.contact(row) for row in (await tx.execute(select(ContactRow))).scalars()}


async def rebuilt(tx: Tx) -> dict[UUID, Contact]:
    return {contact_id: await service.rebuild(tx, contact_id) for contact_id in await stored(tx)}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    entry=st.fixed_dictionaries(values), later=st.lists(st.tuples(st.sampled_from(WHY), changed), max_size=5)
)
async def test_any_entry_and_corrections_rebuild_to_what_is_shown(
    database: Database,
    officers_by_name: Officers,
    *,
    entry: dict[str, Any],
    later: list[tuple[str, dict[str, Any]]],
) -> None:
    officer = officers_by_name["S. Bakker"]
    async with database.transaction() as tx:
        choices = await known(tx)
        contact, is_new = await by_hand.enter(tx, officer, Entry(client_id=uuid4(), **entry), choices)
        assert is_new
        done = 0
        for why, fields in later:
            wanted = Correction(uuid4(), why, fields)
            try:
                contact = await corrections.correct(
                    tx, officer, contact.id, wanted=wanted, known=choices, hours=24
                )
                done += 1
            except Faulty as refusal:
                told = {fault.code for fault in refusal.faults}
                assert told <= {"nothing-changed", "end-before-start"}
        changes = await corrections.history(tx, contact)
        assert len(changes) == done
        newest = {name: after for change in changes for name, (_, after) in change.columns.items()}
        assert {name: getattr(contact, name) for name in newest} == newest
        assert (
            contact.municipality is None or contact.base_team == choices.municipalities[contact.municipality]
        )
        assert contact.topic is not None
        assert contact.theme == TOPICS[contact.topic]
        assert await service.rebuild(tx, contact.id) == contact


async def test_migration_keeps_old_contacts_and_brings_back_those_by_hand(
    database: Database, officers_by_name: Officers, owner_url: str
) -> None:
    officer = officers_by_name["S. Bakker"]
    async with database.transaction() as tx:
        choices = await known(tx)
        chat = await service.start(tx, StartContact(uuid4(), "7KQ2-MX4D", Channel.WEB_CHAT, "nl"))
        await service.officer_joined(tx, chat, officer)
        wanted = Entry(uuid4(), "phone", "burglary", "referred", initiative="police", follow_up=True)
        phone, _ = await by_hand.enter(tx, officer, wanted, choices)
        withdraw = Correction(uuid4(), "entered_twice", {"withdrawn": True, "initiative": "citizen"})
        await corrections.correct(tx, officer, phone.id, wanted=withdraw, known=choices, hours=24)
    async with database.transaction() as tx:
        before = await stored(tx)
    await database.engine.dispose()
    command.downgrade(config(owner_url), "0003")
    async with database.transaction() as tx:
        lost = await tx.scalar(text("select count(*) from contacts where conversation_id is null"))
        assert lost == 0
    await database.engine.dispose()
    command.upgrade(config(owner_url), "head")
    async with database.transaction() as tx:
        assert await stored(tx) == before
        assert await rebuilt(tx) == before
    assert (before[chat].officer_id, before[phone.id].withdrawn) == (officer.id, True)
    assert isinstance(before[phone.id].entered_at, datetime)
