"""R's packages survey and survival agree with every answer about surveys and survival.

Ten random programmes, with strata of one respondent, of all and of none. `make test-all` alone runs
this, where R is there; `test_survey.py` holds the same formulas to worked values in every run.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Connection

from components.estimate_values import by_code
from data_access.answers import Answer, ask
from data_access.database import engine_for
from data_access.measures.comparison import compare
from data_access.measures.survey import t_quantile
from data_access.scope import Scope
from data_access.viewer import Grant, Viewer
from tests import databases
from tests.data_access.random_programmes import store
from tests.r import asking
from tests.r.programmes import NAMED, OCCUPATIONS, rows
from tests.r.tasks import Companies, People

MONITOR = Viewer(frozenset({Grant("monitor")}))
PROGRAMMES = 10
BY_OCCUPATION = ("labour.vacancies", "labour.hard_to_fill")
OF_COMPANIES = ("labour.occupied", "labour.vacancy_rate", "labour.willing", "labour.barriers")
# A dimension of companies, and its column among those that answered.
DOMAINS = {
    "territory": "province",
    "ciiu": "ciiu",
    "tamano": "size",
    "estrato": "stratum_code",
}
SIX_DIGITS: dict[str, Any] = {"rel": 1e-6, "abs": 1e-9, "nan_ok": True}
Found = tuple[dict[str, pd.DataFrame], dict[str, dict[str, Any]]]


class Asking:
    """The tasks for R, and beside each what the app answers."""

    def __init__(self) -> None:
        self.tasks: dict[str, list[pd.DataFrame]] = {name: [] for name in asking.NAMES}
        self.ours: dict[str, dict[str, Any]] = {name: {} for name in asking.NAMES}

    def add(self, name: str, task: str, frame: pd.DataFrame, ours: Any) -> None:
        self.tasks[name].append(frame.assign(task=task))
        self.ours[name][task] = ours

    def programme(self, connection: Connection, at: int) -> None:
        """Add all tasks of a random programme."""
        programme = rows(np.random.default_rng([20261129, at]))
        store(connection, programme)
        companies, people = Companies(programme), People(programme)
        for question in (*BY_OCCUPATION, *OF_COMPANIES):
            for by in ("", *DOMAINS):
                answer = ask(connection, question, MONITOR, Scope(by=(by,) if by else ()))
                self.estimates(at, companies, answer)
        for question in BY_OCCUPATION:
            for by in (("ciuo2",), ("territory", "ciuo2")):
                self.estimates(at, companies, ask(connection, question, MONITOR, Scope(by=by)))
        for question in BY_OCCUPATION:
            for by in ("territory", "ciuo2"):
                answer = ask(connection, question, MONITOR, Scope(by=(by,)))
                self.pairs(at, companies, answer, by)
        for by in ((), ("sexo",), ("canal",)):
            answer = ask(connection, "hiring.retention", MONITOR, Scope(by=by))
            self.curves(at, people.jobs, answer, by)
        answer = ask(connection, "people.trained_first", MONITOR, Scope())
        self.curves(at, people.jobs, answer, ("trained_first",))
        for by in ((), ("sexo",)):
            answer = ask(connection, "hiring.waiting", MONITOR, Scope(by=by))
            self.curves(at, people.waits(days=False), answer, by)
            answer = ask(connection, "hiring.time_to_hire", MONITOR, Scope(by=by))
            self.medians(at, people.waits(days=True), answer, by)

    def estimates(self, at: int, companies: Companies, answer: Answer) -> None:
        """Add each row of an answer about a survey that has an estimate."""
        for number, row in enumerate(answer.frame.to_dict("records")):
            code = row["barrera"] if answer.name == "labour.barriers" else row.get("ciuo2")
            if code not in (None, *OCCUPATIONS, *NAMED):
                continue
            inside = np.ones(len(companies.frame), bool)
            for name, column in DOMAINS.items():
                if row.get(name) not in (None, "EC"):
                    inside &= (companies.frame[column] == row[name]).to_numpy()
            variable = companies.variable(answer.name, code)
            valid = variable.valid.to_numpy()
            inside = inside[valid]
            x = None if variable.x is None else variable.x[valid]
            nothing = not inside.any() or (x is not None and not x[inside].sum())
            assert nothing == bool(pd.isna(row["estimate"])), (answer.name, row)
            if nothing:
                continue
            design = companies.design(answer.name, variable.valid)
            y = variable.y[valid]
            df = companies.freedom(design, inside)
            task = design.assign(y=y, x=x, inside=inside.astype(int), df=df)
            floor = float(y[inside].sum()) if x is None else 0.0
            ours = row | {"floor": floor, "share": x is not None, "df": df}
            self.add(
                "estimates", f"{at}/{answer.name}/{'-'.join(answer.scope.by)}/{number}", task, ours
            )

    def pairs(self, at: int, companies: Companies, answer: Answer, by: str) -> None:
        """Add the difference of each two rows of an answer."""
        found = by_code(answer, by)
        tested = [code for code, one in found.items() if one.evidence is not None and one.value]
        for first, second in pairwise(tested):
            verdict = compare(found[first].evidence, found[second].evidence)
            if verdict.low is None or verdict.high is None:
                continue
            sides = [
                companies.variable(answer.name, code if by == "ciuo2" else None)
                for code in (first, second)
            ]
            inside = [
                np.ones(len(companies.frame), bool)
                if by == "ciuo2"
                else (companies.frame["province"] == code).to_numpy()
                for code in (first, second)
            ]
            task = companies.design(answer.name, sides[0].valid).assign(
                y=sides[0].y,
                x=sides[0].x,
                one=inside[0].astype(int),
                y2=sides[1].y,
                x2=sides[1].x,
                other=inside[1].astype(int),
            )
            df = min(one.df for one in (found[first].evidence, found[second].evidence))  # type: ignore[union-attr]
            ours = {
                "estimate": (verdict.low + verdict.high) / 2,
                "se": (verdict.high - verdict.low) / 2 / t_quantile(df),
            }
            self.add("pairs", f"{at}/{answer.name}/{by}/{first}-{second}", task, ours)

    def curves(self, at: int, people: pd.DataFrame, answer: Answer, by: tuple[str, ...]) -> None:
        """Add the curve of each group."""
        for group, found in groups(answer.frame, by):
            here = people[(people[list(by)] == list(group)).all(axis=1)] if by else people
            task = here[["time"]].assign(ended=here["ended"].astype(int))
            self.add("survival", f"{at}/{answer.name}/{'-'.join(map(str, group))}", task, found)

    def medians(self, at: int, people: pd.DataFrame, answer: Answer, by: tuple[str, ...]) -> None:
        """Add the median of each group."""
        for group, found in groups(answer.frame, by):
            here = people[(people[list(by)] == list(group)).all(axis=1)] if by else people
            if len(here):
                task = here[["time"]].assign(ended=here["ended"].astype(int))
                self.add("survival", f"{at}/{answer.name}/{'-'.join(map(str, group))}", task, found)


def groups(frame: pd.DataFrame, by: tuple[str, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield the rows of each group of an answer that has any people."""
    if not by:
        yield (), frame
        return
    for group, found in frame.groupby(list(by), sort=False):
        yield (group if isinstance(group, tuple) else (group,)), found


@pytest.fixture(scope="module")
def by_r(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What R says of ten programmes, by task, and what the app answers."""
    if not asking.is_there():
        pytest.skip(f"R is not here to ask: Debian has {asking.PACKAGES}")
    folder: Path = tmp_path_factory.mktemp("r")
    engine = engine_for(databases.sqlite_copy("empty", folder / "r.db"))
    asked = Asking()
    with engine.connect() as connection:
        for at in range(PROGRAMMES):
            asked.programme(connection, at)
    engine.dispose()
    tasks = {name: pd.concat(frames) for name, frames in asked.tasks.items()}
    return asking.told(folder, tasks), asked.ours


def test_r_estimates_every_total_and_share_of_a_survey_alike(by_r: Found) -> None:
    told, ours = by_r

    assert len(told["estimates"]) == len(ours["estimates"]) > 100 * PROGRAMMES
    for r in told["estimates"].to_dict("records"):
        own = ours["estimates"][r["task"]]
        assert own["estimate"] == pytest.approx(r["estimate"], **SIX_DIGITS), r
        assert own["se"] == pytest.approx(r["se"], **SIX_DIGITS), r
        if own["df"]:
            high = min(r["high"], 1.0) if own["share"] else r["high"]
            assert own["ci_low"] == pytest.approx(max(r["low"], own["floor"]), **SIX_DIGITS), r
            assert own["ci_high"] == pytest.approx(high, **SIX_DIGITS), r
        else:
            assert np.isnan(own["ci_low"]) and np.isnan(own["ci_high"])


def test_r_finds_the_same_differences_of_two_figures_of_a_survey(by_r: Found) -> None:
    told, ours = by_r

    assert len(told["pairs"]) == len(ours["pairs"]) >= PROGRAMMES * 4
    for r in told["pairs"].to_dict("records"):
        own = ours["pairs"][r["task"]]
        assert own["estimate"] == pytest.approx(r["estimate"], **SIX_DIGITS), r
        assert own["se"] == pytest.approx(r["se"], **SIX_DIGITS), r


def test_r_draws_the_same_curves(by_r: Found) -> None:
    told, ours = by_r

    drawn = 0
    for task, own in ours["survival"].items():
        r = told["survival"][told["survival"]["task"] == task].set_index("month")
        if "survival" not in own:
            continue
        for point in own.to_dict("records"):
            theirs, where = r.loc[point["month"]], (task, point["month"])
            assert point["at_risk"] == theirs["at_risk"], where
            assert point["survival"] == pytest.approx(theirs["survival"], **SIX_DIGITS), where
            if pd.isna(point["se"]):  # nobody has left yet, or everybody
                assert theirs["survival"] in (0, 1), where
                continue
            for name, column in (("se", "se"), ("ci_low", "low"), ("ci_high", "high")):
                assert point[name] == pytest.approx(theirs[column], **SIX_DIGITS), where
            drawn += 1
    assert drawn > 50 * PROGRAMMES


def test_r_finds_the_same_medians(by_r: Found) -> None:
    told, ours = by_r

    found = 0
    for task, own in ours["survival"].items():
        if "median_days" not in own:
            continue
        r = told["survival"][told["survival"]["task"] == task].iloc[0]
        (row,) = own.to_dict("records")
        # The day on which half have a job: R takes the middle of the days until the next one.
        middle = [] if r["flat"] else [("median_days", "median")]
        for name, column in (*middle, ("ci_low", "median_low"), ("ci_high", "median_high")):
            assert row[name] == pytest.approx(r[column], **SIX_DIGITS), (task, name)
        found += 1
    assert found == PROGRAMMES * 3
