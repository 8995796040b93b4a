"""The courses of random programmes: a cohort a year, who enrolled, came and completed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from data_access.tables import Course, CourseSession, Enrolment, SessionAttendance
from tests.data_access.random_programmes import Programme
from tests.truth.surveys import PLACES, YEARS

TAKING = 0.6  # of those registered in a year


def day_of(year: int) -> dt.date:
    """Return the day of the cohort's one session."""
    return dt.date(year, 12, 1)


@dataclass(frozen=True)
class Courses:
    """Who enrolled in the cohort of their `year`, completed it, and came to its session."""

    year: NDArray[np.int64]
    enrolled: NDArray[np.bool_]
    done: NDArray[np.bool_]
    came: NDArray[np.bool_]

    def came_before(self, at: int, registered: dt.date, wait: int) -> bool:
        """Return whether a person came to a session before a job that began after a wait."""
        starts = registered + dt.timedelta(days=wait)
        return bool(self.came[at]) and day_of(int(self.year[at])) < starts

    def rows(self, codes: Sequence[str]) -> Programme:
        """Return the rows of the courses."""
        return {
            Course: [
                {
                    "code": "K-1",
                    "kind": "HABILIDADES",
                    "name": "K-1",
                    "hours": Decimal(10),
                    "government_code": PLACES[0],
                }
            ],
            CourseSession: [
                {
                    "code": f"S-{year}",
                    "course_code": "K-1",
                    "cohort_code": f"C-{year}",
                    "held_on": day_of(year),
                    "hours": Decimal(5),
                    "canton_code": PLACES[0],
                }
                for year in YEARS
            ],
            Enrolment: [
                {
                    "person_code": codes[at],
                    "cohort_code": f"C-{self.year[at]}",
                    "completed": "SI" if self.done[at] else "NO",
                    "certified": "NO",
                }
                for at in np.flatnonzero(self.enrolled)
            ],
            SessionAttendance: [
                {"person_code": codes[at], "session_code": f"S-{self.year[at]}"}
                for at in np.flatnonzero(self.came)
            ],
        }


def drawn(
    chance: np.random.Generator,
    year: NDArray[np.int64],
    completing: NDArray[np.float64],
    effect: float,
) -> Courses:
    """Return courses to which as many came in each year; with an effect, more in the last."""
    enrolled = chance.random(len(year)) < TAKING
    done = chance.random(len(year)) < completing
    of_year = [np.flatnonzero(enrolled & (year == one)) for one in YEARS]
    least = min(map(len, of_year))
    came = np.zeros(len(year), dtype=bool)
    for one, size in zip(of_year, (int(least * (1 - effect)), least), strict=True):
        came[one[:size]] = True
    return Courses(year, enrolled, done, came)
