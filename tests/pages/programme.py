"""A programme for the tests of pages: two surveys in two cantons, and a job bank around them."""

from __future__ import annotations

import datetime as dt
import random

from sqlalchemy import Connection, Engine, insert

from data_access import record_keys
from data_access.tables import (
    Enterprise,
    Person,
    Stratum,
    Survey,
    SurveyResponse,
    SurveyVacancy,
)
from tests.data_access.answers.example import store_batch
from tests.writing import writing

SURVEYS = {"EMP2024": dt.date(2024, 9, 30), "EMP2025": dt.date(2025, 9, 30)}
CANTONS = ("1308", "2301")
# Universe and sample of each stratum of a canton, and the posts a company has.
SIZES = {"MICRO": (400, 110, 4), "GRANDE": (40, 40, 120)}
# The chance that a company seeks the occupation, the posts it seeks, and registered people.
OCCUPATIONS = {
    "51": (0.55, 3, 60),
    "52": (0.50, 2, 900),
    "83": (0.30, 2, 4),
    "23": (0.35, 1, 150),
    "91": (0.02, 1, 40),
}


def fill(engine: Engine) -> None:
    """Store the programme; the same every time."""
    chance = random.Random(7)
    with writing(engine, "labour", "people") as connection:
        batch = store_batch(connection)
        for survey, day in SURVEYS.items():
            _survey(connection, survey, day, batch, chance)
        _people(connection, batch)
        record_keys.fill(connection)


def _survey(
    connection: Connection, survey: str, day: dt.date, batch: int, chance: random.Random
) -> None:
    head = {"code": survey, "name": f"Encuesta de empresas {day.year}", "reference_date": day}
    connection.execute(
        insert(Survey), {**head, "design": "PROBABILISTICO", "import_batch_id": batch}
    )
    companies, strata, responses, posts = [], [], [], []
    for canton in CANTONS:
        for size, (universe, sample, occupied) in SIZES.items():
            stratum = f"{canton}-{size}"
            strata.append({"code": stratum, "name": f"{size} {canton}", "universe": universe})
            for i in range(sample):
                code = f"{stratum}-{i}"
                companies.append({"code": code, "size": size, "ciiu": "I", "canton_code": canton})
                complete = chance.random() < 0.85
                responses.append(
                    {
                        "enterprise_code": code,
                        "stratum_code": stratum,
                        "outcome": "COMPLETA" if complete else "RECHAZO",
                        "occupied_posts": occupied if complete else None,
                        "willing_to_hire": ("SI" if chance.random() < 0.6 else "NO")
                        if complete
                        else None,
                        "barriers": chance.choice(("DOCUMENTOS", "DOCUMENTOS;COSTO", "NINGUNA"))
                        if complete
                        else None,
                    }
                )
                for occupation, (share, most, _) in OCCUPATIONS.items():
                    if complete and chance.random() < share:
                        found = chance.randint(1, most) * (5 if size == "GRANDE" else 1)
                        posts.append(
                            {
                                "enterprise_code": code,
                                "isco2": occupation,
                                "posts": found,
                                "hard_to_fill": chance.randint(0, found),
                            }
                        )
    batched = {"import_batch_id": batch}
    of_survey = {**batched, "survey_code": survey}
    if survey == min(SURVEYS):
        connection.execute(insert(Enterprise), [{**row, **batched} for row in companies])
    connection.execute(insert(Stratum), [{**row, **of_survey} for row in strata])
    connection.execute(insert(SurveyResponse), [{**row, **of_survey} for row in responses])
    connection.execute(insert(SurveyVacancy), [{**row, **of_survey} for row in posts])


def _people(connection: Connection, batch: int) -> None:
    connection.execute(
        insert(Person),
        [
            {
                "code": f"P-{canton}-{occupation}-{i}",
                "birth_year": 1990,
                "sex": "M" if i % 2 else "H",
                "nationality": "VEN",
                "mobility_status": "MIG",
                "canton_code": canton,
                "sought_isco2": occupation,
                "registered_on": dt.date(2024, 3, 3),
                "consent_date": dt.date(2024, 3, 3),
                "consent_version": "1",
                "withdrawn_on": None,
                "import_batch_id": batch,
            }
            for canton in CANTONS
            for occupation, (_, _, registered) in OCCUPATIONS.items()
            for i in range(registered)
        ],
    )
