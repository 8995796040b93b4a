"""METHODS §3's worked examples, typed into a workbook, imported, and asked for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from tests.data_access.answers.asking import imported, rounded, rows
from tests.data_access.imports.books import company, person, vacancy
from tests.data_access.imports.programme_result_rows import day, event, placement, platform, stage
from tests.data_access.measures.test_hiring import LEFT, MONTHS, RELAPSED, WEEKS

Row = dict[str, Any]
REACHED = {"PER": 320, "REF": 210, "ENT": 120, "OFE": 60, "CON": 48}
WOMEN, WOMEN_HIRED, MEN_HIRED = 180, 20, 28


@pytest.fixture(autouse=True)
def at_database(monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)


def months_later(start: dt.date, months: int) -> dt.date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return dt.date(year, month + 1, start.day)


def worked_funnel() -> dict[str, list[Row]]:
    """400 people of whom 48 are hired, 20 of 180 women and 28 of 220 men.

    A few stages are left out: who reached a later one has reached them.
    """
    hired = [*range(WOMEN_HIRED), *range(WOMEN, WOMEN + MEN_HIRED)]
    order = [*hired, *(i for i in range(400) if i not in hired)]
    people = [
        person(f"P-{i}", sexo="M" if i < WOMEN else "H", fecha_registro=day("2025-01-06"))
        for i in range(400)
    ]
    stages = [
        stage(f"P-{i}", name, "2025-01-08")
        for name, count in REACHED.items()
        for at, i in enumerate(order[:count])
        if (name, at) not in (("PER", 3), ("PER", 200), ("ENT", 50))
    ]
    return {
        "empresas": [company("E-1")],
        "personas": people,
        "vacantes": [vacancy("V-1", plazas=60)],
        "intermediacion": stages,
        "colocaciones": [placement(f"P-{i}", "2025-02-03", codigo_vacante="V-1") for i in hired],
    }


def test_the_funnel_and_parity_have_the_published_values(tmp_path: Path) -> None:
    imported(tmp_path / "embudo.xlsx", **worked_funnel())

    found = {row["stage"]: row for row in rows("hiring.funnel", "territory=1308")}
    assert [row["reached"] for row in found.values()] == [400, 320, 210, 120, 60, 48]
    assert {
        stage: rounded(row, "rate", "ci_low", "ci_high")
        for stage, row in found.items()
        if stage != "REG"
    } == {
        "PER": [0.8, 0.7580, 0.8363],
        "REF": [0.6562, 0.6026, 0.7062],
        "ENT": [0.5714, 0.5038, 0.6365],
        "OFE": [0.5, 0.4119, 0.5881],
        "CON": [0.8, 0.6822, 0.8817],
    }
    last = ("overall", "overall_low", "overall_high")
    assert rounded(found["CON"], *last) == [0.12, 0.0917, 0.1555]
    assert [row["imputed"] for row in found.values()] == [0, 2, 0, 1, 0, None]
    assert found["REG"]["rate"] is None

    (women, *others) = rows("hiring.parity", "territory=1308")
    assert (women["group"], women["reference"]) == ("M", "H")
    assert rounded(women, "ratio", "ci_low", "ci_high") == [0.8730, 0.5093, 1.4965]
    assert [(row["group"], row["ratio"]) for row in others] == [("I", None), ("NR", None)]

    (time,) = rows("hiring.time_to_hire", "territory=1308")
    assert (time["registered"], time["hired"], time["median_days"]) == (400, 48, None)
    for place, registered in (("13", 400), ("13R", 0), ("EC", 400), ("23", 0)):
        assert rows("hiring.funnel", f"territory={place}")[0]["reached"] == registered


def little_written_down(offers: int) -> dict[str, list[Row]]:
    """200 people of whom 80 are referred and 30 of these hired; `offers` of the hires have theirs
    on record, and nobody a profile or an interview."""
    people = [person(f"P-{i}", fecha_registro=day("2025-01-06")) for i in range(200)]
    stages = [stage(f"P-{i}", "REF", "2025-01-08") for i in range(80)]
    stages += [stage(f"P-{i}", "OFE", "2025-01-09") for i in range(offers)]
    return {
        "empresas": [company("E-1")],
        "personas": people,
        "vacantes": [vacancy("V-1", plazas=60)],
        "intermediacion": stages,
        "colocaciones": [
            placement(f"P-{i}", "2025-02-03", codigo_vacante="V-1") for i in range(30)
        ],
    }


@pytest.mark.parametrize("offers", [0, 3])
def test_hires_are_told_where_a_bank_does_not_write_down_the_stages_before(
    tmp_path: Path, offers: int
) -> None:
    imported(tmp_path / "embudo.xlsx", **little_written_down(offers))

    found = {row["stage"]: row for row in rows("hiring.funnel", "territory=1308", viewer="visitor")}
    told = [row["reached"] for row in found.values()]
    assert told[1] == told[2] and told[3] == told[4] == told[5]
    assert abs(told[2] - 80) <= 8 and abs(told[5] - 30) <= 8
    assert {row["flag"] for row in found.values()} == {"adjusted"}


def test_that_everybody_with_an_offer_was_hired_is_told_of_nobody(tmp_path: Path) -> None:
    imported(tmp_path / "embudo.xlsx", **little_written_down(offers=30))

    found = {row["stage"]: row for row in rows("hiring.funnel", "territory=1308", viewer="visitor")}
    assert found["OFE"]["reached"] is not None
    assert (found["CON"]["reached"], found["CON"]["flag"]) == (None, "few")


def followed(durations: list[int], ended: list[int]) -> dict[str, list[Row]]:
    start = day("2022-01-15")
    jobs = []
    for at, (months, left) in enumerate(zip(durations, ended, strict=True)):
        until = months_later(start, months)
        closed = {"fecha_fin": until} if left else {}
        jobs.append(placement(f"P-{at}", "2022-01-15", ultimo_contacto=until, **closed))
    people = [person(f"P-{at}", fecha_registro=day("2022-01-10")) for at in range(len(durations))]
    return {"personas": people, "colocaciones": jobs}


def test_retention_has_the_published_values(tmp_path: Path) -> None:
    imported(tmp_path / "permanencia.xlsx", **followed(MONTHS, LEFT))

    found = {row["month"]: row for row in rows("hiring.retention", "territory=1308")}
    assert rounded(found[3], "survival") == [0.8333]
    assert rounded(found[6], "survival", "se", "ci_low", "ci_high") == [
        0.7407,
        0.1295,
        0.3907,
        0.9086,
    ]
    assert rounded(found[3], "ci_low", "ci_high") == [0.4817, 0.9555]
    assert rounded(found[12], "survival", "ci_low", "ci_high") == [0.5079, 0.1782, 0.7664]
    assert [found[month]["at_risk"] for month in (0, 1, 6, 12)] == [12, 12, 7, 3]
    assert [found[month]["flag"] for month in (6, 12)] == [None, "caution"]
    assert max(found) == 12


def test_retention_gives_freireichs_values(tmp_path: Path) -> None:
    imported(tmp_path / "6mp.xlsx", **followed(WEEKS, RELAPSED))

    found = {row["month"]: row for row in rows("hiring.retention")}
    # Still there just before the next week is the published curve after each of these.
    times = [week + 1 for week in (6, 7, 10, 13, 16, 22, 23)]
    assert [round(found[t]["survival"], 4) for t in times] == [
        *(0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482)
    ]
    assert [round(found[t]["se"], 4) for t in times] == [
        *(0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346)
    ]
    assert rounded(found[24], "ci_low", "ci_high") == [0.1881, 0.6801]


def test_whoever_stayed_six_months_and_29_days_is_there_at_six_months(tmp_path: Path) -> None:
    """Of 60 such people the retention was 0 %, and the paths said that all had stayed."""
    imported(
        tmp_path / "meses.xlsx",
        personas=[person(f"P-{at}", fecha_registro="2025-01-02") for at in range(60)],
        colocaciones=[
            placement(f"P-{at}", "2025-02-03", fecha_fin="2025-09-01", ultimo_contacto="2025-09-01")
            for at in range(60)
        ],
    )

    found = {row["month"]: row for row in rows("hiring.retention", "territory=1308")}
    assert rounded(found[6], "survival", "ci_low", "ci_high") == [1.0, 0.9398, 1.0]
    (path,) = rows("people.paths", "territory=1308")
    assert (path["retained"], path["persons"]) == ("yes", 60)
    (indicator,) = [
        row for row in rows("indicators.framework", "territory=1308") if row["code"] == "JB-03"
    ]
    assert indicator["actual"] == 100


def test_the_median_time_to_hire_is_of_everybody_registered(tmp_path: Path) -> None:
    """Freireich's durations once more, as days: who relapsed is hired, the others still wait."""
    cut = day("2025-12-01")
    people, jobs = [], []
    for at, (days, hired) in enumerate(zip(WEEKS, RELAPSED, strict=True)):
        since = cut - dt.timedelta(days=days) if not hired else day("2025-03-03")
        people.append(person(f"P-{at}", fecha_registro=since, fecha_consentimiento=since))
        if hired:
            start = since + dt.timedelta(days=days)
            jobs.append(placement(f"P-{at}", start.isoformat(), ultimo_contacto=cut))
    imported(tmp_path / "dias.xlsx", personas=people, colocaciones=jobs)

    (found,) = rows("hiring.time_to_hire", "territory=1308")
    assert (found["registered"], found["hired"]) == (21, 9)
    assert (found["median_days"], found["ci_low"], found["ci_high"]) == (23, 13, None)

    # The indicator, against a curve that statsmodels draws of the same rows.
    median = SurvfuncRight(np.array(WEEKS), np.array(RELAPSED)).quantile(0.5)
    told = {row["code"]: row for row in rows("indicators.framework", "territory=1308")}
    assert told["JB-02"]["actual"] == median == 23


def test_of_few_people_it_is_not_said_that_fewer_than_half_have_a_job(tmp_path: Path) -> None:
    """Of 12 of 18 the median is withheld, and was told as "fewer than half has a job"."""
    people = [
        person(f"{place}-{at}", canton_residencia=place, fecha_registro=day("2025-01-06"))
        for place, many in (("1308", 18), ("2301", 120))
        for at in range(many)
    ]
    jobs = [
        placement(f"{place}-{at}", "2025-02-03", ultimo_contacto="2025-12-01")
        for place, many in (("1308", 12), ("2301", 30))
        for at in range(many)
    ]
    imported(tmp_path / "pocas.xlsx", personas=people, colocaciones=jobs)

    def told(place: str, viewer: str) -> tuple[object, str, str]:
        asked = (f"territory={place}",)
        (wait,) = rows("hiring.time_to_hire", *asked, viewer=viewer)
        found = {row["code"]: row for row in rows("indicators.framework", *asked, viewer=viewer)}
        return wait["median_days"], wait["flag"], found["JB-02"]["status"]

    assert told("1308", "visitor") == (None, "few", "few")
    assert told("1308", "monitor") == (28, None, "no_target")
    assert told("2301", "visitor") == (None, "adjusted", "not_reached")
    assert told("2301", "monitor") == (None, None, "not_reached")


def test_hires_are_attributed_as_published(tmp_path: Path) -> None:
    ways = {"A": ["FERIA", "BOLSA"], "B": ["FERIA"], "C": ["BOLSA"], "D": ["MERCADO", "BOLSA"]}
    imported(
        tmp_path / "canales.xlsx",
        empresas=[company("E-1")],
        personas=[person(code, fecha_registro=None) for code in ways],
        vacantes=[vacancy("V-1", plazas=4), vacancy("V-2", plazas=4)],
        intermediacion=[
            stage(code, "REF", "2025-05-05", f"V-{at}", canal=channel)
            for code, channels in ways.items()
            for at, channel in enumerate(channels, start=1)
        ],
        colocaciones=[
            placement(code, "2025-06-01", codigo_vacante="V-1", canal_directo=channels[-1])
            for code, channels in ways.items()
        ],
    )

    found = {row["canal"]: row for row in rows("hiring.channels")}
    told = {c: (r["direct"], r["assisted"], r["linear"]) for c, r in found.items()}
    assert told == {
        "FERIA": (1, 2, 1.5),
        "BOLSA": (3, 3, 2.0),
        "MERCADO": (0, 1, 0.5),
        **dict.fromkeys(("CURSO", "COWORK", "OTRO"), (0, 0, 0.0)),
    }
    assert sum(row["jobs_direct"] for row in found.values()) == len(ways)


def test_direct_channels_sum_to_jobs_and_never_to_persons(tmp_path: Path) -> None:
    """One person with two jobs through one channel, and another through two."""
    jobs = [("P-1", "2025-06-01", "BOLSA"), ("P-1", "2025-08-01", "BOLSA")]
    jobs += [("P-2", "2025-06-01", "FERIA"), ("P-2", "2025-08-01", "BOLSA")]
    imported(
        tmp_path / "canales.xlsx",
        personas=[person("P-1"), person("P-2")],
        colocaciones=[placement(code, on, canal_directo=canal) for code, on, canal in jobs],
    )

    found = {row["canal"]: row for row in rows("hiring.channels")}
    assert {c: (found[c]["direct"], found[c]["jobs_direct"]) for c in ("BOLSA", "FERIA")} == {
        "BOLSA": (2, 3),
        "FERIA": (1, 1),
    }
    assert sum(row["jobs_linear"] for row in found.values()) == len(jobs)
    assert sum(row["linear"] for row in found.values()) == 2


def test_two_cohorts_are_compared_at_the_same_follow_up(tmp_path: Path) -> None:
    """Half of each cohort is hired 180 days after registering; the younger had less time."""
    people, jobs = [], []
    for at in range(200):
        since = day("2025-01-06") + dt.timedelta(days=at // 100 * 300)
        people.append(person(f"P-{at}", fecha_registro=since, fecha_consentimiento=since))
        if at % 2:
            start = since + dt.timedelta(days=180)
            jobs.append(placement(f"P-{at}", start.isoformat(), ultimo_contacto=start.isoformat()))
    late = day("2026-05-10")  # the last data: some registered too late to be followed
    people += [person(f"N-{at}", fecha_registro=late - dt.timedelta(days=90)) for at in range(30)]
    imported(tmp_path / "cohortes.xlsx", personas=people, colocaciones=jobs)

    (older,) = rows("hiring.half_year", "from=2025-01-01", "until=2025-07-01")
    (younger,) = rows("hiring.half_year", "from=2025-07-01", "until=2026-01-01")
    (latest,) = rows("hiring.half_year", "from=2026-01-01", "until=2026-07-01")

    assert [(r["hired"], r["followed"]) for r in (older, younger)] == [(50, 100), (50, 100)]
    assert (latest["followed"], latest["younger"], latest["flag"]) == (0, 30, "unknown")


def test_adequate_jobs_are_told_from_the_rest_and_from_what_cannot_be_told(tmp_path: Path) -> None:
    jobs = [
        {"salario_usd": 470, "horas_semana": 40},  # adequate
        {"salario_usd": 600, "horas_semana": 20, "desea_mas_horas": "NO"},  # adequate
        {"salario_usd": 600, "horas_semana": 20, "desea_mas_horas": "SI"},
        {"salario_usd": 469, "horas_semana": 40},
        {"salario_usd": 600, "horas_semana": 20, "desea_mas_horas": "NR"},  # cannot be told
        {"horas_semana": 40},  # cannot be told
        {"salario_usd": 600},  # cannot be told
    ]
    imported(
        tmp_path / "adecuado.xlsx",
        personas=[person(f"P-{at}") for at in range(len(jobs) + 1)],
        colocaciones=[placement(f"P-{at}", "2025-05-05", **job) for at, job in enumerate(jobs)],
    )

    (found,) = rows("hiring.adequate", "territory=1308")
    assert [found[key] for key in ("adequate", "classified", "unclassified")] == [2, 4, 3]
    assert found["rate"] == 0.5
    assert [row["adequate"] for row in rows("hiring.adequate", "by=sexo")] == [2, 0, 0, 0]
    (pay,) = rows("hiring.pay")
    assert (pay["known"], pay["below"]) == (6, 1)
    assert pay["median_ratio"] == pytest.approx(600 / 470)
    assert pay["part_time_hourly"] == pytest.approx(2 * 600 / 470)


def test_each_fair_counts_the_hires_that_it_was_last_before(tmp_path: Path) -> None:
    people = [f"P-{i}" for i in range(10)]
    came = [("F-1", who) for who in people[:8]] + [("F-2", who) for who in people[2:]]
    by_fair = {"canal_directo": "FERIA"}
    imported(
        tmp_path / "ferias.xlsx",
        empresas=[company("E-1")],
        eventos=[event("F-1", fecha=day("2025-03-01")), event("F-2", fecha=day("2025-04-01"))],
        personas=[person(who) for who in people],
        vacantes=[
            vacancy("V-1", plazas=5, codigo_evento="F-1"),
            vacancy("V-2", plazas=3, codigo_evento="F-1"),
            vacancy("V-3", plazas=4, codigo_evento="F-2"),
        ],
        asistencia_eventos=[
            *({"codigo_evento": fair, "codigo_persona": who} for fair, who in came),
            {"codigo_evento": "F-1", "codigo_empresa": "E-1"},
        ],
        colocaciones=[
            placement("P-0", "2025-05-30", **by_fair),  # 90 days after the first
            placement("P-1", "2025-05-31", **by_fair),  # 91 days
            placement("P-2", "2025-04-15", **by_fair),  # of the second, the last before
            placement("P-3", "2025-03-20", **by_fair),  # before the second: of the first
            placement("P-4", "2025-04-15"),  # by another channel
        ],
    )

    first, second = rows("hiring.fairs", "territory=1308")
    assert (first["event"], first["participants"], first["posts"]) == ("F-1", 8, 8)
    assert (first["posts_per_participant"], first["hires_90d"], first["conversion"]) == (1, 2, 0.25)
    assert (second["participants"], second["hires_90d"], second["conversion"]) == (8, 1, 0.125)
    assert rows("hiring.fairs", "territory=2301") == []
    (only,) = rows("hiring.fairs", "from=2025-04-01", "until=2025-07-01")
    assert only["event"] == "F-2"


def test_a_vacancy_fills_up_to_its_posts_and_counts_once_it_is_closed(tmp_path: Path) -> None:
    imported(
        tmp_path / "vacantes.xlsx",
        empresas=[company("E-1")],
        plataformas=[platform("B-1", "BOLSA")],
        personas=[person(f"P-{at}") for at in range(6)],
        vacantes=[
            vacancy("V-1", plazas=2),  # full, with one more than there is room for
            vacancy("V-2", plazas=4, fecha_cierre=day("2025-04-01")),  # past its day
            vacancy("V-3", plazas=8, ciuo2="52"),  # still open
        ],
        colocaciones=[
            *(placement(f"P-{at}", "2025-03-10", codigo_vacante="V-1") for at in range(3)),
            placement("P-3", "2025-03-10", codigo_vacante="V-2"),
            placement("P-4", "2025-03-10", codigo_vacante="V-3"),
        ],
    )

    (found,) = rows("hiring.vacancies", "territory=1308")
    assert (found["posts"], found["filled"], found["open_posts"]) == (6, 3, 8)
    assert found["fill_rate"] == 0.5
    by = {row["ciuo2"]: row for row in rows("hiring.vacancies", "by=ciuo2")}
    assert (by["51"]["posts"], by["51"]["filled"]) == (6, 3)
    assert (by["52"]["posts"], by["52"]["fill_rate"], by["52"]["open_posts"]) == (0, None, 8)
