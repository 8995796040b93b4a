"""A juror's page over the demo: what is due, the declaration, the sheet, the review."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from data_access.awards import juror_tasks, scoring
from data_access.awards.scoring import ScoreEntry
from data_access.database import engine_for
from data_access.demo.demo_awards import DEMO_SEAT, OPEN, RECUSED
from data_access.demo.demo_juries import DEMO_JUROR
from data_access.tables import Assignment, Edition, ScoreSheet
from tests.pages.awards import enter, everything, headline, pressed
from tests.pages.opening import opened
from tests.writing import writing

DRAFTED, READY, UNDECLARED, DONE = "P-B2H6R", "P-M9D4J", "P-Z8F5U", "P-W5T9C"
CRITERIA = 6
pytestmark = pytest.mark.usefixtures("entered")


@pytest.fixture
def entered(jury: str, cookie: list[str | None]) -> str:
    cookie[0] = enter(jury, "juror")
    return jury


def test_the_list_says_what_is_due_and_until_when() -> None:
    app = opened("score")

    assert headline(app) == "Le quedan 4 por enviar"
    assert "Enviadas 1 de 5" in everything(app)
    labels = [button.label for button in app.button]
    assert labels.count("Continuar") == 1  # what was begun comes first
    assert labels[0] == "Continuar"
    assert labels.count("Declarar y abrir") == 1


def test_the_list_is_said_in_english_too() -> None:
    assert headline(opened("score", "en")) == "You have 4 left to hand in"


def test_the_dossier_stays_shut_until_the_juror_declares() -> None:
    app = opened("score", edicion=OPEN, postulacion=UNDECLARED)
    assert headline(app) == "¿Tiene un conflicto de interés?"
    assert "Entrevistas en el propio local" not in everything(app)
    assert app.button(key="declare").disabled

    app.radio[0].set_value("").run()
    pressed(app, "Declarar y abrir el expediente")

    assert headline(app) == "Feria en el local"
    assert "Entrevistas en el propio local" in everything(app).replace("\\\\", "")


def test_a_recusal_takes_the_nomination_off_the_list_for_good(entered: str) -> None:
    app = opened("score", edicion=OPEN, postulacion=UNDECLARED)
    app.radio[0].set_value("PARENTESCO").run()
    pressed(app, "Recusarme")

    assert headline(app) == "Le quedan 3 por enviar"
    assert UNDECLARED not in everything(app)
    with engine_for(entered).connect() as connection:
        conflict = connection.scalar(
            select(Assignment.conflict).where(
                Assignment.edition_code == OPEN,
                Assignment.nomination_code == UNDECLARED,
                Assignment.juror_code == DEMO_SEAT,
            )
        )
    assert conflict == "SI"


@pytest.mark.parametrize("code", [RECUSED, "P-4GYXK", "P-XXXXX"])
def test_a_recused_an_unassigned_and_an_unknown_one_are_refused_alike(code: str) -> None:
    app = opened("score", edicion=OPEN, postulacion=code)

    assert [error.value for error in app.error] == ["Esto no está disponible para usted."]
    assert not app.header


def test_a_sheet_shows_each_criterion_beside_what_the_nomination_says() -> None:
    app = opened("score", edicion=OPEN, postulacion=DRAFTED)
    shown = everything(app)

    assert headline(app) == "Choferes sin fronteras"
    assert "3 de 6 criterios calificados." in shown
    assert shown.count("Lo que dice la postulación") == CRITERIA
    assert "Avisos claros; falta medir" in shown
    assert "Sin evidencia de que la selección esté abierta" in shown
    assert "4 · Turnos que cuidan" in shown  # the own score elsewhere, and nobody else's


def test_two_nominations_are_read_side_by_side_with_the_own_scores_and_nothing_else() -> None:
    app = opened("score", edicion=OPEN, postulacion=DRAFTED)
    pressed(app, "Comparar con otra")

    assert headline(app) == "Dos postulaciones, lado a lado"
    others = app.selectbox(key="against")
    assert RECUSED not in str(others.options)
    assert "Feria en el local" not in str(others.options)  # not declared on, and so not open
    others.select("P-W5T9C").run()
    shown = everything(app)
    assert shown.count("su puntaje") == 2 * CRITERIA
    assert "Avisos claros; falta medir" in shown
    assert not app.text_area
    pressed(app, "← Volver a la hoja")
    assert headline(app) == "Choferes sin fronteras"


@pytest.mark.parametrize("code", [RECUSED, UNDECLARED, "P-XXXXX"])
def test_nothing_is_compared_with_what_is_not_open(code: str) -> None:
    app = opened("score", edicion=OPEN, postulacion=code, vista="comparar")

    assert "cuyo expediente usted tiene abierto" in everything(app)
    assert not app.selectbox
    assert "su puntaje" not in everything(app)


def test_the_review_names_what_is_missing_and_hands_in_what_is_whole(entered: str) -> None:
    app = opened("score", edicion=OPEN, vista="revisar")
    assert headline(app) == "0 de 1 hojas en borrador están completas"
    assert "Enviar" not in [button.label for button in app.button]
    complete(entered, DRAFTED)

    app = opened("score", edicion=OPEN, vista="revisar")
    assert headline(app) == "1 de 1 hojas en borrador están completas"
    pressed(app, "Enviar")

    assert headline(app) == "No hay hojas en borrador"
    assert version_in_force(entered, DRAFTED) == 1


def test_all_that_is_whole_goes_in_with_one_click(entered: str) -> None:
    complete(entered, DRAFTED)
    complete(entered, READY)
    app = pressed(opened("score", edicion=OPEN, vista="revisar"), "Enviar las 2 completas")

    assert [said.value for said in app.success] == ["Se enviaron 2 hojas\\."]
    assert {version_in_force(entered, code) for code in (DRAFTED, READY)} == {1}


def test_a_sheet_handed_in_is_corrected_only_as_a_new_version(entered: str) -> None:
    app = opened("score", edicion=OPEN, postulacion=DONE)
    assert "cuenta así" in everything(app)
    pressed(app, "Abrir de nuevo para corregir")

    assert "Corrección en curso: cuenta la versión enviada antes." in everything(app)
    assert version_in_force(entered, DONE) == 1
    with engine_for(entered).connect() as connection:
        assert juror_tasks.own_sheet(connection, DEMO_JUROR, OPEN, DONE).version == 2


def test_after_the_deadline_the_page_offers_nothing_that_writes(entered: str) -> None:
    with writing(engine_for(entered)) as connection:
        past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
        own = update(Edition).where(Edition.code == OPEN)
        connection.execute(own.values(scores_close_at=past))
    app = opened("score", edicion=OPEN, postulacion=DRAFTED)

    labels = {button.label for button in app.button}
    assert not labels & {"Revisar y enviar", "Abrir de nuevo para corregir"}
    assert "La calificación cerró" in everything(app)
    assert "Enviar" not in {b.label for b in opened("score", edicion=OPEN, vista="revisar").button}
    listed = {button.label for button in opened("score", edicion=OPEN).button}
    assert "Revisar todo y enviar" not in listed
    assert "Ver lo que quedó sin enviar" in listed


def test_whoever_is_no_juror_is_told_so(cookie: list[str | None]) -> None:
    cookie[0] = None
    app = opened("score")

    assert [error.value for error in app.error] == ["Esta página no está disponible para usted."]


def complete(url: str, nomination: str) -> None:
    """Fill what is missing of a sheet."""
    engine = engine_for(url)
    with engine.connect() as connection:
        sheet = juror_tasks.own_sheet(connection, DEMO_JUROR, OPEN, nomination)
        criteria = [c.code for c in juror_tasks.criteria_of(connection, OPEN)]
    for code in criteria:
        if code not in sheet.entries:
            scoring.save(
                engine,
                DEMO_JUROR,
                OPEN,
                nomination,
                scoring.ScoreChange(code, ScoreEntry(Decimal(3))),
            )


def version_in_force(url: str, nomination: str) -> int | None:
    with engine_for(url).connect() as connection:
        return connection.scalar(
            select(ScoreSheet.version)
            .where(ScoreSheet.edition_code == OPEN, ScoreSheet.nomination_code == nomination)
            .where(ScoreSheet.juror_code == DEMO_SEAT, ScoreSheet.submitted_at.is_not(None))
            .order_by(ScoreSheet.version.desc())
        )
