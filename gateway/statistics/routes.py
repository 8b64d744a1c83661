"""Statistics over HTTP, for those who answer for the work: supervisors and privacy officers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse

from gateway.hub import Hub, hub_of
from gateway.officers.access import require
from gateway.officers.rights import Right
from gateway.statistics import queries
from gateway.statistics.export import contacts_csv
from gateway.statistics.schemas import ChannelCounts, ContactPage, ContactRow, Days, Filter, Page
from gateway.statistics.service import counts

router = APIRouter(
    prefix="/v1/statistics", tags=["statistics"], dependencies=[Depends(require(Right.STATISTICS))]
)

InHub = Annotated[Hub, Depends(hub_of)]


@router.get("/contacts")
async def contacts(wanted: Annotated[Page, Query()], hub: InHub) -> ContactPage:
    """List contacts, the newest first."""
    async with hub.database.transaction() as tx:
        rows = await queries.page(tx, wanted)
        results = [ContactRow.model_validate(dict(row._mapping)) for row in rows]
        return ContactPage(count=await queries.count(tx, wanted), results=results)


@router.get("/channels")
async def channels(wanted: Annotated[Days, Query()], hub: InHub) -> ChannelCounts:
    """Count contacts by channel and day."""
    async with hub.database.transaction() as tx:
        return await counts(tx, wanted)


@router.get("/contacts.csv", response_class=StreamingResponse)
async def contacts_as_csv(wanted: Annotated[Filter, Query()], hub: InHub) -> StreamingResponse:
    """Give all wanted contacts as a file."""
    return StreamingResponse(
        contacts_csv(hub.database, wanted),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="contacts.csv"'},
    )
