"""A leader's batch about people, and its undo, count only once a monitor approved them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from data_access.__main__ import main
from data_access.answers import Answer
from data_access.imports.approval import approve, decline, moves_of, review
from data_access.imports.batch_history import batch as told_of
from data_access.imports.calls import of_files
from data_access.imports.foresight import moves
from data_access.imports.loading import import_files
from data_access.imports.reports import Report
from data_access.imports.undo import undo
from data_access.refusal import Forbidden, Refusal
from data_access.releases import making
from data_access.tables import ImportBatch, Person, WaitingFile
from data_access.viewer import ADMINISTRATOR
from tests.data_access.auth.house import told
from tests.data_access.imports.books import company, filled, person
from tests.data_access.releases.programmes import EVA, LEADER, people, registered
from tests.releasing import published


def bring(engine: Engine, path: Path, number: int = 30) -> Report:
    """A leader brings people of the own place in."""
    rows = [person(f"N{at}") for at in range(number)]
    return import_files(engine, [filled(path, personas=rows)], LEADER, accept_warnings=True)


def persons(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(Person)) or 0)


def waits_for(engine: Engine, batch: int) -> str | None:
    with engine.connect() as connection:
        found = told_of(connection, LEADER, batch)
    assert found is not None
    return found.waiting


def test_until_the_first_release_leaders_bring_nothing_in(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="being set up"):
        bring(engine, tmp_path / "people.xlsx")


def test_people_count_once_a_monitor_approved_them_and_published(
    engine: Engine, tmp_path: Path
) -> None:
    registered(engine, 40)
    published(engine)
    before = people(engine)

    report = bring(engine, tmp_path / "people.xlsx")

    assert (report.status, report.waiting, persons(engine)) == ("waiting", True, 40)
    assert report.batch is not None
    assert people(engine, EVA) == 40  # not for monitors either
    making.make(engine, EVA)
    assert people(engine) == before

    approve(engine, report.batch, EVA)

    assert waits_for(engine, report.batch) is None
    assert people(engine, EVA) == 70
    assert people(engine) == before
    making.make(engine, EVA)
    assert people(engine) > before
    assert told(engine, "imported")[-1][0] == LEADER.name
    assert told(engine, "batch_approved") == [
        (EVA.name, {"batch": report.batch, "author": LEADER.name})
    ]
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(WaitingFile)) == 0
        counts = connection.execute(select(ImportBatch.rows_new).filter_by(id=report.batch))
        assert counts.scalar() == 30


def test_an_undo_of_people_counts_once_a_monitor_approved_it(
    engine: Engine, tmp_path: Path
) -> None:
    published(engine)
    batch = bring(engine, tmp_path / "people.xlsx").batch
    assert batch is not None
    approve(engine, batch, EVA)

    assert undo(engine, batch, LEADER).waiting

    assert (waits_for(engine, batch), persons(engine)) == ("undo", 30)
    approve(engine, batch, EVA)
    assert (waits_for(engine, batch), persons(engine)) == (None, 0)


def test_what_is_not_approved_changes_nothing_and_says_why(engine: Engine, tmp_path: Path) -> None:
    published(engine)
    batch = bring(engine, tmp_path / "people.xlsx").batch
    assert batch is not None
    with pytest.raises(Refusal):
        decline(engine, batch, EVA, " ")

    decline(engine, batch, EVA, "Faltan los consentimientos.")

    assert persons(engine) == 0
    with pytest.raises(Refusal):
        approve(engine, batch, EVA)
    assert bring(engine, tmp_path / "people.xlsx").waiting  # the same file may come again


def test_a_declined_undo_leaves_the_batch(engine: Engine, tmp_path: Path) -> None:
    published(engine)
    batch = bring(engine, tmp_path / "people.xlsx").batch
    assert batch is not None
    approve(engine, batch, EVA)
    undo(engine, batch, LEADER)

    decline(engine, batch, EVA, "Los datos están bien.")

    assert (waits_for(engine, batch), persons(engine)) == (None, 30)


def test_who_brought_a_waiting_batch_takes_it_back_alone(engine: Engine, tmp_path: Path) -> None:
    published(engine)
    batch = bring(engine, tmp_path / "people.xlsx").batch
    assert batch is not None

    assert not undo(engine, batch, LEADER).waiting
    with pytest.raises(Refusal):
        approve(engine, batch, EVA)
    assert persons(engine) == 0


def test_what_can_no_longer_be_stored_is_said_and_goes_on_waiting(
    engine: Engine, tmp_path: Path
) -> None:
    published(engine)
    fair = {"codigo_evento": "F-1", "tipo": "FERIA", "nombre": "Feria", "canton": "1308"}
    book = filled(tmp_path / "fair.xlsx", eventos=[{**fair, "fecha": dt.date(2025, 3, 3)}])
    report = import_files(engine, [book], ADMINISTRATOR, accept_warnings=True)
    assert report.batch is not None, report.errors
    came = {"codigo_evento": "F-1", "codigo_persona": "N1"}
    book = filled(tmp_path / "came.xlsx", personas=[person("N1")], asistencia_eventos=[came])
    waiting = import_files(engine, [book], LEADER, accept_warnings=True)
    undo(engine, report.batch, ADMINISTRATOR)
    assert waiting.batch is not None

    with pytest.raises(Refusal):
        approve(engine, waiting.batch, EVA)

    assert waits_for(engine, waiting.batch) == "import"


def test_a_leaders_companies_are_stored_at_once(engine: Engine, tmp_path: Path) -> None:
    published(engine)
    book = filled(tmp_path / "companies.xlsx", empresas=[company("E-1", canton="1308")])

    assert import_files(engine, [book], LEADER).status == "stored"


def test_only_those_who_publish_approve(engine: Engine, tmp_path: Path) -> None:
    published(engine)
    batch = bring(engine, tmp_path / "people.xlsx").batch
    assert batch is not None
    with pytest.raises(Forbidden):
        approve(engine, batch, LEADER)
    with pytest.raises(Forbidden):
        decline(engine, batch, LEADER, "x")


def alike(engine: Engine, folder: Path) -> int:
    """A leader's batch that waits: one person changes, one is new, and one is alike a stored one.

    Its leader is not told of the codes of people that are stored.
    """
    import_files(engine, [filled(folder / "a.xlsx", personas=[person("N-1")])], ADMINISTRATOR)
    rows = [person("N-1", anio_nacimiento=1991), person("N-7"), person("n1", ciuo2=None)]
    book = filled(folder / "b.xlsx", personas=rows)
    report = import_files(engine, [book], LEADER, accept_warnings=True)
    assert report.batch is not None
    assert "codigo_parecido" not in {f.rule for f in report.warnings if f.value == "n1"}
    return report.batch


def test_a_monitor_sees_what_a_batch_would_change_and_its_look_alikes_before_approving(
    engine: Engine, tmp_path: Path
) -> None:
    published(engine)
    batch = alike(engine, tmp_path)

    seen = review(engine, batch, EVA)

    assert [f.rule for f in seen.warnings if f.rule == "codigo_parecido"] == ["codigo_parecido"]
    (change,) = seen.changes
    assert (change.new, change.changed, change.same, change.emptied) == (2, 1, 0, 0)
    (cell,) = change.cells
    assert (cell.row, cell.column, cell.before, cell.after) == (
        "N-1",
        "anio_nacimiento",
        "1990",
        "1991",
    )
    assert persons(engine) == 1  # nothing was written
    approve(engine, batch, EVA, seen.agreement)
    assert persons(engine) == 3


def test_what_changed_since_the_review_is_reviewed_again(engine: Engine, tmp_path: Path) -> None:
    published(engine)
    batch = alike(engine, tmp_path)
    seen = review(engine, batch, EVA)
    import_files(engine, [filled(tmp_path / "c.xlsx", personas=[person("N-7")])], ADMINISTRATOR)

    with pytest.raises(Refusal):
        approve(engine, batch, EVA, seen.agreement)

    assert waits_for(engine, batch) == "import"
    approve(engine, batch, EVA, review(engine, batch, EVA).agreement)
    assert persons(engine) == 3


def test_the_figures_that_a_batch_would_move_are_told_and_nothing_of_the_trial_stays(
    engine: Engine, tmp_path: Path
) -> None:
    registered(engine, 40)
    published(engine)
    batch = bring(engine, tmp_path / "people.xlsx").batch
    assert batch is not None
    before = people(engine, EVA)

    found = moves_of(engine, batch, EVA)

    assert found is not None
    told_of_count = {
        after.scope.territory: (first(earlier), first(after))
        for earlier, after in found
        if after.name == "people.count" and after.scope.get("measure") == "registered"
    }
    assert set(told_of_count) == {"EC", "13", "1308"}
    assert people(engine, EVA) == before == 40
    with engine.connect() as connection:
        assert (
            connection.scalar(select(func.count()).select_from(ImportBatch).filter_by(id=-1)) == 0
        )
    # Just what the public reads after the next release.
    approve(engine, batch, EVA)
    making.make(engine, EVA)
    assert people(engine) == told_of_count["1308"][1]


def first(answer: Answer) -> object:
    return answer.to_json("es")["rows"][0]["persons"]


def test_a_leader_is_told_of_no_figures_about_people_before_they_count(
    engine: Engine, tmp_path: Path
) -> None:
    published(engine)
    book = filled(tmp_path / "people.xlsx", personas=[person(f"N{at}") for at in range(30)])
    firms = filled(tmp_path / "firms.xlsx", empresas=[company("E-1", canton="1308")])

    assert moves(engine, of_files([book]), LEADER) is None
    assert moves(engine, of_files([book]), EVA)
    assert moves(engine, of_files([firms]), LEADER) == []


def test_the_console_approves_warnings_only_where_they_are_accepted(
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    published(engine)
    batch = str(alike(engine, tmp_path))
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))

    assert main(["release", "--now", "--approve", batch, "--dry-run"]) == 0
    assert "N-1" in capsys.readouterr().out
    assert main(["release", "--now", "--approve", batch]) == 1
    assert persons(engine) == 1
    assert main(["release", "--now", "--approve", batch, "--accept-warnings"]) == 0
    assert persons(engine) == 3
