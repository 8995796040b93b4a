"""Hires and companies are counted once, in whatever places, channels and sessions they appear."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, delete, insert
from streamlit.testing.v1 import AppTest

from components.words import Count
from data_access import record_keys
from data_access.database import SUBJECTS
from data_access.tables import (
    Course,
    CourseSession,
    Enterprise,
    Person,
    Placement,
    SessionAttendance,
    Vacancy,
)
from data_access.viewer import Grant
from tests.data_access.answers.example import store_batch, store_people
from tests.pages.opening import opened
from tests.pages.rendered import render
from tests.pages.test_hiring import entered
from tests.writing import writing

PEOPLE, COMPANIES = 12, 5
CANTONS, CHANNELS = ("1301", "1308", "2301"), ("FERIA", "BOLSA")
NAMES = {"FERIA": "Feria de empleo", "BOLSA": "Bolsa de empleo"}
STARTS = (dt.date(2025, 4, 7), dt.date(2025, 6, 2), dt.date(2025, 10, 6))
who = st.integers(0, PEOPLE - 1)
jobs = st.dictionaries(
    st.tuples(who, st.sampled_from(STARTS)),
    st.tuples(st.sampled_from(CANTONS), st.sampled_from(CHANNELS)),
    min_size=4,
)
came = st.sets(st.tuples(who, st.integers(0, COMPANIES - 1), st.sampled_from(STARTS)), min_size=2)
Jobs = dict[tuple[int, dt.date], tuple[str, str]]
Came = set[tuple[int, int, dt.date]]


def store(connection: Connection, hired: Jobs, trained: Came) -> None:
    for table in (Placement, SessionAttendance, CourseSession, Course, Vacancy, Person, Enterprise):
        connection.execute(delete(table))
    store_people(connection, *({"code": f"P-{at}", "canton_code": "1308"} for at in range(PEOPLE)))
    batch = {"import_batch_id": store_batch(connection)}
    for at in range(COMPANIES):
        company = {"code": f"E-{at}", "size": "MICRO", "ciiu": "G", "canton_code": "1308"}
        connection.execute(insert(Enterprise), {**company, **batch})
    for canton in CANTONS:
        post = {"code": f"V-{canton}", "enterprise_code": "E-0", "isco2": "51", "posts": 50}
        post |= {"canton_code": canton, "channel": "BOLSA", "opened_on": dt.date(2025, 1, 6)}
        connection.execute(insert(Vacancy), {**post, **batch})
    for (person, start), (canton, channel) in hired.items():
        job = {"person_code": f"P-{person}", "started_on": start, "vacancy_code": f"V-{canton}"}
        job |= {"last_contact_on": dt.date(2025, 12, 1), "direct_channel": channel}
        ended = start + dt.timedelta(days=60)
        connection.execute(insert(Placement), {**job, "ended_on": ended, **batch})
    course = {"code": "C", "kind": "EMPRESAS", "name": "C", "hours": Decimal(4)}
    connection.execute(insert(Course), {**course, "government_code": "1308", **batch})
    for day in STARTS:
        session = {"code": f"S-{day}", "course_code": "C", "cohort_code": "H", "held_on": day}
        session |= {"hours": Decimal(4), "canton_code": "1308"}
        connection.execute(insert(CourseSession), {**session, **batch})
    for person, company_at, day in {(p, d): (p, c, d) for p, c, d in sorted(trained)}.values():
        there = {"person_code": f"P-{person}", "session_code": f"S-{day}"}
        there["enterprise_code"] = f"E-{company_at}"
        connection.execute(insert(SessionAttendance), {**there, **batch})
    record_keys.fill(connection)


def at_place(app: AppTest, name: str) -> int:
    """The people beside a place's name, which stands at the map or instead of it; nobody if not."""
    own = [row["value"] for row in render(app) if row.get("label") == name and "name_y" in row]
    return int(own[0]) if own else 0


@pytest.mark.usefixtures("cookie")
@settings(
    max_examples=3,
    phases=[Phase.explicit, Phase.generate],  # to shrink would cost minutes of page runs
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(jobs, came)
def test_whoever_was_hired_or_trained_more_than_once_is_counted_once(
    engine: Engine, cookie: list[str | None], hired: Jobs, trained: Came
) -> None:
    # What readers keep of the example before is old.
    with writing(engine, *SUBJECTS) as connection:
        store(connection, hired, trained)
    if cookie[0] is None:
        cookie[0] = entered(engine.url.render_as_string(hide_password=False), Grant("monitor"))

    hiring = opened("hiring", territory="1308")
    persons = {person for person, _start in hired}
    assert f"{Count(len(persons)).to('es')} personas de {PEOPLE} inscritas" in (
        hiring.header[0].value
    )
    by_canton = {
        canton: {person for (person, _s), (where, _c) in hired.items() if where == canton}
        for canton in CANTONS
    }
    for canton, name in (("1301", "Portoviejo"), ("1308", "Manta")):
        assert at_place(hiring, name) == len(by_canton[canton])
    both = by_canton["1301"] | by_canton["1308"]
    assert at_place(opened("hiring"), "Manabí") == len(both)
    marks = render(opened("hiring", lado="canal"))
    for channel, name in NAMES.items():
        through = {person for (person, _s), (_w, by) in hired.items() if by == channel}
        named = (str(one.get("label", "")).replace("\n", " ") for one in marks)
        told = {label for label in named if label.startswith(name)}
        assert f"{name}: {len(through)}" in told

    companies = {c for _p, c, _d in {(p, d): (p, c, d) for p, c, d in sorted(trained)}.values()}
    titles = [element.value for element in opened("community").subheader]
    word = "empresa capacitada" if len(companies) == 1 else "empresas capacitadas"
    assert f"{len(companies)} {word}" in titles
