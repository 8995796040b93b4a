"""A check tells what an import does, does none of it, and binds the import that follows."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from data_access.imports.loading import check_files, import_files
from data_access.imports.reports import Report, SheetChange
from data_access.language import Text
from data_access.viewer import ADMINISTRATOR, Grant, Viewer
from tests.data_access.imports.books import company, filled, person, vacancy
from tests.data_access.imports.test_findings import mistaken_book
from tests.releasing import published
from tests.table_hash import table_hash


@pytest.fixture
def engine(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database that was published once: leaders may bring data in, and look often."""
    published(engine)
    monkeypatch.setenv("PREVIEWS_PER_DAY", "1000")
    return engine


MANTA = Viewer(frozenset({Grant("leader", "1308")}), "manta@example.org")


def told(report: Report) -> tuple[object, ...]:
    """All that a report says but what came of it."""
    json = report.to_json("es") | {"batch": None, "accepted": None}
    return json, report.refused, report.changes, report.agreement


def test_a_check_writes_nothing_and_says_what_would_change(engine: Engine, tmp_path: Path) -> None:
    first = filled(tmp_path / "a.xlsx", empresas=[company("E-1"), company("E-2"), company("E-3")])
    import_files(engine, [first], ADMINISTRATOR)
    before = table_hash(engine)

    report = check_files(
        engine,
        [
            filled(
                tmp_path / "b.xlsx",
                empresas=[company("E-1"), company("E-2", tamano="GRANDE"), company("E-4")],
                vacantes=[vacancy("V-1")],
            )
        ],
        ADMINISTRATOR,
    )

    assert table_hash(engine) == before
    assert (report.batch, report.refused, report.accepted) == (None, False, 0)
    assert report.changes == [
        SheetChange("empresas", rows=3, new=1, changed=1, same=1),
        SheetChange("vacantes", rows=1, new=1, changed=0, same=0),
    ]


def test_a_check_of_mistakes_tells_all_of_them_and_no_change(
    engine: Engine, tmp_path: Path
) -> None:
    path = mistaken_book(tmp_path / "errores.xlsx")

    checked = check_files(engine, [path], ADMINISTRATOR)

    assert checked.changes == [] and checked.refused
    assert told(checked) == told(import_files(engine, [path], ADMINISTRATOR))


numbers = st.lists(st.integers(1, 4), unique=True, min_size=1, max_size=4)
calls = st.fixed_dictionaries(
    {
        # Sometimes wrong, sometimes doubtful, sometimes of another place.
        "empresas": st.tuples(numbers, st.sampled_from(["1308", "1301", "9999"])).map(
            lambda found: [company(f"E-{n}", canton=found[1]) for n in {1, *found[0]}]
        ),
        "personas": st.tuples(numbers, st.sampled_from([1990, 2009, 2014])).map(
            lambda found: [person(f"P-{n}", anio_nacimiento=found[1]) for n in found[0]]
        ),
    }
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    call=calls,
    before=st.none() | calls,
    viewer=st.sampled_from([ADMINISTRATOR, MANTA]),
    accept=st.booleans(),
)
def test_an_import_does_just_what_the_check_said(
    engine: Engine,
    call: dict[str, list[dict[str, object]]],
    before: dict[str, list[dict[str, object]]] | None,
    viewer: Viewer,
    accept: bool,
) -> None:
    with TemporaryDirectory() as folder:
        if before is not None:
            first = filled(Path(folder) / "first.xlsx", **before)
            import_files(engine, [first], ADMINISTRATOR, accept_warnings=True)
        path = filled(Path(folder) / "call.xlsx", **call)
        # That a leader had people looked at is in the log.
        log = () if viewer is ADMINISTRATOR else ("audit_event",)
        state = table_hash(engine, *log)

        checked = check_files(engine, [path], viewer)
        assert table_hash(engine, *log) == state
        done = import_files(
            engine, [path], viewer, accept_warnings=accept, agreed=checked.agreement
        )

    assert done.overtaken is False
    known = {"batch": None, "accepted": 0, "status": checked.status}
    assert done.to_json("es") | known == checked.to_json("es")
    assert (done.changes, done.agreement) == (checked.changes, checked.agreement)
    doubtful = bool(checked.warnings) and not checked.errors
    assert done.refused == (bool(checked.errors) or (doubtful and not accept))
    written = bool(checked.changes) and not done.refused
    assert (done.batch is not None) == written
    assert (table_hash(engine, *log) != state) == written
    if written and viewer is ADMINISTRATOR:
        assert done.accepted == sum((c.new or 0) + (c.changed or 0) for c in checked.changes)


def test_an_import_that_would_do_something_else_by_now_does_nothing(
    engine: Engine, tmp_path: Path
) -> None:
    path = filled(tmp_path / "a.xlsx", empresas=[company("E-1", tamano="GRANDE")])
    checked = check_files(engine, [path], ADMINISTRATOR)
    meanwhile = filled(tmp_path / "b.xlsx", empresas=[company("E-1")])
    import_files(engine, [meanwhile], ADMINISTRATOR)
    before = table_hash(engine)

    done = import_files(engine, [path], ADMINISTRATOR, agreed=checked.agreement)

    assert (done.batch, done.refused, done.overtaken) == (None, True, True)
    assert [(change.new, change.changed) for change in done.changes] == [(0, 1)]
    assert table_hash(engine) == before
    assert import_files(engine, [path], ADMINISTRATOR, agreed=done.agreement).accepted == 1


def test_a_second_press_stores_nothing_twice(engine: Engine, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", empresas=[company("E-1")])
    checked = check_files(engine, [path], ADMINISTRATOR)
    assert import_files(engine, [path], ADMINISTRATOR, agreed=checked.agreement).accepted == 1

    again = import_files(engine, [path], ADMINISTRATOR, agreed=checked.agreement)

    assert (again.batch, again.accepted, again.overtaken) == (None, 0, True)


def test_a_check_tells_how_far_it_is(engine: Engine, tmp_path: Path) -> None:
    shares: list[float] = []

    def hear(share: float, text: Text) -> None:
        shares.append(share)
        assert text.to("en") != ""

    path = filled(tmp_path / "a.xlsx", empresas=[company("E-1")])
    check_files(engine, [path], ADMINISTRATOR, progress=hear)

    assert shares == sorted(shares) and shares[-1] == 1.0


@pytest.mark.parametrize("paths", [[], ["nada.xlsx"]])
def test_nothing_to_check_is_no_mistake_of_ours(
    engine: Engine, tmp_path: Path, paths: list[str]
) -> None:
    report = check_files(engine, [tmp_path / name for name in paths], ADMINISTRATOR)

    assert [finding.rule for finding in report.errors] == ["archivo_falta"] * len(paths)
