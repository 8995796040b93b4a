"""Answers are kept by question, clearance, scope and data version; edits reach nobody else."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from components import ask
from data_access.scope import Scope
from data_access.viewer import ADMINISTRATOR, VISITOR
from tests.data_access.answers.example import store_people, store_survey
from tests.writing import writing

MANTA = Scope("1308")


@pytest.fixture
def stored(engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The worked survey, behind the door."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    with writing(engine, "labour") as connection:
        store_survey(connection)
    return engine


def test_the_same_question_is_answered_once(stored: Engine) -> None:
    one, other = (ask.answer("labour.vacancies", MANTA, VISITOR) for _ in range(2))

    assert one.definition is other.definition
    assert one.sources is other.sources


def test_what_somebody_saves_the_next_question_shows(stored: Engine) -> None:
    supply = MANTA.having(by=("territory",))
    before = ask.answer("labour.gap", supply, ADMINISTRATOR)
    with writing(stored, "people") as connection:
        store_people(connection, *[{}] * 12)

    after = ask.answer("labour.gap", supply, ADMINISTRATOR)

    assert before.frame["registered_supply"].iloc[0] == 0
    assert after.frame["registered_supply"].iloc[0] == 12


def test_a_write_of_another_subject_keeps_the_answer(stored: Engine) -> None:
    before = ask.answer("labour.vacancies", MANTA, VISITOR)
    with writing(stored) as connection:
        connection.touch("people")

    assert ask.answer("labour.vacancies", MANTA, VISITOR).sources is before.sources


def test_what_an_administrator_sees_never_reaches_a_visitor(stored: Engine) -> None:
    exact = ask.answer("labour.vacancies", MANTA, ADMINISTRATOR)
    shown = ask.answer("labour.vacancies", MANTA, VISITOR)

    assert round(exact.frame["estimate"].iloc[0], 4) == 433.3333
    assert shown.frame["estimate"].isna().all()


def test_an_edit_of_a_frame_stays_with_who_made_it(stored: Engine) -> None:
    mine = ask.answer("labour.response", MANTA, VISITOR)
    mine.frame.loc[0, "completed"] = 0

    assert ask.answer("labour.response", MANTA, VISITOR).frame["completed"].iloc[0] == 17


def ask_what_cannot_be_asked() -> None:
    import streamlit as st

    from components import ask
    from data_access.scope import Scope
    from data_access.viewer import VISITOR

    ask.answer("labour.vacancies", Scope(by=("sexo",)), VISITOR)
    st.write("never")


def test_a_question_that_cannot_be_asked_ends_in_a_sentence(stored: Engine) -> None:
    app = AppTest.from_function(ask_what_cannot_be_asked).run()

    assert not app.exception
    assert app.warning[0].value.startswith("labour.vacancies no admite el desglose «sexo»")
    assert not app.markdown
