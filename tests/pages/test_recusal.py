"""A recused juror cannot see, score, count, search, export or infer that nomination anywhere."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import insert, select, update
from streamlit.testing.v1 import AppTest

from components.awards.jury_administration import export
from components.awards.scoring import dossier, score_saving
from components.navigation import FOLDER, PAGES
from data_access.answers import QUESTIONS, ask
from data_access.awards import deliberating, juror_tasks, submitting
from data_access.database import engine_for
from data_access.demo.demo_awards import DEMO_SEAT, OPEN, RECUSED
from data_access.demo.demo_juries import DEMO_JUROR
from data_access.refusal import Forbidden
from data_access.scope import Scope
from data_access.tables import Edition, Evidence, Score, ScoreSheet
from data_access.viewer import Grant, Viewer
from tests.pages.awards import enter, everything
from tests.pages.opening import opened
from tests.writing import writing

SECRETARY = Viewer(frozenset({Grant("secretary", "EMPRESAS")}), "demo-secretary@example.org")
NAMES = re.compile("P-3XN8A|Escuela de cocina|Mirador del Farall")
OTHER = "P-B2H6R"  # the same juror's, and not closed
BOTH = Viewer(DEMO_JUROR.grants | SECRETARY.grants, DEMO_JUROR.name)


@pytest.fixture
def entered(jury: str, cookie: list[str | None]) -> str:
    cookie[0] = enter(jury, "juror")
    return jury


def looks() -> list[dict[str, str]]:
    """Every way to ask the juror's page for something."""
    return [
        {},
        {"edicion": OPEN},
        {"edicion": OPEN, "vista": "revisar"},
        {"edicion": OPEN, "postulacion": OTHER},
        {"edicion": OPEN, "postulacion": "P-Z8F5U"},
        {"edicion": OPEN, "postulacion": RECUSED.lower()},
    ]


@pytest.mark.parametrize("query", looks(), ids=str)
def test_no_look_at_the_page_names_it(entered: str, query: dict[str, str]) -> None:
    shown = everything(opened("score", **query))

    assert not NAMES.search(shown)


def test_asked_for_by_its_code_it_is_refused_in_the_words_of_an_unknown_one(entered: str) -> None:
    recused = opened("score", edicion=OPEN, postulacion=RECUSED)
    unknown = opened("score", edicion=OPEN, postulacion="P-00000")

    assert [e.value for e in recused.error] == [e.value for e in unknown.error]
    assert everything(recused) == everything(unknown)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_page_that_the_juror_may_open_names_it_before_publication(
    entered: str, name: str
) -> None:
    # The same practice was a finalist in 2024, which everybody may read: here that is not out yet.
    with writing(engine_for(entered), "awards") as connection:
        connection.execute(update(Edition).values(published_at=None))
    app = AppTest.from_file(str(FOLDER / f"{name}.py"), default_timeout=300)
    app.query_params["edicion"] = OPEN
    app.query_params["postulacion"] = RECUSED
    app.run()
    shown = everything(app).replace(f'"{RECUSED}"', "")

    assert not re.search("Escuela de cocina|Mirador del Farall", shown)


def test_counts_and_progress_leave_it_out(entered: str) -> None:
    with engine_for(entered).connect() as connection:
        mine = juror_tasks.mine(connection, DEMO_JUROR, OPEN)
        earlier = juror_tasks.earlier_scores(connection, DEMO_JUROR, OPEN, "RECLUTAMIENTO")
    assert len(mine) == 5
    assert RECUSED not in {task.nomination for task in mine} | set(earlier)
    assert "Enviadas 1 de 5" in everything(opened("score"))


@pytest.mark.parametrize("question", [q for q in sorted(QUESTIONS) if q.startswith("awards.")])
@pytest.mark.parametrize("viewer", [DEMO_JUROR, BOTH], ids=["juror", "juror and secretary"])
def test_no_answer_tells_of_it_before_publication(
    entered: str, question: str, viewer: Viewer
) -> None:
    with engine_for(entered).connect() as connection:
        found = ask(connection, question, viewer, Scope().having(edicion=OPEN))

    assert found.frame.empty
    assert not NAMES.search(str(found.to_json("es")))


@pytest.mark.parametrize("viewer", [DEMO_JUROR, BOTH], ids=["juror", "juror and secretary"])
def test_no_export_is_given_to_whoever_judges(entered: str, viewer: Viewer) -> None:
    for build in (export.as_csv, export.as_excel):
        with pytest.raises(Forbidden):
            build(engine_for(entered), viewer, OPEN)


def test_no_file_of_it_is_handed_out(entered: str) -> None:
    with writing(engine_for(entered)) as connection:
        numbers = {
            code: connection.execute(insert(Evidence).returning(Evidence.id), file(code)).scalar()
            for code in (RECUSED, "P-4GYXK")
        }

    said = {dossier.handed_out(DEMO_JUROR, int(number or 0)) for number in numbers.values()}
    assert said == {"Esto no está disponible para usted.".encode()}
    assert dossier.handed_out(DEMO_JUROR, 10_000) in said


def file(code: str) -> dict[str, object]:
    return {
        "edition_code": OPEN,
        "nomination_code": code,
        "name": "a.pdf",
        "media_type": "application/pdf",
        "size": 1,
        "sha256": "0",
        "storage_key": code,
        "added_at": dt.datetime.now(dt.UTC),
    }


def test_what_a_forged_field_sends_writes_nothing(entered: str) -> None:
    engine = engine_for(entered)
    entry = {"value": "5", "na": False, "comment": "x"}
    given = {"client": "a", "seq": 1, "base": "1.0", "entry": entry}

    told = [
        score_saving.save(engine, DEMO_JUROR, score_saving.SheetField(OPEN, code, field, 0), given)
        for code in (RECUSED, "P-00000")
        for field in ("RECLUTAMIENTO", score_saving.NOTE)
    ]
    assert {(one["outcome"], one["said"].to("es")) for one in told} == {
        ("closed", "Esto no está disponible para usted.")
    }
    for act in (submitting.submit, submitting.reopen):
        with pytest.raises(Forbidden):
            act(engine, DEMO_JUROR, OPEN, RECUSED)
    own = {"edition_code": OPEN, "nomination_code": RECUSED, "juror_code": DEMO_SEAT}
    with engine.connect() as connection:
        assert connection.execute(select(ScoreSheet).filter_by(**own)).all() == []
        assert connection.execute(select(Score).filter_by(**own)).all() == []


def test_deliberation_and_votes_on_it_are_not_told(entered: str) -> None:
    engine = engine_for(entered)
    deliberating.add_note(engine, SECRETARY, OPEN, "Sobre la cerrada.", RECUSED)
    deliberating.add_note(engine, SECRETARY, OPEN, "Sobre todas.")
    deliberating.add_note(engine, SECRETARY, OPEN, "Sobre otra.", OTHER)
    with writing(engine) as connection:
        past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
        own = update(Edition).where(Edition.code == OPEN)
        connection.execute(own.values(scores_close_at=past))
    vote = deliberating.open_vote(engine, SECRETARY, OPEN, [RECUSED, OTHER])

    with engine.connect() as connection:
        notes = [row.text for row in deliberating.notes(connection, DEMO_JUROR, OPEN)]
        assert deliberating.votes_for(connection, DEMO_JUROR, OPEN) == []
    assert notes == ["Sobre otra."]
    assert "Votación de desempate" not in everything(opened("score"))
    with pytest.raises(Forbidden):
        deliberating.cast(engine, DEMO_JUROR, OPEN, vote, OTHER)
