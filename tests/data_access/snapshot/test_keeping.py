"""The current snapshot: noticed where it is missing, old, damaged or of another database."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy import Engine, func, select, update

from data_access import snapshot
from data_access.database import engine_for
from data_access.snapshot import Snapshot, contents, keeping
from data_access.snapshot.files import ABANDONED
from data_access.snapshot.manifest import NAME
from data_access.tables import DataVersion, Person, Setting
from tests.data_access.answers.example import store_people
from tests.databases import sqlite_copy
from tests.writing import writing


@pytest.fixture
def root(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the snapshots of a database with a dozen people are kept."""
    monkeypatch.setenv("SNAPSHOT_FOLDER", str(tmp_path / "snapshots"))
    forget()
    add(engine)
    yield keeping.folder_of(engine.url.render_as_string(hide_password=False))
    forget()


def add(engine: Engine, people: int = 12) -> None:
    with writing(engine, "people") as connection:
        store_people(connection, *[{}] * people)


def forget() -> None:
    """Be as a process that has not opened a snapshot yet."""
    keeping._keeper.cache_clear()


def people(found: Snapshot) -> int:
    """How many people a snapshot has, asked as answers ask."""
    with found.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(Person)) or 0)


def folders(root: Path) -> list[Path]:
    """The snapshots on the disk, and whatever else became of one."""
    return sorted(path for path in root.iterdir() if path.is_dir())


def test_a_snapshot_is_made_once_for_all_processes(engine: Engine, root: Path) -> None:
    one = snapshot.current(engine)
    written = (one.folder / NAME).stat().st_mtime_ns
    forget()
    other = snapshot.current(engine)

    assert people(one) == people(other) == 12
    assert other is not one and other.folder == one.folder
    assert (one.folder / NAME).stat().st_mtime_ns == written
    assert snapshot.current(engine) is other


def test_a_write_makes_a_new_one_and_readers_of_the_old_one_read_on(
    engine: Engine, root: Path
) -> None:
    before = snapshot.current(engine)
    with before.connect() as reader:
        add(engine, 3)
        after = snapshot.current(engine)

        assert reader.scalar(select(func.count()).select_from(Person)) == 12
    assert (people(before), people(after)) == (12, 15)
    assert folders(root) == [after.folder]


def test_a_write_of_other_subjects_leaves_a_question_its_snapshot(
    engine: Engine, root: Path
) -> None:
    before = snapshot.current(engine, ("people", "hiring"))
    with writing(engine) as connection:
        connection.touch("awards")

    assert snapshot.current(engine, ("people", "hiring")) is before
    assert snapshot.current(engine) is not before


def test_only_its_owner_may_look_into_a_snapshot(engine: Engine, root: Path) -> None:
    found = snapshot.current(engine)

    for folder in (root, found.folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in found.folder.iterdir()} == {0o600}


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def falsify(folder: Path) -> None:
    """Make somebody a year younger or older, in a file that remains a good one."""
    path = a_part(folder)
    content = bytearray(path.read_bytes())
    year = pa.ipc.open_file(path).read_all()["birth_year"][0].as_py()
    content[content.index(year.to_bytes(4, "little"))] ^= 1
    path.write_bytes(content)


def a_part(folder: Path) -> Path:
    return next(folder.glob("person-*.arrow"))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "another year of birth": falsify,
    "a flipped bit": lambda folder: flip(a_part(folder)),
    "a flipped bit of the list": lambda folder: flip(folder / NAME),
    "a file cut short": lambda folder: os.truncate(a_part(folder), 100),
    "an empty file": lambda folder: os.truncate(a_part(folder), 0),
    "a missing file": lambda folder: a_part(folder).unlink(),
    "no list": lambda folder: (folder / NAME).unlink(),
    "no folder": shutil.rmtree,
    "another's list": lambda folder: (folder / NAME).write_bytes(b"{}"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_snapshot_is_noticed_and_made_anew(
    engine: Engine, root: Path, damage: str
) -> None:
    path = snapshot.current(engine).folder
    before = content(path)
    DAMAGES[damage](path)
    forget()

    found = snapshot.current(engine)

    assert people(found) == 12
    assert folders(root) == [found.folder] and content(found.folder) == before


def test_a_damaged_snapshot_lends_nothing_to_the_next_one(engine: Engine, root: Path) -> None:
    before = snapshot.current(engine)
    years = before.table("person")["birth_year"].to_pylist()
    falsify(before.folder)
    forget()
    with writing(engine) as connection:
        connection.touch("hiring")

    assert snapshot.current(engine).table("person")["birth_year"].to_pylist() == years


def test_a_list_that_leads_out_of_its_folder_is_not_followed(engine: Engine, root: Path) -> None:
    found = snapshot.current(engine)
    manifest = found.manifest
    stolen = json.loads(manifest.to_bytes().partition(b"\n")[2])
    stolen["tables"]["person"][0]["file"] = "../../person.arrow"
    body = json.dumps(stolen).encode()
    (found.folder / NAME).write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    forget()

    assert people(snapshot.current(engine)) == 12


def test_a_database_put_back_from_a_copy_never_gets_the_snapshot_of_a_lost_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "house.db"
    engine = engine_for(sqlite_copy("empty", path))
    shutil.copyfile(path, tmp_path / "copy.db")
    add(engine, 5)
    lost = snapshot.current(engine)
    engine.dispose()
    for name in ("house.db-wal", "house.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    shutil.copyfile(tmp_path / "copy.db", path)
    add(engine, 7)  # as many writes as there were, and other ones

    found = snapshot.current(engine)

    assert {n: s.version for n, s in found.manifest.states.items()} == {
        n: s.version for n, s in lost.manifest.states.items()
    }
    assert (people(lost), people(found)) == (5, 7)
    engine.dispose()


def test_another_release_of_the_code_reads_none_of_ours(
    engine: Engine, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = snapshot.current(engine)
    monkeypatch.setattr(contents, "FORMAT", contents.FORMAT + 1)
    contents.schema.cache_clear()
    forget()
    try:
        theirs = snapshot.current(engine)
    finally:
        monkeypatch.undo()
        contents.schema.cache_clear()

    # Both may be running: each keeps its own for a day.
    assert people(theirs) == people(ours) == 12
    assert folders(root) == sorted([ours.folder, theirs.folder])


def test_what_an_interrupted_process_left_goes_after_a_day(engine: Engine, root: Path) -> None:
    left = [root / ".begun-1", root / "0123456789ab-0123456789abcdef"]
    for path, age in zip(left, (ABANDONED + 60, 60), strict=True):
        path.mkdir(parents=True)
        before = path.stat().st_mtime - age
        os.utime(path, (before, before))

    found = snapshot.current(engine)

    assert folders(root) == sorted([left[1], found.folder])


def test_whether_data_are_synthetic_is_as_of_now(engine: Engine, root: Path) -> None:
    def told() -> list[str]:
        with snapshot.current(engine).connect() as connection:
            return [str(row.value) for row in connection.execute(select(Setting))]

    assert told() == []
    with writing(engine) as connection:
        connection.execute(Setting.__table__.insert(), {"key": "demo", "value": "1"})
        connection.execute(Setting.__table__.insert(), {"key": "contact", "value": "a secret"})
    assert told() == ["1"]


def test_many_readers_at_once_get_the_same_one(engine: Engine, root: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: people(snapshot.current(engine)), range(24)))

    assert set(found) == {12} and len(folders(root)) == 1


# A process that dies at a given file of the snapshot that it writes.
DYING = """
import os, signal, sys
from data_access.database import engine_for
from data_access.snapshot import current, files
url, deadly = sys.argv[1], int(sys.argv[2])
written = 0
for name in ("write_part", "write_bytes", "_sync"):
    def dying(*given, own=getattr(files, name)):
        global written
        written += 1
        if written == deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        return own(*given)
    setattr(files, name, dying)
current(engine_for(url))
print(written)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such end on Windows")
@pytest.mark.parametrize(
    "deadly",
    [2, pytest.param(3, marks=pytest.mark.matrix), pytest.param(4, marks=pytest.mark.matrix)],
)
def test_a_process_that_dies_while_writing_leaves_the_old_one_whole(
    engine: Engine, root: Path, deadly: int
) -> None:
    before = snapshot.current(engine)
    add(engine, 3)
    url = engine.url.render_as_string(hide_password=False)
    done = subprocess.run([sys.executable, "-c", DYING, url, str(deadly)], check=False)
    assert done.returncode == -signal.SIGKILL

    forget()
    keeper = keeping._keeper(url)
    still = keeper.newest()

    assert still is not None and still.folder == before.folder and people(still) == 12
    assert people(snapshot.current(engine)) == 15


def test_a_version_that_moved_without_a_stamp_is_another_one(engine: Engine, root: Path) -> None:
    before = snapshot.current(engine)
    moved = update(DataVersion).where(DataVersion.subject == "people")
    with engine.begin() as connection:
        connection.execute(moved.values(version=DataVersion.version + 1))

    assert snapshot.current(engine) is not before
