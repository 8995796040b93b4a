"""METHODS §4's worked examples, typed into a workbook, imported, and asked for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.data_access.answers.asking import asked, imported, rounded, rows
from tests.data_access.imports.books import company, person
from tests.data_access.imports.programme_result_rows import (
    attitude,
    came,
    course,
    day,
    enrolment,
    event,
    placement,
    session,
)
from tests.data_access.measures.test_training import POST, PRE

Row = dict[str, Any]
CAME = ["P1S1", "P1S2", "P2S1", "P3S1", "P3S3", "P3S2", "P4S2", "P5S3"]


@pytest.fixture(autouse=True)
def at_database(monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)


def test_attendances_are_no_persons_and_the_same_row_again_is_nothing(tmp_path: Path) -> None:
    days = ("2025-05-06", "2025-05-07", "2025-06-03")
    attendance = [came(who[:2], who[2:]) for who in CAME]
    imported(
        tmp_path / "curso.xlsx",
        personas=[
            person(f"P{i}", canton_residencia="1301" if i == 5 else "1308") for i in range(1, 6)
        ],
        cursos=[course("K-1"), course("K-2", "CASCADA")],
        sesiones=[
            *(
                session(f"S{at}", "K-1", "H-1", on, asistentes_sin_codigo=at)
                for at, on in enumerate(days, 1)
            ),
            session("S9", "K-2", "H-2", "2025-05-06", asistentes_sin_codigo=40),
        ],
        asistencia_sesiones=attendance,
    )
    again = tmp_path / "otra_vez.xlsx"
    imported(again, asistencia_sesiones=[*attendance[-1:]])

    (all_of_it,) = rows("training.reach")
    told = ("persons", "attendances", "unlinked_attendances")
    assert [all_of_it[key] for key in told] == [5, 8, 6]
    sessions = rows("training.session_list", "tipo=HABILIDADES")
    assert [(row["session"], row["fecha"]) for row in sessions] == [
        (f"S{at}", on) for at, on in enumerate(days, 1)
    ]
    a_day = dt.timedelta(days=1)
    by_day = [
        rows("training.reach", f"from={on}", f"until={dt.date.fromisoformat(on) + a_day}")[0]
        for on in days
    ]
    assert [row["persons"] for row in by_day] == [3, 3, 2]
    assert sum(row["persons"] for row in by_day) != all_of_it["persons"]
    (may,) = rows("training.reach", "from=2025-05-01", "until=2025-06-01")
    (june,) = rows("training.reach", "from=2025-06-01", "until=2025-07-01")
    assert (may["persons"], june["persons"]) == (4, 2)
    (manta,) = rows("training.reach", "territory=1308")
    (portoviejo,) = rows("training.reach", "territory=1301")
    (province,) = rows("training.reach", "territory=13")
    assert (manta["persons"], portoviejo["persons"], province["persons"]) == (4, 1, 5)
    # Headcounts belong to where the session was held, and to nobody's attributes.
    assert (manta["unlinked_attendances"], portoviejo["unlinked_attendances"]) == (6, 0)
    assert {row["unlinked_attendances"] for row in rows("training.reach", "by=sexo")} == {None}
    by_kind = {row["tipo"]: row for row in rows("training.reach", "by=tipo")}
    assert [by_kind[kind]["persons"] for kind in ("HABILIDADES", "CASCADA")] == [5, 0]
    assert by_kind["CASCADA"]["unlinked_attendances"] == 40
    (held,) = rows("training.sessions", "tipo=HABILIDADES")
    assert [held[key] for key in ("sessions", "cohorts", "hours", "persons")] == [3, 1, 15, 5]


def worked_cascade() -> dict[str, list[Row]]:
    """8 certified trainers of whom 6 train 180 people, of whom 150 complete; and marks of all 8."""
    trainers = [f"T-{i}" for i in range(8)]
    trainees = [f"P-{i}" for i in range(180)]
    taught = [
        session(f"C-{i}", "K-2", f"R-{i}", "2025-04-01", codigo_formador=trainers[i])
        for i in range(6)
    ]
    return {
        "personas": [
            *(person(code, situacion_movilidad="ACO", nacionalidad="ECU") for code in trainers),
            *(person(code) for code in trainees),
        ],
        "poblacion": [
            {
                "territorio": "1308",
                "anio": 2025,
                "grupo": "OBJETIVO",
                "personas": 12_000,
                "fuente": "F",
            }
        ],
        "cursos": [
            course("K-1", "TOT"),
            course("K-2", "CASCADA"),
            course("K-3", "HABILIDADES"),
            course("K-4", "TOT", gad="2301"),
        ],
        "sesiones": [
            session("F-1", "K-1", "H-1", "2025-03-03"),
            *taught,
            session("G-1", "K-3", "H-3", "2025-05-05"),
            session("F-4", "K-4", "H-4", "2025-03-03", canton="2301"),
        ],
        "inscripciones": [
            *(
                enrolment(code, "H-1", nota_pre=pre, nota_post=post)
                for code, pre, post in zip(trainers, PRE, POST, strict=True)
            ),
            enrolment("P-0", "H-1", nota_pre=50, completo="NO", certificado="NO"),
            *(
                enrolment(code, "H-3", completo="SI" if at < 150 else "NO", certificado="NO")
                for at, code in enumerate(trainees)
            ),
        ],
        "asistencia_sesiones": [
            *(came(code, "F-1") for code in trainers),
            # Everybody comes to two sessions, and the trainers to each other's.
            *(came(code, f"C-{at % 6}") for at, code in enumerate(trainees)),
            *(came(code, f"C-{(at + 1) % 6}") for at, code in enumerate(trainees)),
            *(came(code, "C-0") for code in trainers),
            *(came(code, "G-1") for code in trainees),
        ],
    }


def test_cascade_completion_gain_and_coverage_have_the_published_values(tmp_path: Path) -> None:
    imported(tmp_path / "formadores.xlsx", **worked_cascade())

    manta, santo_domingo = rows("training.cascade")
    assert [
        manta[k] for k in ("gad", "certified", "active", "activation", "trainees", "factor")
    ] == [*("1308", 8, 6, 0.75, 180, 22.5)]
    assert [santo_domingo[k] for k in ("gad", "certified", "activation")] == ["2301", 0, None]
    (together,) = rows("training.multiplication", "territory=13")
    assert [together[k] for k in ("certified", "sessions", "trainees")] == [8, 6, 180]

    (done,) = rows("training.completion", "territory=1308")
    assert (done["completed"], done["enrolled"]) == (150, 180)
    assert rounded(done, "rate", "ci_low", "ci_high") == [0.8333, 0.7720, 0.8807]

    (gained,) = rows("training.gain")
    assert (gained["pairs"], gained["lost_pairs"], gained["mean_gain"]) == (8, 1, 15.625)
    assert rounded(gained, "ci_low", "ci_high", places=3) == [10.918, 20.332]
    assert rounded(gained, "d_av", "d_z", "hedges_j", "hake_g", "t") == [
        *(1.3423, 2.7753, 0.8889, 0.3289, 7.8498)
    ]
    (none,) = rows("training.gain", "tipo=HABILIDADES")
    assert (none["pairs"], none["mean_gain"]) == (0, None)
    spread = rows("training.gain_spread")
    assert [(row["from"], row["persons"]) for row in spread] == [(0, 1), (10, 5), (20, 2)]

    (covered,) = rows("training.coverage", "territory=1308")
    assert [covered[k] for k in ("persons", "population", "per_thousand")] == [180, 12_000, 15.0]
    (unknown,) = rows("training.coverage", "territory=13")
    assert [unknown[k] for k in ("persons", "population", "per_thousand", "flag")] == [
        *(180, None, None, "unknown")
    ]


def test_trainers_act_in_office_and_those_they_train_are_protected(tmp_path: Path) -> None:
    imported(tmp_path / "formadores.xlsx", **worked_cascade())

    public, _ = rows("training.cascade", viewer="visitor")
    assert [public[k] for k in ("certified", "active", "activation")] == [8, 6, 0.75]
    assert public["flag"] == "adjusted"
    assert public["factor"] == public["trainees"] / 8
    (gained,) = rows("training.gain", viewer="visitor")
    told = {key for key, value in gained.items() if value is not None}
    assert told == {"territory", "pairs", "lost_pairs", "flag"} - {"lost_pairs"}


def test_a_job_within_180_days_counts_for_those_who_could_be_followed(tmp_path: Path) -> None:
    end, late = day("2025-03-03"), day("2025-10-01")
    jobs = {"P-0": 0, "P-1": 180, "P-2": 181, "P-3": -1}
    imported(
        tmp_path / "insercion.xlsx",
        personas=[person(f"P-{i}") for i in range(7)],
        cursos=[course("K-1"), course("K-2", "EMPRESAS")],
        sesiones=[
            session("S-1", "K-1", "H-1", "2025-02-03"),
            session("S-2", "K-1", "H-1", end.isoformat()),
            session("S-3", "K-1", "H-2", late.isoformat()),
        ],
        inscripciones=[
            *(enrolment(f"P-{i}", "H-1", completo="NO" if i == 5 else "SI") for i in range(6)),
            enrolment("P-6", "H-2"),  # too late to be followed
        ],
        colocaciones=[
            *(
                placement(who, (end + dt.timedelta(days=after)).isoformat())
                for who, after in jobs.items()
            ),
            placement("P-5", "2025-03-10"),
            placement("P-6", "2025-10-02", ultimo_contacto=day("2025-12-01")),
        ],
    )

    (found,) = rows("training.employment")
    assert [found[k] for k in ("completers", "observed", "placed", "rate")] == [6, 5, 2, 0.4]


def test_employers_count_once_and_attitudes_by_pairs(tmp_path: Path) -> None:
    said = [("Q-01", 2, 4), ("Q-02", 4, 5), ("Q-03", 5, 3), ("Q-04", 1, 5)]
    imported(
        tmp_path / "empresas.xlsx",
        empresas=[company("E-1"), company("E-2"), company("E-3", canton="2301"), company("E-4")],
        personas=[person("P-1"), person("P-2")],
        eventos=[
            event("T-1", tipo="TALLER"),
            event("F-1"),
            event("C-1", tipo="CAMPANA", impresiones=900),
        ],
        asistencia_eventos=[
            {"codigo_evento": fair, "codigo_empresa": who}
            for fair, who in (("T-1", "E-1"), ("T-1", "E-2"), ("F-1", "E-4"))
        ],
        cursos=[course("K-1", "EMPRESAS")],
        sesiones=[session("S-1", "K-1", "H-1", "2025-03-03")],
        asistencia_sesiones=[
            came("P-1", "S-1", codigo_empresa="E-1"),
            came("P-2", "S-1", codigo_empresa="E-3"),
        ],
        actitudes=[
            *(attitude("H-1", who, "ANTES", before) for who, before, _ in said),
            *(attitude("H-1", who, "DESPUES", after) for who, _, after in said),
            attitude("H-1", "Q-05", "ANTES", 5),
            attitude("H-1", "Q-01", "DESPUES", 5, question="Q2"),
        ],
    )

    (found,) = rows("community.employers")
    assert [found[k] for k in ("enterprises_trained", "pairs", "pre", "post", "change")] == [
        *(3, 4, 0.5, 0.75, 0.25)
    ]
    (manta,) = rows("community.employers", "territory=1308")
    assert manta["enterprises_trained"] == 2
    (public,) = rows("community.employers", viewer="visitor")
    assert [public[k] for k in ("enterprises_trained", "pairs", "change", "flag")] == [
        *(3, None, None, "few")
    ]
    events = {row["event"]: row for row in rows("community.events")}
    assert (events["T-1"]["companies"], events["C-1"]["impressions"]) == (2, 900)
    assert asked("community.events")["n"] == 2
