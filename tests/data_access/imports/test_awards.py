"""Paper juries: what is refused, what is doubted, what closes, and versions that come and go."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, insert, select, update
from sqlalchemy.exc import DatabaseError

from data_access import clock
from data_access.database import data_version
from data_access.imports.reports import Report
from data_access.imports.undo import undo
from data_access.refusal import Refusal
from data_access.tables import Assignment, Edition, Nomination, Score, ScoreSheet
from data_access.viewer import ADMINISTRATOR
from tests.data_access.imports.juries import (
    Sheets,
    bring,
    criterion,
    edition,
    jury,
    nomination,
    score,
    still_open,
    worked,
)
from tests.table_hash import table_hash
from tests.writing import writing

RECORDS = ("import_batch", "import_file", "data_version", "batch_change", "audit_event")


def found(report: Report) -> list[tuple[str | None, int | None, str | None, str]]:
    return [(f.sheet, f.row, f.column, f.rule) for f in report.errors]


def rules(report: Report) -> set[str]:
    return {f.rule for f in report.warnings}


def stored(engine: Engine, *columns: Any) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return sorted(tuple(row) for row in connection.execute(select(*columns)))


def open_jury(points: int = 70) -> Sheets:
    """An edition at work, with three jurors and three nominations, all scored."""
    scores = [score(n, f"J{j}", points + j + i) for i, n in enumerate("ABC") for j in range(3)]
    return jury(scores) | {"ediciones": [still_open()]}


@pytest.fixture(params=["es", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_mistake_of_an_edition_is_told_at_once_and_nothing_stored(
    engine: Engine, tmp_path: Path
) -> None:
    sheets = worked()
    sheets["ediciones"] += [
        edition("E2", cierre_postulaciones=dt.date(2024, 1, 1)),
        edition("E3", cierre_puntajes=dt.date(2025, 1, 31)),
        edition("E4", puntaje_min=5, puntaje_max=5),
        edition("E5", puntaje_max=10, paso=3),
        edition("E6", apertura="2025-01-06 25:00"),
        edition("E7", premio="OTRO"),
        edition("E8", fecha_resultado=dt.date.today() + dt.timedelta(days=2)),
    ]
    sheets["criterios"] += [criterion("extra", 20)]
    sheets["postulaciones"].append(nomination("N9", codigo_empresa="E-NADIE"))
    sheets["asignaciones"] = [
        {"edicion": "ED", "codigo_postulacion": "N1", "codigo_jurado": "J3", "conflicto": "SI"}
    ]
    sheets["puntajes"] += [
        score("N2", "J1", 101),
        score("N2", "J3", 70.5),
        score("N3", "J9", 70),
        score("N3", "J3", 70, criterio="otro"),
        score("N4", "J2", 70, no_evaluable="SI"),
        score("N4", "J2", 70),
    ]
    before = table_hash(engine)

    report = bring(engine, tmp_path / "b.xlsx", sheets)

    assert found(report) == [
        ("criterios", 2, "peso", "pesos_suma"),
        ("ediciones", 3, "cierre_postulaciones", "fin_antes"),
        ("ediciones", 4, "cierre_puntajes", "fin_antes"),
        ("ediciones", 5, "puntaje_max", "escala_invalida"),
        ("ediciones", 6, "paso", "paso_invalido"),
        ("ediciones", 7, "apertura", "hora_invalida"),
        ("ediciones", 8, "premio", "codigo_desconocido"),
        ("ediciones", 9, "fecha_resultado", "fecha_futura"),
        ("postulaciones", 7, "codigo_empresa", "huerfano"),
        ("puntajes", 2, "codigo_jurado", "puntaje_recusado"),
        ("puntajes", 13, "puntaje", "puntaje_escala"),
        ("puntajes", 14, "puntaje", "puntaje_paso"),
        ("puntajes", 15, "codigo_jurado", "huerfano"),
        ("puntajes", 16, "criterio", "huerfano"),
        ("puntajes", 17, "puntaje", "puntaje_sobra"),
        ("puntajes", 18, "criterio", "clave_repetida"),
    ]
    for finding in report.errors:
        assert finding.message.to("en") != finding.message.to("es")
    assert table_hash(engine) == before


def test_what_is_doubtful_waits_until_it_is_accepted(engine: Engine, tmp_path: Path) -> None:
    scores = [score("A", "J1", 50), score("B", "J1", 50), score("A", "J2", 40)]
    scores += [score("C", "J3", 60), score("B", "J2", None, no_evaluable="NO")]
    sheets = jury(scores, fecha_resultado=dt.date(2025, 4, 1))
    sheets["postulaciones"][2]["elegible"] = "NR"

    doubted = bring(engine, tmp_path / "b.xlsx", sheets, accept=False)

    assert (doubted.refused, doubted.batch) == (True, None)
    assert rules(doubted) == {
        "resultado_antes",
        "jurados_pocos",
        "jurado_sin_variacion",
        "hoja_incompleta",
        "puntaje_no_elegible",
        "diseno_partido",
    }
    assert bring(engine, tmp_path / "b.xlsx", sheets).accepted == 13


def test_moments_are_ecuadors_and_a_day_alone_is_whole(engine: Engine, tmp_path: Path) -> None:
    rows = [
        edition("A", cierre_puntajes="2025-04-30 17:30"),
        edition("B", cierre_puntajes="30/04/2025"),
        edition("C", cierre_puntajes=dt.datetime(2025, 4, 30, 23, 59, 59)),
        edition("D", cierre_puntajes="2025-04-30 00:00"),
    ]
    bring(engine, tmp_path / "b.xlsx", {"ediciones": rows})

    closing = dict(stored(engine, Edition.code, Edition.scores_close_at))
    assert {code: at.astimezone(clock.TIMEZONE).isoformat() for code, at in closing.items()} == {
        "A": "2025-04-30T17:30:00-05:00",
        "B": "2025-05-01T00:00:00-05:00",
        "C": "2025-04-30T23:59:59-05:00",
        "D": "2025-04-30T00:00:00-05:00",
    }
    (opened, *_), *_ = stored(engine, Edition.opens_at)
    assert opened == dt.datetime(2025, 1, 6, 5, tzinfo=dt.UTC)


def test_an_edition_gets_what_no_file_says(engine: Engine, tmp_path: Path) -> None:
    bring(
        engine, tmp_path / "b.xlsx", {"ediciones": [edition("A"), edition("B", jurados_minimo=9)]}
    )

    rows = stored(engine, Edition.code, Edition.jurors_target, Edition.tie_break, Edition.seed)
    assert [row[:3] for row in rows] == [
        ("A", 5, "criteria;median;vote"),
        ("B", 9, "criteria;median;vote"),
    ]
    assert rows[0][3] != rows[1][3]


def test_without_assignments_a_juror_is_assigned_what_the_juror_scored(
    engine: Engine, tmp_path: Path
) -> None:
    bring(engine, tmp_path / "b.xlsx", worked())

    pairs = stored(engine, Assignment.nomination_code, Assignment.juror_code, Assignment.conflict)
    assert len(pairs) == 11
    assert {conflict for _, _, conflict in pairs} == {"NR"}


def test_a_corrected_score_is_a_new_version_of_its_sheet_and_the_old_one_stays(
    engine: Engine, tmp_path: Path
) -> None:
    sheets = open_jury()
    sheets["criterios"] = [criterion("a", 60, 1), criterion("b", 40, 2)]
    sheets["puntajes"] = [score("A", "J0", 50, "a"), score("A", "J0", 60, "b")]
    bring(engine, tmp_path / "a.xlsx", sheets)
    before = table_hash(engine, *RECORDS)

    report = bring(engine, tmp_path / "b.xlsx", {"puntajes": [score("A", "J0", 55, "a")]})

    assert (report.accepted, report.errors) == (1, [])
    columns = (Score.version, Score.criterion_code, Score.value)
    assert stored(engine, *columns) == [(1, "a", 50), (1, "b", 60), (2, "a", 55), (2, "b", 60)]
    again = bring(engine, tmp_path / "c.xlsx", {"puntajes": [score("A", "J0", 55, "a")]})
    assert (again.batch, again.refused) == (None, False)

    done = undo(engine, report.batch or 0, ADMINISTRATOR)
    assert table_hash(engine, *RECORDS) == before
    assert done.deleted == {"puntajes": 2}


def test_a_whole_jury_is_taken_out_and_comes_in_again(engine: Engine, tmp_path: Path) -> None:
    empty = table_hash(engine, *RECORDS)
    first = bring(engine, tmp_path / "a.xlsx", worked())
    full = table_hash(engine, *RECORDS, "sheet", "score", "assignment")

    undo(engine, first.batch or 0, ADMINISTRATOR)
    assert table_hash(engine, *RECORDS) == empty

    second = bring(engine, tmp_path / "a.xlsx", worked())
    assert second.accepted == first.accepted
    assert len(stored(engine, Score.value)) == 11
    assert full != empty


def test_a_version_with_a_later_one_is_not_taken_out_first(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path / "a.xlsx", open_jury())
    first = bring(engine, tmp_path / "b.xlsx", {"puntajes": [score("A", "J0", 11)]})
    second = bring(engine, tmp_path / "c.xlsx", {"puntajes": [score("A", "J0", 12)]})

    with pytest.raises(Refusal, match="later version"):
        undo(engine, first.batch or 0, ADMINISTRATOR)
    undo(engine, second.batch or 0, ADMINISTRATOR)
    undo(engine, first.batch or 0, ADMINISTRATOR)
    assert max(version for (version,) in stored(engine, Score.version)) == 1


def test_after_the_deadline_no_file_changes_a_score(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path / "a.xlsx", worked())
    before = table_hash(engine)

    changed = bring(engine, tmp_path / "b.xlsx", {"puntajes": [score("N1", "J3", 99)]})
    added = bring(engine, tmp_path / "c.xlsx", {"puntajes": [score("N1", "J1", 99)]})
    whole = worked()
    whole["puntajes"][0]["puntaje"] = 99
    again = bring(engine, tmp_path / "d.xlsx", whole)
    ousted = {"postulaciones": [nomination("N1", elegible="NO")]}
    settled = bring(engine, tmp_path / "f.xlsx", ousted)

    assert found(changed) == [("puntajes", 2, "puntaje", "puntaje_tarde")]
    assert found(added) == [("puntajes", 2, "puntaje", "puntaje_tarde")]
    assert found(settled) == [("postulaciones", 2, "elegible", "elegibilidad_tarde")]
    assert found(again) == [("puntajes", 2, "puntaje", "puntaje_tarde")]
    assert table_hash(engine) == before
    same = bring(engine, tmp_path / "e.xlsx", worked() | {"jurados": []})
    assert (same.batch, same.refused) == (None, False)


def test_the_deadline_holds_to_the_second(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(engine, tmp_path / "a.xlsx", open_jury())
    ((closes,),) = stored(engine, Edition.scores_close_at)
    monkeypatch.setattr(clock, "now", lambda: closes)
    late = bring(engine, tmp_path / "b.xlsx", {"puntajes": [score("A", "J0", 1)]})
    monkeypatch.setattr(clock, "now", lambda: closes - dt.timedelta(seconds=1))
    early = bring(engine, tmp_path / "b.xlsx", {"puntajes": [score("A", "J0", 1)]})
    monkeypatch.setattr(clock, "now", lambda: closes)

    assert found(late) == [("puntajes", 2, "puntaje", "puntaje_tarde")]
    assert early.accepted == 1
    with pytest.raises(Refusal, match="has closed"):
        undo(engine, early.batch or 0, ADMINISTRATOR)


def test_once_the_call_is_open_no_file_changes_the_rubric(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path / "a.xlsx", open_jury())
    changes: Sheets = {
        "ediciones": [still_open(puntaje_max=200, nombre="Otro nombre")],
        "criterios": [criterion("total", 60), criterion("nuevo", 40, 2)],
    }
    report = bring(engine, tmp_path / "b.xlsx", changes)
    renamed = bring(engine, tmp_path / "c.xlsx", {"ediciones": [still_open(nombre="Otro nombre")]})

    assert found(report) == [
        ("criterios", 2, "peso", "edicion_congelada"),
        ("criterios", 3, "edicion", "edicion_congelada"),
        ("ediciones", 2, "puntaje_max", "edicion_congelada"),
    ]
    assert renamed.accepted == 1


def test_before_the_call_opens_a_file_may_change_the_rubric(engine: Engine, tmp_path: Path) -> None:
    later = {
        name: dt.date.today() + dt.timedelta(days=days)
        for name, days in (("apertura", 5), ("cierre_postulaciones", 10), ("cierre_puntajes", 20))
    }
    first = {"ediciones": [edition(**later)], "criterios": [criterion()]}
    second = {"criterios": [criterion("total", 70), criterion("nuevo", 30, 2)]}
    assert bring(engine, tmp_path / "a.xlsx", first).accepted == 2

    assert bring(engine, tmp_path / "b.xlsx", second).accepted == 2
    raised = {"ediciones": [edition(**later, jurados_minimo=9)]}
    assert bring(engine, tmp_path / "r.xlsx", raised).accepted == 1
    nothing = bring(engine, tmp_path / "z.xlsx", {"criterios": [criterion("nuevo", 0, 2)]})
    assert found(nothing) == [("criterios", 2, "peso", "fuera_de_rango")]
    wrong = bring(engine, tmp_path / "c.xlsx", {"criterios": [criterion("total", 60)]})
    assert found(wrong) == [("criterios", 2, "peso", "pesos_suma")]


def test_the_sheets_of_an_edition_may_come_one_after_the_other(
    engine: Engine, tmp_path: Path
) -> None:
    sheets = open_jury()
    for at, (name, rows) in enumerate(sheets.items()):
        assert bring(engine, tmp_path / f"{at}.xlsx", {name: rows}).accepted == len(rows), name


def test_a_nomination_after_its_deadline_is_doubted(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path / "a.xlsx", open_jury())
    late = {"postulaciones": [nomination("D")]}

    assert rules(bring(engine, tmp_path / "b.xlsx", late, accept=False)) == {"postulacion_tarde"}
    assert bring(engine, tmp_path / "b.xlsx", late).accepted == 1


def test_nothing_of_a_published_edition_is_changed_but_adoptions_come(
    engine: Engine, tmp_path: Path
) -> None:
    bring(engine, tmp_path / "a.xlsx", worked(fecha_resultado=dt.date(2025, 6, 2)))
    changes = {
        "ediciones": [edition(fecha_resultado=None)],
        "postulaciones": [nomination("N1", elegible="NO")],
        "asignaciones": [
            {"edicion": "ED", "codigo_postulacion": "N1", "codigo_jurado": "J3"}
            | {"conflicto": "SI"}
        ],
    }
    report = bring(engine, tmp_path / "b.xlsx", changes)
    adopted = {"edicion": "ED", "codigo_postulacion": "N1", "institucion": "GAD de Chone"}
    adopted |= {"territorio": "1303", "fecha": dt.date(2025, 9, 1)}

    assert {rule for *_, rule in found(report)} == {"edicion_publicada"}
    assert len(report.errors) == 3
    assert bring(engine, tmp_path / "c.xlsx", {"adopciones": [adopted]}).accepted == 1


def test_a_file_touches_no_sheet_that_a_juror_writes_in_the_app(
    engine: Engine, tmp_path: Path
) -> None:
    sheets = open_jury()
    sheets["puntajes"] = sheets["puntajes"][1:]
    bring(engine, tmp_path / "a.xlsx", sheets)
    key = {"edition_code": "ED", "nomination_code": "A", "juror_code": "J0"}
    with writing(engine) as connection:
        connection.execute(insert(Assignment), key | {"conflict": "NO", "origin": "hand"})
        connection.execute(insert(ScoreSheet), key | {"version": 1})

    report = bring(engine, tmp_path / "b.xlsx", {"puntajes": [score("A", "J0", 50)]})

    assert found(report) == [("puntajes", 2, "codigo_jurado", "hoja_en_la_aplicacion")]


def test_a_recusal_declared_in_the_app_is_not_lifted_by_a_file(
    engine: Engine, tmp_path: Path
) -> None:
    bring(engine, tmp_path / "a.xlsx", open_jury())
    with writing(engine) as connection:
        connection.execute(
            update(Assignment)
            .where(Assignment.nomination_code == "A", Assignment.juror_code == "J0")
            .values(conflict="SI", declared_at=clock.now())
        )
    row = {"edicion": "ED", "codigo_postulacion": "A", "codigo_jurado": "J0", "conflicto": "NO"}

    report = bring(engine, tmp_path / "b.xlsx", {"asignaciones": [row]})

    assert found(report) == [("asignaciones", 2, "conflicto", "recusacion_vigente")]


def test_what_was_worked_on_in_the_app_keeps_its_batch(engine: Engine, tmp_path: Path) -> None:
    first = bring(engine, tmp_path / "a.xlsx", open_jury())
    with writing(engine) as connection:
        changed = update(Nomination).where(Nomination.code == "A")
        connection.execute(changed.values(edited_at=clock.now()))
    with pytest.raises(Refusal, match="1 row of postulaciones"):
        undo(engine, first.batch or 0, ADMINISTRATOR)

    with writing(engine) as connection:
        connection.execute(update(Nomination).values(edited_at=None))
        key = {"edition_code": "ED", "nomination_code": "A", "juror_code": "J0"}
        connection.execute(insert(ScoreSheet), key | {"version": 2})
    with pytest.raises(Refusal, match=r"later version|in the app"):
        undo(engine, first.batch or 0, ADMINISTRATOR)


def test_a_submitted_sheet_cannot_be_changed_whoever_speaks_to_the_database(
    engine: Engine, tmp_path: Path
) -> None:
    bring(engine, tmp_path / "a.xlsx", open_jury())
    more = {"edition_code": "ED", "nomination_code": "A", "juror_code": "J0", "version": 1}
    for statement in (
        update(Score).values(value=1),
        update(ScoreSheet).values(submitted_at=None),
        insert(Score).values(criterion_code="total", not_assessable="NO", **more),
    ):
        with (
            pytest.raises(DatabaseError, match="corrected in a new version"),
            writing(engine) as connection,
        ):
            connection.execute(statement)


def test_scores_move_the_version_of_the_awards(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path / "a.xlsx", open_jury())
    with engine.connect() as connection:
        before = data_version(connection, "awards")
    report = bring(engine, tmp_path / "b.xlsx", {"puntajes": [score("A", "J0", 1)]})
    with engine.connect() as connection:
        assert data_version(connection, "awards") == before + 1
    undo(engine, report.batch or 0, ADMINISTRATOR)
    with engine.connect() as connection:
        assert data_version(connection, "awards") == before + 2


def test_a_scale_may_have_four_decimals(engine: Engine, tmp_path: Path) -> None:
    sheets = jury([score("A", "J1", 7.125)], puntaje_max=10, paso=0.125)
    assert bring(engine, tmp_path / "b.xlsx", sheets).errors == []
    assert stored(engine, Score.value) == [(Decimal("7.1250"),)]
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(ScoreSheet)) == 1


def test_the_worked_edition_comes_in_as_csvs(engine: Engine, tmp_path: Path) -> None:
    from data_access.imports.loading import import_files

    paths = []
    for name, rows in worked().items():
        path = tmp_path / f"{name}.csv"
        lines = [",".join(rows[0]), *(",".join(_cell(v) for v in row.values()) for row in rows)]
        path.write_text("\n".join(lines), "utf-8")
        paths.append(path)

    report = import_files(engine, paths, ADMINISTRATOR, accept_warnings=True)

    assert (report.errors, report.accepted) == ([], 22)


def _cell(value: Any) -> str:
    return "" if value is None else f'"{value}"'
