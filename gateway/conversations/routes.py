"""What only the hub's own processes may call: the bot's actions and `hub ask`."""

from __future__ import annotations

