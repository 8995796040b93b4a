"""A snapshot as bytes: the same again, or noticed not to be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data_access import snapshot
from data_access.database import engine_for
from data_access.scope import Scope
from data_access.snapshot import contents
from data_access.snapshot.manifest import Damaged
from data_access.snapshot.packing import MARK, Outdated
from tests.data_access.snapshot.equality import MONITOR, VISITOR, require_same
from tests.databases import sqlite_copy

ASKED = [(n, v, Scope()) for n in ("people.count", "hiring.funnel") for v in (VISITOR, MONITOR)]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with something of every kind."""
    engine = engine_for(sqlite_copy("outcomes", tmp_path_factory.mktemp("packing") / "house.db"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def packed(outcomes: Engine) -> bytes:
    return snapshot.pack(snapshot.current(outcomes))


def test_a_packed_snapshot_comes_back_as_it_was(
    outcomes: Engine, packed: bytes, tmp_path: Path
) -> None:
    found = snapshot.unpack(packed, tmp_path / "kept")

    assert found.manifest == snapshot.current(outcomes).manifest
    assert found.folder.parent == tmp_path / "kept"
    require_same(outcomes, found, ASKED)


def test_it_packs_to_the_same_bytes_each_time_and_to_few(outcomes: Engine, packed: bytes) -> None:
    found = snapshot.current(outcomes)

    assert snapshot.pack(found) == packed
    assert len(packed) < found.manifest.size / 2


def test_a_second_time_it_is_taken_from_where_it_lies(packed: bytes, tmp_path: Path) -> None:
    first = snapshot.unpack(packed, tmp_path)
    files = {path.name: path.stat().st_ino for path in first.folder.iterdir()}

    again = snapshot.unpack(packed, tmp_path)

    assert {path.name: path.stat().st_ino for path in again.folder.iterdir()} == files


def test_what_lies_there_damaged_is_written_again(
    outcomes: Engine, packed: bytes, tmp_path: Path
) -> None:
    first = snapshot.unpack(packed, tmp_path)
    next(first.folder.glob("person-*")).write_bytes(b"something else")

    require_same(outcomes, snapshot.unpack(packed, tmp_path), ASKED)


@pytest.mark.parametrize("at", [0, len(MARK) + 3, len(MARK) + 40, -1])
def test_a_flipped_bit_is_noticed_wherever_it_is(packed: bytes, tmp_path: Path, at: int) -> None:
    wrong = bytearray(packed)
    wrong[at] ^= 1

    with pytest.raises(Damaged):
        snapshot.unpack(bytes(wrong), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("cut", [0, 10, -1])
def test_bytes_cut_short_are_noticed(packed: bytes, tmp_path: Path, cut: int) -> None:
    with pytest.raises(Damaged):
        snapshot.unpack(packed[:cut], tmp_path)


def test_a_snapshot_of_other_tables_says_so(
    packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "FORMAT", contents.FORMAT + 1)
    contents.schema.cache_clear()
    try:
        with pytest.raises(Outdated):
            snapshot.unpack(packed, tmp_path)
    finally:
        monkeypatch.undo()
        contents.schema.cache_clear()


def test_a_damaged_snapshot_is_not_packed(outcomes: Engine, packed: bytes, tmp_path: Path) -> None:
    found = snapshot.unpack(packed, tmp_path)
    next(found.folder.glob("person-*")).write_bytes(b"something else")

    with pytest.raises(Damaged):
        snapshot.pack(found)
