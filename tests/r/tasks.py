"""What R is asked about a random programme, worked out from its rows alone (METHODS §2 and §3)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from data_access.lists import BARRIER, SIZE
from data_access.tables import (
    Enterprise,
    Person,
    Placement,
    SessionAttendance,
    Stratum,
    SurveyResponse,
    SurveyVacancy,
)
from tests.data_access.facts.straightforward import completed_months
from tests.data_access.random_programmes import Programme
from tests.r.programmes import TRAINED_ON

Mask = np.ndarray


def joined(answered: Mapping[str, int], universe: Mapping[str, int]) -> dict[str, str]:
    """Return the stratum that each one's variance is of: one with a lone answer joins another.

    In its place the next larger by size, else the next smaller, else the nearest by universe; two
    lone ones join each other.
    """

    def size(code: str) -> int:
        return list(SIZE).index(code.split("-")[1])

    there = sorted((code for code in answered if answered[code]), key=lambda c: (size(c), c))
    found = {code: code for code in there}
    for code in there:
        joined_by_another = any(found[other] == code for other in there if other != code)
        if answered[code] > 1 or universe[code] == 1 or joined_by_another:
            continue
        free = [other for other in there if other != code and found[other] == other]
        own = [other for other in free if other.split("-")[0] == code.split("-")[0]]
        larger = [other for other in own if size(other) > size(code)]
        if larger:
            found[code] = min(larger, key=size)
        elif own:
            found[code] = max(own, key=size)
        elif free:
            found[code] = min(
                free, key=lambda other: (abs(universe[other] - universe[code]), other)
            )
    return {code: _end(found, code) for code in there}


def _end(found: Mapping[str, str], code: str) -> str:
    while found[code] != code:
        code = found[code]
    return code


@dataclass(frozen=True)
class Variable:
    """What is estimated of each company: `y`, or `y`/`x`, of those whose answer is `valid`."""

    y: pd.Series
    x: pd.Series | None
    valid: pd.Series


class Companies:
    """The companies of a survey that answered."""

    def __init__(self, programme: Programme) -> None:
        told = pd.DataFrame(programme[SurveyResponse])
        told = told.merge(
            pd.DataFrame(programme[Enterprise]), left_on="enterprise_code", right_on="code"
        )
        self.frame = told[told["outcome"] == "COMPLETA"].reset_index(drop=True)
        self.frame["province"] = self.frame["canton_code"].str[:2]
        self.universe = {row["code"]: int(row["universe"]) for row in programme[Stratum]}
        self.posts = pd.DataFrame(programme[SurveyVacancy])
        self.designs: dict[str, pd.DataFrame] = {}

    def of(self, column: str, occupation: str | None) -> pd.Series:
        """Return posts of each company, of one occupation or all."""
        posts = self.posts
        if occupation is not None:
            posts = posts[posts["isco2"] == occupation]
        sums = posts.groupby("enterprise_code")[column].sum()
        return self.frame["enterprise_code"].map(sums).fillna(0).astype(float)

    def variable(self, question: str, code: str | None) -> Variable:
        """Return the variable of a question; `code`: of one occupation, or barrier."""
        all_of_them = pd.Series(True, self.frame.index)
        occupied = pd.to_numeric(self.frame["occupied_posts"])
        if question == "labour.vacancies":
            return Variable(self.of("posts", code), None, all_of_them)
        if question == "labour.hard_to_fill":
            return Variable(self.of("hard_to_fill", code), self.of("posts", code), all_of_them)
        if question == "labour.occupied":
            return Variable(occupied.fillna(0), None, occupied.notna())
        if question == "labour.vacancy_rate":
            vacant = self.of("posts", None)
            return Variable(vacant, vacant + occupied.fillna(0), occupied.notna())
        if question == "labour.willing":
            said = self.frame["willing_to_hire"]
            return Variable((said == "SI").astype(float), all_of_them * 1.0, said.notna())
        named = self.frame["barriers"]
        assert question == "labour.barriers" and code in BARRIER
        cites = named.fillna("").str.split(";").map(lambda codes: float(code in codes))
        return Variable(cites, all_of_them * 1.0, named.notna())

    def design(self, question: str, valid: pd.Series) -> pd.DataFrame:
        """Return weight, joined stratum and its companies, of those with a valid answer."""
        if question not in self.designs:
            self.designs[question] = self._design(valid)
        return self.designs[question]

    def _design(self, valid: pd.Series) -> pd.DataFrame:
        strata = self.frame["stratum_code"][valid]
        answered = Counter(strata)
        joins = joined({code: answered[code] for code in self.universe}, self.universe)
        of_group: Counter[str] = Counter()
        for code, group in joins.items():
            of_group[group] += self.universe[code]
        groups = strata.map(joins)
        return pd.DataFrame(
            {
                "joined": groups,
                "weight": strata.map(lambda code: self.universe[code] / answered[code]),
                "universe": groups.map(of_group),
            }
        )

    def freedom(self, design: pd.DataFrame, inside: Mask) -> int:
        """Return Σ(r − 1) over the joined strata that are no census and hold some of the domain."""
        held = set(design["joined"][inside])
        sizes = design.groupby("joined")["universe"].agg(["size", "first"])
        return sum(
            int(row["size"]) - 1
            for group, row in sizes.iterrows()
            if group in held and row["size"] < row["first"]
        )


class People:
    """How long people waited for their job, and stayed in it."""

    def __init__(self, programme: Programme) -> None:
        people, jobs = pd.DataFrame(programme[Person]), pd.DataFrame(programme[Placement])
        trained = {row["person_code"] for row in programme[SessionAttendance]}
        jobs = jobs.merge(people, left_on="person_code", right_on="code")
        until = jobs["ended_on"].where(jobs["ended_on"].notna(), jobs["last_contact_on"])
        jobs["time"] = _months(jobs["started_on"], until)
        jobs["ended"] = jobs["ended_on"].notna()
        jobs["trained_first"] = jobs["person_code"].isin(trained) & (
            jobs["started_on"] > TRAINED_ON
        )
        self.jobs = jobs.rename(columns={"sex": "sexo", "direct_channel": "canal"})
        self.people, self.placed = (
            people,
            dict(zip(jobs["person_code"], jobs["started_on"], strict=True)),
        )

    @cached_property
    def last(self) -> dt.date:
        """The last day of the data."""
        days = [*self.people["registered_on"], *self.jobs["last_contact_on"]]
        return max(days + list(self.placed.values()) + [dt.date.min])

    def waits(self, days: bool) -> pd.DataFrame:
        """Return how long everybody waited, in days or completed months, and whether in vain."""
        found = self.people.rename(columns={"sex": "sexo"}).copy()
        hired = found["code"].map(self.placed)
        until = hired.where(hired.notna(), self.last)
        since = found["registered_on"]
        found["time"] = (
            [(end - start).days for start, end in zip(since, until, strict=True)]
            if days
            else _months(since, until)
        )
        found["ended"] = hired.notna()
        return found


def _months(since: pd.Series, until: pd.Series) -> list[int]:
    return [completed_months(start, end) for start, end in zip(since, until, strict=True)]
