"""The secretary's pages over the demo: progress, jury, eligibility, ranking, decision, editions."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from babel import Locale
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from components.awards import rulebook
from components.awards.jury_administration import (
    choosing,
    decision,
    deliberation,
    export,
    minutes,
    ranking_section,
)
from data_access.auth import text_drafts
from data_access.awards import deciding, editions, jury_progress, scoring, secretariat_view
from data_access.awards.edition_rules import Rules, criteria_of
from data_access.awards.preconditions import edition_of
from data_access.database import engine_for
from data_access.demo.demo_awards import DEMO_SEAT, OPEN, RECUSED
from data_access.demo.demo_juries import DEMO_JUROR
from data_access.language import LANGUAGES, Language
from data_access.lists import ELIGIBILITY
from data_access.refusal import Forbidden
from data_access.tables import (
    Amendment,
    Assignment,
    AuditEvent,
    Edition,
    EligibilityCheck,
    Juror,
    Nomination,
    RankingView,
)
from data_access.viewer import Grant, Viewer
from tests.mailbox import receiving
from tests.pages.awards import enter, everything, headline, pressed, sentences
from tests.pages.opening import opened
from tests.pages.rendered import tables
from tests.writing import writing

SECRETARY = Viewer(frozenset({Grant("secretary", "EMPRESAS")}), "demo-secretary@example.org")
pytestmark = pytest.mark.usefixtures("entered")


@pytest.fixture
def entered(jury: str, cookie: list[str | None]) -> str:
    cookie[0] = enter(jury, "secretary")
    return jury


def part(name: str, language: str = "es") -> AppTest:
    return opened("jury_desk", language, edicion=OPEN, parte=name)


def typed(url: str, key: str, text: str) -> None:
    """What the secretary typed into a field that saves itself, and has not sent."""
    engine = engine_for(url)
    with engine.connect() as connection:
        revision = text_drafts.read(connection, SECRETARY, key).revision
    text_drafts.save(engine, SECRETARY, key, revision, text)


def drafted(url: str, key: str) -> str | None:
    with engine_for(url).connect() as connection:
        return text_drafts.read(connection, SECRETARY, key).text


def close(url: str) -> None:
    with writing(engine_for(url)) as connection:
        past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
        own = update(Edition).where(Edition.code == OPEN)
        connection.execute(own.values(scores_close_at=past))


@pytest.mark.parametrize(
    ("name", "spanish", "english"),
    [
        ("avance", "Faltan 22 de 41 hojas", "22 of 41 sheets are missing"),
        ("jurado", "7 jurados en la mesa", "7 jurors at the table"),
        ("elegibilidad", "9 de 10 son elegibles", "9 of 10 are eligible"),
        (
            "decision",
            "Para decidir, abra primero la clasificación",
            "To decide, open the ranking first",
        ),
    ],
)
def test_each_part_opens_with_its_answer(name: str, spanish: str, english: str) -> None:
    assert headline(part(name)) == spanish
    assert headline(part(name, "en")) == english


def test_one_juror_or_all_who_owe_are_reminded_with_their_last_activity_in_view() -> None:
    app = part("avance")
    shown = everything(app).replace("\\", "")
    whom = app.selectbox(key="remind-whom")
    late = whom.options[1:]
    mine = DEMO_JUROR.name

    assert whom.options[0] == f"Todos los que deben hojas ({len(late)})"
    assert mine in late
    assert len(app.code) == len(late)
    owed = next(line for line in shown.splitlines() if "demo-juror@" in line and "debe" in line)
    assert "debe 4 hojas" in owed
    assert "último puntaje guardado el" in owed
    whom.select(mine).run()
    assert len(app.code) == 1
    assert "Le queda por enviar: 4." in app.code[0].value


def test_a_reminder_goes_to_the_one_that_is_chosen_by_mail_where_that_is_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with receiving(tmp_path) as mailbox:
        for name, value in mailbox.settings.items():
            monkeypatch.setenv(name, value)
        app = part("avance")
        app.selectbox(key="remind-whom").select(DEMO_JUROR.name).run()
        pressed(app, "Enviar el recordatorio")

    ((to, message),) = mailbox.kept
    assert to == [DEMO_JUROR.name]
    assert f"https://m4sd.example/score?edicion={OPEN}" in message.get_content()
    assert app.success[0].value.replace("\\", "") == "Recordatorios enviados: 1."


def test_the_ranking_says_how_sure_it_is_and_whether_the_first_place_changes() -> None:
    app = pressed(part("clasificacion"), "Ver la clasificación")
    titles = [one.value for one in app.subheader]

    assert "va primera, y todavía faltan hojas para saberlo" in headline(app)
    assert "2 hojas de 3" in app.warning[0].value
    assert any(title.startswith("El primer lugar") for title in titles)
    assert any(title.startswith("Los jurados coinciden poco") for title in titles)
    assert DEMO_SEAT in everything(app)  # the severity of each juror


@pytest.mark.parametrize(
    ("first", "rest", "waiting", "said"),
    [
        ("A", "", "", "«A» va primera y se distingue de todas las demás"),
        ("A", "B", "", "«A» va primera, pero no se distingue de «B»"),
        ("AB", "", "", "«A» y «B» comparten el primer puesto"),
        ("AB", "C", "", "«A» y «B» comparten el primer puesto, y no se distinguen de «C»"),
        ("A", "BCDE", "", "«A» va primera, pero no se distingue de otras 4"),
        ("A", "B", "C", "«A» va primera, y todavía faltan hojas para saberlo"),
        (
            "AB",
            "",
            "C",
            "«A» y «B» comparten el primer puesto, y todavía faltan hojas para saberlo",
        ),
    ],
)
def test_of_equal_scores_none_is_said_to_be_first(
    entered: str, first: str, rest: str, waiting: str, said: str
) -> None:
    with engine_for(entered).connect() as connection:
        desk = choosing.JuryDesk(SECRETARY, edition_of(connection, OPEN), (), ())
    leaders = (*first, *rest)
    proposal = deciding.Proposal(
        leaders, leaders, (), waiting=tuple(waiting), first=tuple(first), missing={"C": 1}
    )

    assert ranking_section.headline(desk, proposal).to("es") == said
    if waiting:
        verb = "va adelante" if len(first) == 1 else "van adelante"
        assert f"» {verb}, y no se" in decision.waits(desk, proposal).to("es")


def test_while_scores_are_open_the_ranking_is_shown_to_who_asks_and_that_is_logged(
    entered: str,
) -> None:
    app = part("clasificacion")
    assert headline(app) == "La clasificación todavía no se ha abierto"
    assert [one.value.split(" (")[0] for one in app.subheader] == [
        "Los jurados coinciden poco en los puntajes"
    ]
    assert tables(app) == []
    assert DEMO_SEAT not in everything(app)  # no juror's mean or severity

    pressed(app, "Ver la clasificación")
    assert "va primera" in headline(part("clasificacion"))
    with engine_for(entered).connect() as connection:
        (seen,) = connection.execute(select(RankingView)).all()
        kinds = list(connection.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))
    assert seen.viewer == SECRETARY.name
    assert kinds.count("ranking_opened") == 1


def test_sheets_that_are_complete_and_not_sent_are_named_with_whom_to_ask(entered: str) -> None:
    engine = engine_for(entered)
    with engine.connect() as connection:
        owed = jury_progress.progress(connection, SECRETARY, OPEN)
    begun = next(one for one in owed if one.state == "drafted")
    for criterion in ("GENERO_CUIDADO", "PERMANENCIA", "ALIANZAS"):
        entry = scoring.ScoreChange(criterion, scoring.ScoreEntry(Decimal(3)))
        scoring.save(engine, DEMO_JUROR, OPEN, begun.nomination, entry)

    said = sentences(part("avance"))
    assert "Están completas y sin enviar" in said
    assert f"({begun.nomination}): {begun.juror}" in said
    assert "menos de 3 hojas enviadas." in said  # which, the table says


def test_a_proposal_is_shown_and_holds_once_it_is_accepted(entered: str) -> None:
    app = pressed(part("jurado"), "Proponer una asignación")
    assert "Propuesta: " in sentences(app)
    app = pressed(app, "Aceptar la propuesta")

    assert "Asignaciones nuevas" in app.success[0].value
    with engine_for(entered).connect() as connection:
        recused = connection.scalar(
            select(Assignment.conflict).where(
                Assignment.edition_code == OPEN,
                Assignment.nomination_code == RECUSED,
                Assignment.juror_code == DEMO_SEAT,
            )
        )
    assert recused == "SI"


def test_an_invited_juror_gets_a_seat_and_a_link_shown_once(entered: str) -> None:
    app = part("jurado")
    app.text_input[0].set_value("nueva@example.org")
    pressed(app, "Invitar y crear el enlace")

    assert any("/invite/" in code.value for code in app.code)
    assert not any("/invite/" in code.value for code in app.run().code)
    with engine_for(entered).connect() as connection:
        seats = connection.execute(select(Juror).where(Juror.edition_code == OPEN)).all()
    assert len(seats) == 8


def test_a_requirement_not_met_needs_its_reason(entered: str) -> None:
    app = part("elegibilidad")
    app.radio[0].set_value("NO")
    pressed(app, "Guardar la revisión")
    assert "necesita su motivo" in app.error[0].value
    with engine_for(entered).connect() as connection:
        assert connection.execute(select(EligibilityCheck)).all() == []


def test_the_nomination_that_was_chosen_is_checked_and_no_other(entered: str) -> None:
    with engine_for(entered).connect() as connection:
        sent = select(Nomination.code).filter_by(edition_code=OPEN, state="submitted")
        *_, last = connection.scalars(sent.order_by(Nomination.code))
    app = part("elegibilidad")
    app.selectbox(key="check").set_value(last).run()

    lines = [one.key for one in app.radio if str(one.key).startswith("outcome-")]
    assert lines == [f"outcome-{last}-{item}" for item in ELIGIBILITY]


def test_two_nominations_stand_side_by_side_once_the_ranking_is_open(entered: str) -> None:
    assert not [one for one in part("decision").selectbox if one.key == "side-one"]
    app = pressed(part("decision"), "Ver la clasificación")
    with engine_for(entered).connect() as connection:
        means = secretariat_view.criterion_means(connection, SECRETARY, OPEN)
        criteria = criteria_of(connection, OPEN)
    one, other = sorted({code for code, _criterion in means})[:2]
    app.selectbox(key="side-one").set_value(one)
    app.selectbox(key="side-other").set_value(other).run()

    assert not app.exception
    said = sentences(app)
    for code in (one, other):
        found = means[code, criteria[0].code]
        mean = f"{round(found.mean, 2):g}".replace(".", ",")
        assert f"promedio {mean}, de {found.count} hoja" in said
    assert all(f"{at}. {own.name}" in said for at, own in enumerate(criteria, start=1))


def test_the_decision_waits_for_the_deadline_and_is_published_with_its_reasons(
    entered: str,
) -> None:
    app = pressed(part("decision"), "Ver la clasificación")
    assert "Guardar la decisión" not in [button.label for button in app.button]
    close(entered)
    app = part("decision")
    pressed(app, "Guardar la decisión")
    assert "necesita sus motivos" in app.error[0].value
    typed(entered, f"{OPEN}/reasons", "Por el desempate publicado.")
    app = part("decision")
    app.multiselect(key="honour-winner").set_value([RECUSED])
    pressed(app, "Guardar la decisión")
    assert "Faltan hojas" in app.error[0].value
    # What was refused is still there, to be sent again.
    assert drafted(entered, f"{OPEN}/reasons") == "Por el desempate publicado."

    typed(entered, f"{OPEN}/below-minimum", "Tres jurados enfermaron.")
    app = part("decision")
    app.multiselect(key="honour-winner").set_value([RECUSED])
    pressed(app, "Guardar la decisión")
    assert drafted(entered, f"{OPEN}/reasons") is None
    assert headline(app).startswith("Decidido y sin publicar")

    pressed(app, "Sí, publicar")
    assert headline(app).startswith("Resultado publicado")
    assert "Guardar la decisión" not in [button.label for button in app.button]


def test_a_value_of_a_tie_break_outside_the_scale_is_not_said_as_a_score(entered: str) -> None:
    with engine_for(entered).connect() as connection:
        desk = choosing.JuryDesk(SECRETARY, edition_of(connection, OPEN), (), ())

    said = [
        deliberation.value_of(desk, kind, "P-1", value).to("es")
        for kind, value in (("criteria", 5.31), ("criteria", 0.9), ("criteria", 4.25), ("vote", 6))
    ]

    assert said == [
        "P-1, sobre el máximo de la escala",
        "P-1, bajo el mínimo de la escala",
        "P-1 4,25",
        "P-1 6",
    ]


def test_a_note_is_empty_after_it_was_added(entered: str) -> None:
    typed(entered, f"{OPEN}/note", "Muy sólida.")
    app = pressed(part("decision"), "Agregar la nota")

    assert "Muy sólida\\." in sentences(app) or "Muy sólida" in everything(app)
    assert drafted(entered, f"{OPEN}/note") is None


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_minutes_stand_alone_and_tell_the_whole_of_it(entered: str, language: str) -> None:
    text = document(entered, language)

    assert text.startswith(f'<!DOCTYPE html><html lang="{language}">')
    assert "<script" not in text and "src=" not in text and "href=" not in text
    heading = {"es": "Acta del jurado", "en": "Minutes of the jury"}[language]
    draft = {"es": "Este documento es un borrador", "en": "This document is a draft"}[language]
    assert heading in text and draft in text
    # The ranking: its head and every nomination with three sheets; the others have no rank.
    assert text.count("<tr>") == 1 + 3
    without = {"es": "provisional, sin puesto", "en": "provisional, without a rank"}[language]
    assert text.count(without) == 9 - 3
    assert "IESS" in text  # why one was not eligible
    assert {f"J-{n}" in text for n in (17, 23, 38, 42, 56, 61, 74)} == {True}
    assert "demo-juror@example.org" not in text


def document(url: str, language: str) -> str:
    """The minutes as the secretary would download them."""
    with engine_for(url).connect() as connection:
        row = {r.code: r for r in secretariat_view.editions(connection, SECRETARY)}[OPEN]
        desk = choosing.JuryDesk(
            SECRETARY,
            row,
            criteria_of(connection, OPEN),
            tuple(secretariat_view.nominations(connection, SECRETARY, OPEN)),
        )
        proposal = deciding.propose(connection, SECRETARY, OPEN)
    facts = minutes.gathered(desk, decision.leads_to(desk, proposal), None, [])
    return minutes.document(facts, language)


def test_the_auditors_files_hold_every_version_and_nothing_a_recusal_hides(entered: str) -> None:
    engine = engine_for(entered)
    archive = zipfile.ZipFile(io.BytesIO(export.as_csv(engine, SECRETARY, OPEN)))
    rows = list(csv.DictReader(io.StringIO(archive.read("versiones.csv").decode("utf-8-sig"))))

    assert len(rows) == 19 * 6
    assert all(row["submitted_at"] for row in rows)
    pairs = {(row["nomination_code"], row["juror_code"]) for row in rows}
    assert (RECUSED, DEMO_SEAT) not in pairs
    assert export.as_excel(engine, SECRETARY, OPEN)[:2] == b"PK"
    with pytest.raises(Forbidden):
        export.as_csv(engine, DEMO_JUROR, OPEN)


def test_a_comment_that_looks_like_a_formula_stays_text_in_the_files() -> None:
    frames = {"versiones": pd.DataFrame({"comment": ["=1+1"]})}

    assert "'=1+1" in export.texts(frames)["versiones"]


def test_an_amendment_needs_its_reason_and_is_shown_to_all(entered: str) -> None:
    app = opened("editions", edicion=OPEN)
    app.number_input(key=f"{OPEN}-jurors_min").set_value(2)
    pressed(app, "Registrar la enmienda")
    assert "necesita su motivo" in app.error[0].value

    typed(entered, f"{OPEN}/amendment-reason", "Faltó un jurado.")
    app = opened("editions", edicion=OPEN)
    app.number_input(key=f"{OPEN}-jurors_min").set_value(2)
    pressed(app, "Registrar la enmienda")

    assert "Faltó un jurado" in everything(app)
    assert "Jurados por postulación, mínimo: antes 3, ahora 2" in sentences(app)
    with engine_for(entered).connect() as connection:
        changes = connection.scalar(select(Amendment.changes))
    assert changes == {"jurors_min": [3, 2]}


def test_rules_left_empty_and_half_points_are_told_in_words() -> None:
    assert rulebook.said("tie_break", "").to("es") == "—"
    assert rulebook.said("blind_fields", "").to("es") == "Nada: lo ve todo"
    assert rulebook.said("score_step", Decimal("0.5000")).to("es") == "0,5"
    assert rulebook.said("score_step", Decimal("0.5000")).to("en") == "0.5"


@pytest.mark.parametrize("edition", [OPEN, "EMP-2024"])
def test_the_rules_of_an_edition_stand_on_its_page_as_the_database_has_them(
    entered: str, edition: str
) -> None:
    app = opened("editions", edicion=edition)

    rules = dict(app.table[0].value.to_numpy().tolist())
    with engine_for(entered).connect() as connection:
        stored = edition_of(connection, edition)
        weights = {one.name: one.weight for one in criteria_of(connection, edition)}
    assert rules["Nombre"] == stored.name
    assert rules["Jurados por postulación, mínimo"] == str(stored.jurors_min)
    assert rules["Orden del desempate"].startswith(
        "Paso 1: Puntaje ajustado en el criterio de más peso"
    )
    said = sentences(app)
    for name, weight in weights.items():
        assert f"{name}: {weight.normalize():f} de 100" in said


def test_a_new_edition_begins_with_the_ready_rubric_and_is_edited_until_it_opens() -> None:
    app = opened("editions", edicion="nueva")
    next(one for one in app.text_input if one.label.startswith("Código")).set_value("EMP-2031")
    app.text_input(key="new-name").set_value("Premio 2031")
    for name, moment in (
        ("opens_at", dt.datetime(2031, 3, 1, 8)),
        ("nominations_close_at", dt.datetime(2031, 4, 30, 23, 59)),
        ("scores_close_at", dt.datetime(2031, 6, 15, 23, 59)),
    ):
        app.datetime_input(key=f"new-{name}").set_value(moment)
    pressed(app, "Crear la edición")
    assert [one.value for one in app.success] == ["Edición creada, en preparación\\."]

    app = opened("editions", edicion="EMP-2031")
    assert app.datetime_input(key="EMP-2031-opens_at").value == dt.datetime(2031, 3, 1, 8)
    assert app.text_input(key="EMP-2031-0-code").value == "RECLUTAMIENTO"
    app.text_input(key="EMP-2031-0-weight").set_value("25")
    pressed(app, "Guardar")
    assert "deben sumar 100" in app.error[0].value


def test_a_language_more_has_its_fields_on_the_form_and_is_read_back(
    entered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LANGUAGES, "qu", Language("Runasimi", Locale("qu"), "%"))  # type: ignore[arg-type]
    moment = dt.datetime(2031, 3, 1, tzinfo=dt.UTC)
    months = [moment + dt.timedelta(days=30 * at) for at in range(3)]
    editions.make(engine_for(entered), SECRETARY, "EMPRESAS", "EMP-2031", Rules("Premio", *months))
    typed(entered, "edition/EMP-2031-0/levels-qu", "uray\nhanan")

    app = opened("editions", edicion="EMP-2031")
    assert app.text_input(key="EMP-2031-0-qu").label == "Nombre (Runasimi)"
    assert app.text_input(key="EMP-2031-0-en").value == "Inclusive recruitment"
    app.text_input(key="EMP-2031-0-qu").set_value("Runakunata akllay")
    pressed(app, "Guardar")

    assert [one.value for one in app.success] == ["Guardado\\."]
    with engine_for(entered).connect() as connection:
        first, second, *_rest = criteria_of(connection, "EMP-2031")
    assert first.title.to("qu") == "Runakunata akllay"
    assert first.levels_in("qu") == ("uray", "hanan")
    assert first.title.to("en") == "Inclusive recruitment"
    assert second.title.to("qu") == second.name  # Spanish, until somebody writes it
    assert opened("editions", edicion="EMP-2031").text_input(key="EMP-2031-0-qu").value == (
        "Runakunata akllay"
    )


def test_a_date_that_is_missing_gets_a_sentence_that_names_it() -> None:
    app = opened("editions", edicion="nueva")
    next(one for one in app.text_input if one.label.startswith("Código")).set_value("EMP-2031")
    pressed(app, "Crear la edición")

    assert "elija el día y la hora" in app.error[0].value
    assert "Falta «" in app.error[0].value


@pytest.mark.parametrize("page", ["jury_desk", "editions"])
def test_a_secretary_of_another_award_sees_nothing_of_this_one(
    jury: str, cookie: list[str | None], page: str
) -> None:
    cookie[0] = enter(jury, "other")
    app = opened(page, edicion=OPEN)

    assert OPEN not in everything(app)
