"""The bot's own parts of Rasa's pipeline."""
