"""The framework on the demo: each figure against one computed here from the rows of the sheets."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete

from data_access import demo, lists
from data_access.answers import Answer, ask
from data_access.answers.indicators.catalogue import ALL, BY_CODE
from data_access.answers.indicators.sheets import TABLES
from data_access.database import engine_for, writing
from data_access.imports.templates import templates
from data_access.scope import Scope
from data_access.tables import ListingSales
from data_access.viewer import VISITOR, Viewer

MONITOR = Viewer.parse("monitor")
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Engine:
    """The demo programme."""
    path = tmp_path_factory.mktemp("indicators") / "demo.db"
    path.write_bytes(sqlite_template.read_bytes())
    engine = engine_for(f"sqlite:///{path}")
    demo.fill(engine)
    return engine


@pytest.fixture(scope="module")
def sheets() -> dict[str, Rows]:
    return demo.sheets()


def framework(engine: Engine, viewer: Viewer, scope: Scope) -> dict[str, dict[str, Any]]:
    with engine.connect() as connection:
        answer = ask(connection, "indicators.framework", viewer, scope)
    return {row["code"]: row for row in answer.to_json("es")["rows"]}


def by_hand(sheets: dict[str, Rows]) -> dict[str, float]:
    """Counts and shares of people, companies and things, straight from the rows of the sheets."""
    kind = {row["codigo_curso"]: row["tipo"] for row in sheets["cursos"]}
    of_session = {row["codigo_sesion"]: kind[row["codigo_curso"]] for row in sheets["sesiones"]}
    of_cohort = {row["codigo_cohorte"]: kind[row["codigo_curso"]] for row in sheets["sesiones"]}
    trainers = {
        row["codigo_persona"]
        for row in sheets["inscripciones"]
        if of_cohort[row["codigo_cohorte"]] == "TOT" and row["certificado"] == "SI"
    }
    gave = {
        row["codigo_formador"]
        for row in sheets["sesiones"]
        if kind[row["codigo_curso"]] == "CASCADA" and row["codigo_formador"]
    }
    came: dict[str, set[str]] = defaultdict(set)
    companies = set()
    for row in sheets["asistencia_sesiones"]:
        came[of_session[row["codigo_sesion"]]].add(row["codigo_persona"])
        if of_session[row["codigo_sesion"]] == "EMPRESAS" and row.get("codigo_empresa"):
            companies.add(row["codigo_empresa"])
    workshops = {row["codigo_evento"] for row in sheets["eventos"] if row["tipo"] == "TALLER"}
    companies |= {
        row["codigo_empresa"]
        for row in sheets["asistencia_eventos"]
        if row["codigo_evento"] in workshops and row["codigo_empresa"]
    }
    skilled = came["HABILIDADES"] | came["EMPRENDIMIENTO"]
    target = next(
        row["personas"]
        for row in sorted(sheets["poblacion"], key=lambda row: -int(row["anio"]))
        if row["territorio"] == "EC" and row["grupo"] == "OBJETIVO"
    )
    enrolled, completed = set(), set()
    for row in sheets["inscripciones"]:
        if of_cohort[row["codigo_cohorte"]] in ("HABILIDADES", "EMPRENDIMIENTO"):
            enrolled.add(row["codigo_persona"])
            if row["completo"] == "SI":
                completed.add(row["codigo_persona"])
    fairs = {row["codigo_evento"] for row in sheets["eventos"] if row["tipo"] == "FERIA"}
    visitors = {
        row["codigo_persona"]
        for row in sheets["asistencia_eventos"]
        if row["codigo_evento"] in fairs and row["codigo_persona"]
    }
    offered = sum(
        int(row["plazas"]) for row in sheets["vacantes"] if row.get("codigo_evento") in fairs
    )
    sellers = {row["codigo_persona"] for row in sheets["mercado"]}
    owner = {row["codigo_oferta"]: row["codigo_persona"] for row in sheets["mercado"]}
    sold = {
        owner[row["codigo_oferta"]] for row in sheets["mercado_ventas"] if int(row["ventas_n"]) > 0
    }
    states = [row["estado"] for row in sheets["recomendaciones"]]
    adopted = states.count("ADOPTADA")
    last = max(_day(row["ultima_actividad"]) for row in sheets["asociaciones"])
    active = [
        row
        for row in sheets["asociaciones"]
        if _day(row["ultima_actividad"]) > last.replace(year=last.year - 1)
    ]
    known = [row for row in active if row["lidera_mujer"] in ("SI", "NO")]
    closed = [
        row
        for row in sheets["asistencias"]
        if row["estado"] in ("ADOPTADA", "RECHAZADA") or row["fin"]
    ]
    return {
        "TT-01": len(trainers),
        "TT-02": 100 * len(trainers & gave) / len(trainers),
        "TT-03": len(came["CASCADA"]) / len(trainers),
        "SK-01": len(skilled),
        "SK-02": 100 * len(completed) / len(enrolled),
        "SK-03": 1000 * len(skilled) / int(target),
        "JF-01": len(visitors),
        "JF-02": offered / len(visitors),
        "MK-01": len(sellers),
        "MK-02": 100 * len(sold) / len(sellers),
        "CW-01": len({row["codigo_persona"] for row in sheets["coworking"]}),
        "LM-01": len(sheets["estudios"]),
        "LM-02": 100 * adopted / (adopted + states.count("ACEPTADA")),
        "AS-01": len(active),
        "AS-02": 100 * sum(row["lidera_mujer"] == "SI" for row in known) / len(known),
        "AW-01": len(companies),
        "TA-01": len(sheets["asistencias"]),
        "TA-02": 100 * sum(row["estado"] == "ADOPTADA" for row in closed) / len(closed),
    }


def _day(value: object) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))


def test_figures_equal_those_computed_from_the_rows_of_the_sheets(
    programme: Engine, sheets: dict[str, Rows]
) -> None:
    got = framework(programme, MONITOR, Scope())

    wanted = by_hand(sheets)
    assert {code: got[code]["actual"] for code in wanted} == pytest.approx(wanted)


# Where each figure stands in the answer that its page shows.
ELSEWHERE = {
    "LG-02": ("labour.vacancy_rate", "estimate", 100),
    "LG-03": ("labour.hard_to_fill", "estimate", 100),
    "LG-04": ("labour.response", "rate", 100),
    "TT-01": ("training.multiplication", "certified", 1),
    "TT-03": ("training.multiplication", "factor", 1),
    "SK-01": ("training.reach", "persons", 1),
    "SK-02": ("training.completion", "rate", 100),
    "SK-03": ("training.coverage", "per_thousand", 1),
    "SK-04": ("training.employment", "rate", 100),
    "JB-01": ("hiring.vacancies", "fill_rate", 100),
    "JB-04": ("hiring.adequate", "rate", 100),
    "MK-01": ("ventures.marketplace", "sellers", 1),
    "MK-02": ("ventures.marketplace", "rate", 100),
    "PP-01": ("labour.willing", "estimate", 100),
    "AW-01": ("community.employers", "enterprises_trained", 1),
}


@pytest.mark.parametrize("place", ["EC", "13", "1308", "2301"])
@pytest.mark.parametrize("viewer", [VISITOR, MONITOR], ids=["visitor", "monitor"])
def test_an_indicator_is_the_figure_of_its_own_page(
    programme: Engine, viewer: Viewer, place: str
) -> None:
    got = framework(programme, viewer, Scope(place))

    with programme.connect() as connection:
        for code, (name, column, scale) in ELSEWHERE.items():
            (row,) = ask(connection, name, viewer, Scope(place)).to_json("es")["rows"][:1]
            wanted = None if row[column] is None else row[column] * scale
            assert got[code]["actual"] == pytest.approx(wanted), code


def test_below_monitor_counts_of_people_say_that_they_are_adjusted(programme: Engine) -> None:
    got = framework(programme, VISITOR, Scope("1308"))

    assert {got[code]["flag"] for code in ("TT-01", "SK-01", "JF-01", "MK-01", "CW-01")} == {
        "adjusted"
    }
    assert got["TT-04"]["actual"] is None and got["TT-04"]["flag"] == "not_published"
    assert framework(programme, MONITOR, Scope("1308"))["TT-04"]["actual"] > 0


def test_a_year_has_its_own_figures_and_its_own_targets(programme: Engine) -> None:
    year = Scope("EC", dt.date(2025, 1, 1), dt.date(2026, 1, 1))
    got, phase = framework(programme, MONITOR, year), framework(programme, MONITOR, Scope())

    assert got["SK-01"]["period"] == "2025" and phase["SK-01"]["period"] == "FASE"
    assert 0 < got["SK-01"]["actual"] < phase["SK-01"]["actual"]
    assert got["SK-01"]["target"] == 340 and phase["SK-01"]["target"] == 850
    assert got["LG-02"]["actual"] is not None
    before = Scope("EC", dt.date(2023, 1, 1), dt.date(2024, 1, 1))
    assert framework(programme, MONITOR, before)["LG-02"]["actual"] is None


def test_over_time_and_place_by_place_the_figures_are_those_of_the_framework(
    programme: Engine,
) -> None:
    year = Scope("1308", dt.date(2025, 1, 1), dt.date(2026, 1, 1))
    of_year = framework(programme, VISITOR, year)["SK-01"]
    of_place = framework(programme, VISITOR, Scope("1308"))["SK-01"]

    def asked(name: str, scope: Scope) -> Answer:
        with programme.connect() as connection:
            return ask(connection, name, VISITOR, scope.having(indicador="SK-01"))

    years = asked("indicators.over_time", Scope("1308")).to_json("es")["rows"]
    places = asked("indicators.by_place", Scope("13")).to_json("es")["rows"]
    assert [row["period"] for row in years] == ["2022", "2023", "2024", "2025"]
    assert years[-1] == of_year
    assert next(row for row in places if row["territory"] == "1308") == of_place


def test_without_data_an_indicator_names_the_sheet_that_is_missing(engine: Engine) -> None:
    got = framework(engine, MONITOR, Scope())

    for code, row in got.items():
        assert row["actual"] is None and row["missing"] == BY_CODE[code].sheets[0], code
        assert row["status"] == "no_data"
    assert got["LG-02"]["missing"] == "encuestas"
    assert got["TT-01"]["missing"] == "cursos"


def test_the_sheet_named_is_the_first_that_is_empty(programme: Engine, tmp_path: Path) -> None:
    path = Path(str(programme.url.database))
    copy = tmp_path / "copy.db"
    with programme.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    copy.write_bytes(path.read_bytes())
    engine = engine_for(f"sqlite:///{copy}")
    with writing(engine) as connection:
        connection.execute(delete(ListingSales))

    got = framework(engine, MONITOR, Scope())
    assert got["MK-01"]["actual"] > 0 and got["MK-01"]["missing"] is None
    assert got["MK-02"]["actual"] is None and got["MK-02"]["missing"] == "mercado_ventas"


def test_the_framework_is_whole() -> None:
    assert [indicator.code for indicator in ALL] == list(dict.fromkeys(BY_CODE))
    assert set(BY_CODE) == set(lists.INDICATORS) and len(BY_CODE) == 39
    for indicator in ALL:
        assert indicator.activity in lists.ACTIVITIES
        assert indicator.unit in lists.UNITS
        assert {goal.partition(".")[0] for goal in indicator.sdg} <= set(lists.SDG)
        assert {str(objective) for objective in indicator.gcm} <= set(lists.GCM)
        assert set(indicator.sheets) <= set(TABLES)
    for sheet, table in TABLES.items():
        assert templates()[sheet].model is table
