"""The file of a back-up: a tar with PostgreSQL's own dump and a manifest that says what must be in it."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gateway.children import CannotStart

DUMP: Final = "hub.dump"
MANIFEST: Final = "manifest.json"
CHUNK: Final = 1 << 20

Table = Annotated[str, Field(pattern=r"^[a-z_]{1,63}$")]


class Manifest(BaseModel):
    """What a back-up says about itself."""

    model_config = ConfigDict(frozen=True)

    format: int = 1
    hub: str
    """Version of the hub that made it."""
    schema_version: str
    made_at: datetime
    rows: dict[Table, int]
    sha256: str
    dump_bytes: int


class Digest:
    """Counts and hashes bytes that pass."""

    def __init__(self) -> None:
        self._hash, self.size = hashlib.sha256(), 0

    def through(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Pass the chunks on."""
        for chunk in chunks:
            self._hash.update(chunk)
            self.size += len(chunk)
            yield chunk

    def hexdigest(self) -> str:
        """Return the SHA-256 of what passed."""
        return self._hash.hexdigest()


def write(file: IO[bytes], dump: Iterable[bytes]) -> int:
    """Write the dump as the first member of an empty file; return how many bytes it has."""
    file.seek(tarfile.BLOCKSIZE)
    file.writelines(dump)
    size = file.tell() - tarfile.BLOCKSIZE
    file.write(bytes(-size % tarfile.BLOCKSIZE))
    file.seek(0)
    file.write(_header(DUMP, size))
    file.seek(0, os.SEEK_END)
    return size


def finish(file: IO[bytes], manifest: Manifest) -> None:
    """Add the manifest and the end of the tar, and wait until all of it is on the disk."""
    text = manifest.model_dump_json(indent=2).encode() + b"\n"
    file.write(_header(MANIFEST, len(text)))
    file.write(text + bytes(-len(text) % tarfile.BLOCKSIZE) + bytes(2 * tarfile.BLOCKSIZE))
    file.flush()
    os.fsync(file.fileno())


def read_manifest(path: Path) -> Manifest:
    """Return what a back-up says about itself; raise CannotStart when it is none, or half of one."""
    try:
        with tarfile.open(path, "r:") as tar:
            tar.getmember(DUMP)
            found = tar.extractfile(MANIFEST) or BytesIO()
            return Manifest.model_validate(json.load(found))
    except OSError as error:
        raise CannotStart(f"{path} cannot be read: {error.strerror}.") from None
    except (tarfile.TarError, KeyError, ValueError, ValidationError):
        raise CannotStart(f"{path} is not a back-up of a hub, or it is damaged.") from None


def chunks(path: Path) -> Iterator[bytes]:
    """Yield the dump of a back-up."""
    with tarfile.open(path, "r:") as tar:
        dump = tar.extractfile(DUMP)
        while dump is not None and (chunk := dump.read(CHUNK)):
            yield chunk


def verify(path: Path, manifest: Manifest) -> None:
    """Raise CannotStart when the dump is not the one that the manifest was written for."""
    digest = Digest()
    for _ in digest.through(chunks(path)):
        pass
    if (digest.hexdigest(), digest.size) != (manifest.sha256, manifest.dump_bytes):
        raise CannotStart(f"{path} is damaged: its checksum is another one than when it was made.")


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)
