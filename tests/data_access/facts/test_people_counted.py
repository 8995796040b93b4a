"""Every statement about people equals a count made from the rows, person by person."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select

from data_access import record_keys
from data_access.answers.frames import cells_of
from data_access.clock import TIMEZONE
from data_access.facts.funnel import HIRED, STAGES, ways
from data_access.facts.people import WHOLE
from data_access.facts.reach import MEASURES, reach
from data_access.facts.register import registered_supply
from data_access.lists import AGE_GROUPS, AGE_LIMITS, NATIONALITIES, SKILLS
from data_access.record_keys import whole
from data_access.tables import (
    Application,
    Course,
    CourseSession,
    Event,
    EventAttendance,
    Listing,
    Person,
    Placement,
    SessionAttendance,
    Visit,
)
from tests.data_access.facts.one_way import Way, way
from tests.data_access.random_programmes import FIRST, LAST, Programme, around, programmes, store
from tests.sampling import one_in
from tests.writing import writing

Row = dict[str, Any]
Cells = dict[tuple[Any, ...], tuple[int, int]]
Period = tuple[dt.date | None, dt.date | None]
USUAL = {
    "code": "P-1",
    "birth_year": 1981,
    "sex": "M",
    "nationality": "ECU",
    "mobility_status": "ACO",
    "canton_code": "1308",
    "consent_date": FIRST,
    "consent_version": "1",
}
SLOW = settings(
    max_examples=one_in(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    # On a database shrinking takes minutes; the seed finds the same example again.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def age_group(person: Row, day: dt.date) -> str:
    age = day.year - person["birth_year"]
    return list(AGE_GROUPS)[sum(age >= limit for limit in AGE_LIMITS[1:])]


def described(person: Row, day: dt.date) -> tuple[str, ...]:
    shown = person["nationality"] if person["nationality"] in NATIONALITIES else "OTRA"
    return (
        person["canton_code"],
        person["sex"],
        age_group(person, day),
        shown,
        person["mobility_status"],
    )


def keyed(found: dict[tuple[Any, ...], set[str]]) -> Cells:
    keys = {code: whole(*record_keys.of(code)) for people in found.values() for code in people}
    return {
        cell: (len(people), sum(keys[code] for code in people) % 2**64)
        for cell, people in found.items()
    }


def grouped(connection: Connection, people: Any, names: tuple[str, ...]) -> Cells:
    """What a statement about people gives, by some of its columns."""
    rows = people.subquery()
    found = cells_of(connection, rows, {name: rows.c[name] for name in names})
    return {
        tuple(row[:-3]): (row[-3], whole(int(row[-2]), int(row[-1])))
        for row in found[[*names, "persons", "key_high", "key_low"]].itertuples(index=False)
    }


# ---- reach --------------------------------------------------------------------------------------


def facts(programme: Programme, measure: str) -> Iterator[tuple[str, str, dt.date, dt.date]]:
    """Person, part, first and last day of everything that a measure counts."""
    if measure == "trained":
        sessions = {row["code"]: row for row in programme[CourseSession]}
        kinds = {row["code"]: row["kind"] for row in programme[Course]}
        for row in programme[SessionAttendance]:
            held = sessions[row["session_code"]]
            on = held["held_on"]
            yield row["person_code"], kinds[held["course_code"]], on, on
    elif measure == "hired":
        for row in programme[Placement]:
            on = row["started_on"]
            yield row["person_code"], row["direct_channel"], on, on
    elif measure == "fair":
        fairs = {r["code"]: r["held_on"] for r in programme[Event] if r["kind"] == "FERIA"}
        for row in programme[EventAttendance]:
            if row["event_code"] in fairs:
                on = fairs[row["event_code"]]
                yield row["person_code"], row["event_code"], on, on
    elif measure == "seller":
        known = max((row["live_from"] for row in programme[Listing]), default=None)
        for row in programme[Listing]:
            yield (
                row["person_code"],
                row["platform_code"],
                row["live_from"],
                row["live_to"] or known,
            )
    elif measure == "coworker":
        for row in programme[Visit]:
            on = row["entered_at"].astimezone(TIMEZONE).date()
            yield row["person_code"], row["site_code"], on, on


def counted(programme: Programme, measure: str, period: Period) -> Cells:
    """The people of a period, person by person."""
    start, end = period
    people = {row["code"]: row for row in programme[Person] if row["withdrawn_on"] is None}
    first: dict[tuple[str, str], dt.date] = {}
    for code, part, begins, ends in facts(programme, measure):
        if code not in people or (start and ends < start):
            continue
        if end and begins >= end:
            continue
        day = max(begins, start) if start else begins
        for own in parts_of(measure, part):
            first[code, own] = min(day, first.get((code, own), day))
    found = defaultdict(set)
    for (code, part), day in first.items():
        found[part, *described(people[code], day)].add(code)
    return keyed(found)


def parts_of(measure: str, part: str) -> tuple[str, ...]:
    """A fact counts for its own part and the whole; of courses, only skills make up the whole."""
    return (part,) if measure == "trained" and part not in SKILLS else (WHOLE, part)


COLUMNS = ("part", "canton_code", "sex", "age_group", "nationality", "mobility_status")


def reached(connection: Connection, measure: str, period: Period) -> Cells:
    """The whole, and each part."""
    facts = reach(measure, *period)
    both = (grouped(connection, facts.people(by_part), COLUMNS) for by_part in (False, True))
    return {cell: people for found in both for cell, people in found.items()}


@SLOW
@given(programmes(), st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_reach_counts_people_one_by_one_in_any_period(
    engine: Engine, programme: Programme, one: dt.date, other: dt.date
) -> None:
    start, end = min(one, other), max(one, other) + dt.timedelta(days=1)
    with writing(engine) as connection:
        store(connection, programme)
    with engine.connect() as connection:
        for measure in MEASURES:
            for period in ((None, None), (start, end), (None, end), (start, None)):
                straight = counted(programme, measure, period)
                assert reached(connection, measure, period) == straight, (measure, period)
            rows = reach(measure, None, None).people(by_part=False).subquery()
            here = {row["code"] for row in programme[Person] if row["withdrawn_on"] is None}
            assert sum(connection.scalars(select(rows.c.times))) == sum(
                code in here and WHOLE in parts_of(measure, part)
                for code, part, *_ in facts(programme, measure)
            )


@SLOW
@given(programmes())
def test_people_are_never_more_than_their_months_or_parts_together(
    engine: Engine, programme: Programme
) -> None:
    """The sums that nobody may make: they count people again and again."""
    first = [dt.date(2024 + at // 12, at % 12 + 1, 1) for at in range(10, 24)]
    with writing(engine) as connection:
        store(connection, programme)
    with engine.connect() as connection:
        for measure in MEASURES:
            total: Counter[bool] = Counter()
            for period in itertools.pairwise(first):
                for cell, (persons, _) in reached(connection, measure, period).items():
                    total[cell[0] == WHOLE] += persons
            found = reached(connection, measure, (None, None))
            everyone = sum(persons for cell, (persons, _) in found.items() if cell[0] == WHOLE)
            assert everyone <= total[True] <= total[False] or not everyone


# ---- funnel -------------------------------------------------------------------------------------


def gone(programme: Programme, channel: str) -> Iterator[tuple[str, dt.date, Way, bool]]:
    """Each registered person's registration and way, of a channel or of all."""

    def own(row: Row, name: str) -> bool:
        return channel in (WHOLE, row[name])

    for person in programme[Person]:
        code = person["code"]
        stages = [row for row in programme[Application] if row["person_code"] == code]
        recorded = [row["reached_on"] for row in stages if row["stage"] == "REG"]
        known = person["registered_on"] or min(recorded, default=None)
        day = known or min((row["reached_on"] for row in stages), default=None)
        if day is None or person["withdrawn_on"]:
            continue
        mine = {row["stage"] for row in stages if own(row, "channel")}
        placed = any(
            row["person_code"] == code and own(row, "direct_channel") and row["started_on"] >= day
            for row in programme[Placement]
        )
        if channel != WHOLE and not mine and not placed:
            continue
        told = (mine - {"REG"}) | ({"REG"} if known else set())
        yield code, day, way(told, placed), bool(known)


stages = st.sets(st.sampled_from(STAGES))


@given(st.lists(st.tuples(stages, st.booleans()), max_size=40))
def test_no_stage_counts_more_people_than_the_one_before(
    people: list[tuple[set[str], bool]],
) -> None:
    found = [way(recorded, placed) for recorded, placed in people]
    reached = [sum(one.furthest >= stage for one in found) for stage in range(6)]

    assert reached == sorted(reached, reverse=True)
    assert reached[0] == len(people)
    assert reached[HIRED] == sum(placed for _, placed in people)
    for (recorded, _), one in zip(people, found, strict=True):
        told = {STAGES.index(stage) for stage in recorded} - {HIRED}
        assert not one.imputed & told
        assert set(range(min(one.furthest, 4) + 1)) == one.imputed | {
            stage for stage in told if stage <= one.furthest
        }


def test_skipped_stages_are_imputed_and_a_hire_without_a_placement_is_an_offer() -> None:
    assert way({"REG", "ENT"}, False) == Way(3, frozenset({1, 2}))
    assert way({"REG", "PER", "REF", "CON"}, False) == Way(4, frozenset({3, 4}))
    assert way(set(), True) == Way(5, frozenset(range(5)))
    assert way(set(), False) == Way(0, frozenset({0}))


@SLOW
@given(programmes())
def test_the_funnel_is_what_each_person_went_through(engine: Engine, programme: Programme) -> None:
    people = {row["code"]: row for row in programme[Person]}
    straight: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    channels = {row["channel"] for row in programme[Application]}
    channels |= {row["direct_channel"] for row in programme[Placement]}
    for channel in (WHOLE, *channels):
        for code, day, went, _ in gone(programme, channel):
            cell = (channel, day, *described(people[code], day), went.furthest)
            straight[*cell, went.imputed].add(code)
    with writing(engine) as connection:
        store(connection, programme)
    names = ("channel", "registered_on", *COLUMNS[1:], "furthest", "recorded")
    with engine.connect() as connection:
        both = [grouped(connection, ways(by_channel), names) for by_channel in (False, True)]
    cells = {cell: people for found in both for cell, people in found.items()}

    assert merged(cells, imputed_of) == keyed(straight)


def imputed_of(furthest: int, recorded: int) -> frozenset[int]:
    reached = {stage for stage in range(furthest + 1) if stage != HIRED}
    return frozenset(stage for stage in reached if not recorded >> stage & 1)


def merged(cells: Cells, imputed: Callable[[int, int], frozenset[int]]) -> Cells:
    """The cells by what they say of imputed stages: records beyond the furthest say nothing."""
    found: Cells = {}
    for (*cell, furthest, recorded), (persons, key) in cells.items():
        own = (*cell, furthest, imputed(furthest, recorded))
        before, sums = found.get(own, (0, 0))
        found[own] = (before + persons, (sums + key) % 2**64)
    return found


# ---- registered supply --------------------------------------------------------------------------


@SLOW
@given(programmes(), st.dates(FIRST, LAST))
def test_supply_is_who_is_registered_and_not_at_work_on_the_day(
    engine: Engine, programme: Programme, day: dt.date
) -> None:
    at_work = {
        row["person_code"]
        for row in programme[Placement]
        if row["started_on"] <= day and (row["ended_on"] is None or row["ended_on"] > day)
    }
    straight: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for person in programme[Person]:
        stages = [
            row["reached_on"]
            for row in programme[Application]
            if row["person_code"] == person["code"] and row["stage"] == "REG"
        ]
        since = person["registered_on"] or min(stages, default=None)
        sought = person["sought_isco2"]
        looking = since and since <= day and sought and person["withdrawn_on"] is None
        if looking and person["code"] not in at_work:
            straight[person["canton_code"], sought].add(person["code"])
    with writing(engine) as connection:
        store(connection, programme)
    with engine.connect() as connection:
        cells = grouped(connection, registered_supply(day), ("canton_code", "isco2"))

    assert cells == keyed(straight)


@pytest.mark.parametrize("day", [dt.date(2025, 12, 31), dt.date(2026, 1, 1)])
def test_an_evening_visit_belongs_to_the_day_in_ecuador(engine: Engine, day: dt.date) -> None:
    entered = dt.datetime(day.year, day.month, day.day, 23, 30, tzinfo=TIMEZONE)
    visit = {"person_code": "P-1", "site_code": "W-1", "entered_at": entered}
    with writing(engine) as connection:
        store(connection, {Person: [USUAL], **around([FIRST] * 8), Visit: [visit]})
        year = dt.date(day.year, 1, 1), dt.date(day.year + 1, 1, 1)
        found = reached(connection, "coworker", year)

    # 44 in the old year, 45 in the new one.
    assert {cell[3] for cell in found} == {"30-44" if day.year == 2025 else "45-64"}
