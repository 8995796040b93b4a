"""Every summary equals a count made straight from the person rows, by other means."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select

from data_access import clock, record_keys
from data_access.clock import TIMEZONE
from data_access.lists import AGE_GROUPS, AGE_LIMITS, NATIONALITIES, SKILLS
from data_access.record_keys import whole
from data_access.summaries.funnel import ALL_CHANNELS, HIRED, STAGES
from data_access.summaries.reach import (
    EVERYTHING,
    MEASURES,
    WHOLE,
    Fixed,
    periods_between,
    reach_cells,
)
from data_access.summaries.reach import kept as period_kept
from data_access.tables import (
    Application,
    Course,
    CourseSession,
    Event,
    EventAttendance,
    FunnelCell,
    Listing,
    Person,
    Placement,
    ReachCell,
    SessionAttendance,
    SupplyCell,
    Survey,
    Visit,
)
from tests.data_access.random_programmes import FIRST, LAST, Programme, around, programmes, store
from tests.data_access.summaries.one_way import Way, way
from tests.writing import writing

Row = dict[str, Any]
Cells = dict[tuple[Any, ...], tuple[int, int]]
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
    max_examples=12,
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


def cells_of(found: dict[tuple[Any, ...], set[str]]) -> Cells:
    keys = {code: whole(*record_keys.of(code)) for people in found.values() for code in people}
    return {
        cell: (len(people), sum(keys[code] for code in people) % 2**64)
        for cell, people in found.items()
    }


def kept(connection: Connection, query: Any) -> Cells:
    return {
        tuple(row[:-3]): (int(row[-3]), whole(int(row[-2]), int(row[-1])))
        for row in connection.execute(query)
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


def counted(programme: Programme, measure: str, period: Fixed) -> Cells:
    """The cells of a period, person by person."""
    people = {row["code"]: row for row in programme[Person] if row["withdrawn_on"] is None}
    first: dict[tuple[str, str], dt.date] = {}
    for code, part, begins, ends in facts(programme, measure):
        if code not in people or (period.start and ends < period.start):
            continue
        if period.end and begins >= period.end:
            continue
        day = max(begins, period.start) if period.start else begins
        for own in parts_of(measure, part):
            first[code, own] = min(day, first.get((code, own), day))
    found = defaultdict(set)
    for (code, part), day in first.items():
        found[part, *described(people[code], day)].add(code)
    return cells_of(found)


def parts_of(measure: str, part: str) -> tuple[str, ...]:
    """A fact counts for its own part and the whole; of courses, only skills make up the whole."""
    return (part,) if measure == "trained" and part not in SKILLS else (WHOLE, part)


COLUMNS = ("part", "canton_code", "sex", "age_group", "nationality", "mobility_status")
COLUMNS += ("persons", "key_high", "key_low")


def cells_kept(connection: Connection, measure: str, period: Fixed) -> Cells:
    own = select(*(getattr(ReachCell, name) for name in COLUMNS)).where(
        ReachCell.measure == measure,
        ReachCell.grain == period.grain,
        ReachCell.starts_on == period.starts_on,
    )
    return kept(connection, own)


@pytest.fixture
def in_february(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which some of the programme's quarters are over and others are not."""
    monkeypatch.setattr(clock, "today", lambda: dt.date(2025, 2, 15))


@SLOW
@given(programmes())
def test_reach_is_kept_as_people_are_counted_one_by_one(
    engine: Engine, in_february: None, programme: Programme
) -> None:
    with writing(engine) as connection:
        store(connection, programme)
    with engine.connect() as connection:
        for measure in MEASURES:
            for period in periods_between(FIRST, LAST):
                straight = counted(programme, measure, period)
                assert cells_kept(connection, measure, period) == straight, (measure, period)
            times = sum(
                row.times
                for row in connection.execute(
                    select(ReachCell).filter_by(measure=measure, grain="all", part=WHOLE)
                )
            )
            here = {row["code"] for row in programme[Person] if row["withdrawn_on"] is None}
            assert times == sum(
                code in here and WHOLE in parts_of(measure, part)
                for code, part, *_ in facts(programme, measure)
            )


@SLOW
@given(programmes(), st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_any_dates_are_counted_from_the_person_rows(
    engine: Engine, programme: Programme, one: dt.date, other: dt.date
) -> None:
    start, end = min(one, other), max(one, other) + dt.timedelta(days=1)
    period = Fixed("free", start, end)
    with writing(engine) as connection:
        store(connection, programme)
        for measure in MEASURES:
            found: Cells = {}
            for query in reach_cells(connection, measure, start, end):
                rows = query.subquery()
                found |= kept(connection, select(*(rows.c[name] for name in COLUMNS)))
            assert found == counted(programme, measure, period), measure


@SLOW
@given(programmes())
def test_people_are_never_more_than_their_months_or_parts_together(
    engine: Engine, programme: Programme
) -> None:
    """The sums that nobody may make: they count people again and again."""
    with writing(engine) as connection:
        store(connection, programme)
    with engine.connect() as connection:
        for measure in MEASURES:
            total: Counter[tuple[str, bool]] = Counter()
            for period in periods_between(FIRST, dt.date(2026, 12, 31)):
                for cell, (persons, _) in cells_kept(connection, measure, period).items():
                    total[period.grain, cell[0] == WHOLE] += persons
            everyone = total["all", True]
            assert everyone == len(
                {
                    code
                    for code, part, *_ in facts(programme, measure)
                    if WHOLE in parts_of(measure, part)
                    for row in programme[Person]
                    if row["code"] == code and row["withdrawn_on"] is None
                }
            )
            for grain in ("year", "quarter", "month"):
                assert everyone <= total[grain, True] <= total[grain, False] or not everyone


def test_the_periods_that_are_kept_are_those_that_may_be_asked_for(
    engine: Engine, in_february: None
) -> None:
    day = dt.date.fromisoformat
    asked = {
        ("2025-01-01", "2026-01-01"): "year",
        ("2025-04-01", "2025-07-01"): "quarter",
        ("2024-12-01", "2025-01-01"): "month",
    }
    person = {**USUAL, "registered_on": None}
    sessions = around([day("2024-11-05"), *[day("2025-02-05")] * 7])
    attendances = [{"person_code": "P-1", "session_code": code} for code in ("S-0", "S-3")]
    with writing(engine) as connection:
        store(connection, {Person: [person], **sessions, SessionAttendance: attendances})

        def found(start: str | None, end: str | None) -> Fixed | None:
            dates = [None if text is None else day(text) for text in (start, end)]
            return period_kept(connection, "trained", dates[0], dates[1])

        for (start, end), grain in asked.items():
            assert found(start, end) == Fixed(grain, day(start), day(end))
        assert found(None, None) == EVERYTHING
        closed = found(None, "2025-01-01")
        assert closed == Fixed("closed", day("2025-01-01"), day("2025-01-01"))
        # The quarter ended with nothing more brought in: all there is, is over.
        assert found(None, "2025-04-01") == EVERYTHING
        for start, end in (
            ("2025-02-01", "2025-05-01"),
            ("2025-01-02", "2026-01-02"),
            ("2025-01-01", None),
            (None, "2024-10-01"),
        ):
            assert found(start, end) is None
        assert sum(times(connection, closed)) == 1
        assert sum(times(connection, EVERYTHING)) == 2


def times(connection: Connection, period: Fixed) -> list[int]:
    own = select(ReachCell.times).filter_by(
        measure="trained", part=WHOLE, grain=period.grain, starts_on=period.starts_on
    )
    return list(connection.scalars(own))


# ---- funnel -------------------------------------------------------------------------------------


def ways(programme: Programme, channel: str) -> Iterator[tuple[str, dt.date, Way, bool]]:
    """Each registered person's registration and way, of a channel or of all."""

    def own(row: Row, name: str) -> bool:
        return channel in (ALL_CHANNELS, row[name])

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
        if channel != ALL_CHANNELS and not mine and not placed:
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
def test_the_funnel_is_kept_as_each_person_went(engine: Engine, programme: Programme) -> None:
    people = {row["code"]: row for row in programme[Person]}
    straight: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    channels = {row["channel"] for row in programme[Application]}
    channels |= {row["direct_channel"] for row in programme[Placement]}
    for channel in (ALL_CHANNELS, *channels):
        for code, day, gone, _ in ways(programme, channel):
            cell = (channel, day.replace(day=1), *described(people[code], day), gone.furthest)
            straight[*cell, gone.imputed].add(code)
    with writing(engine) as connection:
        store(connection, programme)
    names = ("channel", "registered_on", *COLUMNS[1:6], "furthest", "recorded", *COLUMNS[6:])
    with engine.connect() as connection:
        cells = kept(connection, select(*(getattr(FunnelCell, name) for name in names)))

    assert merged(cells, imputed_of) == cells_of(straight)


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
            straight["ENC", person["canton_code"], sought].add(person["code"])
    survey = {"code": "ENC", "name": "ENC", "reference_date": day, "design": "PROBABILISTICO"}
    with writing(engine) as connection:
        store(connection, {Survey: [survey], **programme})
        names = ("survey_code", "canton_code", "isco2", *COLUMNS[6:])
        cells = kept(connection, select(*(getattr(SupplyCell, name) for name in names)))

    assert cells == cells_of(straight)


@pytest.mark.parametrize("day", [dt.date(2025, 12, 31), dt.date(2026, 1, 1)])
def test_an_evening_visit_belongs_to_the_day_in_ecuador(engine: Engine, day: dt.date) -> None:
    entered = dt.datetime(day.year, day.month, day.day, 23, 30, tzinfo=TIMEZONE)
    visit = {"person_code": "P-1", "site_code": "W-1", "entered_at": entered}
    with writing(engine) as connection:
        store(connection, {Person: [USUAL], **around([FIRST] * 8), Visit: [visit]})
        year = Fixed("year", dt.date(day.year, 1, 1), dt.date(day.year + 1, 1, 1))
        found = cells_kept(connection, "coworker", year)

    # 44 in the old year, 45 in the new one.
    assert {cell[3] for cell in found} == {"30-44" if day.year == 2025 else "45-64"}
