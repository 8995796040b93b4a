"""Sheets about hiring, training, ventures and community: what they refuse, what they doubt."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from data_access import clock
from data_access.imports.reports import Report
from data_access.imports.templates import templates
from data_access.imports.undo import undo
from data_access.refusal import Refusal
from data_access.tables import (
    Application,
    Enrolment,
    EventAttendance,
    ListingSales,
    Placement,
    SessionAttendance,
    Site,
    Visit,
)
from data_access.viewer import ADMINISTRATOR
from tests.data_access.imports.books import company, person, vacancy
from tests.data_access.imports.programme_result_rows import (
    assistance,
    association,
    attitude,
    bring_in,
    came,
    course,
    day,
    enrolment,
    event,
    listing,
    milestone,
    placement,
    platform,
    recommendation,
    sales,
    session,
    site,
    stage,
    study,
    visit,
)
from tests.table_hash import table_hash

Found = set[tuple[str | None, int | None, str | None, str]]


def errors(report: Report) -> Found:
    return {(f.sheet, f.row, f.column, f.rule) for f in report.errors}


def warnings(report: Report) -> Found:
    return {(f.sheet, f.row, f.column, f.rule) for f in report.warnings}


def everything() -> dict[str, list[dict[str, object]]]:
    """A row or two of every sheet of the programme's outcomes, right in themselves."""
    recent = clock.today() - dt.timedelta(days=20)
    start = recent - dt.timedelta(days=100)
    return {
        "empresas": [company("E-1")],
        "personas": [person("P-1"), person("P-2", anio_nacimiento=1988)],
        "plataformas": [platform("M-1")],
        "eventos": [event("F-1"), event("C-1", tipo="CAMPANA", impresiones=20000)],
        "vacantes": [vacancy("V-1", codigo_evento="F-1")],
        "asistencia_eventos": [
            {"codigo_evento": "F-1", "codigo_persona": "P-1"},
            {"codigo_evento": "F-1", "codigo_empresa": "E-1"},
        ],
        "intermediacion": [
            stage("P-1", "PER", "2025-04-01"),
            stage("P-1", "REF", "2025-04-02", codigo_evento="F-1", canal="FERIA"),
            stage("P-1", "ENT", "2025-04-03"),
            stage("P-1", "OFE", "2025-04-04"),
            stage("P-1", "CON", "2025-04-05"),
        ],
        "colocaciones": [
            placement(
                "P-1",
                start.isoformat(),
                codigo_vacante="V-1",
                ultimo_contacto=recent,
                salario_usd=500,
                horas_semana=40,
                contrato="SI",
                iess="SI",
            )
        ],
        "cursos": [course("K-1"), course("K-2", "EMPRESAS")],
        "sesiones": [
            session("S-1", "K-1", "H-1", "2025-05-01", codigo_formador="P-2"),
            session("S-2", "K-1", "H-1", "2025-05-02"),
            session("S-3", "K-2", "H-2", "2025-05-03"),
        ],
        "inscripciones": [enrolment("P-1", "H-1", nota_pre=40, nota_post=80.5)],
        "asistencia_sesiones": [
            came("P-1", "S-1"),
            came("P-1", "S-2"),
            came("P-2", "S-3", codigo_empresa="E-1"),
        ],
        "actitudes": [attitude("H-2", "Q-07", "ANTES", 3), attitude("H-2", "Q-07", "DESPUES", 5)],
        "mercado": [listing("O-1", "P-2", "2025-03-10")],
        "mercado_ventas": [sales("O-1", "2025-04", 3, 45.5)],
        "sedes": [site("S-1", latitud=-0.9537, longitud=-80.7089)],
        "coworking": [visit("P-2", "2025-05-05 09:00", "2025-05-05 13:30")],
        "asociaciones": [association("A-1", latitud=-0.95, longitud=-80.71)],
        "estudios": [study("D-1")],
        "recomendaciones": [recommendation("D-1", 1, "ADOPTADA"), recommendation("D-1", 2)],
        "asistencias": [assistance("T-1")],
        "hitos": [
            milestone("H-1"),
            milestone("H-2", territorio="EC", enlace="https://example.org"),
        ],
    }


RECORDS = ("import_batch", "import_file", "data_version", "audit_event")


def test_a_book_of_every_sheet_comes_in_and_goes_out_whole(engine: Engine, tmp_path: Path) -> None:
    before = table_hash(engine, *RECORDS)

    report = bring_in(engine, tmp_path, **everything())

    assert report.errors == []
    assert warnings(report) == set()
    assert report.accepted == sum(len(rows) for rows in everything().values())
    # In another order: a book of the same rows written within the second would be the same file.
    turned = {name: rows[::-1] for name, rows in everything().items()}
    again = bring_in(engine, tmp_path, "otra_vez", **turned)
    assert again.batch is None
    assert [notice.to("es") for notice in again.notices] == [
        "Hoja personas: 2 filas dicen M, que es mujer; un hombre es H.",
        "Todas las filas ya estaban guardadas así.",
    ]
    undo(engine, report.batch or 0, ADMINISTRATOR)
    assert table_hash(engine, *RECORDS) == before


def test_cells_are_stored_as_they_are_meant(engine: Engine, tmp_path: Path) -> None:
    sheets = everything()
    sheets["coworking"] += [
        # As a spreadsheet keeps it: a hair before ten.
        visit("P-1", dt.datetime(2025, 5, 6, 9, 59, 59, 999_600), "06/05/2025 18:15"),  # type: ignore[arg-type]
        visit("P-1", "2025-05-07T20:00", None),
    ]
    sheets["mercado_ventas"].append(sales("O-1", "05/2025", 1, 9))
    bring_in(engine, tmp_path, **sheets)

    with engine.connect() as connection:
        visits = connection.execute(
            select(Visit.entered_at, Visit.left_at).order_by(Visit.entered_at)
        ).all()
        # Ecuador is five hours behind Greenwich all year.
        assert visits[1] == (
            dt.datetime(2025, 5, 6, 15, tzinfo=dt.UTC),
            dt.datetime(2025, 5, 6, 23, 15, tzinfo=dt.UTC),
        )
        assert visits[2] == (dt.datetime(2025, 5, 8, 1, tzinfo=dt.UTC), None)
        months = connection.scalars(select(ListingSales.month).order_by(ListingSales.month))
        assert list(months) == [day("2025-04-01"), day("2025-05-01")]
        assert str(connection.scalar(select(Site.lat))) == "-0.953700"
        early = select(Application.vacancy_code).where(Application.stage == "PER")
        assert connection.scalar(early) == ""
        came_as = select(EventAttendance.enterprise_code).order_by(EventAttendance.person_code)
        assert list(connection.scalars(came_as)) == ["E-1", ""]


def test_what_cannot_be_is_refused_where_it_stands(engine: Engine, tmp_path: Path) -> None:
    sheets = everything()
    sheets["asistencia_eventos"] = [
        {"codigo_evento": "F-1", "codigo_persona": "P-1", "codigo_empresa": "E-1"},
        {"codigo_evento": "F-1"},
        {"codigo_evento": "F-1", "codigo_persona": "P-9"},
    ]
    sheets["intermediacion"] = [
        stage("P-1", "REF", "2025-04-02", None),
        {**stage("P-1", "REG", "2025-04-02"), "codigo_vacante": "V-1"},
        stage("P-1", "ENT", "2025-04-02", "V-9"),
    ]
    sheets["colocaciones"] = [
        placement("P-1", "2025-05-01", fecha_fin=day("2025-04-30")),
        placement("P-2", "2025-05-01", salario_usd=-1),
        placement("P-2", "2017-05-01", salario_usd=400),
        placement("P-2", "2002-05-01"),
    ]
    sheets["sesiones"].append(session("S-9", "K-2", "H-1", "2025-05-02"))
    sheets["inscripciones"] = [
        enrolment("P-1", "H-9"),
        enrolment("P-1", "H-1", nota_post=101),
    ]
    sheets["actitudes"] = [attitude("H-2", "0912345675", "ANTES", 6)]
    sheets["mercado"] = [listing("O-1", "P-2", "2025-03-10", hasta=day("2025-03-09"))]
    sheets["mercado_ventas"] = [sales("O-1", "2025-13", 1, 1), sales("O-1", "abril", 1, 1)]
    sheets["sedes"] = [site("S-1", latitud=40), site("S-2", latitud=-0.9)]
    sheets["coworking"] = [
        visit("P-2", "2025-05-05 09:00", "2025-05-05 09:00"),
        visit("P-2", "2025-05-06", None),
        visit("P-2", "2025-05-06 25:00", None),
    ]
    sheets["recomendaciones"] = [recommendation("D-9", 1)]

    assert errors(bring_in(engine, tmp_path, **sheets)) == {
        ("asistencia_eventos", 2, "codigo_empresa", "una_de_dos"),
        ("asistencia_eventos", 3, "codigo_empresa", "una_de_dos"),
        ("asistencia_eventos", 4, "codigo_persona", "huerfano"),
        ("intermediacion", 2, "codigo_vacante", "vacante_falta"),
        ("intermediacion", 3, "codigo_vacante", "vacante_sobra"),
        ("intermediacion", 4, "codigo_vacante", "huerfano"),
        ("colocaciones", 2, "fecha_fin", "fin_antes"),
        ("colocaciones", 3, "salario_usd", "numero_negativo"),
        ("colocaciones", 4, "salario_usd", "sbu_falta"),
        ("colocaciones", 5, "fecha_inicio", "edad_minima"),
        ("sesiones", 2, "codigo_curso", "cohorte_dos_cursos"),
        ("sesiones", 3, "codigo_curso", "cohorte_dos_cursos"),
        ("sesiones", 5, "codigo_curso", "cohorte_dos_cursos"),
        ("inscripciones", 2, "codigo_cohorte", "huerfano"),
        ("inscripciones", 3, "nota_post", "fuera_de_rango"),
        ("actitudes", 2, "codigo_participante", "dato_personal"),
        ("actitudes", 2, "acuerdo", "fuera_de_rango"),
        ("mercado", 2, "hasta", "fin_antes"),
        ("mercado_ventas", 2, "mes", "mes_invalido"),
        ("mercado_ventas", 3, "mes", "mes_invalido"),
        ("sedes", 2, "latitud", "fuera_de_rango"),
        ("sedes", 3, "longitud", "punto_incompleto"),
        ("coworking", 2, "salida", "fin_antes"),
        ("coworking", 3, "entrada", "hora_invalida"),
        ("coworking", 4, "entrada", "hora_invalida"),
        ("recomendaciones", 2, "codigo_estudio", "huerfano"),
    }


def test_what_is_doubtful_about_a_job_is_said(engine: Engine, tmp_path: Path) -> None:
    sheets = everything()
    sheets["personas"].append(person("P-3", anio_nacimiento=2008))
    sheets["intermediacion"] = [
        stage("P-1", "PER", "2025-04-03"),
        stage("P-1", "REF", "2025-04-02"),  # before the profile
        stage("P-1", "OFE", "2025-04-04"),  # no interview
        stage("P-1", "CON", "2025-04-05"),
        stage("P-2", "PER", "2025-04-01"),
        stage("P-2", "REF", "2025-04-01"),
        stage("P-2", "ENT", "2025-04-01"),
        stage("P-2", "OFE", "2025-04-01"),
        stage("P-2", "CON", "2025-04-02"),  # no placement
    ]
    recent = clock.today() - dt.timedelta(days=89)
    sheets["colocaciones"] = [
        placement("P-1", "2025-04-10", codigo_vacante="V-1", ultimo_contacto=recent),
        placement("P-1", "2025-06-10", fecha_fin=day("2025-06-20")),  # beside the first
        placement("P-2", "2025-02-10", ultimo_contacto=day("2025-02-09")),  # before registering
        placement("P-3", "2025-05-01", codigo_vacante="V-1", fecha_fin=day("2025-05-02")),
        placement("P-2", "2025-07-01", fecha_fin=day("2025-07-09"), salario_usd=469),
        placement("P-2", "2025-08-01", fecha_fin=day("2025-08-09"), salario_usd=4701),
        placement("P-2", "2025-08-09", fecha_fin=day("2025-08-19"), horas_semana=49),
    ]

    report = bring_in(engine, tmp_path, **sheets)

    assert report.errors == []
    assert warnings(report) == {
        ("personas", 4, "anio_nacimiento", "edad_adolescente"),
        ("intermediacion", 3, "fecha", "etapa_desordenada"),
        ("intermediacion", 4, "etapa", "etapa_salteada"),
        ("intermediacion", 5, "etapa", "etapa_salteada"),
        ("intermediacion", 10, "etapa", "contrato_sin_colocacion"),
        ("colocaciones", 2, "fecha_inicio", "colocaciones_solapadas"),
        ("colocaciones", 3, "fecha_inicio", "colocaciones_solapadas"),
        ("colocaciones", 4, "fecha_inicio", "colocacion_antes_registro"),
        ("colocaciones", 4, "ultimo_contacto", "contacto_antes"),
        ("colocaciones", 4, "ultimo_contacto", "contacto_antiguo"),
        ("colocaciones", 4, "fecha_inicio", "colocaciones_solapadas"),
        ("colocaciones", 5, "fecha_inicio", "edad_adolescente"),
        ("colocaciones", 5, "codigo_vacante", "colocacion_sin_postulacion"),
        ("colocaciones", 6, "fecha_inicio", "colocaciones_solapadas"),
        ("colocaciones", 6, "salario_usd", "salario_bajo"),
        ("colocaciones", 7, "fecha_inicio", "colocaciones_solapadas"),
        ("colocaciones", 7, "salario_usd", "salario_alto"),
        ("colocaciones", 8, "fecha_inicio", "colocaciones_solapadas"),
        ("colocaciones", 8, "horas_semana", "horas_muchas"),
    }


def test_what_is_doubtful_about_a_course_or_a_venture_is_said(
    engine: Engine, tmp_path: Path
) -> None:
    sheets = everything()
    sheets["personas"] += [person("P-3", sexo="H"), person("P-4", sexo="H", ciuo2="52")]
    sheets["sesiones"][1]["asistentes_sin_codigo"] = 9
    sheets["inscripciones"] += [
        enrolment("P-2", "H-1", nota_pre=60, nota_post=50),  # came to half of it
        enrolment("P-3", "H-1", completo="NO"),  # came to all of it, and no mark says otherwise
        enrolment("P-4", "H-1", completo="NO", nota_post=20),  # came and failed
    ]
    sheets["asistencia_sesiones"] = [
        *(came(who, to) for who in ("P-1", "P-3", "P-4") for to in ("S-1", "S-2")),
        came("P-2", "S-1"),
        came("P-2", "S-3"),
    ]
    sheets["mercado_ventas"] += [sales("O-1", "2025-02", 1, 5), sales("O-1", "2025-05", 0, 5)]
    sheets["coworking"] = [visit("P-2", "2025-05-05 09:00", "2025-05-06 09:01")]
    sheets["asistencias"] = [assistance("T-1", territorio="13")]
    sheets["asociaciones"] = [association(f"A-{i}", lidera_mujer="NR") for i in range(3)]
    sheets["asociaciones"] += [association(f"B-{i}") for i in range(17)]

    report = bring_in(engine, tmp_path, **sheets)

    assert report.errors == []
    assert warnings(report) == {
        ("sesiones", 3, "asistentes_sin_codigo", "asistencia_mayor"),
        ("inscripciones", 3, "nota_post", "nota_menor"),
        ("inscripciones", 3, "completo", "completo_contradicho"),
        ("inscripciones", 4, "completo", "completo_contradicho"),
        ("asistencia_sesiones", 9, "codigo_empresa", "empresa_falta"),
        ("mercado_ventas", 3, "mes", "venta_fuera"),
        ("mercado_ventas", 4, "ventas_usd", "ventas_incoherentes"),
        ("coworking", 2, "salida", "visita_larga"),
        ("asistencias", 2, "territorio", "nivel_territorio"),
        ("asociaciones", None, "lidera_mujer", "muchos_nr"),
    }


def test_rules_see_what_is_stored_as_well_as_what_comes_in(engine: Engine, tmp_path: Path) -> None:
    bring_in(engine, tmp_path, **everything())

    later = bring_in(
        engine,
        tmp_path,
        "despues",
        intermediacion=[stage("P-2", "ENT", "2025-04-03")],
        colocaciones=[placement("P-1", clock.today().isoformat())],
        asistencia_sesiones=[came("P-2", "S-1")],
        sesiones=[session("S-8", "K-2", "H-8", "2025-05-01")],
    )
    wrong = bring_in(engine, tmp_path, "mal", sesiones=[session("S-9", "K-2", "H-1", "2025-05-01")])

    assert later.errors == []
    assert warnings(later) == {
        ("intermediacion", 2, "etapa", "etapa_salteada"),
        ("colocaciones", 2, "fecha_inicio", "colocaciones_solapadas"),
    }
    assert errors(wrong) == {("sesiones", 2, "codigo_curso", "cohorte_dos_cursos")}


def test_a_follow_up_closes_an_open_job_and_undo_opens_it_again(
    engine: Engine, tmp_path: Path
) -> None:
    sheets = everything()
    bring_in(engine, tmp_path, **sheets)
    (job,) = sheets["colocaciones"]
    end = clock.today() - dt.timedelta(days=3)

    def stored() -> object:
        with engine.connect() as connection:
            return connection.execute(select(Placement.ended_on, Placement.last_contact_on)).one()

    before = stored()
    follow_up = bring_in(
        engine,
        tmp_path,
        "seguimiento",
        colocaciones=[{**job, "fecha_fin": end, "ultimo_contacto": end}],
    )

    assert follow_up.accepted == 1
    assert stored() == (end, end)
    undo(engine, follow_up.batch or 0, ADMINISTRATOR)
    assert stored() == before


def test_the_same_attendance_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    sheets = everything()
    bring_in(engine, tmp_path, **sheets)

    again = bring_in(
        engine,
        tmp_path,
        "otra",
        asistencia_sesiones=[*sheets["asistencia_sesiones"], came("P-2", "S-1")],
    )
    twice = bring_in(engine, tmp_path, "doble", asistencia_sesiones=[came("P-2", "S-2")] * 2)

    assert again.accepted == 1
    assert errors(twice) == {("asistencia_sesiones", 3, "codigo_sesion", "clave_repetida")}
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(SessionAttendance)) == 4


def test_a_cohort_may_lose_a_session_but_not_its_last_while_people_are_enrolled(
    engine: Engine, tmp_path: Path
) -> None:
    base = {name: everything()[name] for name in ("personas", "cursos")}
    bring_in(engine, tmp_path, **base)
    first, second = (
        bring_in(engine, tmp_path, code, sesiones=[session(code, "K-1", "H-1", "2025-05-01")])
        for code in ("S-1", "S-2")
    )
    enrolled = bring_in(engine, tmp_path, "ins", inscripciones=[enrolment("P-1", "H-1")])

    undo(engine, first.batch or 0, ADMINISTRATOR)
    with pytest.raises(Refusal, match="1 row of inscripciones"):
        undo(engine, second.batch or 0, ADMINISTRATOR)
    undo(engine, enrolled.batch or 0, ADMINISTRATOR)
    undo(engine, second.batch or 0, ADMINISTRATOR)

    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Enrolment)) == 0


def test_sheets_about_people_say_so_and_a_session_does_not() -> None:
    about = {name for name, template in templates().items() if template.about_people}

    assert about == {
        "personas",
        "asistencia_eventos",
        "intermediacion",
        "colocaciones",
        "inscripciones",
        "asistencia_sesiones",
        "actitudes",
        "mercado",
        "coworking",
    }
