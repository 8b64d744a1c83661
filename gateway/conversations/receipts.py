"""A command is carried out once: sent again it gets the same answer, and its id serves no other command.

Beside the receipt stands a second one, under an id made of the client id and of what was asked for.
"""

from __future__ import annotations

from uuid import UUID, uuid5

from gateway.conversations import repository
from gateway.database import Tx
from gateway.errors import UsedBefore


async def before(tx: Tx, conversation_id: UUID, client_id: UUID, what: str) -> int | None:
    """Return the number under which this was done, if it was; raise UsedBefore for another command's id."""
    seq = await repository.receipt(tx, conversation_id, client_id)
    if seq is None:
        return None
    if await repository.receipt(tx, conversation_id, uuid5(client_id, what)) is None:
        raise UsedBefore
    return seq


async def keep(tx: Tx, conversation_id: UUID, client_id: UUID, *, what: str, seq: int) -> None:
    """Remember that `what` was done under this id."""
    await repository.keep_receipts(tx, conversation_id, (client_id, uuid5(client_id, what)), seq)
