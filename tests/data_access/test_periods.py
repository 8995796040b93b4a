"""Fixed periods for readers who could otherwise single people out with dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from data_access import territory
from data_access.answers import QUESTIONS, ask
from data_access.answers.answer import PERSONAL
from data_access.database import engine_for
from data_access.periods import (
    after_quarter,
    before,
    clamp_scope,
    is_closed,
    offered,
    quarter_of,
    require_allowed,
)
from data_access.scope import FILTERS, Scope, ScopeError
from data_access.viewer import ADMINISTRATOR, VISITOR, Viewer
from tests.databases import Copying

NOW = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("start", "end", "closed"),
    [
        ("2025-01-01", "2026-01-01", True),
        ("2026-07-01", "2026-10-01", True),
        ("2025-10-01", "2026-01-01", True),
        ("2026-10-01", "2027-01-01", False),  # not over yet
        ("2026-01-01", "2027-01-01", False),
        ("2025-02-01", "2025-05-01", False),  # three months, but no quarter
        ("2025-01-01", "2025-02-01", False),
        ("2025-01-02", "2025-04-01", False),
        ("2024-01-01", "2026-01-01", False),
    ],
)
def test_only_closed_years_and_quarters_are_closed(start: str, end: str, closed: bool) -> None:
    assert is_closed(dt.date.fromisoformat(start), dt.date.fromisoformat(end), NOW) is closed


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(1, 800))
def test_a_closed_period_is_a_whole_number_of_months_in_the_past(start: dt.date, days: int) -> None:
    end = start + dt.timedelta(days=days)
    if is_closed(start, end, NOW):
        assert (start.day, end.day) == (1, 1)
        assert end <= NOW
        assert (end.year - start.year) * 12 + end.month - start.month in (3, 12)


@pytest.mark.parametrize(
    ("start", "end", "earlier"),
    [
        ("2025-01-01", "2026-01-01", "2024-01-01"),
        ("2026-01-01", "2026-04-01", "2025-10-01"),
        ("2025-03-01", "2025-04-01", "2025-02-01"),
        ("2025-03-02", "2025-04-01", None),
        ("2022-07-01", "2022-10-01", None),  # nothing was before the launch
    ],
)
def test_the_period_before_has_as_many_months(start: str, end: str, earlier: str | None) -> None:
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    wanted = None if earlier is None else (dt.date.fromisoformat(earlier), first)
    assert before(first, last) == wanted
    assert before(None, last) is before(first, None) is None


def test_a_visitor_gets_no_free_dates_and_an_administrator_does() -> None:
    free = Scope(start=dt.date(2025, 3, 3), end=dt.date(2025, 3, 9))
    with pytest.raises(ScopeError):
        require_allowed(VISITOR, free, NOW)
    require_allowed(ADMINISTRATOR, free, NOW)


def test_half_a_period_is_a_free_date_too() -> None:
    with pytest.raises(ScopeError):
        require_allowed(VISITOR, Scope(start=dt.date(2025, 1, 1)), NOW)


def test_everything_ever_may_be_asked_by_anyone() -> None:
    require_allowed(VISITOR, Scope(), NOW)


@pytest.mark.parametrize(
    ("viewer", "place", "allowed"),
    [
        (Viewer.parse("leader:1308"), "1308", True),
        (Viewer.parse("leader:13"), "1308", True),
        (Viewer.parse("leader:1308"), "13", False),
        (Viewer.parse("leader:1308"), "2301", False),
        (Viewer.parse("leader:1308"), "EC", False),
        (VISITOR, "1308", False),
        (Viewer.parse("monitor"), "2301", True),
    ],
)
def test_a_leader_asks_for_closed_months_of_the_own_place_alone(
    viewer: Viewer, place: str, allowed: bool
) -> None:
    month = Scope(place, start=dt.date(2025, 2, 1), end=dt.date(2025, 3, 1))

    if allowed:
        require_allowed(viewer, month, NOW)
    else:
        with pytest.raises(ScopeError):
            require_allowed(viewer, month, NOW)


def test_not_even_a_leader_asks_for_a_month_that_goes_on() -> None:
    with pytest.raises(ScopeError):
        require_allowed(
            Viewer.parse("leader:1308"),
            Scope("1308", start=dt.date(2026, 11, 1), end=dt.date(2026, 12, 1)),
            NOW,
        )


def test_the_periods_offered_are_those_allowed_newest_first() -> None:
    for viewer in (VISITOR, Viewer.parse("leader:1308"), ADMINISTRATOR):
        found = offered(viewer, "1308", NOW)
        for start, end in found:
            require_allowed(viewer, Scope("1308", start, end), NOW)
        years = [start.year for start, end in found if (end - start).days > 360]
        assert years == [2025, 2024, 2023, 2022]
        assert (dt.date(2026, 7, 1), dt.date(2026, 10, 1)) in found
        assert (dt.date(2022, 7, 1), dt.date(2022, 10, 1)) in found
    assert len(offered(VISITOR, "1308", NOW)) == 4 + 17


def test_months_are_offered_of_the_own_place() -> None:
    month = (dt.date(2026, 10, 1), dt.date(2026, 11, 1))
    leader = Viewer.parse("leader:1308")

    assert month in offered(leader, "1308", NOW)
    assert month not in offered(leader, "2301", NOW)


def test_all_there_is_ends_with_the_last_quarter_that_is_over_for_most_readers() -> None:
    assert clamp_scope(VISITOR, Scope("13"), NOW) == Scope("13", end=dt.date(2026, 10, 1))
    assert clamp_scope(Viewer.parse("leader:13"), Scope("13"), NOW).end == dt.date(2026, 10, 1)
    assert clamp_scope(ADMINISTRATOR, Scope("13"), NOW) == Scope("13")
    closed = Scope("13", start=dt.date(2025, 1, 1), end=dt.date(2026, 1, 1))
    assert clamp_scope(VISITOR, closed, NOW) == closed


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)))
def test_a_quarter_begins_and_ends_around_each_of_its_days(day: dt.date) -> None:
    start, after = quarter_of(day), after_quarter(day)

    assert start <= day < after
    assert is_closed(start, after, after)
    assert not is_closed(start, after, after - dt.timedelta(days=1))


DATED = sorted(name for name, question in QUESTIONS.items() if question.periods)
MONTH = {"from": "2025-02-01", "until": "2025-03-01"}
OWN_MONTH = {**MONTH, "territory": "1308"}
FREE = (
    {"from": "2025-02-03", "until": "2025-02-20"},
    {"from": "2025-01-01"},
    {"until": "2025-01-01"},
    {"from": "2024-01-01", "until": "2026-01-01"},
    {**MONTH, "territory": "2301"},
    {**MONTH, "territory": "13"},
    {**MONTH, "territory": "13R"},
    MONTH,
)


@pytest.fixture(scope="module")
def no_tables() -> Iterator[Connection]:
    """A database that holds nothing: whoever reads it fails, and not with a ScopeError."""
    with create_engine("sqlite://").connect() as connection:
        yield connection


@pytest.fixture(scope="module")
def empty(backend: str, copying: Copying) -> Iterator[Connection]:
    """A database without data, which these tests only read."""
    with copying(backend, "empty") as url:
        engine = engine_for(url)
        with engine.connect() as connection:
            yield connection
        engine.dispose()


@pytest.mark.parametrize("name", DATED)
def test_no_answer_gives_a_period_of_ones_own_choice_below_monitor(
    no_tables: Connection, name: str
) -> None:
    for role in ("visitor", "leader:1308", "juror:EMP-2026", "secretary:EMPRESAS"):
        for query in (*FREE, *([] if role == "leader:1308" else [OWN_MONTH])):
            try:
                ask(no_tables, name, Viewer.parse(role), Scope.from_query(query))
            except ScopeError:
                continue
            pytest.fail(f"{role} gets {query}")


@pytest.mark.parametrize("name", DATED)
def test_an_administrator_gets_any_period_and_a_leader_a_month_of_the_own_place(
    empty: Connection, name: str
) -> None:
    for query in (*FREE, OWN_MONTH):
        ask(empty, name, ADMINISTRATOR, Scope.from_query(query))
    ask(empty, name, Viewer.parse("leader:1308"), Scope.from_query(OWN_MONTH))


@pytest.mark.parametrize("name", sorted(n for n, q in QUESTIONS.items() if "people" in q.subjects))
def test_no_answer_about_people_takes_more_than_two_dimensions_and_a_filter(
    no_tables: Connection, name: str
) -> None:
    question = QUESTIONS[name]
    dimensions, filters = sorted(question.by & PERSONAL), sorted(question.filters & PERSONAL)
    if len(dimensions) > 2:
        with pytest.raises(ScopeError):
            ask(no_tables, name, VISITOR, Scope(by=tuple(dimensions[:3])))
    if len(filters) > 1:
        two = {key: next(iter(FILTERS[key] or ())) for key in filters[:2]}
        with pytest.raises(ScopeError, match="filter"):
            ask(no_tables, name, VISITOR, Scope().having(**two))
    # Places are cantons at the smallest.
    assert {territory.level(place) for place in territory.PLACES} == {
        *("country", "province", "canton", "rest", "zone")
    }
