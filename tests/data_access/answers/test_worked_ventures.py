"""Marketplaces, workspaces, associations, studies and assistance, from a workbook to the answer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from data_access.answers.ventures.coworking import days_open
from data_access.scope import Scope
from data_access.viewer import ADMINISTRATOR, VISITOR
from tests.data_access.answers.asking import imported, rows
from tests.data_access.imports.books import person
from tests.data_access.imports.programme_result_rows import (
    assistance,
    association,
    day,
    listing,
    milestone,
    platform,
    recommendation,
    sales,
    site,
    study,
    visit,
)


@pytest.fixture(autouse=True)
def at_database(monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)


def test_sellers_are_people_with_a_live_offer_and_sales_are_of_months(tmp_path: Path) -> None:
    imported(
        tmp_path / "mercado.xlsx",
        plataformas=[platform("M-1"), platform("M-2", canton="2301"), platform("B-1", "BOLSA")],
        personas=[person("P-1"), person("P-2"), person("P-3", canton_residencia="2301", sexo="H")],
        mercado=[
            listing("O-1", "P-1", "2025-01-10", hasta=day("2025-02-20")),
            listing("O-2", "P-1", "2025-03-01", codigo_plataforma="M-2"),
            listing("O-3", "P-2", "2025-05-01"),
            listing("O-4", "P-3", "2025-06-15", codigo_plataforma="M-2"),
        ],
        mercado_ventas=[
            sales("O-1", "2025-01", 2, 30.5),
            sales("O-1", "2025-02", 1, 10),
            sales("O-2", "2025-04", 4, 100),
            sales("O-3", "2025-06", 0, 0),
            sales("O-4", "2025-07", 1, 9.5),
        ],
    )
    told = ("sellers", "sellers_with_sale", "sales_usd")

    def found(*where: str) -> list[list[float]]:
        return [[row[key] for key in told] for row in rows("ventures.marketplace", *where)]

    assert found() == [[3, 2, 150.0]]
    assert found("territory=1308") == [[2, 1, 140.5]]
    assert found("territory=2301") == [[1, 1, 9.5]]
    assert found("from=2025-01-01", "until=2025-04-01") == [[1, 1, 40.5]]
    assert found("from=2025-05-01", "until=2025-06-01") == [[2, 0, 0.0]]
    assert found("by=plataforma") == [[2, 1, 40.5], [2, 2, 109.5]]
    assert found("by=sexo")[:2] == [[2, 1, 140.5], [1, 1, 9.5]]
    assert found("plataforma=M-2", "sexo=H") == [[1, 1, 9.5]]
    quarters = rows("ventures.over_time")
    assert [(row["period"], row["sellers"], row["sales_usd"]) for row in quarters] == [
        ("2025-01-01", 1, 40.5),
        ("2025-04-01", 3, 100.0),
        ("2025-07-01", 3, 9.5),
    ]
    assert len(rows("ventures.over_time", "grain=month", "plataforma=M-2")) == 7
    (there,) = rows("people.count", "measure=seller", "plataforma=M-2")
    assert there["persons"] == 2


def test_a_workspace_is_used_by_people_for_hours_at_times(tmp_path: Path) -> None:
    # Monday the 5th to Sunday the 18th of May: two weeks.
    imported(
        tmp_path / "coworking.xlsx",
        personas=[
            person("P-1"),
            person("P-2", situacion_movilidad="RET"),
            person("P-3", situacion_movilidad="ACO"),
            person("P-4", situacion_movilidad="INT"),
        ],
        sedes=[site("S-1", puestos=2, horas_semana=40), site("S-2", canton="2301")],
        coworking=[
            visit("P-1", "2025-05-05 09:30", "2025-05-05 12:00"),
            visit("P-1", "2025-05-12 09:00", "2025-05-12 10:00"),
            visit("P-2", "2025-05-05 23:00", "2025-05-06 01:00"),
            visit("P-3", "2025-05-18 08:00", "2025-05-18 16:30"),
            visit("P-4", "2025-05-06 08:00", None),
        ],
    )

    first, second = rows("ventures.coworking")
    assert (first["site"], first["users"]) == ("S-1", 4)
    assert first["seat_occupancy"] == pytest.approx(14 / (2 * 40 * 2))
    assert (first["on_the_move"], first["host"]) == (2, 1)
    assert first["mixed_use"] == pytest.approx(1 - abs(2 * 2 / 3 - 1))
    assert (second["users"], second["seat_occupancy"], second["mixed_use"]) == (0, None, None)
    assert [row["site"] for row in rows("ventures.coworking", "territory=1308")] == ["S-1"]

    slots = {
        (r["weekday"], r["hour"]): r["seats_taken"] for r in rows("ventures.occupancy", "sede=S-1")
    }
    assert len(slots) == 7 * 24
    # Half an hour one Monday and a whole one the next, over two weeks.
    assert slots[1, 9] == pytest.approx(0.75)
    assert (slots[1, 23], slots[2, 0], slots[2, 1]) == (0.5, 0.5, 0)
    assert sum(slots.values()) == pytest.approx(14 / 2)
    (users,) = rows("people.count", "measure=coworker", "sede=S-1", "situacion=MIG")
    assert users["persons"] == 1


def test_below_monitor_the_first_and_the_last_visit_move_no_occupancy() -> None:
    days = [dt.date(2025, 4, 2), dt.date(2025, 5, 20), dt.date(2025, 6, 29)]
    between = [
        pd.DataFrame({"first": [first], "last": [last]}) for first in days for last in days[1:]
    ]
    scope = Scope("1308", asked_on=dt.date(2026, 1, 1))

    assert {days_open(scope, visits, VISITOR) for visits in between} == {91}  # all of April to June
    assert len({days_open(scope, visits, ADMINISTRATOR) for visits in between}) > 3


def test_associations_studies_and_policies_are_counted_as_defined(tmp_path: Path) -> None:
    old = {"ultima_actividad": day("2024-06-01")}
    imported(
        tmp_path / "comunidad.xlsx",
        asociaciones=[
            association("A-1", latitud=-0.95, longitud=-80.72),
            association("A-2", publicable="NO", lidera_mujer="NO", latitud=-0.96, longitud=-80.7),
            association("A-3", lidera_mujer="NR", ultima_actividad=day("2024-06-02")),
            association("A-4", **old),  # twelve months before the newest: no longer active
            association("A-5", canton="2301", tipo="DIASPORA"),
        ],
        estudios=[study("D-1"), study("D-2", canton="2301")],
        recomendaciones=[
            recommendation("D-1", number, state)
            for number, state in enumerate(("ADOPTADA", "ACEPTADA", "PENDIENTE", "RECHAZADA"), 1)
        ],
        asistencias=[
            assistance("T-1", estado="ADOPTADA", fin=day("2025-05-05")),
            assistance("T-2", estado="RECHAZADA"),
            assistance("T-3"),
            assistance("T-4", nivel="PROVINCIAL", territorio="13", estado="ADOPTADA"),
            assistance("T-5", nivel="NACIONAL", territorio="EC"),
        ],
    )

    found = {row["tipo"]: row for row in rows("community.associations", "territory=1308")}
    told = ("active", "women_led", "known_leader")
    assert [found["MIGRANTE"][key] for key in told] == [3, 1, 2]
    assert [found["DIASPORA"][key] for key in told] == [0, 0, 0]
    assert sum(row["active"] for row in rows("community.associations")) == 4
    shown = rows("community.directory", "territory=1308", viewer="visitor")
    assert [row["association"] for row in shown] == ["A-1", "A-3", "A-4"]
    assert (shown[0]["lat"], shown[0]["lon"]) == (-0.95, -80.72)
    assert [row["active"] for row in shown] == [True, True, False]

    first, second = rows("community.studies", viewer="visitor")
    assert [first[key] for key in ("recommendations", "accepted", "adopted")] == [4, 2, 1]
    assert [second[key] for key in ("study", "recommendations")] == ["D-2", 0]
    assert len(rows("community.recommendations", "territory=1308")) == 4

    def levels(*where: str) -> dict[str, tuple[int, int, int]]:
        found = rows("community.assistance", *where, viewer="visitor")
        return {r["nivel"]: (r["started"], r["closed"], r["adopted"]) for r in found}

    assert levels() == {"NACIONAL": (1, 0, 0), "PROVINCIAL": (1, 1, 1), "CANTONAL": (3, 2, 1)}
    assert levels("territory=13")["PROVINCIAL"] == (1, 1, 1)
    assert levels("territory=1308")["PROVINCIAL"] == (0, 0, 0)
    assert [row["assistance"] for row in rows("community.policies", "nivel=CANTONAL")] == [
        *("T-1", "T-2", "T-3")
    ]


def test_what_happened_is_told_where_it_happened_and_wherever_that_is_a_part(
    tmp_path: Path,
) -> None:
    imported(
        tmp_path / "hitos.xlsx",
        hitos=[
            milestone("H-1"),
            milestone("H-2", territorio="13", fecha=day("2025-01-05")),
            milestone("H-3", territorio="EC", fecha=day("2025-06-30")),
            milestone("H-4", territorio="2301"),
        ],
    )

    def found(*where: str) -> list[str]:
        return [row["milestone"] for row in rows("community.milestones", *where, viewer="visitor")]

    assert found() == ["H-2", "H-1", "H-4", "H-3"]
    assert found("territory=1308") == ["H-2", "H-1", "H-3"]
    assert found("territory=13") == ["H-2", "H-1", "H-3"]
    assert found("territory=23") == ["H-4", "H-3"]
    assert found("territory=1308", "from=2025-01-01", "until=2025-04-01") == ["H-2", "H-1"]
