"""No page adds up people: whoever takes part in several things, places or periods counts once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, delete, insert

from components.words import Count
from data_access import record_keys
from data_access.database import SUBJECTS
from data_access.tables import Course, CourseSession, Person, SessionAttendance, Site, Visit
from data_access.viewer import Grant
from tests.data_access.answers.example import store_batch, store_people
from tests.pages.opening import opened
from tests.pages.rendered import render
from tests.pages.test_hiring import entered
from tests.writing import writing

PEOPLE = 12
DAYS = (dt.date(2025, 2, 10), dt.date(2025, 5, 5), dt.date(2025, 8, 18))
KINDS, SITES = ("HABILIDADES", "EMPRENDIMIENTO", "EMPRESAS"), ("1308", "2301")
KIND_NAMES = {
    "HABILIDADES": "Habilidades para el empleo",
    "EMPRENDIMIENTO": "Emprendimiento",
    "EMPRESAS": "Formación a empresas",
}
SKILLS = KINDS[:2]
who = st.integers(0, PEOPLE - 1)
came = st.sets(st.tuples(who, st.sampled_from(KINDS), st.sampled_from(DAYS)), min_size=4)
used = st.sets(st.tuples(who, st.sampled_from(SITES), st.sampled_from(DAYS)), min_size=2)


def store(
    connection: Connection,
    attended: set[tuple[int, str, dt.date]],
    visits: set[tuple[int, str, dt.date]],
) -> None:
    for table in (Visit, Site, SessionAttendance, CourseSession, Course, Person):
        connection.execute(delete(table))
    homes = [{"code": f"P-{at}", "canton_code": SITES[at % 2]} for at in range(PEOPLE)]
    store_people(connection, *homes)
    batch = {"import_batch_id": store_batch(connection)}
    for kind in KINDS:
        course = {"code": kind, "kind": kind, "name": kind, "hours": Decimal(4)}
        connection.execute(insert(Course), {**course, "government_code": "1308", **batch})
        for day in DAYS:
            session = {"code": f"{kind}-{day}", "course_code": kind, "cohort_code": f"H-{kind}"}
            session |= {"held_on": day, "hours": Decimal(4), "canton_code": "1308", **batch}
            connection.execute(insert(CourseSession), session)
    for person, kind, day in attended:
        there = {"person_code": f"P-{person}", "session_code": f"{kind}-{day}", **batch}
        connection.execute(insert(SessionAttendance), there)
    for canton in SITES:
        site = {"code": f"W-{canton}", "name": canton, "canton_code": canton, "seats": 10}
        connection.execute(insert(Site), {**site, "weekly_hours": Decimal(40), **batch})
    for person, canton, day in visits:
        entered_at = dt.datetime(day.year, day.month, day.day, 15, tzinfo=dt.UTC)
        visit = {"person_code": f"P-{person}", "site_code": f"W-{canton}", **batch}
        left = entered_at + dt.timedelta(hours=2)
        connection.execute(insert(Visit), {**visit, "entered_at": entered_at, "left_at": left})
    record_keys.fill(connection)


@pytest.mark.usefixtures("cookie")
@settings(
    max_examples=3,
    phases=[Phase.explicit, Phase.generate],  # to shrink would cost minutes of page runs
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(came, used)
def test_people_who_overlap_are_counted_once_on_every_level(
    engine: Engine,
    cookie: list[str | None],
    attended: set[tuple[int, str, dt.date]],
    visits: set[tuple[int, str, dt.date]],
) -> None:
    # What readers keep of the example before is old.
    with writing(engine, *SUBJECTS) as connection:
        store(connection, attended, visits)
    if cookie[0] is None:
        cookie[0] = entered(engine.url.render_as_string(hide_password=False), Grant("monitor"))

    for place in ("EC", "1308"):
        query = {} if place == "EC" else {"territory": place}
        here = {at for at in range(PEOPLE) if place in ("EC", SITES[at % 2])}
        trained = {p for p, kind, _day in attended if kind in SKILLS and p in here}
        training = opened("training", **query)
        assert training.metric[0].value == Count(len(trained)).to("es")
        marks = render(training)
        for kind, name in KIND_NAMES.items():
            of_kind = {p for p, other, _day in attended if other == kind and p in here}
            told = {one["value"] for one in marks if one.get("name") == name and "tip" in one}
            assert not told or len(of_kind) in told
        quarters = {
            one["day"][:10]: one["value"] for one in marks if "day" in one and "said" in one
        }
        for day in DAYS:
            then = {p for p, k, at in attended if k in SKILLS and at == day and p in here}
            first = f"{day.year}-{(day.month - 1) // 3 * 3 + 1:02d}-01"
            assert not quarters or quarters.get(first, 0) == len(then)

        inside = {p for p, canton, _day in visits if place in ("EC", canton)}
        spaces = opened("ventures", **query)
        assert spaces.metric[3].value == Count(len(inside)).to("es")
