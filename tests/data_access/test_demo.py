"""The demo programme: the same every time, of believable size, and plainly synthetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, select

from data_access import database, demo, lists
from data_access.answers import ask
from data_access.auth import current_user, sign_in
from data_access.awards import juror_tasks
from data_access.database import engine_for
from data_access.lists import SKILLS
from data_access.scope import Scope
from data_access.tables import Decision
from data_access.viewer import ADMINISTRATOR, VISITOR
from tests.databases import Copying
from tests.table_hash import table_hash


def test_the_demo_is_the_same_every_time() -> None:
    assert demo.sheets() == demo.sheets()


def test_the_demo_has_the_size_of_a_programme() -> None:
    sheets = demo.sheets()

    assert sum(bool(row["fecha_registro"]) for row in sheets["personas"]) == 6000
    assert len(sheets["vacantes"]) == 1500
    per_survey = Counter(row["encuesta"] for row in sheets["encuesta_empresas"])
    assert all(550 <= count <= 650 for count in per_survey.values()) and len(per_survey) == 2
    assert len({row["canton"] for row in sheets["empresas"]}) == 3


def test_the_demo_has_outcomes_of_believable_size() -> None:
    sheets = demo.sheets()

    def people(sheet: str) -> set[object]:
        return {row["codigo_persona"] for row in sheets[sheet] if row["codigo_persona"]}

    kinds = {row["codigo_curso"]: row["tipo"] for row in sheets["cursos"]}
    cohorts = {row["codigo_cohorte"]: kinds[row["codigo_curso"]] for row in sheets["sesiones"]}
    of_session = {row["codigo_sesion"]: kinds[row["codigo_curso"]] for row in sheets["sesiones"]}
    seekers, placed = people("intermediacion"), people("colocaciones")
    came = sheets["asistencia_sesiones"]
    cascade = {
        row["codigo_persona"] for row in came if of_session[row["codigo_sesion"]] == "CASCADA"
    }
    certified = {
        row["codigo_persona"]
        for row in sheets["inscripciones"]
        if cohorts[row["codigo_cohorte"]] == "TOT" and row["certificado"] == "SI"
    }
    platforms = {(row["tipo"], row["canton"]) for row in sheets["plataformas"]}

    assert len(seekers) == 4000
    assert 900 <= len(placed) <= 940
    assert sum(not row["fecha_fin"] for row in sheets["colocaciones"]) > 300  # censored
    assert (len(certified), len(cascade)) == (60, 2500)
    assert sum(kind in SKILLS for kind in cohorts.values()) == 40
    assert len(people("mercado")) == 300
    assert sum(row["tipo"] == "FERIA" for row in sheets["eventos"]) == 2
    assert platforms == {(kind, city) for kind in lists.PLATFORM for city in ("1308", "2301")}
    sizes = {
        name: len(sheets[name]) for name in ("sedes", "asociaciones", "estudios", "asistencias")
    }
    assert sizes == {"sedes": 2, "asociaciones": 45, "estudios": 5, "asistencias": 8}
    # People overlap between activities, as in life.
    for sheet in ("asistencia_sesiones", "coworking", "mercado", "asistencia_eventos"):
        assert placed & people(sheet) and people(sheet) - placed


@pytest.fixture
def filled(backend: str, copying: Copying) -> Iterator[Engine]:
    with copying(backend, "demo") as url:
        engine = engine_for(url)
        yield engine
        engine.dispose()


def test_the_demo_is_marked_before_it_is_read(filled: Engine) -> None:
    with filled.connect() as connection:
        assert database.is_demo(connection)
        answer = ask(connection, "labour.vacancies", VISITOR, Scope("1308"))
    assert answer.synthetic
    assert "(sintética)" in answer.sources[0].name.to("es")
    assert not demo.is_empty(filled)


def test_the_demo_tells_its_story_in_figures_that_may_be_published(filled: Engine) -> None:
    with filled.connect() as connection:

        def rate(place: str, survey: str) -> tuple[float, float]:
            scope = Scope(place).having(encuesta=survey)
            (row,) = ask(connection, "labour.vacancy_rate", VISITOR, scope).to_json("es")["rows"]
            return row["ci_low"], row["ci_high"]

        gaps = ask(connection, "labour.gap", VISITOR, Scope("1308")).to_json("es")["rows"]
        willing = [
            ask(
                connection, "labour.willing", VISITOR, Scope("1308").having(encuesta=survey)
            ).to_json("es")["rows"][0]["estimate"]
            for survey in ("ENC-2024", "ENC-2025")
        ]
        assert rate("1308", "ENC-2025")[0] > rate("1308", "ENC-2024")[1]
    published = {row["ciuo2"]: row["gap"] for row in gaps if row["gap"] is not None}
    assert len(published) >= 8
    assert published["51"] > 0 > published["52"]
    assert willing[1] > willing[0]


def test_the_demo_tells_of_two_close_awards_and_a_strict_juror(filled: Engine) -> None:
    with filled.connect() as connection:

        def rows(name: str, edition: str) -> list[dict[str, Any]]:
            scope = Scope().having(edicion=edition)
            found = ask(connection, f"awards.{name}", ADMINISTRATOR, scope).to_json("es")
            return list(found["rows"])

        # Where the lead of no criterion is more than its own error, the prize is shared.
        for edition, settled in (("EMP-2024", "criteria"), ("ENT-2024", "ex_aequo")):
            first, second, *_ = rows("ranking", edition)
            assert second["nomination"] in first["tied_with"]
            strict, others, *_ = rows("jurors", edition)
            assert strict["severity"] < others["severity"] - 20
            decided = connection.execute(select(Decision).filter_by(edition_code=edition)).one()
            assert decided.tie_break[-1]["kind"] == settled and not decided.departs
            assert rows("overview", edition)[0]["adopted_elsewhere"] > 0
        public = ask(connection, "awards.overview", VISITOR, Scope()).frame
    assert set(public["edition"]) == {"EMP-2024", "ENT-2024"}


def test_the_demo_juror_finds_work_to_do_and_nothing_of_the_recused(filled: Engine) -> None:
    juror = current_user.arrive(
        filled, sign_in.enter_demo(filled, "juror", "test"), None, ""
    ).viewer

    with filled.connect() as connection:
        found = juror_tasks.mine(connection, juror, "EMP-2026")
        assert juror_tasks.time_left(connection, "EMP-2026").days in (30, 31)
        dossier = juror_tasks.dossier(connection, juror, "EMP-2026", "P-B2H6R")
    assert len(dossier.answers) == 6
    assert "P-3XN8A" not in {task.nomination for task in found}
    states = Counter((t.declared, t.drafted, t.submitted_at is not None) for t in found)
    assert states == {
        (True, False, True): 1,
        (True, True, False): 1,
        (True, False, False): 2,
        (False, False, False): 1,
    }


def test_a_demo_that_cannot_come_in_leaves_the_database_as_it_was(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = demo.sheets()
    broken["personas"][0]["sexo"] = "?"
    monkeypatch.setattr(demo, "sheets", lambda: broken)
    before = table_hash(engine)

    with pytest.raises(demo.DemoError, match="codigo_desconocido"):
        demo.fill(engine)

    assert table_hash(engine) == before
