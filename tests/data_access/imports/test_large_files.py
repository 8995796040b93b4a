"""Files of a national programme: many rows, in parts, without a limit on the command line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from data_access.commands import terminal
from data_access.imports import cell_columns, file_reading
from data_access.imports.cell_columns import CellColumns
from data_access.imports.file_reading import read, without_limits
from data_access.imports.loading import import_files
from data_access.imports.undo import undo
from data_access.language import Text
from data_access.tables import Person
from data_access.viewer import ADMINISTRATOR
from tests.table_hash import table_hash

RECORDS = ("import_batch", "import_file", "data_version", "audit_event")
HEADERS = (
    "codigo_persona,anio_nacimiento,sexo,nacionalidad,situacion_movilidad,canton_residencia,ciuo2,"
    "fecha_registro,fecha_consentimiento,version_consentimiento"
)


def people(path: Path, first: int, count: int, born: int = 1980) -> Path:
    rows = [
        f"P-{at:07},{born + at % 20},{'MH'[at % 2]},VEN,MIG,{('1308', '2301')[at % 2]},51,"
        f"2025-0{1 + at % 9}-01,2025-0{1 + at % 9}-01,1"
        for at in range(first, first + count)
    ]
    path.write_text("\n".join([HEADERS, *rows]), "utf-8")
    return path


def stored(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Person)) or 0


def test_a_csv_of_more_rows_than_an_upload_of_a_workbook_may_have_is_read(tmp_path: Path) -> None:
    path = tmp_path / "personas.csv"
    path.write_text("codigo_persona\n" + "P-1\n" * (file_reading.MAX_ROWS + 1))

    (sheet,) = read(path)

    assert sheet.length == file_reading.MAX_ROWS + 1


def test_only_the_command_line_reads_without_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_reading, "MAX_BYTES", 10)
    monkeypatch.setattr(file_reading, "MAX_CELLS", 3)
    path = people(tmp_path / "personas.csv", 0, 5)
    with without_limits():
        assert read(path)[0].length == 5

    with pytest.raises(file_reading.Unreadable, match="MB"):
        read(path)


def test_parts_of_one_sheet_come_in_by_one_call_and_go_out_as_one_batch(
    engine: Engine, tmp_path: Path
) -> None:
    before = table_hash(engine, *RECORDS)
    folders = [tmp_path / name for name in ("norte", "sur")]
    for folder in folders:
        folder.mkdir()
    paths = [people(folder / "personas.csv", at * 40, 40) for at, folder in enumerate(folders)]
    report = import_files(engine, paths, ADMINISTRATOR, accept_warnings=True)
    assert (report.errors, report.accepted, stored(engine)) == ([], 80, 80)
    first = table_hash(engine, *RECORDS)

    changed = people(tmp_path / "personas.csv", 0, 80, born=1981)
    again = import_files(engine, [changed], ADMINISTRATOR, accept_warnings=True)
    assert (again.accepted, [c.changed for c in again.changes]) == (80, [80])
    undo(engine, again.batch or 0, ADMINISTRATOR)
    assert table_hash(engine, *RECORDS) == first
    undo(engine, report.batch or 0, ADMINISTRATOR)
    assert table_hash(engine, *RECORDS) == before


@given(
    st.lists(st.lists(st.sampled_from(["a", "b", None, 1, True, 1.5]), max_size=5), max_size=30),
    st.integers(1, 4),
    st.integers(0, 3),
)
def test_columns_hold_what_the_rows_held(rows: list[list[object]], block: int, blank: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cell_columns, "BLOCK", block)
        columns = CellColumns(2)
        for row in rows:
            columns.skip(blank)
            columns.add(row)
        width = max([2, *map(len, rows)])
        found = columns.finish(width)

    expected: list[list[object]] = []
    for row in rows:
        expected += [[None] * width] * blank
        expected.append([*row, *[None] * (width - len(row))])
    assert list(map(repr, map(list, zip(*found, strict=True)))) == list(map(repr, expected))
    assert all(len(column) == len(expected) for column in found)


def test_equal_texts_of_a_column_are_one_object(tmp_path: Path) -> None:
    (sheet,) = read(people(tmp_path / "personas.csv", 0, 300))

    assert len({id(cell) for cell in sheet.columns[2]}) == 2


def test_progress_is_told_by_lines_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "SECONDS", 0.02)
    with terminal.progress("es") as say:
        say(0.4, Text("Revisando"))
        time.sleep(0.2)

    said = capsys.readouterr().err.splitlines()
    assert len(said) >= 2
    assert set(said) == {" 40%  Revisando"}


@pytest.mark.slow
def test_many_rows_take_little_memory(
    tmp_path: Path,
) -> None:
    path = people(tmp_path / "personas.csv", 0, 30_000)
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from data_access.imports.file_reading import without_limits\n"
        "from data_access.imports.loading import check_files\n"
        "from data_access.database import engine_for, migrate\n"
        "from data_access.viewer import ADMINISTRATOR\n"
        "engine = engine_for(sys.argv[1]); migrate(engine)\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = peak()\n"
        "with without_limits(): found = check_files(engine, [Path(sys.argv[2])], ADMINISTRATOR)\n"
        "print(len(found.errors), peak() - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, f"sqlite:///{tmp_path}/a.db", str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    errors, kibibytes = map(float, re.findall(r"[\d.]+", done.stdout))

    assert errors == 0
    assert kibibytes / 30_000 < 3  # beside what the program itself takes on the way
