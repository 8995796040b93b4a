"""What a new snapshot takes over from the last one, and what it must not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select, update

from data_access import snapshot
from data_access.database import engine_for
from data_access.imports.loading import import_files
from data_access.imports.undo import undo
from data_access.scope import Scope
from data_access.snapshot import Snapshot, keeping, making
from data_access.snapshot.manifest import Manifest
from data_access.snapshot.people_numbers import UNKNOWN
from data_access.tables import EventAttendance, Person, Placement
from data_access.viewer import ADMINISTRATOR, Viewer
from tests.data_access.snapshot.equality import MONITOR, VISITOR, require_same
from tests.databases import Copying
from tests.writing import writing

WHO = Viewer(ADMINISTRATOR.grants, "ana@example.org")
HEADERS = (
    "codigo_persona,anio_nacimiento,sexo,nacionalidad,situacion_movilidad,canton_residencia,"
    "ciuo2,fecha_registro,fecha_consentimiento,version_consentimiento"
)
ASKED = [
    ("people.count", VISITOR, Scope("13", by=("sexo",))),
    ("hiring.funnel", MONITOR, Scope()),
    ("labour.gap", MONITOR, Scope("1308")),
]


@pytest.fixture
def engine(
    backend: str, copying: Copying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """A database with something of every kind, and a folder for its snapshots."""
    monkeypatch.setenv("SNAPSHOT_FOLDER", str(tmp_path / "snapshots"))
    keeping._keeper.cache_clear()
    with copying(backend, "outcomes") as url:
        found = engine_for(url)
        yield found
        found.dispose()
    keeping._keeper.cache_clear()


def files(found: Snapshot, table: str) -> list[str]:
    return [part.file for part in found.manifest.tables[table]]


def bring(engine: Engine, folder: Path, *people: str, born: int = 1990) -> int:
    """Import people by their codes; the number of the batch."""
    rows = [f"{code},{born},M,VEN,MIG,1308,51,2025-03-03,2025-03-03,1" for code in people]
    path = folder / "personas.csv"
    path.write_text("\n".join([HEADERS, *rows]), "utf-8")
    report = import_files(engine, [path], WHO, accept_warnings=True)
    assert not report.errors and report.batch is not None, report.errors
    return report.batch


def test_an_import_of_new_rows_becomes_a_further_file(engine: Engine, tmp_path: Path) -> None:
    before = snapshot.current(engine)
    bring(engine, tmp_path, "Z-1", "Z-2")

    after = snapshot.current(engine)

    assert files(after, "person")[:1] == files(before, "person")
    assert [part.rows for part in after.manifest.tables["person"]][1:] == [2]
    for table in ("placement", "session_attendance", "survey", "score"):
        assert files(after, table) == files(before, table)
    require_same(engine, after, ASKED)


def test_a_snapshot_whose_last_one_was_taken_away_meanwhile_is_made_from_all_rows(
    engine: Engine, tmp_path: Path
) -> None:
    """Another process of the machine makes a newer one, and tidies up, at any moment."""
    before = snapshot.current(engine)
    bring(engine, tmp_path, "Z-1", "Z-2")
    shutil.rmtree(before.folder)

    path = making.make(engine, tmp_path / "another", before)

    require_same(engine, Snapshot(path, Manifest.read(path)), ASKED)


def test_an_import_that_changes_rows_reads_the_table_anew(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, "Z-1", "Z-2")
    before = snapshot.current(engine)
    bring(engine, tmp_path, "Z-1", "Z-2", born=1950)

    after = snapshot.current(engine)

    assert len(files(after, "person")) == 1 and files(after, "person") != files(before, "person")
    assert files(after, "placement") == files(before, "placement")
    require_same(engine, after, ASKED)


def test_an_undone_batch_is_gone_and_a_new_one_like_it_is_there(
    engine: Engine, tmp_path: Path
) -> None:
    batch = bring(engine, tmp_path, "Z-1", "Z-2")
    snapshot.current(engine)
    undo(engine, batch, WHO)
    without = snapshot.current(engine)
    require_same(engine, without, ASKED)
    bring(engine, tmp_path, "Z-3", "Z-1")
    again = snapshot.current(engine)

    assert again.manifest.rows > without.manifest.rows
    require_same(engine, again, ASKED)


def test_an_import_undone_and_another_before_anybody_looked(engine: Engine, tmp_path: Path) -> None:
    snapshot.current(engine)
    undo(engine, bring(engine, tmp_path, "Z-1", "Z-2"), WHO)
    bring(engine, tmp_path, "Z-3", "Z-4")

    require_same(engine, snapshot.current(engine), ASKED)


def test_a_withdrawal_and_an_import_together_are_both_seen(engine: Engine, tmp_path: Path) -> None:
    snapshot.current(engine)
    with writing(engine, "people") as connection:
        connection.execute(update(Person).values(withdrawn_on=Person.consent_date))
    bring(engine, tmp_path, "Z-1")

    found = snapshot.current(engine)

    with found.connect() as connection:
        here = select(func.count()).select_from(Person).where(Person.withdrawn_on.is_(None))
        assert connection.scalar(here) == 1


def test_people_keep_their_numbers_and_nobody_gets_one_that_was_anothers(
    engine: Engine, tmp_path: Path
) -> None:
    batch = bring(engine, tmp_path, "A-1", "A-2")

    def numbers() -> dict[int, int]:
        table = snapshot.current(engine).table("person")
        names = ("record_key_high", "code")
        return dict(zip(*(table[name].to_pylist() for name in names), strict=True))

    first = numbers()
    undo(engine, batch, WHO)
    second = numbers()
    bring(engine, tmp_path, "A-3", "Z-9", "0-1")
    third = numbers()

    assert second.items() < first.items() and second.items() < third.items()
    assert not set(first.values()) & {third[key] for key in third.keys() - second.keys()}


def test_people_whose_keys_are_alike_are_still_told_apart(engine: Engine) -> None:
    snapshot.current(engine)
    alike = {"record_key_high": 1, "record_key_low": 1}
    for year in (1980, 1990):
        with writing(engine, "people", "hiring") as connection:
            some = select(Person.code).order_by(Person.code).limit(20)
            changed = update(Person).where(Person.code.in_(some))
            connection.execute(changed.values(birth_year=year, **alike))

        found = snapshot.current(engine)
        numbers = found.table("person")["code"].to_pylist()

        assert len(set(numbers)) == len(numbers)
        require_same(engine, found, ASKED)


def test_one_who_was_at_a_fair_before_she_was_in_the_register_is_found(engine: Engine) -> None:
    with writing(engine, "hiring") as connection:
        row = connection.execute(select(EventAttendance)).mappings().first()
        assert row is not None
        own = {**row, "person_code": "Y-1", "enterprise_code": ""}
        connection.execute(insert(EventAttendance), own)
    before = snapshot.current(engine).table("event_attendance")["person_code"].to_pylist()
    with writing(engine, "people") as connection:
        like = connection.execute(select(Person)).mappings().first()
        assert like is not None
        connection.execute(insert(Person), {**like, "code": "Y-1", "record_key_high": 77})

    found = snapshot.current(engine)

    assert before.count(UNKNOWN) == 1
    assert UNKNOWN not in found.table("event_attendance")["person_code"].to_pylist()
    require_same(engine, found, [("hiring.fairs", MONITOR, Scope())])


def test_many_small_imports_become_one_file_again(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_PARTS", 3)
    parts = []
    for at in range(4):
        bring(engine, tmp_path, f"Z-{at}")
        parts.append(len(files(snapshot.current(engine), "person")))

    assert parts == [1, 2, 3, 1]
    require_same(engine, snapshot.current(engine), ASKED)


def test_rows_of_an_older_batch_added_later_are_not_missed(engine: Engine) -> None:
    snapshot.current(engine)
    with writing(engine, "hiring") as connection:
        row = connection.execute(select(Placement)).mappings().first()
        assert row is not None
        later = {**row, "started_on": row["last_contact_on"], "ended_on": None}
        connection.execute(insert(Placement), later)

    found = snapshot.current(engine)

    with engine.connect() as connection:
        there = connection.scalar(select(func.count()).select_from(Placement))
    assert sum(part.rows for part in found.manifest.tables["placement"]) == there
