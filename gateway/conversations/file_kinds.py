"""What a file is by its content: a name or a declared type proves nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import ClassVar, Final
from urllib.parse import unquote

import puremagic

from gateway.errors import HubError

TEXT: Final = "text/plain"
STARTS: Final = {
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "image/heif": re.compile(rb"....ftyp(heic|heix|hevc|mif1|msf1)", re.DOTALL),
    "video/mp4": re.compile(rb"....ftyp(mp4[12]|isom|iso[2-6]|avc1|MSNV)", re.DOTALL),
    "application/pdf": re.compile(rb"%PDF-"),
}
"""How each kind begins, from its very first byte."""
SUFFIXES: Final = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "image/heif": (".heic", ".heif"),
    "video/mp4": (".mp4", ".m4v"),
    "application/pdf": (".pdf",),
    TEXT: (".txt",),
}
ACTIVE: Final = re.compile(rb"<script|<html|<!doctype|<iframe|<\?php", re.IGNORECASE)
"""What a browser might run; long enough not to stand in a picture by chance."""
ACTIVE_AT_START: Final = re.compile(rb"<svg|<\?xml|<head|<body|<!--|#!|@echo", re.IGNORECASE)
START_BYTES: Final = 1024
ARCHIVE_END: Final = b"PK\x05\x06"
ARCHIVE_BYTES: Final = 66_000
"""A zip file is read from its end: within its longest comment."""
PDF_END: Final = b"%%EOF"
LONGEST_NAME: Final = 100


class WrongKind(HubError):
    code: ClassVar[str] = "file_kind"
    title: ClassVar[str] = "Only pictures, PDF, MP4 and plain text, and nothing hidden in them."


def kind_of(content: bytes) -> str:
    """Return the media type of a file, or raise WrongKind; slow for large files, so call it in a thread."""
    if ARCHIVE_END in content[-ARCHIVE_BYTES:] or ACTIVE.search(content):
        raise WrongKind
    kind = _by_start(content)
    if kind is None:
        kind = _as_text(content)
    elif ACTIVE_AT_START.search(content[:START_BYTES]):
        raise WrongKind
    if kind == "application/pdf" and PDF_END not in content[-START_BYTES:]:
        raise WrongKind
    return kind


def safe_name(encoded: str, kind: str) -> str:
    """Return the name a file is shown and saved under: no folders, no tricks, the suffix of its kind."""
    bare = re.split(r"[/\\]", unquote(encoded, errors="replace"))[-1]
    plain = "".join(char for char in bare if unicodedata.category(char)[0] != "C" and char not in '<>:"|?*')
    name = unicodedata.normalize("NFC", plain).strip(" .") or "bestand"
    stem, dot, suffix = name.rpartition(".")
    fits = dot and f".{suffix.lower()}" in SUFFIXES[kind]
    last = f".{suffix}" if fits else SUFFIXES[kind][0]
    return f"{(stem if fits else name)[: LONGEST_NAME - len(last)]}{last}"


def _by_start(content: bytes) -> str | None:
    own = next((kind for kind, start in STARTS.items() if start.match(content)), None)
    if own is None or own == "image/heif":  # its brands are more than puremagic knows
        return own
    try:
        known = puremagic.from_string(content, mime=True)
    except puremagic.PureError:
        raise WrongKind from None
    if known != own:
        raise WrongKind
    return own


def _as_text(content: bytes) -> str:
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongKind from None
    if not words.strip() or ACTIVE_AT_START.match(words.lstrip()[:START_BYTES].encode()):
        raise WrongKind
    if any(unicodedata.category(char) == "Cc" and char not in "\t\r\n\f" for char in words):
        raise WrongKind
    return TEXT
