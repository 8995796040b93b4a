"""Random programmes whose true rates are known, as the rows that answers compute from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from data_access.tables import (
    Application,
    Course,
    CourseSession,
    Enrolment,
    Event,
    EventAttendance,
    Person,
    Placement,
)
from tests.data_access.random_programmes import Programme

Row = dict[str, Any]
CANTON, FAIRS, COHORT = "1308", 4, "C-1"
YEARS, CUT = (2024, 2025), dt.date(2026, 8, 31)
SEXES = {"H": 0.47, "M": 0.49, "I": 0.01, "NR": 0.03}
STATUSES = {"ACO": 0.48, "MIG": 0.32, "REF": 0.09, "RET": 0.06, "INT": 0.03, "NR": 0.02}
NATIONS = {"ECU": 0.55, "VEN": 0.3, "COL": 0.1, "PER": 0.03, "CUB": 0.02}
STEPS = ("PER", "REF", "ENT", "OFE")
EFFECTS = {"none": 0.0, "small": 0.03, "large": 0.1}


@dataclass(frozen=True)
class Truth:
    """The true rates: `step` of each step to a hire, `done` of completing; `effect` on women's.

    A positive effect is on women (both rates), on the year 2025, on the first fair and on the step
    to an interview: each is then the true difference of some sentence.
    """

    people: int
    step: float
    done: float
    fair: float
    effect: float


def drawn(chance: np.random.Generator, kind: str, least: int = 300, most: int = 20_000) -> Truth:
    """Return the truth of a programme of 300 to 20,000 people, small ones as likely as large."""
    people = int(np.exp(chance.uniform(np.log(least), np.log(most))))
    return Truth(
        people,
        float(chance.uniform(0.72, 0.85)),
        float(chance.uniform(0.45, 0.75)),
        float(chance.uniform(0.1, 0.3)),
        EFFECTS[kind],
    )


def rows(chance: np.random.Generator, truth: Truth) -> Programme:
    """Return a programme drawn from a truth."""
    n = truth.people
    codes = [f"P-{at}" for at in range(n)]
    sex, status, nation = (
        chance.choice(list(shares), n, p=list(shares.values()))
        for shares in (SEXES, STATUSES, NATIONS)
    )
    year = chance.choice(YEARS, n)
    registered = [
        dt.date(int(y), 1, 1) + dt.timedelta(days=int(day))
        for y, day in zip(year, chance.integers(0, 365, n), strict=True)
    ]
    women, late = sex == "M", year == YEARS[1]
    stages, hired = _stages(chance, truth, women | late)
    wait = chance.integers(1, 150, n)
    people = [
        {
            "code": code,
            "birth_year": 1990,
            "sex": str(sex[at]),
            "nationality": str(nation[at]),
            "mobility_status": str(status[at]),
            "canton_code": CANTON,
            "registered_on": registered[at],
            "consent_date": registered[at],
            "consent_version": "1",
        }
        for at, code in enumerate(codes)
    ]
    applied = [
        {
            "person_code": codes[at],
            "stage": name,
            "vacancy_code": "",
            "reached_on": registered[at] + dt.timedelta(days=1),
            "channel": "BOLSA",
        }
        for name, reached in zip(STEPS[:1], stages[:1], strict=True)
        for at in np.flatnonzero(reached)
    ]
    applied += [
        {
            "person_code": codes[at],
            "stage": name,
            "vacancy_code": "V-1",
            "reached_on": registered[at] + dt.timedelta(days=1),
            "channel": "BOLSA",
        }
        for name, reached in zip(STEPS[1:], stages[1:], strict=True)
        for at in np.flatnonzero(reached)
    ]
    jobs = [
        _job(codes[at], registered[at] + dt.timedelta(days=int(wait[at])), "BOLSA")
        for at in np.flatnonzero(hired)
    ]
    guests = [f"F-{at}" for at in range(n // 2)]
    came, fair_jobs, events = _fairs(chance, truth, guests)
    # Whoever comes to a fair is not in the bank: a hire there would be one of its steps.
    people += [
        {**people[at], "code": code, "registered_on": None} for at, code in enumerate(guests)
    ]
    done = chance.random(n) < truth.done + truth.effect * women
    took = chance.random(n) < 0.6
    return {
        Person: people,
        Event: events,
        Course: [
            {
                "code": "K-1",
                "kind": "HABILIDADES",
                "name": "K-1",
                "hours": Decimal(10),
                "government_code": CANTON,
            }
        ],
        CourseSession: [
            {
                "code": "S-1",
                "course_code": "K-1",
                "cohort_code": COHORT,
                "held_on": dt.date(2025, 12, 1),
                "hours": Decimal(5),
                "canton_code": CANTON,
            }
        ],
        Enrolment: [
            {
                "person_code": codes[at],
                "cohort_code": COHORT,
                "completed": "SI" if done[at] else "NO",
                "certified": "NO",
            }
            for at in np.flatnonzero(took)
        ],
        Application: applied,
        Placement: [*jobs, *fair_jobs],
        EventAttendance: came,
    }


def _stages(
    chance: np.random.Generator, truth: Truth, better: np.ndarray
) -> tuple[list[np.ndarray], np.ndarray]:
    """Return who reached each stage, and who was hired.

    Each step is as likely as every other; with an effect the one to an interview is harder by it
    for everybody, and the last one easier for those who do `better`.
    """
    standing = np.ones(truth.people, dtype=bool)
    found = []
    for name in STEPS:
        rate = truth.step - truth.effect * (name == "ENT")
        standing = standing & (chance.random(truth.people) < rate)
        found.append(standing)
    last = np.minimum(truth.step + truth.effect * 2 * better, 1.0)
    return found, standing & (chance.random(truth.people) < last)


def _fairs(
    chance: np.random.Generator, truth: Truth, codes: list[str]
) -> tuple[list[Row], list[Row], list[Row]]:
    """Return who came to which fair, the jobs that count for them, and the fairs.

    No one goes to two.
    """
    order = chance.permutation(len(codes))
    size = len(codes) // FAIRS
    came, jobs, events = [], [], []
    for fair in range(FAIRS):
        day = dt.date(2026, 5, 1 + fair)
        code = f"F-{fair}"
        events.append(
            {"code": code, "kind": "FERIA", "name": code, "held_on": day, "canton_code": CANTON}
        )
        rate = truth.fair + truth.effect * (fair == 0)
        for at in order[fair * size : (fair + 1) * size]:
            came.append({"event_code": code, "person_code": codes[at], "enterprise_code": ""})
            if chance.random() < rate:
                jobs.append(_job(codes[at], day + dt.timedelta(days=30), "FERIA"))
    return came, jobs, events


def _job(code: str, start: dt.date, channel: str) -> Row:
    return {
        "person_code": code,
        "started_on": start,
        "direct_channel": channel,
        "ended_on": None,
        "last_contact_on": CUT,
    }
