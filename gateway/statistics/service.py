"""What comes in, by channel and day."""

from __future__ import annotations

from gateway.contacts.contact import Channel
from gateway.database import Tx
from gateway.statistics import queries
from gateway.statistics.schemas import ChannelCounts, Days, Series


async def counts(tx: Tx, wanted: Days) -> ChannelCounts:
    """Count contacts by channel and day; a channel or day without contacts counts nought."""
    found = await queries.by_channel_and_day(tx, wanted.days)
    series = [
        Series(channel=channel, counts=[found.get((channel, day), 0) for day in wanted.days])
        for channel in Channel
    ]
    return ChannelCounts(total=sum(found.values()), days=wanted.days, series=series)
