"""A large file is read in pieces, and nobody can tell where one ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from data_access.imports import pieces, projected_state
from data_access.imports.loading import check_files, import_files
from data_access.imports.pieces import Marks, piece_folder
from data_access.imports.reports import Report
from data_access.imports.stored import table_of
from data_access.imports.templates import templates
from data_access.imports.undo import undo
from data_access.viewer import ADMINISTRATOR
from tests.sampling import one_in
from tests.table_hash import table_hash

RECORDS = ("import_batch", "import_file", "data_version", "audit_event")
WHOLE = 10**9
SEXES, PLACES = ("M", "H", "NR"), ("1308", "2301", "0801")
DAYS = ("2025-03-01", "2025-03-02", "2025-07-09", "2025-07-10", "2026-01-15")
YEARS = ("1980", "1990", "2009")
SPANS = tuple((registered, consent) for registered in DAYS for consent in DAYS)
# What a clerk may have written instead: read otherwise, doubted or refused.
FAULTS = ("", "TOTAL", "0912345678", "2031-01-01", "13/05/2025", "1.234", "p-1", "S 1", "xx", "NR")
Sheet = tuple[str, list[list[str]]]


def programme(seed: int, faults: float) -> dict[str, Sheet]:
    """The sheets of a small programme; of so many of its cells something else stands there."""
    chance = Random(seed)
    pick = chance.choice
    people = [f"P-{at}" for at in range(chance.randint(1, 14))]
    cohorts = [f"K-{at}" for at in range(chance.randint(1, 3))]
    sessions = [(f"S-{at}", pick(cohorts)) for at in range(chance.randint(1, 6))]
    posts = [f"V-{at}" for at in range(chance.randint(1, 3))]
    stages = ("REG", "PER", "REF", "ENT", "OFE", "CON")
    sheets: dict[str, Sheet] = {
        "personas": (
            "codigo_persona,anio_nacimiento,sexo,nacionalidad,situacion_movilidad,"
            "canton_residencia,fecha_registro,fecha_consentimiento,version_consentimiento",
            [
                [code, pick(YEARS), pick(SEXES), "VEN", "MIG", pick(PLACES), *pick(SPANS), "V1"]
                for code in people
            ],
        ),
        "cursos": (
            "codigo_curso,tipo,nombre,horas,gad",
            [["C-1", "HABILIDADES", "Uno", "15", "1308"], ["C-2", "EMPRESAS", "Dos", "5", "1308"]],
        ),
        "sesiones": (
            "codigo_sesion,codigo_curso,codigo_cohorte,fecha,horas,canton",
            [[s, f"C-{1 + (k == 'K-1')}", k, pick(DAYS), "5", "1308"] for s, k in sessions],
        ),
        "inscripciones": (
            "codigo_persona,codigo_cohorte,nota_pre,nota_post,completo,certificado",
            [
                [p, k, pick(("", "8", "50")), pick(("", "9", "40")), pick(("SI", "NO")), "NO"]
                for p in people
                for k in cohorts
                if chance.random() < 0.5
            ],
        ),
        "asistencia_sesiones": (
            "codigo_persona,codigo_sesion,codigo_empresa",
            [
                [p, s, pick(("", "", "E-1"))]
                for p in people
                for s, _k in sessions
                if chance.random() < 0.6
            ],
        ),
        "empresas": (
            "codigo_empresa,tamano,ciiu,canton",
            [["E-1", "MICRO", "G", "1308"], ["E-2", "GRANDE", "I", "2301"]],
        ),
        "vacantes": (
            "codigo_vacante,codigo_empresa,ciuo2,canton,canal,plazas,fecha_apertura",
            [[v, pick(("E-1", "E-2")), "51", "1308", "BOLSA", "2", "2025-03-01"] for v in posts],
        ),
        "intermediacion": (
            "codigo_persona,codigo_vacante,etapa,fecha,canal",
            [
                [p, "" if at < 2 else posts[0], stages[at], pick(DAYS), "BOLSA"]
                for p in people
                for at in range(chance.randint(0, 6))
            ],
        ),
        "colocaciones": (
            "codigo_persona,codigo_vacante,fecha_inicio,fecha_fin,ultimo_contacto,canal_directo",
            [
                [p, pick((posts[0], "")), day, pick(("", "2026-01-15")), "2026-01-15", "BOLSA"]
                for p in people
                for day in chance.sample(DAYS, chance.randint(0, 2))
            ],
        ),
    }
    for _headers, rows in sheets.values():
        chance.shuffle(rows)
        for row in rows:
            if chance.random() < faults:
                row[chance.randrange(len(row))] = pick(FAULTS)
        if rows and chance.random() < faults:
            rows.append(list(pick(rows)))  # a row that stands twice
        if rows and chance.random() < faults:
            rows.insert(chance.randrange(len(rows)), [])  # a blank one
    return sheets


def written(folder: Path, sheets: dict[str, Sheet], most: int = WHOLE) -> list[Path]:
    """Write the sheets as CSVs, each with so many rows at most."""
    folder.mkdir()
    paths = []
    for name, (headers, rows) in sheets.items():
        for start in range(0, max(len(rows), 1), most):
            paths.append(folder / (f"{name}_{start}.csv" if start else f"{name}.csv"))
            lines = [headers, *(",".join(row) for row in rows[start : start + most])]
            paths[-1].write_text("\n".join(lines), "utf-8")
    return paths


@contextmanager
def in_pieces_of(rows: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "PIECE", rows)
        patch.setattr(pieces, "AT_ONCE", rows)
        patch.setattr(projected_state, "MOST_ROWS", 4 * rows)
        yield


def told(report: Report) -> dict[str, Any]:
    """All that a report says, but the number of its batch."""
    changes = [
        (change, change.emptied, sorted(map(repr, change.cells))) for change in report.changes
    ]
    said = {**report.to_json("es"), "changes": changes, "agreement": report.agreement}
    return said | {"batch": report.batch is not None}


def rows_of(engine: Engine) -> dict[str, list[str]]:
    """All rows of all sheets, but the number of the batch that brought them."""
    found = {}
    with engine.connect() as connection:
        for name, template in templates().items():
            table = table_of(template)
            columns = [c for c in table.c if c.name not in ("import_batch_id", "created_at")]
            found[name] = sorted(map(repr, connection.execute(select(*columns))))
    return found


def stored_by(engine: Engine, calls: list[list[Path]], rows: int) -> list[Any]:
    """What is told of some calls, checked and imported, and what is stored then; all undone."""
    seen: list[Any] = []
    batches = []
    with in_pieces_of(rows):
        for paths in calls:
            seen.append(told(check_files(engine, paths, ADMINISTRATOR)))
            report = import_files(engine, paths, ADMINISTRATOR, accept_warnings=True)
            seen += [told(report), rows_of(engine)]
            batches += [report.batch] if report.batch is not None else []
        for batch in reversed(batches):
            undo(engine, batch, ADMINISTRATOR)
    return seen


@settings(
    max_examples=one_in(50),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(
    seed=st.integers(0, 2**32),
    faults=st.sampled_from([0.0, 0.0, 0.02, 0.3]),
    rows=st.integers(2, 12),
    most=st.sampled_from([WHOLE, WHOLE, 1, 3, 5]),
)
# The database gave changed rows back in another order than the file's.
@example(seed=40433224, faults=0.0, rows=2, most=WHOLE)
# Two sessions of a cohort had a code that could not be read.
@example(seed=3774472248, faults=0.3, rows=8, most=WHOLE)
def test_what_an_import_says_and_stores_is_the_same_in_pieces_of_any_size(
    engine: Engine,
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    faults: float,
    rows: int,
    most: int,
) -> None:
    folder = tmp_path_factory.mktemp("files")
    first, later = programme(seed, faults), programme(seed + 1, faults)
    # Later a column may be left out, and rows be as they were.
    headers, people = later["personas"]
    later["personas"] = (
        headers.replace("fecha_registro,", ""),
        [row[:6] + row[7:] if len(row) > 7 else row for row in people],
    )
    later["cursos"], later["empresas"] = first["cursos"], first["empresas"]
    calls = [written(folder / "first", first, most), written(folder / "later", later, most)]
    before = table_hash(engine, *RECORDS)

    in_one, in_pieces = (stored_by(engine, calls, size) for size in (WHOLE, rows))

    assert in_pieces == in_one
    assert table_hash(engine, *RECORDS) == before


@settings(
    max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    seed=st.integers(0, 2**32),
    faults=st.sampled_from([0.0, 0.02, 0.3]),
    rows=st.integers(2, 12),
    most=st.integers(1, 6),
)
def test_rows_in_many_files_are_read_as_in_one(
    engine: Engine,
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    faults: float,
    rows: int,
    most: int,
) -> None:
    folder, sheets = tmp_path_factory.mktemp("files"), programme(seed, faults)
    for _headers, lines in sheets.values():
        # A blank row at the end of a file is no row of it, and files that are alike are one.
        lines[:] = map(list, dict.fromkeys(map(tuple, filter(None, lines))))

    with in_pieces_of(rows):
        in_one, in_many = (
            check_files(engine, written(folder / str(size), sheets, size), ADMINISTRATOR)
            for size in (WHOLE, most)
        )

    assert places_of(in_many) == places_of(in_one)
    assert in_many.changes == in_one.changes


def places_of(report: Report) -> list[tuple[str | None, ...]]:
    """What a report finds in rows, and where, by each one's number in the whole sheet.

    What a column shows is said of each file by itself.
    """
    found = []
    for one in (*report.errors, *report.warnings):
        if one.row is not None:
            before = int(Path(one.file).stem.partition(f"{one.sheet}_")[2] or 0)
            where = (one.sheet, str(before + one.row), one.column)
            found.append((*where, one.rule, one.value))
    return sorted(found, key=repr)


@given(
    st.lists(st.integers(-3, 3), max_size=40),
    st.lists(st.integers(-4, 4), max_size=40),
    st.integers(1, 9),
)
def test_marks_on_the_disk_tell_what_stands_twice_and_what_is_missing(
    own: list[int], others: list[int], at_once: int
) -> None:
    with in_pieces_of(at_once), piece_folder() as folder:
        first, second = Marks(folder), Marks(folder)
        for marks, values in ((first, own), (second, others)):
            for start in range(0, len(values), 7):
                marks.add(np.array(values[start : start + 7], np.int64))

        assert sorted(first.twice()) == sorted({one for one in own if own.count(one) > 1})
        assert first.missing_in(second).tolist() == [
            at for at, one in enumerate(own) if one not in others
        ]
        assert first.shared_with(second).tolist() == sorted({*own} & {*others})


def test_a_session_that_stands_twice_beside_its_attendance_is_a_sentence(
    engine: Engine, tmp_path: Path
) -> None:
    sheets = programme(5, 0.0)
    sheets["sesiones"][1].append(list(sheets["sesiones"][1][0]))
    sheets["personas"][1].append(list(sheets["personas"][1][0]))

    report = import_files(engine, written(tmp_path / "files", sheets), ADMINISTRATOR)

    assert report.refused
    assert [(one.sheet, one.rule) for one in report.errors if one.rule == "clave_repetida"] == [
        ("personas", "clave_repetida"),
        ("sesiones", "clave_repetida"),
    ]


def test_sessions_whose_codes_cannot_be_read_are_told_of_beside_their_attendance(
    engine: Engine, tmp_path: Path
) -> None:
    """Two of one cohort were an error without a sentence."""
    sheets = programme(5, 0.0)
    cohort = sheets["sesiones"][1][0][2]
    sheets["sesiones"][1].extend(["", *sheets["sesiones"][1][0][1:]] for _ in range(2))
    assert cohort in {row[1] for row in sheets["inscripciones"][1]}

    report = import_files(engine, written(tmp_path / "files", sheets), ADMINISTRATOR)

    assert [(one.sheet, one.column) for one in report.errors] == [("sesiones", "codigo_sesion")] * 2


def test_the_folder_of_pieces_is_its_owners_alone_and_ends_with_the_import() -> None:
    with piece_folder() as folder:
        path = folder.keep(["a person"])

        assert path.parent.stat().st_mode & 0o777 == 0o700

    assert not path.parent.exists()


KILLED = """
import sys, time
from data_access.imports.pieces import piece_folder
with piece_folder() as folder:
    print(folder.keep("a person").parent, flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such end on Windows")
def test_what_a_killed_import_left_on_the_disk_is_taken_away_by_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pieces, "YOUNG", 0)
    command = [sys.executable, "-c", KILLED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        left = Path(killed.stdout.readline().strip())
        pieces.remove_abandoned()
        assert left.exists()  # its process is at work
        killed.kill()
        killed.wait()

    pieces.remove_abandoned()

    assert not left.exists()
