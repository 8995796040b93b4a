"""What came of the people of the example: events, jobs, courses, sales, visits and the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from data_access.tables import (
    Application,
    Assistance,
    Association,
    Attitude,
    Course,
    CourseSession,
    Enrolment,
    Enterprise,
    Event,
    EventAttendance,
    Imported,
    Listing,
    ListingSales,
    Person,
    Placement,
    Platform,
    Population,
    Recommendation,
    SessionAttendance,
    Site,
    Study,
    Vacancy,
    Visit,
)
from tests.data_access.answers.example import store_batch, store_people, store_survey
from tests.writing import writing

Row = dict[str, Any]
FAIR, START, END = dt.date(2025, 4, 5), dt.date(2025, 5, 5), dt.date(2025, 5, 20)


def store_everything(engine: Engine) -> Engine:
    """A survey, forty people and something of every kind that came of the programme."""
    with writing(engine) as connection:
        store_survey(connection)
        store_people(connection, *[{}] * 40)
        store_outcomes(connection)
    return engine


def store_outcomes(connection: Connection) -> None:
    """Something of every kind, in Manta, for people who are already stored there."""
    people = list(connection.scalars(select(Person.code).order_by(Person.code)))
    hired, trained, sellers, users = people[:34], people[5:46], people[10:42], people[20:60]
    company = connection.scalar(select(Enterprise.code).limit(1))
    place = {"canton_code": "1308"}
    _store(connection, Platform, {"code": "M-1", "kind": "MERCADO", "name": "Mercado", **place})
    _store(
        connection,
        Event,
        {"code": "F-1", "kind": "FERIA", "name": "Feria", "held_on": FAIR, **place},
        {"code": "T-1", "kind": "TALLER", "name": "Taller", "held_on": FAIR, **place},
    )
    _store(
        connection,
        Vacancy,
        {
            **{"code": "V-1", "enterprise_code": company, "isco2": "51", "channel": "FERIA"},
            **{"posts": 40, "opened_on": FAIR, "closed_on": END, "event_code": "F-1", **place},
        },
    )
    _store(
        connection,
        EventAttendance,
        *({"event_code": "F-1", "person_code": who, "enterprise_code": ""} for who in people),
        {"event_code": "T-1", "person_code": "", "enterprise_code": company},
    )
    _store(
        connection,
        Application,
        *(
            {
                **{"person_code": who, "vacancy_code": "V-1", "stage": "REF"},
                **{"reached_on": FAIR, "channel": "FERIA", "event_code": "F-1"},
            }
            for who in people[:50]
        ),
    )
    _store(connection, Placement, *(_job(at, who) for at, who in enumerate(hired)))
    _training(connection, trained, company)
    _store(
        connection,
        Listing,
        *(
            {
                **{"code": f"O-{who}", "person_code": who, "platform_code": "M-1"},
                **{"category": "PRODUCTO", "live_from": FAIR, "live_to": END},
            }
            for who in sellers
        ),
    )
    _store(
        connection,
        ListingSales,
        *(
            {
                **{"listing_code": f"O-{who}", "month": dt.date(2025, 4, 1)},
                **{"sales": 1 + at % 3, "sales_usd": Decimal(10 + at)},
            }
            for at, who in enumerate(sellers[:28])
        ),
    )
    _store(
        connection,
        Site,
        {"code": "W-1", "name": "Sede", "seats": 10, "weekly_hours": Decimal(40), **place},
    )
    nine = dt.datetime(2025, 5, 5, 14, tzinfo=dt.UTC)
    _store(
        connection,
        Visit,
        *(
            {
                **{"person_code": who, "site_code": "W-1"},
                **{"entered_at": nine, "left_at": nine + dt.timedelta(minutes=61 + at)},
            }
            for at, who in enumerate(users)
        ),
    )
    _community(connection)


def _job(at: int, who: str) -> Row:
    ended = START + dt.timedelta(days=30 + 11 * at) if at % 3 == 0 else None
    return {
        "person_code": who,
        "started_on": START,
        "vacancy_code": "V-1",
        "ended_on": ended,
        "last_contact_on": ended or dt.date(2026, 5, 5 + at % 20),
        "monthly_wage_usd": Decimal(400 + 7 * at),
        "weekly_hours": Decimal(20 if at % 4 == 0 else 40),
        "wants_more_hours": "NO",
        "contract": "SI" if at % 5 else "NO",
        "social_security": "SI" if at % 6 else "NO",
        "direct_channel": "FERIA" if at % 7 else "BOLSA",
    }


def _training(connection: Connection, trained: list[str], company: object) -> None:
    kinds = ("TOT", "CASCADA", "HABILIDADES", "EMPRESAS")
    place = {"canton_code": "1308"}
    _store(
        connection,
        Course,
        *(
            {
                **{"code": kind, "kind": kind, "name": kind, "hours": Decimal(5)},
                "government_code": "1308",
            }
            for kind in kinds
        ),
    )
    _store(
        connection,
        CourseSession,
        *(
            {
                **{"code": f"S-{kind}", "course_code": kind, "cohort_code": f"H-{kind}"},
                **{"held_on": FAIR, "hours": Decimal(5), "unlinked": 27, **place},
                "trainer_code": trained[0] if kind == "CASCADA" else None,
            }
            for kind in kinds
        ),
    )
    _store(
        connection,
        Enrolment,
        *(
            {
                **{"person_code": who, "cohort_code": f"H-{kind}", "certified": "SI"},
                **{"completed": "SI" if at % 9 else "NO"},
                **{"mark_before": Decimal(40 + at % 30), "mark_after": Decimal(60 + at % 37)},
            }
            for kind, of in (("TOT", trained[:6]), ("HABILIDADES", trained))
            for at, who in enumerate(of)
        ),
    )
    _store(
        connection,
        SessionAttendance,
        *(
            {
                **{"person_code": who, "session_code": f"S-{kind}"},
                "enterprise_code": company if kind == "EMPRESAS" else None,
            }
            for kind in kinds
            for who in trained
        ),
    )
    _store(
        connection,
        Attitude,
        *(
            {
                **{"cohort_code": "H-EMPRESAS", "participant_code": f"Q{i}", "question": "Q"},
                **{"moment": moment, "agreement": 1 + (i + shift) % 5},
            }
            for i in range(40)
            for moment, shift in (("ANTES", 0), ("DESPUES", 2))
        ),
    )
    _store(
        connection,
        Population,
        {
            **{"territory_code": "1308", "year": 2025, "group": "OBJETIVO"},
            **{"persons": 900, "source": "F"},
        },
    )


def _community(connection: Connection) -> None:
    place = {"canton_code": "1308"}
    _store(
        connection,
        Association,
        {
            **{"code": "A-1", "name": "A", "kind": "MIGRANTE", "publishable": "SI", **place},
            **{"led_by_women": "SI", "active_on": FAIR},
        },
    )
    _store(connection, Study, {"code": "D-1", "title": "D", "published_on": FAIR, **place})
    _store(
        connection,
        Recommendation,
        {"study_code": "D-1", "number": 1, "text": "R", "state": "ADOPTADA"},
    )
    _store(
        connection,
        Assistance,
        {
            **{"code": "X-1", "institution": "GAD", "level": "CANTONAL", "territory_code": "1308"},
            **{"topic": "T", "started_on": FAIR, "state": "PENDIENTE"},
        },
    )


def _store(
    connection: Connection, model: type[Imported], *rows: Mapping[str, Any] | Iterable[Any]
) -> None:
    batch = store_batch(connection)
    connection.execute(insert(model), [{**row, "import_batch_id": batch} for row in rows])  # type: ignore[dict-item]
