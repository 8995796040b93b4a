"""Random programmes whose true rates are known, as the rows that answers compute from."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from data_access.tables import (
    Application,
    Event,
    EventAttendance,
    Person,
    Placement,
    Target,
)
from tests.data_access.random_programmes import Programme, Row
from tests.truth import courses, surveys
from tests.truth.surveys import OCCUPATIONS, PLACES, YEARS

FAIRS, CUT = 4, dt.date(2026, 8, 31)
SEXES = {"H": 0.47, "M": 0.49, "I": 0.01, "NR": 0.03}
STATUSES = {"ACO": 0.48, "MIG": 0.32, "REF": 0.09, "RET": 0.06, "INT": 0.03, "NR": 0.02}
NATIONS = {"ECU": 0.55, "VEN": 0.3, "COL": 0.1, "PER": 0.03, "CUB": 0.02}
STEPS = ("PER", "REF", "ENT", "OFE")
EFFECTS = {"none": 0.0, "small": 0.03, "large": 0.1}
STAYING = 0.7  # of jobs, to six months
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Truth:
    """The true rates: `step` of each step to a hire, `done` of completing, `fair` of a fair.

    A positive `effect` is on women (being hired, completing), on the year 2025, on the first fair,
    on the step to an interview, on staying of those trained before their job, and on companies:
    each is then the true difference of some sentence.
    """

    people: int
    step: float
    done: float
    fair: float
    effect: float

    @property
    def completing(self) -> float:
        """The true share of those enrolled that completes, in per cent."""
        return 100 * (self.done + self.effect * SEXES["M"])


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
    taught = courses.drawn(chance, year, truth.done + truth.effect * women, truth.effect)
    free = np.flatnonzero(~hired)
    of_place = {place: free[free % len(PLACES) == at] for at, place in enumerate(PLACES)}
    world = surveys.world(chance, min(map(len, of_place.values())), truth.effect)
    people: list[Row] = [
        {
            "code": code,
            "birth_year": 1990,
            "sex": str(sex[at]),
            "nationality": str(nation[at]),
            "mobility_status": str(status[at]),
            "canton_code": PLACES[at % len(PLACES)],
            "sought_isco2": None,
            "registered_on": registered[at],
            "consent_date": registered[at],
            "consent_version": "1",
        }
        for at, code in enumerate(codes)
    ]
    for here in of_place.values():
        sought = [
            code
            for code, count in zip(OCCUPATIONS, world.supply, strict=True)
            for _ in range(count)
        ]
        for at, code in zip(here, sought, strict=False):
            people[at]["sought_isco2"] = code
    applied = [
        {
            "person_code": codes[at],
            "stage": name,
            "vacancy_code": "" if name == STEPS[0] else "V-1",
            "reached_on": registered[at] + dt.timedelta(days=1),
            "channel": "BOLSA",
        }
        for name, reached in zip(STEPS, stages, strict=True)
        for at in np.flatnonzero(reached)
    ]
    guests = [f"F-{at}" for at in range(n // 2)]
    came, fair_jobs, events = _fairs(chance, truth, guests)
    # Whoever comes to a fair is not in the bank: a hire there would be one of its steps.
    people += [
        {**people[at], "code": code, "registered_on": None} for at, code in enumerate(guests)
    ]
    wait = chance.integers(1, 150, n)
    jobs = [
        _job(
            chance,
            codes[at],
            registered[at] + dt.timedelta(days=int(wait[at])),
            "BOLSA",
            truth.effect if taught.came_before(at, registered[at], int(wait[at])) else 0.0,
        )
        for at in np.flatnonzero(hired)
    ]
    return {
        Person: people,
        Event: events,
        **surveys.rows(chance, world),
        **taught.rows(codes),
        Application: applied,
        Placement: [*jobs, *fair_jobs],
        EventAttendance: came,
        Target: list(_targets(truth, world)),
    }


def _stages(chance: np.random.Generator, truth: Truth, better: Flags) -> tuple[list[Flags], Flags]:
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
            {"code": code, "kind": "FERIA", "name": code, "held_on": day, "canton_code": PLACES[0]}
        )
        rate = truth.fair + truth.effect * (fair == 0)
        for at in order[fair * size : (fair + 1) * size]:
            came.append({"event_code": code, "person_code": codes[at], "enterprise_code": ""})
            if chance.random() < rate:
                jobs.append(_job(chance, codes[at], day + dt.timedelta(days=30), "FERIA"))
    return came, jobs, events


def _job(
    chance: np.random.Generator, code: str, start: dt.date, channel: str, effect: float = 0.0
) -> Row:
    """Return a job that lasts six months as often as `STAYING` and an effect say."""
    left = start + dt.timedelta(days=int(chance.integers(10, 150)))
    leaves = chance.random() >= STAYING + effect and left < CUT
    return {
        "person_code": code,
        "started_on": start,
        "direct_channel": channel,
        "ended_on": left if leaves else None,
        "last_contact_on": left if leaves else CUT,
    }


def _targets(truth: Truth, world: surveys.World) -> Iterable[Row]:
    """Yield targets of 2025 just beyond what is true, and for LG-03 one that is just reached.

    The first are missed, so that nobody may say that they are met for sure; the last is met.
    """
    beyond = {
        "SK-02": truth.completing,
        "PP-01": world.share("willing", None, YEARS[1]),
        "LG-03": world.share("hard", "posts", YEARS[1]),
    }
    for code, share in beyond.items():
        aim = Decimal(math.floor(share * 10_000) + 1) / 10_000
        yield {
            "indicator_code": code,
            "territory_code": "EC",
            "period": str(YEARS[1]),
            "baseline": None,
            "target": aim,
        }
