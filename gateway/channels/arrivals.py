"""How a conversation begins: from which surface, and for a kiosk on which device."""

from __future__ import annotations

from gateway.channels.citizen_frames import Hello
from gateway.channels.shared import Shared
from gateway.conversations import service
from gateway.database import Tx
from gateway.kiosks import service as kiosks
from gateway.places import service as places


async def opening(tx: Tx, shared: Shared, hello: Hello, device: str | None) -> service.Opening:
    """Return how this citizen begins; raise NotEnrolled at a kiosk that is none.

    The device says where it stands, not the page. In development a page that names a place stands in
    for a device, so that a kiosk can be shown without enrolling one.
    """
    notice = shared.texts.render(hello.language, "bot-notice")
    demonstration = shared.settings.development and hello.place is not None
    if hello.surface != "kiosk" or demonstration:
        return service.Opening(hello.surface, hello.language, hello.place, notice)
    kiosk = await kiosks.begin_visit(tx, shared.events, device)
    place = await places.place_by_id(tx, kiosk.place_id)
    return service.Opening(hello.surface, hello.language, place.slug, notice, kiosk_id=kiosk.id)
