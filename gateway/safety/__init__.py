"""The safety net: notices danger in what people write. Needs no bot, database or Redis."""
