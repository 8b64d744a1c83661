"""HTTP of files: a citizen adds one, the officer who has the conversation takes it."""

from __future__ import annotations

import asyncio
import hashlib
from tempfile import SpooledTemporaryFile
from typing import Annotated, BinaryIO, Final, cast
from urllib.parse import quote
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import StreamingResponse
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect

from gateway.channels import pace
from gateway.conversations import files
from gateway.conversations.file_kinds import kind_of, safe_name
from gateway.database import DatabaseError
from gateway.errors import Unavailable
from gateway.hub import Hub, hub_of
from gateway.officers.access import everyone, require, widget_origin
from gateway.officers.officer import Officer
from gateway.officers.rights import Right
from gateway.settings import Settings
from gateway.wire import NOT_THERE, Answer

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/v1/conversations", tags=["channels"])

IN_MEMORY_BYTES: Final = 256 * 1024
DOWNLOAD_POLICY: Final = (
    "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
BODY: Final = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
InHub = Annotated[Hub, Depends(hub_of)]
Session = Annotated[str, Header(alias="Authorization", pattern=r"^Bearer \S{1,128}$")]
FileName = Annotated[str, Header(min_length=1, max_length=1000)]


class Added(Answer):
    """The number of the event that tells of the file."""

    seq: int


@router.post(
    "/current/files",
    status_code=201,
    responses=NOT_THERE,
    dependencies=[Depends(everyone), Depends(widget_origin)],
    openapi_extra={"requestBody": {"required": True, "content": BODY}},
)
async def add_file(
    request: Request,
    hub: InHub,
    *,
    session: Session,
    client_id: Annotated[UUID, Header()],
    file_name: FileName,
) -> Added:
    """Add the body of the request as a file; the name comes percent-encoded, the kind from the content."""
    with request.app.state.files:
        try:
            async with hub.database.transaction() as tx:
                conversation_id = await files.welcome(tx, hub.settings, session.removeprefix("Bearer "))
            await pace.check_step(hub.live, hub.settings, conversation_id)
            content = await _whole(request, hub.settings)
            arrived = await asyncio.to_thread(_look, content, file_name, client_id)
            async with hub.database.transaction() as tx:
                seq = await files.add(tx, hub.settings, conversation_id, arrived)
        except DatabaseError as error:
            log.warning("file_not_kept", error=type(error).__name__)
            raise Unavailable from None
    return Added(seq=seq)


@router.get("/{conversation_id}/files/{file_id}")
async def take_file(
    conversation_id: UUID,
    file_id: UUID,
    hub: InHub,
    officer: Annotated[Officer, Depends(require(Right.CONVERSATIONS))],
) -> StreamingResponse:
    """Give a file to the officer who has the conversation in hand; it is saved, never shown in the page."""
    async with hub.database.transaction() as tx:
        file = await files.for_officer(tx, officer, conversation_id, file_id)
    log.info("file_taken", conversation=str(conversation_id), file=str(file_id), officer=str(officer.id))
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Length": str(file.size),
        "Content-Security-Policy": DOWNLOAD_POLICY,
    }
    return StreamingResponse(files.content(hub.database, file), media_type=file.kind, headers=headers)


async def _whole(request: Request, settings: Settings) -> bytes:
    """Return the whole body once it is here; until then it lies in a file without a name."""
    most = settings.file_bytes
    if int(request.headers.get("content-length", 0)) > most:
        raise files.FileTooLarge(most=most)
    came = 0
    try:
        async with asyncio.timeout(settings.file_arrival_s):
            with SpooledTemporaryFile(IN_MEMORY_BYTES) as spool:
                upload = UploadFile(cast("BinaryIO", spool))
                async for piece in request.stream():
                    came += len(piece)
                    if came > most:
                        raise files.FileTooLarge(most=most)
                    await upload.write(piece)
                await upload.seek(0)
                return await upload.read()
    except (TimeoutError, ClientDisconnect):
        raise Unavailable("The file did not come in.") from None
    except OSError as error:
        log.warning("no_room_for_files", error=type(error).__name__)
        raise files.NoRoom from None


def _look(content: bytes, file_name: str, client_id: UUID) -> files.Arrival:
    kind = kind_of(content)
    sha256 = hashlib.sha256(content).hexdigest()
    return files.Arrival(client_id, safe_name(file_name, kind), kind, sha256, content)
