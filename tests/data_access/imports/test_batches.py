"""Batches: the same again, updates, taking out, and what stands against it."""

from __future__ import annotations

import datetime as dt
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, select

from data_access.database import data_version
from data_access.imports.loading import import_files
from data_access.imports.reports import Report
from data_access.imports.undo import consequences, undo
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.tables import Enterprise, ImportBatch, Vacancy
from data_access.viewer import ADMINISTRATOR
from tests.data_access.imports.books import company, filled, person, vacancy
from tests.table_hash import table_hash

RECORDS = ("import_batch", "import_file", "data_version", "audit_event")


def load(engine: Engine, path: Path, **sheets: list[dict[str, object]]) -> Report:
    return import_files(engine, [filled(path, **sheets)], ADMINISTRATOR, accept_warnings=True)


def test_the_same_file_again_is_a_notice(engine: Engine, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", empresas=[company("E-1")])
    assert import_files(engine, [path], ADMINISTRATOR).accepted == 1
    copied = shutil.copy(path, tmp_path / "otro nombre.xlsx")

    again = import_files(engine, [Path(copied)], ADMINISTRATOR)

    assert (again.batch, again.accepted, again.refused) == (None, 0, False)
    assert [notice.to("es") for notice in again.notices] == [
        "otro nombre.xlsx ya está importado: no se cambió nada."
    ]


def test_the_same_rows_in_another_file_are_a_notice(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path / "a.xlsx", empresas=[company("E-1"), company("E-2")])
    csv = tmp_path / "empresas.csv"
    csv.write_text("canton,codigo_empresa,ciiu,tamano\n1308,E-2,G,MICRO\n", "utf-8")

    again = import_files(engine, [csv], ADMINISTRATOR)

    assert (again.batch, again.refused) == (None, False)
    assert again.notices[0].to("es") == "Todas las filas ya estaban guardadas así."


def test_rows_already_stored_are_not_doubted_again(engine: Engine, tmp_path: Path) -> None:
    young = [person("P-1", anio_nacimiento=2009)]
    assert load(engine, tmp_path / "a.xlsx", personas=young).accepted == 1

    path = filled(tmp_path / "b.xlsx", personas=young, empresas=[])
    again = import_files(engine, [path], ADMINISTRATOR)

    assert (again.batch, again.refused, again.warnings) == (None, False, [])
    assert again.notices[-1].to("es") == "Todas las filas ya estaban guardadas así."


def test_one_file_under_two_names_in_a_call_is_read_once(engine: Engine, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", empresas=[company("E-1")])
    copied = Path(shutil.copy(path, tmp_path / "b.xlsx"))

    report = import_files(engine, [path, copied], ADMINISTRATOR)

    assert (report.accepted, report.refused) == (1, False)
    assert [notice.to("es") for notice in report.notices] == [
        "b.xlsx es igual a a.xlsx: se lee una sola vez."
    ]


def test_two_imports_of_one_file_at_once_store_it_once(engine: Engine, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", empresas=[company("E-1")])
    met = Event()
    both_have_read = Barrier(2, action=met.set)

    def wait(share: float, _text: Text) -> None:
        if share == 0.4 and not met.is_set():
            both_have_read.wait(20)

    with ThreadPoolExecutor(2) as pool:
        found = [
            pool.submit(import_files, engine, [path], ADMINISTRATOR, progress=wait)
            for _ in range(2)
        ]
        reports = [future.result() for future in found]

    assert sorted(report.accepted for report in reports) == [0, 1]
    assert sorted(len(report.notices) for report in reports) == [0, 1]


def test_an_undone_file_can_come_in_again(engine: Engine, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", empresas=[company("E-1")])
    first = import_files(engine, [path], ADMINISTRATOR)
    undo(engine, first.batch or 0, ADMINISTRATOR)

    second = import_files(engine, [path], ADMINISTRATOR)

    assert second.accepted == 1
    assert second.batch != first.batch


def test_a_changed_row_is_an_update_and_undo_brings_back_what_it_was(
    engine: Engine, tmp_path: Path
) -> None:
    load(engine, tmp_path / "a.xlsx", empresas=[company("E-1"), company("E-2")])
    before = table_hash(engine, *RECORDS, "batch_change")

    changed = load(
        engine, tmp_path / "b.xlsx", empresas=[company("E-1", tamano="GRANDE"), company("E-3")]
    )
    with engine.connect() as connection:
        sizes = dict(connection.execute(select(Enterprise.code, Enterprise.size)).all())
        counted = connection.execute(
            select(ImportBatch.rows_new, ImportBatch.rows_changed).filter_by(id=changed.batch)
        ).one()
    assert sizes == {"E-1": "GRANDE", "E-2": "MICRO", "E-3": "MICRO"}
    assert tuple(counted) == (1, 1)

    done = undo(engine, changed.batch or 0, ADMINISTRATOR)
    assert (done.deleted, done.restored) == ({"empresas": 1}, {"empresas": 1})
    assert table_hash(engine, *RECORDS, "batch_change") == before


def test_undo_brings_back_every_kind_of_value_to_the_cent_and_the_day(
    engine: Engine, tmp_path: Path
) -> None:
    first = vacancy("V-1", salario_usd=470.25, horas_semana=37.5, fecha_cierre=None)
    then = vacancy("V-1", salario_usd=None, plazas=3, fecha_cierre=dt.date(2025, 4, 1))
    load(engine, tmp_path / "a.xlsx", empresas=[company("E-1")], vacantes=[first])
    before = table_hash(engine, *RECORDS)

    changed = load(engine, tmp_path / "b.xlsx", vacantes=[then])
    with engine.connect() as connection:
        row = connection.execute(
            select(Vacancy.monthly_wage_usd, Vacancy.posts, Vacancy.closed_on)
        ).one()
    assert tuple(row) == (None, 3, dt.date(2025, 4, 1))
    undo(engine, changed.batch or 0, ADMINISTRATOR)

    assert table_hash(engine, *RECORDS) == before


def test_a_row_changed_twice_goes_back_step_by_step(engine: Engine, tmp_path: Path) -> None:
    hashes = []
    for step, size in enumerate(("MICRO", "PEQUENA", "GRANDE")):
        hashes.append(table_hash(engine, *RECORDS))
        load(engine, tmp_path / f"{step}.xlsx", empresas=[company("E-1", tamano=size)])

    for batch in (3, 2, 1):
        undo(engine, batch, ADMINISTRATOR)
        assert table_hash(engine, *RECORDS) == hashes.pop()


def test_a_batch_that_others_lean_on_stays_and_says_which(engine: Engine, tmp_path: Path) -> None:
    companies = load(engine, tmp_path / "a.xlsx", empresas=[company("E-1")])
    posts = load(engine, tmp_path / "b.xlsx", vacantes=[vacancy("V-1"), vacancy("V-2")])
    before = table_hash(engine)

    with pytest.raises(Refusal) as refused:
        undo(engine, companies.batch or 0, ADMINISTRATOR)

    (reason,) = refused.value.texts
    assert reason.to("es") == (
        f"2 filas de vacantes del lote {posts.batch} usan datos de este lote: deshaga primero el "
        f"lote {posts.batch}."
    )
    assert table_hash(engine) == before
    undo(engine, posts.batch or 0, ADMINISTRATOR)
    assert undo(engine, companies.batch or 0, ADMINISTRATOR).deleted == {"empresas": 1}


def test_a_batch_whose_rows_were_changed_later_waits_for_that_one(
    engine: Engine, tmp_path: Path
) -> None:
    first = load(engine, tmp_path / "a.xlsx", empresas=[company("E-1")])
    later = load(engine, tmp_path / "b.xlsx", empresas=[company("E-1", tamano="GRANDE")])

    with pytest.raises(Refusal) as refused:
        undo(engine, first.batch or 0, ADMINISTRATOR)

    assert f"El lote {later.batch} cambió después" in refused.value.texts[0].to("es")


def test_a_batch_is_undone_once_and_an_unknown_one_never(engine: Engine, tmp_path: Path) -> None:
    batch = load(engine, tmp_path / "a.xlsx", empresas=[company("E-1")]).batch or 0
    undo(engine, batch, ADMINISTRATOR)

    for number, sentence in ((batch, "ya se deshizo"), (999, "No existe el lote 999")):
        with pytest.raises(Refusal) as refused:
            undo(engine, number, ADMINISTRATOR)
        assert sentence in refused.value.texts[0].to("es")


def test_consequences_are_told_without_being_done(engine: Engine, tmp_path: Path) -> None:
    batch = load(engine, tmp_path / "a.xlsx", personas=[person("P-1")]).batch or 0
    before = table_hash(engine)

    told = consequences(engine, batch, ADMINISTRATOR)

    assert told.deleted == {"personas": 1}
    assert table_hash(engine) == before


def test_two_rows_of_one_key_in_one_call_are_an_error_even_over_files(
    engine: Engine, tmp_path: Path
) -> None:
    paths = [
        filled(tmp_path / "a.xlsx", empresas=[company("E-1")]),
        filled(tmp_path / "b.xlsx", empresas=[company("E-1", tamano="GRANDE")]),
    ]

    report = import_files(engine, paths, ADMINISTRATOR)

    assert [(f.file, f.row, f.rule) for f in report.errors] == [("b.xlsx", 2, "clave_repetida")]


def test_what_fails_half_way_leaves_nothing(engine: Engine, tmp_path: Path) -> None:
    before = table_hash(engine)

    def fail(*args: object) -> None:
        # The last that is written; rows themselves go to PostgreSQL as a stream.
        if "INSERT INTO audit_event" in str(args[2]):
            raise RuntimeError("the disk is full")

    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(RuntimeError):
        load(engine, tmp_path / "a.xlsx", empresas=[company("E-1")], personas=[person("P-1")])
    event.remove(engine, "before_cursor_execute", fail)

    assert table_hash(engine) == before


def test_each_import_moves_the_version_of_what_it_touched(engine: Engine, tmp_path: Path) -> None:
    def versions() -> list[int]:
        with engine.connect() as connection:
            return [data_version(connection, s) for s in ("labour", "people", "territory")]

    before = versions()
    load(engine, tmp_path / "a.xlsx", personas=[person("P-1")])

    assert [now - then for now, then in zip(versions(), before, strict=True)] == [0, 1, 0]


numbers = st.lists(st.integers(1, 5), unique=True, max_size=5)
sheets = st.fixed_dictionaries(
    {
        "empresas": numbers.map(lambda found: [company(f"E-{n}") for n in {1, *found}]),
        "personas": st.tuples(numbers, st.sampled_from("MHI")).map(
            lambda found: [person(f"P-{n}", sexo=found[1]) for n in found[0]]
        ),
        "vacantes": st.tuples(numbers, st.integers(1, 3)).map(
            lambda found: [vacancy(f"V-{n}", plazas=found[1]) for n in found[0]]
        ),
    }
)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(calls=st.lists(sheets, min_size=1, max_size=3))
def test_importing_and_undoing_is_as_if_nothing_had_been(
    engine: Engine, tmp_path: Path, calls: list[dict[str, list[dict[str, object]]]]
) -> None:
    states = []
    for at, call in enumerate(calls):
        state = table_hash(engine, *RECORDS)
        batch = load(engine, tmp_path / f"{at}.xlsx", **call).batch
        if batch:
            states.append((batch, state))
    for batch, state in reversed(states):
        undo(engine, batch, ADMINISTRATOR)
        assert table_hash(engine, *RECORDS) == state
