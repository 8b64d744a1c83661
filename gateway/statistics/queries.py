"""Reads the contact log for supervisors; both lists and counts walk an index on the start."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    DateTime,
    Row,
    Select,
    Text,
    cast,
    func,
    select,
    true,
    type_coerce,
)

from gateway.contacts.contact import Channel
from gateway.contacts.repository import matching
from gateway.contacts.schemas import midnight
from gateway.contacts.tables import Contact
from gateway.database import Tx
from gateway.statistics.schemas import ContactRow, Filter, Page

COLUMNS = [getattr(Contact, name) for name in ContactRow.model_fields]
ROWS_AT_ONCE = 500
MOMENT = DateTime(timezone=True)


async def count(tx: Tx, wanted: Filter) -> int:
    """Return how many contacts are wanted."""
    return (await tx.execute(select(func.count()).select_from(Contact).where(*_where(wanted)))).scalar_one()


async def page(tx: Tx, wanted: Page) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return one page of contacts, the newest first."""
    skipped = (wanted.page - 1) * wanted.page_size
    return (await tx.execute(selection(wanted).limit(wanted.page_size).offset(skipped))).all()


async def stream(tx: Tx, wanted: Filter) -> AsyncIterator[Sequence[Row[*tuple[Any, ...]]]]:
    """Yield all wanted contacts, the newest first, a few hundred at once, from a cursor on the server."""
    query = selection(wanted).execution_options(yield_per=ROWS_AT_ONCE)
    async for rows in (await tx.stream(query)).partitions():
        yield rows


async def by_channel_and_day(tx: Tx, days: Sequence[date]) -> dict[tuple[Channel, date], int]:
    """Return how many contacts started in each channel on each local day."""
    begins = {midnight(day): day for day in days}
    found = await tx.execute(counted(days))
    return {(Channel(channel), begins[begin]): number for channel, begin, number in found}


def counted(days: Sequence[date]) -> Select[str, datetime, int]:
    """Return the query of the counts, one row a channel and day.

    Each count walks its own stretch of the index on channel and start, and reads no contact.
    """
    ends = [day + timedelta(days=1) for day in days]
    both = func.unnest(_moments(days), _moments(ends)).table_valued("begins", "ends")
    day = both.render_derived(name="day")
    channels = cast([channel.value for channel in Channel], ARRAY(Text))
    channel = func.unnest(channels).table_valued("channel").render_derived(name="way")
    number = (
        select(func.count())
        .select_from(Contact)
        .where(
            Contact.channel == channel.c.channel,
            Contact.started_at >= day.c.begins,
            Contact.started_at < day.c.ends,
            ~Contact.withdrawn,
        )
    )
    rows = select(channel.c.channel, type_coerce(day.c.begins, MOMENT), number.scalar_subquery())
    return rows.select_from(channel.join(day, true()))


def _moments(days: Iterable[date]) -> ColumnElement[Any]:
    return cast([midnight(day) for day in days], ARRAY(MOMENT))


def selection(wanted: Filter) -> Select[*tuple[Any, ...]]:
    """Return the query of the wanted contacts, the newest first."""
    ordered = select(*COLUMNS).order_by(Contact.started_at.desc(), Contact.id.desc())
    return ordered.where(*_where(wanted))


def _where(wanted: Filter) -> list[ColumnElement[bool]]:
    return matching(wanted.wanted(channel=wanted.channel))
