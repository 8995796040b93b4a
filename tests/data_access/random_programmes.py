"""Random programmes in which the same people come to many things, and how to store them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert

from data_access import record_keys
from data_access.lists import CHANNEL, MOBILITY, SEX, STAGE
from data_access.tables import (
    Application,
    Base,
    Course,
    CourseSession,
    Enterprise,
    Event,
    EventAttendance,
    Listing,
    Person,
    Placement,
    Platform,
    SessionAttendance,
    Site,
    Vacancy,
    Visit,
)
from tests.data_access.answers.example import store_batch

Row = dict[str, Any]
Programme = dict[type[Base], list[Row]]
CANTONS = ("1308", "1301", "2301", "0901")
FIRST, LAST = dt.date(2024, 11, 1), dt.date(2025, 4, 30)
PEOPLE = [f"P-{i}" for i in range(9)]
days = st.dates(FIRST, LAST)
codes = st.sampled_from(PEOPLE)


def unique(rows: list[Row], *key: str) -> list[Row]:
    """The rows without those whose key stands earlier."""
    return list({tuple(row[name] for name in key): row for row in rows}.values())


def rows_of(**columns: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Row]]:
    return st.lists(st.fixed_dictionaries(columns), max_size=18)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """People with attributes of all kinds, and what each of them came to, again and again."""
    people = [
        {
            "code": code,
            "birth_year": draw(st.integers(1955, 2008)),
            "sex": draw(st.sampled_from(sorted(SEX))),
            "nationality": draw(st.sampled_from(["ECU", "VEN", "NGA", "USA"])),
            "mobility_status": draw(st.sampled_from(sorted(MOBILITY))),
            "canton_code": draw(st.sampled_from(CANTONS)),
            "sought_isco2": draw(st.sampled_from([None, "51", "52"])),
            "registered_on": draw(st.none() | days),
            "consent_date": FIRST,
            "consent_version": "1",
            "withdrawn_on": draw(st.sampled_from([None, None, None, None, LAST])),
        }
        for code in PEOPLE
    ]
    channels = st.sampled_from(sorted(CHANNEL)[:3])
    stages = draw(
        rows_of(
            person_code=codes,
            stage=st.sampled_from(list(STAGE)),
            vacancy_code=st.sampled_from(["V-1", "V-2"]),
            reached_on=days,
            channel=channels,
        )
    )
    for row in stages:
        row["vacancy_code"] = "" if row["stage"] in ("REG", "PER") else row["vacancy_code"]
    jobs = draw(
        rows_of(
            person_code=codes,
            started_on=days,
            lasted=st.none() | st.integers(0, 400),
            direct_channel=channels,
            vacancy_code=st.sampled_from([None, "V-1", "V-2"]),
        )
    )
    for row in jobs:
        lasted = row.pop("lasted")
        row["ended_on"] = None if lasted is None else row["started_on"] + dt.timedelta(days=lasted)
        row["last_contact_on"] = row["ended_on"] or LAST
    attendances = draw(
        rows_of(person_code=codes, session_code=st.sampled_from([f"S-{i}" for i in range(6)]))
    )
    fairs = draw(rows_of(person_code=codes, event_code=st.sampled_from(["F-1", "F-2", "T-1"])))
    offers = draw(
        rows_of(
            person_code=codes,
            platform_code=st.sampled_from(["M-1", "M-2"]),
            live_from=days,
            lasted=st.none() | st.integers(0, 90),
        )
    )
    for at, row in enumerate(offers):
        lasted = row.pop("lasted")
        row["code"], row["category"] = f"O-{at}", "PRODUCTO"
        row["live_to"] = None if lasted is None else row["live_from"] + dt.timedelta(days=lasted)
    visits = draw(
        rows_of(
            person_code=codes,
            site_code=st.sampled_from(["W-1", "W-2"]),
            entered_at=st.datetimes(dt.datetime(2024, 11, 1), dt.datetime(2025, 4, 30)),
        )
    )
    for row in visits:
        row["entered_at"] = row["entered_at"].replace(microsecond=0, tzinfo=dt.UTC)
    held = draw(st.lists(days, min_size=8, max_size=8))
    return {
        Person: people,
        **around(held),
        Application: unique(stages, "person_code", "vacancy_code", "stage"),
        Placement: unique(jobs, "person_code", "started_on"),
        SessionAttendance: unique(attendances, "person_code", "session_code"),
        EventAttendance: [
            {**row, "enterprise_code": ""} for row in unique(fairs, "event_code", "person_code")
        ],
        Listing: offers,
        Visit: unique(visits, "person_code", "site_code", "entered_at"),
    }


def around(held: list[dt.date]) -> Programme:
    """Companies, vacancies, fairs, courses and their sessions, and sites, of fixed codes."""
    kinds = ("HABILIDADES", "EMPRENDIMIENTO", "CASCADA")
    return {
        Enterprise: [{"code": "E-1", "size": "MICRO", "ciiu": "G", "canton_code": "1308"}],
        Platform: [
            {"code": code, "kind": "MERCADO", "name": code, "canton_code": "1308"}
            for code in ("M-1", "M-2")
        ],
        Event: [
            {"code": code, "kind": kind, "name": code, "held_on": day, "canton_code": "1308"}
            for code, kind, day in zip(
                ("F-1", "F-2", "T-1"), ("FERIA", "FERIA", "TALLER"), held[6:] + held, strict=False
            )
        ],
        Vacancy: [
            {
                "code": code,
                "enterprise_code": "E-1",
                "isco2": "51",
                "canton_code": "1308",
                "channel": "BOLSA",
                "posts": 2,
                "opened_on": FIRST,
            }
            for code in ("V-1", "V-2")
        ],
        Course: [
            {
                "code": f"K-{at}",
                "kind": kind,
                "name": kind,
                "hours": Decimal(10),
                "government_code": "1308",
            }
            for at, kind in enumerate(kinds)
        ],
        CourseSession: [
            {
                "code": f"S-{at}",
                "course_code": f"K-{at % 3}",
                "cohort_code": f"H-{at % 3}",
                "held_on": held[at],
                "hours": Decimal(5),
                "canton_code": "1308",
            }
            for at in range(6)
        ],
        Site: [
            {
                "code": code,
                "name": code,
                "canton_code": "1308",
                "seats": 5,
                "weekly_hours": Decimal(40),
            }
            for code in ("W-1", "W-2")
        ],
    }


def store(connection: Connection, programme: Mapping[type[Base], Iterable[Row]]) -> None:
    """Put a programme in place of whatever is stored."""
    for model in reversed(list(programme)):
        connection.execute(delete(model))
    batch = store_batch(connection)
    for model, rows in programme.items():
        filled = [{**row, "import_batch_id": batch} for row in rows]
        if filled:
            connection.execute(insert(model), filled)
    record_keys.fill(connection)
