"""Every mapped class in one place, so that migrations and tests see the whole schema."""

from gateway.calls import tables as calls
from gateway.contacts import tables as contacts
from gateway.conversations import tables as conversations
from gateway.database import Base
from gateway.escalation import tables as escalation
from gateway.kiosks import tables as kiosks
from gateway.officers import tables as officers
from gateway.places import tables as places
from gateway.references import tables as references

metadata = Base.metadata

__all__ = [
    "calls",
    "contacts",
    "conversations",
    "escalation",
    "kiosks",
    "metadata",
    "officers",
    "places",
    "references",
]
