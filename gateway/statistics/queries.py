"""Reads the contact log for supervisors; both lists and counts walk an index on the start."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, cast, func, select

from gateway.contacts.contact import HERE
from gateway.contacts.tables import Contact
from gateway.database import Tx
from gateway.statistics.schemas import ContactRow, Filter, Page, Period

COLUMNS = [getattr(Contact, name) for name in ContactRow.model_fields]
ROWS_AT_ONCE = 500


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


async def by_channel_and_day(tx: Tx, period: Period) -> dict[tuple[str, date], int]:
    """Return how many contacts started, by channel and local day."""
    day = cast(func.timezone(str(HERE), Contact.started_at), Date)
    query = select(Contact.channel, day, func.count()).where(*_within(period)).group_by(Contact.channel, day)
    return {(channel, on): number for channel, on, number in await tx.execute(query)}


def selection(wanted: Filter) -> Select[*tuple[Any, ...]]:
    """Return the query of the wanted contacts, the newest first."""
    ordered = select(*COLUMNS).order_by(Contact.started_at.desc(), Contact.id.desc())
    return ordered.where(*_where(wanted))


def _where(wanted: Filter) -> list[ColumnElement[bool]]:
    channel = [Contact.channel == wanted.channel.value] if wanted.channel else []
    return [*_within(wanted), *channel]


def _within(period: Period) -> list[ColumnElement[bool]]:
    counted = Contact.withdrawn.is_(False)  # entered twice counts once
    begins = [Contact.started_at >= period.begins] if period.begins else []
    return [counted, *begins, *([Contact.started_at < period.ends] if period.ends else [])]
