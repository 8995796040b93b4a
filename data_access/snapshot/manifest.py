"""The list of a snapshot's files, by which an incomplete or damaged one is noticed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

NAME = "manifest.json"
FILE = re.compile(r"[a-z_]+-[0-9a-f]{16}\.arrow")


class Damaged(Exception):
    """A snapshot is not what was written: a file is missing or has other bytes."""


@dataclass(frozen=True)
class State:
    """How far a subject's rows had come: the number of writes, and two stamps nothing repeats.

    `stamp` changes with every write, `rewritten` only with one that did more than add rows.
    """

    version: int
    stamp: str
    rewritten: str


@dataclass(frozen=True)
class Part:
    """A file with rows of a table."""

    file: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """All that is known of a snapshot without opening its files.

    `last_batch` is the newest import in it, `following` the first number that no person has had.
    """

    schema: str
    states: Mapping[str, State]
    last_batch: int
    following: int
    tables: Mapping[str, tuple[Part, ...]]

    @property
    def name(self) -> str:
        """Return the name of the folder of this snapshot: of its schema and what it is made of."""
        return folder_name(self.schema, self.states)

    @property
    def parts(self) -> list[Part]:
        """Return all files, in the order of the tables."""
        return [part for parts in self.tables.values() for part in parts]

    @property
    def rows(self) -> int:
        """Return the number of rows of all tables."""
        return sum(part.rows for part in self.parts)

    @property
    def size(self) -> int:
        """Return the number of bytes of all files."""
        return sum(part.size for part in self.parts)

    def same(self, states: Mapping[str, State], subjects: Collection[str]) -> bool:
        """Return whether the subjects' rows have not moved since."""
        return all(self.states.get(name) == states.get(name) for name in subjects)

    def to_bytes(self) -> bytes:
        """Return the manifest as a file that carries its own checksum."""
        body = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
        return f"{_digest(body.encode())}\n{body}\n".encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Manifest:
        """Read a manifest; raise Damaged if it is not what was written."""
        head, _, body = content.rstrip(b"\n").partition(b"\n")
        if _digest(body) != head.decode("ascii", "replace"):
            raise Damaged("the manifest")
        return cls._from_json(json.loads(body))

    @classmethod
    def _from_json(cls, body: dict[str, Any]) -> Manifest:
        states = {name: State(**state) for name, state in body.pop("states").items()}
        tables = {
            name: tuple(Part(**part) for part in parts)
            for name, parts in body.pop("tables").items()
        }
        found = cls(states=states, tables=tables, **body)
        if not all(FILE.fullmatch(part.file) for part in found.parts):
            raise Damaged("the manifest")  # it would lead out of its folder
        return found

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of a folder; raise Damaged if there is none or it is damaged."""
        try:
            return cls.from_bytes((folder / NAME).read_bytes())
        except OSError as problem:
            raise Damaged("the manifest") from problem


def folder_name(schema: str, states: Mapping[str, State]) -> str:
    """Return the name of the folder for rows of these states under this schema."""
    told = json.dumps({name: asdict(state) for name, state in states.items()}, sort_keys=True)
    return f"{schema}-{_digest(told.encode())[:16]}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
