"""`hub forget`: what Valkey no longer keeps leaves its file on the disk as well."""

from __future__ import annotations

from gateway.children import CannotStart
from gateway.commands.installation import Installation
from gateway.commands.processes import databases
from gateway.live import Live, LiveError


async def forget(installation: Installation) -> None:
    """Ask the Valkey of this installation, or the one REDIS_URL names, for a new file; raise CannotStart."""
    live = Live(databases(installation, installation.secrets()).redis_url)
    try:
        await live.compact()
    except LiveError as error:
        raise CannotStart(f"Valkey does not do it: {error}.") from None
    finally:
        await live.close()
