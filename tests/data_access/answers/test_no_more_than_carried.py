"""Figures that said more than the data carry, each with its right value, by command line."""

from __future__ import annotations

import datetime as dt
import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from data_access.__main__ import main
from data_access.answers.answer import COUNTED_UNITS
from data_access.measures.proportions import LEAST_SHOWN, Z, score_bounds
from tests.data_access.answers.asking import asked, imported, rows
from tests.data_access.answers.example import REFERENCE_DATE
from tests.data_access.imports.books import company, filled, person, worked_survey
from tests.data_access.imports.programme_result_rows import association, day, placement, stage

Sheets = dict[str, list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def at_database(monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)


def survey(**strata: tuple[str, int, list[int]]) -> Sheets:
    """A survey of strata: size, universe, and the occupied posts of each company that answered."""
    sheets: Sheets = {
        "empresas": [],
        "encuestas": [
            {
                "encuesta": "ENC",
                "nombre": "Encuesta 2025",
                "fecha_referencia": REFERENCE_DATE,
                "diseno": "PROBABILISTICO",
            }
        ],
        "estratos": [],
        "encuesta_empresas": [],
    }
    for stratum, (size, universe, posts) in strata.items():
        sheets["estratos"].append(
            {"encuesta": "ENC", "estrato": stratum, "nombre": stratum, "universo": universe}
        )
        for at, occupied in enumerate(posts):
            code = f"{stratum}-{at}"
            sheets["empresas"].append(company(code, tamano=size))
            sheets["encuesta_empresas"].append(
                {
                    "encuesta": "ENC",
                    "codigo_empresa": code,
                    "estrato": stratum,
                    "resultado": "COMPLETA",
                    "puestos_ocupados": occupied,
                }
            )
    return sheets


def test_a_lone_stratum_stands_for_its_own_companies_and_the_notes_name_it(tmp_path: Path) -> None:
    """The total was 17,684.6, reliable and without a note."""
    imported(
        tmp_path / "solo.xlsx",
        **survey(
            sola=("PEQUENA", 25, [60]),
            otra=("MEDIANA", 60, [200] * 12),
            micro=("MICRO", 400, [4] * 20),
        ),
    )

    answer = asked("labour.occupied", "territory=1308")
    (found,) = answer["rows"]

    assert found["estimate"] == 15100
    assert found["se"] == pytest.approx(460.1789, abs=1e-4)
    assert any("«sola»" in note and "«otra»" in note for note in answer["notes"])
    joined = {row["estrato"]: row["joined_to"] for row in rows("labour.strata", "territory=1308")}
    assert joined == {"sola": "otra", "otra": None, "micro": None}


def test_a_stratum_without_a_respondent_is_listed_and_said(tmp_path: Path) -> None:
    sheets = survey(vacia=("GRANDE", 7, []), llena=("MICRO", 40, [1, 2, 3]))
    imported(tmp_path / "vacia.xlsx", **sheets)

    answer = asked("labour.occupied")

    assert {row["estrato"]: row["approached"] for row in rows("labour.strata")} == {
        "vacia": 0,
        "llena": 3,
    }
    assert answer["rows"][0]["estimate"] == 80
    assert any("«vacia» nadie respondió" in note for note in answer["notes"])
    assert any("40 empresas representadas, de 47" in note for note in answer["notes"])


def test_a_census_stratum_lends_no_degrees_of_freedom(tmp_path: Path) -> None:
    """With 60 of 60 and two strata of 3 in 100, the "95 %" interval covered 88.5 %."""
    imported(
        tmp_path / "censo.xlsx",
        **survey(
            censo=("GRANDE", 60, list(range(60))),
            a=("MICRO", 100, [1, 2, 4]),
            b=("PEQUENA", 100, [3, 3, 8]),
        ),
    )

    assert rows("labour.occupied")[0]["df"] == 4


def test_one_respondent_has_no_error(tmp_path: Path) -> None:
    imported(tmp_path / "uno.xlsx", **survey(a=("MICRO", 30, [5])))

    (found,) = rows("labour.occupied")

    assert (found["se"], found["ci_low"], found["ci_high"]) == (None, None, None)
    assert found["flag"] == "not_published"


def test_the_gap_as_one_figure_is_the_sum_over_occupations(tmp_path: Path) -> None:
    """It took off everybody registered, whatever they seek and whenever they came."""
    imported(
        tmp_path / "brecha.xlsx",
        **worked_survey(),
        personas=[
            *(person(f"P-{at}", ciuo2="51" if at < 30 else "52") for at in range(50)),
            *(person(f"S-{at}", ciuo2=None) for at in range(40)),
            *(
                person(
                    f"T-{at}", fecha_registro=day("2025-12-01"), fecha_consentimiento="2025-12-01"
                )
                for at in range(20)
            ),
        ],
    )

    (one,) = [row for row in rows("indicators.framework") if row["code"] == "LG-01"]
    each = rows("labour.gap")

    assert one["actual"] == pytest.approx(sum(row["gap"] for row in each if row["gap"] is not None))
    assert one["actual"] == pytest.approx(433.3333 - 50, abs=1e-3)


def barriers(year: int, documents: int, cost: int) -> Sheets:
    """A year's survey of 60 companies in 100, of which so many name each of two barriers."""
    sheets = survey(todas=("MICRO", 100, [1] * 60))
    named = ["DOCUMENTOS"] * documents + ["COSTO"] * cost
    for row, barrier in zip(sheets["encuesta_empresas"], named, strict=False):
        row["barreras"] = barrier
    for row in sheets["encuesta_empresas"][len(named) :]:
        row["barreras"] = "NINGUNA"
    sheets["encuestas"][0]["fecha_referencia"] = dt.date(year, 9, 30)
    return {
        name: [{**row, **({"encuesta": str(year)} if "encuesta" in row else {})} for row in found]
        for name, found in sheets.items()
    }


def test_over_the_years_one_barrier_is_followed_though_another_led_before(tmp_path: Path) -> None:
    """METHODS §3a.7: 40 % of one barrier beside 40 % of another read as no change."""
    before, now = barriers(2024, documents=24, cost=12), barriers(2025, documents=12, cost=24)
    people, jobs = hired(30, 60, "M")
    imported(
        tmp_path / "barreras.xlsx",
        personas=people,
        colocaciones=jobs,
        empresas=now["empresas"],
        **{name: before[name] + now[name] for name in now if name != "empresas"},
    )

    years = rows("indicators.over_time", "indicador=PP-02", viewer="visitor")
    told = [
        (row["period"], row["detail"], round(row["actual"], 6)) for row in years if row["actual"]
    ]
    assert told == [("2024", "COSTO", 20), ("2025", "COSTO", 40)]


def hired(count: int, of: int, sex: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    people = [person(f"{sex}-{at}", sexo=sex, fecha_registro="2025-01-06") for at in range(of)]
    jobs = [
        placement(f"{sex}-{at}", "2025-02-03", ultimo_contacto="2025-12-01") for at in range(count)
    ]
    return people, jobs


def test_the_interval_of_a_visitor_allows_for_the_noise_of_both_counts(tmp_path: Path) -> None:
    groups = [hired(60, 300, "M"), hired(84, 300, "H"), hired(8, 90, "I")]
    imported(
        tmp_path / "ruido.xlsx",
        personas=[one for people, _jobs in groups for one in people],
        intermediacion=[stage("M-0", "PER", "2025-01-08")],
        colocaciones=[job for _people, jobs in groups for job in jobs],
    )

    period = ("from=2025-01-01", "until=2026-01-01", "by=sexo")
    found = rows("hiring.half_year", *period, viewer="visitor")
    told = [row for row in found if row["rate"] is not None]

    assert {row["sexo"] for row in told} >= {"M", "H"}
    for row in told:
        if row["hired"] < LEAST_SHOWN:
            assert (row["ci_low"], row["ci_high"]) == (None, None)
        else:
            bounds = score_bounds(row["hired"], row["followed"], Z, noisy=True)
            assert (row["ci_low"], row["ci_high"]) == pytest.approx(bounds)
    exact = rows("hiring.half_year", *period)
    assert [(row["hired"], row["followed"]) for row in exact[:2]] == [(60, 300), (84, 300)]


def test_nothing_of_nothing_is_no_data(tmp_path: Path) -> None:
    people, jobs = hired(10, 40, "M")
    imported(tmp_path / "nada.xlsx", personas=people, colocaciones=jobs)

    empty = ("from=2026-01-01", "until=2026-04-01")
    stages = rows("hiring.funnel", *empty)
    (soon,) = rows("hiring.half_year", *empty)

    assert {(row["reached"], row["overall"], row["flag"]) for row in stages} == {
        (0, None, "unknown")
    }
    assert (soon["rate"], soon["flag"]) == (None, "unknown")


def test_a_period_after_the_last_data_has_none_and_not_few_for_anybody(tmp_path: Path) -> None:
    """The public read "few" of each quarter that no data had reached."""
    people, jobs = hired(10, 40, "M")
    imported(tmp_path / "despues.xlsx", personas=people, colocaciones=jobs)

    def flags(name: str, *period: str) -> set[tuple[object, object]]:
        return {(row["reached"], row["flag"]) for row in rows(name, *period, viewer="visitor")}

    after = ("from=2026-04-01", "until=2026-07-01")
    assert flags("hiring.funnel", *after) == {(None, "unknown")}
    assert (None, "few") in flags("hiring.funnel", "from=2025-04-01", "until=2025-07-01")


def test_counts_are_whole_numbers_in_json(tmp_path: Path) -> None:
    people, jobs = hired(27, 80, "M")
    imported(
        tmp_path / "enteros.xlsx",
        personas=people,
        colocaciones=jobs,
        asociaciones=[association("A-1"), association("A-2")],
    )

    framework = asked("indicators.framework")["rows"]
    said = json.dumps(framework) + json.dumps(rows("hiring.funnel"))

    assert '"reached": 27,' in said
    assert '"reached": 27.0' not in said
    kinds = {(row["unit"], type(row["actual"])) for row in framework if row["actual"] is not None}
    assert {kind for unit, kind in kinds if unit in COUNTED_UNITS} == {int}
    assert {kind for unit, kind in kinds if unit == "percent"} == {float}


def refused(path: Path, **row: Any) -> str:
    said = io.StringIO()
    sheet = {"indicador": "AS-01", "territorio": "EC", "periodo": "2025", **row}
    with redirect_stdout(said):
        done = main(["import", str(filled(path, metas=[sheet])), "--json"])
    assert done != 0
    return said.getvalue()


def test_a_target_that_asks_for_worse_than_its_baseline_is_refused_with_the_reason(
    tmp_path: Path,
) -> None:
    """With a baseline of 28 and a target of 16, 36 associations had "met" it at −67 %."""
    assert "subir es mejorar" in refused(tmp_path / "a.xlsx", linea_base=28, meta=16)
    falling = {"indicador": "LG-03", "linea_base": 38, "meta": 46}
    assert "bajar es mejorar" in refused(tmp_path / "b.xlsx", **falling)
    parity = {"indicador": "JB-05", "linea_base": 0.9, "meta": 0.6}
    assert "acercarse a 1 es mejorar" in refused(tmp_path / "c.xlsx", **parity)


def test_all_of_two_people_do_not_meet_a_target_of_nine_in_ten(tmp_path: Path) -> None:
    people, jobs = hired(2, 2, "M")
    adequate = [{**job, "salario_usd": 600, "horas_semana": 40} for job in jobs]
    target = {"indicador": "JB-04", "territorio": "1308", "periodo": "FASE", "meta": 90}
    imported(tmp_path / "dos.xlsx", personas=people, colocaciones=adequate, metas=[target])

    found = rows("indicators.framework", "territory=1308")
    (row,) = [one for one in found if one["code"] == "JB-04"]

    assert (row["actual"], row["status"]) == (100, "no_verdict")
