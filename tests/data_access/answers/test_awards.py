"""Answers about awards: METHODS' values come out of what was imported; who may see which."""

from __future__ import annotations

import datetime as dt
import getpass
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from sqlalchemy import Engine, delete, insert, select

from data_access import clock
from data_access.__main__ import main
from data_access.answers import ask
from data_access.database import engine_for
from data_access.scope import Scope, ScopeError
from data_access.tables import AuditEvent, Decision, Honour, Score, ScoreSheet
from data_access.viewer import ADMINISTRATOR, VISITOR, Grant, Viewer
from tests.data_access.imports.books import filled
from tests.data_access.imports.juries import (
    Sheets,
    bring,
    criterion,
    edition,
    jury,
    nomination,
    score,
    worked,
)
from tests.data_access.measures.awards.worked import KRIPPENDORFF, NOISY, SHROUT_FLEISS
from tests.writing import writing

PUBLISHED = {"fecha_resultado": dt.date(2025, 6, 2)}


def answer(engine: Engine, name: str, viewer: Viewer = ADMINISTRATOR, **where: str) -> Any:
    with engine.connect() as connection:
        scope = Scope().having(**where)
        return ask(connection, f"awards.{name}", viewer, scope).to_json("es")


def rows(engine: Engine, name: str, viewer: Viewer = ADMINISTRATOR, **where: str) -> Any:
    return answer(engine, name, viewer, **where)["rows"]


def column(found: list[dict[str, Any]], name: str) -> list[Any]:
    return [row[name] for row in found]


# What a reader who does not run the edition gets only where it rests on enough sheets.
OF_SHEETS = frozenset({"raw_mean", "adjusted", "adjusted_before", "se", "mean", "field_mean"})


def without_means(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: row[key] for key in row.keys() - OF_SHEETS} for row in found]


def published(engine: Engine, path: Path) -> None:
    """The noisy example, of an edition for which two sheets are enough."""
    assert bring(engine, path / "b.xlsx", worked(NOISY, jurados_minimo=2, **PUBLISHED)).errors == []


def test_the_exact_example_comes_out_of_the_ranking(engine: Engine, tmp_path: Path) -> None:
    assert bring(engine, tmp_path / "b.xlsx", worked()).errors == []
    found = rows(engine, "ranking", edicion="ED")

    assert list(found[0]) == [
        *("nomination", "n_jurors", "raw_mean", "adjusted", "se", "rank", "rank_low"),
        *("rank_high", "p_first", "p_top3", "tied_with", "provisional"),
    ]
    assert column(found, "nomination") == ["N1", "N2", "N3", "N4", "N5"]
    assert column(found, "adjusted") == [80, 76, 72, 66, 60]
    assert column(found, "raw_mean") == pytest.approx([75, 72, 77, 70, 62.667], abs=5e-4)
    assert column(found, "se") == [0] * 5
    # Three sheets are the least: four nominations have a score and no rank.
    assert column(found, "rank") == [None, None, None, None, 1]
    assert column(found, "p_first") == [None, None, None, None, 1]
    assert column(found, "n_jurors") == [2, 2, 2, 2, 3]
    assert column(found, "provisional") == [True, True, True, True, False]
    severity = {row["juror"]: row["severity"] for row in rows(engine, "jurors", edicion="ED")}
    assert severity == {"J1": 10, "J2": 0, "J3": -2, "J4": -8}


def test_with_a_minimum_of_two_sheets_every_nomination_of_the_example_has_a_rank(
    engine: Engine, tmp_path: Path
) -> None:
    assert bring(engine, tmp_path / "b.xlsx", worked(jurados_minimo=2)).errors == []
    found = rows(engine, "ranking", edicion="ED")

    assert column(found, "adjusted") == [80, 76, 72, 66, 60]
    assert column(found, "rank") == [1, 2, 3, 4, 5]
    assert column(found, "provisional") == [False] * 5


def test_the_noisy_example_comes_out_of_the_ranking(engine: Engine, tmp_path: Path) -> None:
    published(engine, tmp_path)
    found = rows(engine, "ranking", edicion="ED")
    jurors = rows(engine, "jurors", edicion="ED")

    assert column(found, "adjusted") == [81, 77, 71, 65, 59.5]
    assert column(jurors, "juror") == ["J4", "J3", "J2", "J1"]
    assert column(jurors, "severity") == [-9.5, -2.5, 1.5, 10.5]
    assert column(jurors, "n") == [2, 3, 3, 3]
    assert found[0]["p_first"] == pytest.approx(0.989, abs=0.005)
    assert all(row["tied_with"] == [] for row in found)
    assert answer(engine, "ranking", edicion="ED")["n"] == 11
    assert rows(engine, "ranking", edicion="ED") == found


def test_shrout_and_fleiss_come_out_of_agreement(engine: Engine, tmp_path: Path) -> None:
    scores = [
        score(f"T{i}", f"J{j}", value)
        for i, row in enumerate(SHROUT_FLEISS)
        for j, value in enumerate(row)
    ]
    sheets = jury(scores, puntaje_min=1, puntaje_max=10)
    assert bring(engine, tmp_path / "b.xlsx", sheets).errors == []
    (found,) = rows(engine, "agreement", edicion="ED")

    assert list(found) == [
        *("icc_1_1", "icc_2_1", "icc_3_1", "icc_1_k", "icc_2_k", "icc_3_k"),
        *("alpha_interval", "alpha_nominal", "alpha_ordinal", "kendall_w"),
    ]
    assert list(found.values())[:7] == pytest.approx(
        [0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093, 0.1473], abs=5e-5
    )
    assert found["kendall_w"] == pytest.approx(0.8870, abs=5e-5)


def test_krippendorff_comes_out_of_agreement(engine: Engine, tmp_path: Path) -> None:
    scores = [
        score(f"U{i:02}", f"J{j}", value)
        for j, row in enumerate(KRIPPENDORFF)
        for i, value in enumerate(row)
        if value == value
    ]
    sheets = jury(scores, puntaje_min=1, puntaje_max=5, jurados_minimo=2)
    assert bring(engine, tmp_path / "b.xlsx", sheets).errors == []
    (found,) = rows(engine, "agreement", edicion="ED")

    assert found["alpha_nominal"] == pytest.approx(0.743421, abs=5e-7)
    assert found["alpha_ordinal"] == pytest.approx(0.815388, abs=5e-7)
    assert found["alpha_interval"] == pytest.approx(0.849107, abs=5e-7)
    assert found["kendall_w"] is None
    assert found["icc_2_1"] is None
    assert "No todos los miembros" in answer(engine, "agreement", edicion="ED")["notes"][0]


WEIGHTS = dict(zip("abcdef", [25, 20, 20, 15, 10, 10], strict=True))


def rubric(*sheets: tuple[str, str, dict[str, Any]], **changes: Any) -> Sheets:
    """An edition with the worked rubric and these sheets: nomination, juror, score by criterion."""
    return jury(
        [
            score(name, reader, value, criterio)
            for name, reader, values in sheets
            for criterio, value in values.items()
        ],
        criteria=[criterion(c, w, at) for at, (c, w) in enumerate(WEIGHTS.items())],
        puntaje_min=1,
        puntaje_max=5,
        **changes,
    )


VALUES = dict(zip("abcdef", [4, 5, 3, 4, 2, 3], strict=True))


def test_sheets_are_weighed_reweighed_and_left_out_as_methods_says(
    engine: Engine, tmp_path: Path
) -> None:
    without = {c: v for c, v in VALUES.items() if c != "f"}
    sheets = rubric(
        ("A", "J1", VALUES),
        ("B", "J1", {**VALUES, "e": None}),
        ("C", "J1", {**VALUES, "a": None}),
        ("D", "J1", without),
        ("A", "J2", VALUES),
        ("B", "J2", VALUES),
    )
    report = bring(engine, tmp_path / "b.xlsx", sheets)
    found = {row["nomination"]: row for row in rows(engine, "ranking", edicion="ED")}

    assert [f.rule for f in report.warnings].count("hoja_incompleta") == 2
    assert found["A"]["raw_mean"] == pytest.approx(67.5)
    assert found["B"]["raw_mean"] == pytest.approx((72.2222 + 67.5) / 2, abs=5e-5)
    assert (found["C"]["raw_mean"], found["C"]["n_jurors"], found["C"]["rank"]) == (None, 0, None)
    assert (found["D"]["raw_mean"], found["D"]["provisional"]) == (None, True)
    assert answer(engine, "ranking", edicion="ED")["notes"][-2:] == [
        "1 hoja incompleta no cuenta.",
        "1 hoja no cuenta: lo evaluable pesa menos de 80.",
    ]


def test_a_design_in_parts_ranks_nothing_and_says_why(engine: Engine, tmp_path: Path) -> None:
    sheets = jury([score(n, f"J{n}{j}", 50 + j) for n in "AB" for j in range(3)])
    report = bring(engine, tmp_path / "b.xlsx", sheets)
    found = answer(engine, "ranking", edicion="ED")

    assert "diseno_partido" in {f.rule for f in report.warnings}
    assert column(found["rows"], "raw_mean") == [51, 51]
    assert {row["adjusted"] for row in found["rows"]} == {None}
    assert {row["rank"] for row in found["rows"]} == {None}
    assert found["withheld"] == [{"reason": "not_published", "rows": 2}]
    assert "2 grupos" in found["notes"][0]
    assert {row["severity"] for row in rows(engine, "jurors", edicion="ED")} == {None}
    assert rows(engine, "sensitivity", edicion="ED") == []


def test_without_degrees_of_freedom_nothing_is_ranked(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path / "b.xlsx", jury([score("A", "J1", 5), score("B", "J1", 9)]))
    found = answer(engine, "ranking", edicion="ED")

    assert {row["rank"] for row in found["rows"]} == {None}
    assert found["withheld"][0]["rows"] == 2


def test_equal_scores_share_a_rank(engine: Engine, tmp_path: Path) -> None:
    points = {"A": (70, 60, 50), "B": (70, 60, 50), "C": (40, 30, 20)}
    scores = [score(n, f"J{j}", y) for n, ys in points.items() for j, y in enumerate(ys)]
    bring(engine, tmp_path / "b.xlsx", jury(scores))
    found = rows(engine, "ranking", edicion="ED")

    assert column(found, "rank") == [1, 1, 3]
    assert column(found, "tied_with") == [["B"], ["A"], []]
    assert column(found, "p_first") == [0.5, 0.5, 0]


def test_random_juries_agree_with_statsmodels(engine: Engine, tmp_path: Path) -> None:
    chance = np.random.default_rng(5)
    names, readers = [f"N{i:02}" for i in range(15)], [f"J{j}" for j in range(6)]
    scores = [
        score(n, j, int(chance.integers(0, 101)))
        for i, n in enumerate(names)
        for at, j in enumerate(readers)
        if at in (i % 6, (i + 1) % 6) or chance.random() < 0.4
    ]
    bring(engine, tmp_path / "b.xlsx", jury(scores))
    found = {row["nomination"]: row for row in rows(engine, "ranking", edicion="ED")}
    x = np.zeros((len(scores), 20))
    for at, row in enumerate(scores):
        x[at, names.index(row["codigo_postulacion"])] = 1
        reader = readers.index(row["codigo_jurado"])
        if reader < 5:
            x[at, 15 + reader] = 1
        else:
            x[at, 15:] = -1
    model = sm.OLS([row["puntaje"] for row in scores], x).fit()

    assert [found[n]["adjusted"] for n in names] == pytest.approx(model.params[:15], abs=1e-8)
    assert [found[n]["se"] for n in names] == pytest.approx(model.bse[:15], abs=1e-8)
    errors = np.sqrt(
        [
            [
                model.cov_params()[a, a] + model.cov_params()[b, b] - 2 * model.cov_params()[a, b]
                for b in range(15)
            ]
            for a in range(15)
        ]
    )
    gaps = np.abs(model.params[:15, None] - model.params[None, :15])
    from scipy.stats import t

    close = gaps <= t.ppf(0.975, model.df_resid) * errors
    assert [found[n]["tied_with"] for n in names] == [
        [m for b, m in enumerate(names) if close[a, b] and a != b] for a in range(15)
    ]


def test_a_recusal_takes_a_score_out_and_is_no_zero(engine: Engine, tmp_path: Path) -> None:
    sheets = worked()
    bring(engine, tmp_path / "a.xlsx", sheets)
    again = {"asignaciones": [_assigned("N5", "J1", "SI")]}
    bring(engine, tmp_path / "b.xlsx", again)
    found = {row["nomination"]: row for row in rows(engine, "ranking", edicion="ED")}

    assert found["N5"]["n_jurors"] == 2
    assert found["N5"]["adjusted"] == pytest.approx(60)
    assert found["N5"]["raw_mean"] == 59


def _assigned(name: str, reader: str, conflict: str) -> dict[str, Any]:
    return {"edicion": "ED", "codigo_postulacion": name, "codigo_jurado": reader} | {
        "conflicto": conflict
    }


def test_only_eligible_nominations_are_ranked(engine: Engine, tmp_path: Path) -> None:
    sheets = worked()
    sheets["postulaciones"][2]["elegible"] = "NO"
    sheets["postulaciones"].append(nomination("N6"))
    report = bring(engine, tmp_path / "b.xlsx", sheets)
    found = rows(engine, "ranking", edicion="ED")

    assert "puntaje_no_elegible" in {f.rule for f in report.warnings}
    assert sorted(column(found, "nomination")) == ["N1", "N2", "N4", "N5", "N6"]
    assert (found[-1]["nomination"], found[-1]["n_jurors"]) == ("N6", 0)


def test_the_overview_counts_what_is_due_and_done(engine: Engine, tmp_path: Path) -> None:
    sheets = worked(**PUBLISHED)
    sheets["postulaciones"] += [nomination("N6", elegible="NO"), nomination("N7", elegible="NR")]
    sheets["jurados"].append({"edicion": "ED", "codigo_jurado": "J9"})
    sheets["asignaciones"] = [_assigned("N1", "J9", "SI"), _assigned("N2", "J9", "NO")]
    adopted = {"edicion": "ED", "codigo_postulacion": "N1", "territorio": "2301"}
    sheets["adopciones"] = [
        adopted | {"institucion": "GAD de Chone", "fecha": dt.date(2025, 9, 1)},
        adopted | {"institucion": "GAD de Montecristi", "fecha": dt.date(2025, 9, 1)},
        adopted | {"institucion": "organización N1", "fecha": dt.date(2025, 9, 1)},
        adopted | {"codigo_postulacion": "N2", "institucion": "GAD", "fecha": dt.date(2026, 9, 1)},
    ]
    assert bring(engine, tmp_path / "b.xlsx", sheets).errors == []

    assert rows(engine, "overview", VISITOR) == [
        {
            "edition": "ED",
            "nominations": 7,
            "eligible": 5,
            "jurors": 5,
            "sheets_due": 12,
            "sheets_done": 11,
            "adopted_elsewhere": 1,
        }
    ]


SECRETARY, OTHER = Viewer.parse("secretary:EMPRESAS"), Viewer.parse("secretary:ENTIDADES")
JUROR, MONITOR = Viewer.parse("juror:ED"), Viewer.parse("monitor")
BOTH = Viewer(frozenset({Grant("administrator"), Grant("juror", "ED")}))
NAMES = ("overview", "ranking", "jurors", "agreement", "sensitivity")


def test_the_command_gives_the_worked_values_as_json(
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    book = str(filled(tmp_path / "jurado.xlsx", **worked(NOISY)))
    assert main(["import", book, "--accept-warnings", "--json"]) == 0
    capsys.readouterr()

    asked = ["answer", "awards.ranking", "--where", "edicion=ED", "--json"]
    assert main(asked) == 1  # no result yet, and nobody asked to see the ranking
    assert (told := capsys.readouterr()).out == ""
    assert "--open-ranking" in told.err
    for other in ("sensitivity", "jurors"):
        assert main(["answer", f"awards.{other}", "--where", "edicion=ED"]) == 1
    assert main(["answer", "awards.agreement", "--where", "edicion=ED"]) == 0
    capsys.readouterr()
    assert main([*asked, "--open-ranking"]) == 0
    with engine_for(database_url).connect() as connection:
        event = connection.execute(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.kind, event.actor) == ("ranking_opened", getpass.getuser())
    capsys.readouterr()
    assert main(asked) == 0  # opened once, as on the desk
    found = json.loads(capsys.readouterr().out)
    assert column(found["rows"], "adjusted") == [81, 77, 71, 65, 59.5]
    assert (found["estimate_type"], found["n"]) == ("model", 11)
    assert main(["answer", "awards.jurors", "--as", "visitor", "--where", "edicion=ED"]) == 0
    assert "J1" not in capsys.readouterr().out
    assert main(["answer", "awards.ranking", "--where", "edicion=XX"]) == 2
    assert main(["answer", "awards.ranking", "--where", "from=2025-01-01"]) == 2


@pytest.mark.parametrize("name", NAMES)
def test_until_published_an_edition_is_its_secretariats(
    engine: Engine, tmp_path: Path, name: str
) -> None:
    bring(engine, tmp_path / "b.xlsx", worked())

    for viewer in (SECRETARY, ADMINISTRATOR):
        assert rows(engine, name, viewer, edicion="ED")
        assert rows(engine, name, viewer)
    for viewer in (VISITOR, OTHER, JUROR, MONITOR, Viewer.parse("leader:1308"), BOTH):
        found = answer(engine, name, viewer, edicion="ED")
        assert (found["rows"], found["n"] or 0, found["sources"]) == ([], 0, [])
        assert found["notes"] == ["Esta edición todavía no publica su resultado."]
        assert rows(engine, name, viewer) == []


@pytest.mark.parametrize("name", NAMES)
def test_once_published_everybody_gets_results_and_nobody_else_the_jurors(
    engine: Engine, tmp_path: Path, name: str
) -> None:
    published(engine, tmp_path)
    full = rows(engine, name, SECRETARY)
    open_to_all = name not in ("jurors", "sensitivity")

    assert full
    public = rows(engine, name, VISITOR)
    assert without_means(public) == (without_means(full) if open_to_all else [])
    for viewer in (OTHER, JUROR, MONITOR, BOTH):
        assert rows(engine, name, viewer) == public
        if not open_to_all:
            (note,) = answer(engine, name, viewer)["notes"]
            assert note.endswith("son solo para la secretaría.")


def test_an_unknown_edition_is_refused_with_the_known_ones(engine: Engine, tmp_path: Path) -> None:
    published(engine, tmp_path)

    with pytest.raises(ScopeError, match="ED"):
        rows(engine, "ranking", edicion="XX")


def test_without_an_edition_asked_for_the_newest_that_may_be_seen_answers(
    engine: Engine, tmp_path: Path
) -> None:
    published(engine, tmp_path)
    newer = worked(of="NEW", apertura=dt.date(2025, 2, 1))
    bring(engine, tmp_path / "n.xlsx", newer)

    assert answer(engine, "ranking", VISITOR)["sources"][0]["name"] == "Edición ED"
    assert answer(engine, "ranking")["sources"][0]["name"] == "Edición NEW"
    assert column(rows(engine, "overview"), "edition") == ["NEW", "ED"]
    assert column(rows(engine, "overview", VISITOR), "edition") == ["ED"]
    assert column(rows(engine, "overview", edicion="ED"), "edition") == ["ED"]


def test_an_edition_without_sheets_says_so(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path / "b.xlsx", {"ediciones": [edition()], "criterios": [criterion()]})

    for name in ("ranking", "jurors", "agreement", "sensitivity"):
        found = answer(engine, name, edicion="ED")
        assert (found["rows"], found["notes"]) == (
            [],
            ["Todavía no hay hojas completas en esta edición."],
        )
    assert rows(engine, "overview", edicion="ED")[0]["sheets_due"] == 0


def test_sensitivity_says_whether_the_winner_changes(engine: Engine, tmp_path: Path) -> None:
    published(engine, tmp_path)
    found = rows(engine, "sensitivity", edicion="ED")

    by_method = {(row["method"], row["juror"]): row for row in found}
    assert by_method["least_squares", None]["winners"] == ["N1"]
    assert by_method["least_squares", None]["lead"] == pytest.approx(4)
    assert by_method["raw_mean", None]["winners"] == ["N3"]
    assert by_method["raw_mean", None]["same_winner"] is False
    assert [row["juror"] for row in found if row["method"] == "without_juror"] == [
        *("J1", "J2", "J3", "J4")
    ]


@pytest.mark.parametrize("left", [1, 2])
def test_what_few_jurors_gave_is_told_to_nobody_but_the_secretariat(
    engine: Engine, tmp_path: Path, left: int
) -> None:
    sheets = worked(NOISY, "EMP-2025", **PUBLISHED)
    assert bring(engine, tmp_path / "a.xlsx", sheets).errors == []
    with writing(engine) as connection:
        said = {"reasons": "r", "tie_break": [], "departs": False, "decided_by": "s"}
        own = {"edition_code": "EMP-2025"}
        connection.execute(insert(Decision), {**own, **said, "decided_at": clock.now()})
        honour = {"nomination_code": "N1", "distinction": "winner", "place": 1}
        connection.execute(insert(Honour), {**own, **honour})
        readers = sorted(
            connection.scalars(
                select(ScoreSheet.juror_code).filter_by(
                    edition_code="EMP-2025", nomination_code="N1"
                )
            )
        )
        for juror in readers[left:]:
            for table in (Score, ScoreSheet):
                connection.execute(delete(table).filter_by(nomination_code="N1", juror_code=juror))

    for name, columns in (
        ("ranking", ("raw_mean", "adjusted", "se")),
        ("profile", ("mean", "field_mean")),
    ):
        public, whole = (answer(engine, name, viewer) for viewer in (VISITOR, ADMINISTRATOR))
        hidden, exact = (
            [row for row in found["rows"] if row["nomination"] == "N1"] for found in (public, whole)
        )
        assert hidden and {row[name] for row in hidden for name in columns} == {None}
        assert all(row[columns[0]] is not None for row in exact)
        assert any("cuánto puso cada jurado" in note for note in public["notes"])
        assert "few" in {one["reason"] for one in public["withheld"]}
