"""Random surveys and jobs for R: strata of one respondent, of all, and of none among them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np

from data_access.lists import SIZE
from data_access.tables import (
    Course,
    CourseSession,
    Enterprise,
    Person,
    Placement,
    SessionAttendance,
    Stratum,
    Survey,
    SurveyResponse,
    SurveyVacancy,
)
from tests.data_access.random_programmes import Programme, Row

PLACES = {"1308": "G", "2301": "C", "0901": "I"}  # and the section of their companies
OCCUPATIONS = ("51", "52", "93")
NAMED = ("DOCUMENTOS", "TITULOS", "COSTO")
KINDS = ("lone", "census", "silent", "usual", "usual")  # of strata; one of each in every survey
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2026, 6, 30)
TRAINED_ON = dt.date(2024, 9, 15)


def rows(chance: np.random.Generator) -> Programme:
    """Return a survey of three places, and the jobs of some people."""
    return _survey(chance) | _people(chance)


def _survey(chance: np.random.Generator) -> Programme:
    codes = [f"{place}-{size}" for place in PLACES for size in SIZE]
    kinds = [*KINDS, *chance.choice(KINDS, len(codes) - len(KINDS))]
    kinds = dict(zip(chance.permutation(codes), kinds, strict=True))
    strata: list[Row] = []
    found: dict[type, list[Row]] = {Enterprise: [], SurveyResponse: [], SurveyVacancy: []}
    for code in codes:
        place, size = code.split("-")
        answered, universe = _sizes(chance, str(kinds[code]))
        strata.append({"survey_code": "ENC", "code": code, "name": code, "universe": universe})
        for at in range(max(answered, 1)):
            company = f"{code}-{at:03}"
            found[Enterprise].append(
                {"code": company, "size": size, "ciiu": PLACES[place], "canton_code": place}
            )
            outcome = "COMPLETA" if answered else "RECHAZO"
            response = _response(chance, company, code, outcome)
            found[SurveyResponse].append(response)
            if answered:
                found[SurveyVacancy] += _vacancies(chance, company, list(SIZE).index(size))
    survey = {
        "code": "ENC",
        "name": "ENC",
        "reference_date": dt.date(2025, 9, 30),
        "design": "PROBABILISTICO",
    }
    return {
        Enterprise: found[Enterprise],
        Survey: [survey],
        Stratum: strata,
        SurveyResponse: found[SurveyResponse],
        SurveyVacancy: found[SurveyVacancy],
    }


def _sizes(chance: np.random.Generator, kind: str) -> tuple[int, int]:
    """Return how many companies of a stratum answered, and how many there are."""
    count = int(chance.integers(4, 14))
    if kind == "lone":
        return 1, int(chance.integers(2, 60))
    if kind == "census":
        return count, count
    if kind == "silent":
        return 0, int(chance.integers(2, 60))
    return count, count + int(chance.integers(1, 200))


def _response(chance: np.random.Generator, company: str, code: str, outcome: str) -> Row:
    answers: dict[str, Any] = {"occupied_posts": None, "willing_to_hire": None, "barriers": None}
    if outcome == "COMPLETA":
        named = [one for one in NAMED if chance.random() < 0.4]
        answers = {
            "occupied_posts": int(chance.poisson(8)) if chance.random() < 0.9 else None,
            "willing_to_hire": str(chance.choice(["SI", "NO", "NO"])),
            "barriers": (";".join(named) or "NINGUNA") if chance.random() < 0.9 else None,
        }
        if chance.random() < 0.1:
            answers["willing_to_hire"] = None
    return {
        "survey_code": "ENC",
        "enterprise_code": company,
        "stratum_code": code,
        "outcome": outcome,
        **answers,
    }


def _vacancies(chance: np.random.Generator, company: str, size: int) -> list[Row]:
    found = []
    for occupation in OCCUPATIONS:
        posts = int(chance.poisson(0.6 + size))
        if posts:
            found.append(
                {
                    "survey_code": "ENC",
                    "enterprise_code": company,
                    "isco2": occupation,
                    "posts": posts,
                    "hard_to_fill": int(chance.binomial(posts, 0.4)),
                }
            )
    return found


def _people(chance: np.random.Generator) -> Programme:
    """Return people of whom most got one job, some of whom left it or were lost, some trained."""
    people, jobs, came = [], [], []
    for at in range(int(chance.integers(60, 160))):
        code = f"P-{at}"
        registered = FIRST + dt.timedelta(days=int(chance.integers(0, 600)))
        people.append(
            {
                "code": code,
                "birth_year": 1990,
                "sex": str(chance.choice(["H", "M"])),
                "nationality": "ECU",
                "mobility_status": "ACO",
                "canton_code": "1308",
                "sought_isco2": None,
                "registered_on": registered,
                "consent_date": registered,
                "consent_version": "1",
            }
        )
        if chance.random() < 0.4:
            came.append({"person_code": code, "session_code": "S-1"})
        if chance.random() < 0.8:
            jobs.append(_job(chance, code, registered))
    course = {"code": "K-1", "kind": "HABILIDADES", "name": "K-1", "government_code": "1308"}
    session = {
        "code": "S-1",
        "course_code": "K-1",
        "cohort_code": "C-1",
        "held_on": TRAINED_ON,
        "hours": Decimal(5),
        "canton_code": "1308",
    }
    return {
        Person: people,
        Course: [course | {"hours": Decimal(10)}],
        CourseSession: [session],
        SessionAttendance: came,
        Placement: jobs,
    }


def _job(chance: np.random.Generator, code: str, registered: dt.date) -> Row:
    start = registered + dt.timedelta(days=int(chance.integers(0, 200)))
    until = min(start + dt.timedelta(days=int(chance.exponential(300))), LAST)
    return {
        "person_code": code,
        "started_on": start,
        "direct_channel": str(chance.choice(["BOLSA", "FERIA"])),
        "ended_on": until if chance.random() < 0.6 and until < LAST else None,
        "last_contact_on": until,
    }
