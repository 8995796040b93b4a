"""The survey of METHODS §2, stored as an import would store it, and people around it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, insert, update

from data_access import record_keys
from data_access.tables import (
    Enterprise,
    ImportBatch,
    Person,
    Stratum,
    Survey,
    SurveyResponse,
    SurveyVacancy,
    Vacancy,
)

REFERENCE_DATE = dt.date(2025, 9, 30)
# Stratum: size, universe, vacancies, occupied posts and hard-to-fill posts of each respondent.
STRATA = {
    "micro": (
        "MICRO",
        400,
        [0, 1, 0, 0, 2, 0, 1, 0],
        [3, 5, 2, 4, 6, 3, 4, 5],
        [0, 1, 0, 0, 1, 0, 0, 0],
    ),
    "pyme": ("MEDIANA", 100, [2, 0, 3, 1, 4, 2], [20, 15, 30, 18, 40, 27], [1, 0, 2, 0, 2, 1]),
    "grande": ("GRANDE", 5, [6, 10, 4], [150, 220, 130], [2, 3, 1]),
}


def store_survey(
    connection: Connection, code: str = "ENC", canton: str = "1308", design: str = "PROBABILISTICO"
) -> None:
    """Store the worked survey: all vacancies in occupation 51, all companies in one canton."""
    batch = store_batch(connection)
    connection.execute(
        insert(Survey),
        {
            "code": code,
            "name": f"Encuesta {code}",
            "reference_date": REFERENCE_DATE,
            "design": design,
            "import_batch_id": batch,
        },
    )
    for stratum, (size, universe, vacancies, occupied, hard) in STRATA.items():
        connection.execute(
            insert(Stratum),
            {
                "survey_code": code,
                "code": stratum,
                "name": stratum,
                "universe": universe,
                "import_batch_id": batch,
            },
        )
        for i, (v, o, h) in enumerate(zip(vacancies, occupied, hard, strict=True)):
            enterprise = f"{code}-{stratum}-{i}"
            connection.execute(
                insert(Enterprise),
                {
                    "code": enterprise,
                    "size": size,
                    "ciiu": "G",
                    "canton_code": canton,
                    "import_batch_id": batch,
                },
            )
            connection.execute(
                insert(SurveyResponse),
                {
                    "survey_code": code,
                    "enterprise_code": enterprise,
                    "stratum_code": stratum,
                    "outcome": "COMPLETA",
                    "occupied_posts": o,
                    "willing_to_hire": "SI" if i % 2 == 0 else "NO",
                    "barriers": "DOCUMENTOS;COSTO" if i % 3 == 0 else "NINGUNA",
                    "import_batch_id": batch,
                },
            )
            if v:
                connection.execute(
                    insert(SurveyVacancy),
                    {
                        "survey_code": code,
                        "enterprise_code": enterprise,
                        "isco2": "51",
                        "posts": v,
                        "hard_to_fill": h,
                        "import_batch_id": batch,
                    },
                )


def store_people(connection: Connection, *people: dict[str, object]) -> None:
    """Store people registered in Manta before the survey unless they say otherwise."""
    batch = store_batch(connection)
    usual = {
        "birth_year": 1990,
        "sex": "M",
        "nationality": "VEN",
        "mobility_status": "MIG",
        "canton_code": "1308",
        "sought_isco2": "51",
        "registered_on": dt.date(2025, 3, 3),
        "consent_date": dt.date(2025, 3, 3),
        "consent_version": "1",
        "withdrawn_on": None,
        "import_batch_id": batch,
    }
    connection.execute(
        insert(Person), [{**usual, "code": f"P{batch}-{i}", **p} for i, p in enumerate(people)]
    )
    record_keys.fill(connection)


def store_doubts(connection: Connection, place: str) -> None:
    """A batch of a place's office, two codes that are alike, and a wage far from the others."""
    batch = store_batch(connection)
    connection.execute(update(ImportBatch).filter_by(id=batch).values(office=place))
    own = {"canton_code": place, "import_batch_id": batch}
    company = {"size": "MICRO", "ciiu": "G", **own}
    codes = [f"{place}-A01", f"{place}-a1"]
    connection.execute(insert(Enterprise), [{"code": code, **company} for code in codes])
    offered = {"enterprise_code": codes[0], "isco2": "51", "channel": "BOLSA", "posts": 1}
    offered |= {"opened_on": dt.date(2025, 3, 3), **own}
    wages = [480, 490, 500, 510, 520] * 3 + [50_000]
    connection.execute(
        insert(Vacancy),
        [
            {"code": f"{place}-V{at}", "monthly_wage_usd": wage, **offered}
            for at, wage in enumerate(wages)
        ],
    )


def store_batch(connection: Connection) -> int:
    """A batch to hang rows on; its number."""
    stored = connection.execute(
        insert(ImportBatch),
        {
            "template_version": "test",
            "author": "test",
            "rows_new": 0,
            "rows_changed": 0,
            "rows_same": 0,
        },
    )
    assert stored.inserted_primary_key is not None
    return int(stored.inserted_primary_key[0])
