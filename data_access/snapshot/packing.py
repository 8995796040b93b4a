"""A snapshot as one piece of bytes, and back: compressed, checksummed, the same bytes each time."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from data_access.snapshot import files
from data_access.snapshot.contents import schema
from data_access.snapshot.manifest import Damaged, Manifest
from data_access.snapshot.snapshots import Snapshot

# What packed bytes begin with; the checksum of all that follows comes next.
MARK = b"M4SD snapshot 1\n"
_LENGTH = struct.Struct(">QQ")  # of a piece: packed, and as it was
_CODEC = ("zstd", 9)


class Outdated(Damaged):
    """A snapshot is whole, but of tables that this release of the code does not have."""


def pack(snapshot: Snapshot) -> bytes:
    """Return all of a snapshot in one piece; raise Damaged if its files are not what was written.

    The same snapshot gives the same bytes.
    """
    codec = pa.Codec(*_CODEC)
    manifest = snapshot.manifest
    pieces = [manifest.to_bytes()]
    for part in manifest.parts:
        try:
            content = (snapshot.folder / part.file).read_bytes()
        except OSError as problem:
            raise Damaged(part.file) from problem
        if hashlib.sha256(content).hexdigest() != part.sha256:
            raise Damaged(part.file)
        pieces.append(content)
    packed = bytearray()
    for piece in pieces:
        small = codec.compress(piece, asbytes=True)
        packed += _LENGTH.pack(len(small), len(piece)) + small
    return MARK + hashlib.sha256(packed).digest() + bytes(packed)


def unpack(content: bytes, root: Path) -> Snapshot:
    """Write packed bytes as a folder of `root`; return the snapshot, opened.

    Raise Damaged if they are not what was packed, Outdated if they are of other tables. A snapshot
    that stands there already, whole, is not written again.
    """
    pieces = _pieces(content)
    manifest = Manifest.from_bytes(next(pieces))
    if manifest.schema != schema():
        raise Outdated(manifest.schema)
    path = root / manifest.name
    try:
        files.verify(path, Manifest.read(path), set())
        return Snapshot(path, manifest)
    except Damaged:
        files.discard(path)
    with files.begun(root) as folder:
        for part, piece in zip(manifest.parts, pieces, strict=True):
            if hashlib.sha256(piece).hexdigest() != part.sha256:
                raise Damaged(part.file)
            if not (folder / part.file).exists():
                files.write_bytes(folder / part.file, piece)
        return Snapshot(files.finish(folder, manifest), manifest)


def _pieces(content: bytes) -> Iterator[bytes]:
    """Yield the pieces as they were; raise Damaged unless the checksum holds."""
    digest, body = content[len(MARK) : len(MARK) + 32], memoryview(content)[len(MARK) + 32 :]
    if not content.startswith(MARK) or hashlib.sha256(body).digest() != digest:
        raise Damaged("the packed snapshot")
    codec, at = pa.Codec(_CODEC[0]), 0
    while at < len(body):
        small, whole = _LENGTH.unpack_from(body, at)
        at += _LENGTH.size
        yield codec.decompress(body[at : at + small], decompressed_size=whole, asbytes=True)
        at += small
