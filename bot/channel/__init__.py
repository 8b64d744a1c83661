"""The bot's own way in and out; only the gateway uses it."""
