"""The pages people open, and the files they load. Built by Vite; nothing is made up at run time."""

from __future__ import annotations

import re
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from gateway.errors import Unavailable
from gateway.hub import Hub, hub_of
from gateway.live import LiveError
from gateway.officers.access import everyone
from gateway.security import LONG, page_policy
from video.events import NODE_PREFIX

router = APIRouter(include_in_schema=False, dependencies=[Depends(everyone)])
lost = APIRouter(include_in_schema=False, dependencies=[Depends(everyone)])
"""What nothing else answers; it comes after all other routes."""

PAGES: Final = {
    "/": "website/index.html",
    "/call": "call/index.html",
    "/kiosk": "kiosk/index.html",
    "/console": "console/index.html",
    "/console/contacts": "console/by-hand.html",
    "/console/login": "console/login.html",
    "/console/me": "console/me.html",
    "/console/statistics": "console/statistics.html",
    "/console/kiosks": "console/kiosks.html",
}
FILE_NAME: Final = re.compile(r"(assets/)?\w[\w.-]{0,120}")
InHub = Annotated[Hub, Depends(hub_of)]


async def page(request: Request, hub: InHub) -> FileResponse:
    """Answer with a page; its policy names the video nodes that are alive now."""
    path = hub.settings.web_folder / PAGES[request.url.path]
    if not path.is_file():
        raise Unavailable("The web pages are not built. Run: make up")
    try:
        nodes = [_origin(str(node["url"])) for node in await hub.live.under(NODE_PREFIX)]
    except LiveError:
        nodes = []
    return FileResponse(path, headers={"Content-Security-Policy": page_policy(nodes)})


@lost.get("/console/{rest:path}", response_model=None)
async def not_there(request: Request, hub: InHub) -> FileResponse | RedirectResponse:
    """Answer a mistyped address of officers with a page in their language; a slash too many is put right."""
    path = request.url.path
    if path.endswith("/"):
        return RedirectResponse(path.rstrip("/"))
    headers = {"Content-Security-Policy": page_policy()}
    return FileResponse(hub.settings.web_folder / "console/not-there.html", 404, headers)


for address in PAGES:
    router.add_api_route(address, page, methods=["GET"])


@router.get("/widget.js")
async def widget(hub: InHub) -> FileResponse:
    """Answer with the chat widget; any page may load it, only allowed ones may connect."""
    headers = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
    return _file(hub, "widget.js", headers | {"Cache-Control": "public, max-age=300"})


@router.get("/assets/{name}")
async def asset(name: str, hub: InHub) -> FileResponse:
    """Answer with a built file; its name carries a hash, so it may be kept for long."""
    headers = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
    return _file(hub, f"assets/{name}", headers | {"Cache-Control": LONG})


@router.get("/favicon.ico")
async def favicon(hub: InHub) -> Response:
    """Answer with the icon, or with nothing when none was built."""
    path = hub.settings.web_folder / "favicon.svg"
    return FileResponse(path) if path.is_file() else Response(status_code=204)


def _file(hub: Hub, name: str, headers: dict[str, str]) -> FileResponse:
    path = hub.settings.web_folder / name
    if not FILE_NAME.fullmatch(name) or not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, headers=headers)


def _origin(url: str) -> str:
    """Return the part of a socket's address that a policy names: scheme, host and port."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.split('/', 1)[0]}"
