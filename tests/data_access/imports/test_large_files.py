"""Files of a national programme: many rows, in parts, without a limit on the command line."""

from __future__ import annotations

import os
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
from tests.sampling import sampled
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


CHECK = """
import re, sys
from pathlib import Path
from data_access.imports.file_reading import without_limits
from data_access.imports.loading import check_files
from data_access.database import engine_for, migrate
from data_access.viewer import ADMINISTRATOR
engine = engine_for(sys.argv[1])
migrate(engine)
with without_limits():
    found = check_files(engine, [Path(name) for name in sys.argv[2:]], ADMINISTRATOR)
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(len(found.errors), peak)
"""


def peak_of_checking(folder: Path, persons: int) -> int:
    """The most memory in bytes of a process that checks so many people and what they came to."""
    folder.mkdir()
    names = ("personas", "cursos", "sesiones", "asistencia_sesiones")
    register, courses, sessions, attendance = (folder / f"{name}.csv" for name in names)
    people(register, 0, persons)
    courses.write_text("codigo_curso,tipo,nombre,horas,gad\nC-1,HABILIDADES,Uno,15,1308\n")
    headers = "codigo_sesion,codigo_curso,codigo_cohorte,fecha,horas,canton"
    rows = [f"S-{at:03},C-1,K-{at:03},2025-10-05,5,1308" for at in range(300)]
    sessions.write_text("\n".join([headers, *rows]))
    came = [f"P-{at:07},S-{(at * 3 + s) % 300:03}" for at in range(persons) for s in range(3)]
    attendance.write_text("\n".join(["codigo_persona,codigo_sesion", *came]))
    files = map(str, (register, courses, sessions, attendance))
    done = subprocess.run(
        [sys.executable, "-c", CHECK, f"sqlite:///{folder}/a.db", *files],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    errors, kibibytes = map(int, done.stdout.split())
    assert errors == 0
    return kibibytes * 1024


@pytest.mark.slow
@pytest.mark.parametrize(
    ("few", "many"), sampled([(5_000, 20_000), (10_000, 60_000)], (5_000, 20_000))
)
def test_a_row_more_takes_little_memory_more(tmp_path: Path, few: int, many: int) -> None:
    grown = peak_of_checking(tmp_path / "m", many) - peak_of_checking(tmp_path / "f", few)

    # Bytes, with a warning for every fourth row; where codes are held more than once it is 480.
    assert grown / (4 * (many - few)) < 330


@pytest.mark.slow
@pytest.mark.parametrize("persons", sampled([25_000, 60_000], 25_000))
def test_twice_the_rows_take_no_more_memory(tmp_path: Path, persons: int) -> None:
    once, twice = (
        peak_of_checking(tmp_path / "o", persons),
        peak_of_checking(tmp_path / "t", 2 * persons),
    )

    assert twice < 1.1 * once
