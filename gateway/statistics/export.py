"""Contacts as CSV, in a form that a spreadsheet cannot take for formulas."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from io import StringIO

from gateway.database import Database
from gateway.statistics import queries
from gateway.statistics.schemas import ContactRow, Filter

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
HEADER = [field.alias or name for name, field in ContactRow.model_fields.items()]


async def contacts_csv(database: Database, wanted: Filter) -> AsyncIterator[str]:
    """Yield a header and a line a contact; the transaction stays open while the answer is sent."""
    yield lines([HEADER])
    async with database.transaction() as tx:
        async for rows in queries.stream(tx, wanted):
            yield lines(rows)


def lines(rows: Iterable[Iterable[object]]) -> str:
    """Write rows as CSV (RFC 4180)."""
    text = StringIO()
    csv.writer(text).writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()


def cell(value: object) -> str:
    """Write one value: times in UTC, nothing as an empty cell, and no cell that begins like a formula.

    OWASP "CSV injection": a leading apostrophe makes a spreadsheet read text.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text
