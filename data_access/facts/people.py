"""What statements about people share: attributes, ages, and people counted once with their keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    case,
    cast,
    func,
    literal,
    select,
)

from data_access.facts.dialects import year_of
from data_access.lists import AGE_GROUPS, AGE_LIMITS, NATIONALITIES
from data_access.tables import Person

Rows = Select[*tuple[Any, ...]]
# Conditions on where people live; none for everybody.
Living = Sequence[ColumnElement[bool]]

PEOPLE = ("persons", "key_high", "key_low")
SPAN = "span"  # the number of a span of days, of several that are asked for at once
Span = tuple[dt.date, dt.date]  # half-open
UNKNOWN = "NR"
WHOLE = ""  # the part that stands for all of a measure


def people_and_keys(rows: Any) -> list[ColumnElement[int]]:
    """Return the number of people in rows, and the sums of the halves of their keys, as SQL."""
    halves = (cast(func.sum(rows[f"record_{name}"]), BigInteger).label(name) for name in PEOPLE[1:])
    return [func.count().label(PEOPLE[0]), *halves]


def attributes(day: Any) -> list[ColumnElement[Any]]:
    """Return a person's canton, attributes and key halves; age is as of the year of `day`.

    Age is a year less the year of birth (METHODS: no birth dates are kept).
    """
    shown = case((Person.nationality.in_(NATIONALITIES), Person.nationality), else_=literal("OTRA"))
    return [
        Person.canton_code.label("canton_code"),
        Person.sex.label("sex"),
        age_group(year_of(day) - Person.birth_year).label("age_group"),
        shown.label("nationality"),
        Person.mobility_status.label("mobility_status"),
        Person.record_key_high.label("record_key_high"),
        Person.record_key_low.label("record_key_low"),
    ]


def age_group(age: ColumnElement[int]) -> ColumnElement[str]:
    """Return the age band of an age in years, as SQL; people under 15 are refused at import."""
    bands = list(zip(AGE_LIMITS[1:], AGE_GROUPS, strict=False))
    return case(
        *((age < limit, literal(band)) for limit, band in bands),
        else_=literal(list(AGE_GROUPS)[-1]),
    )


def only_of(person: Any, living: Living) -> list[ColumnElement[bool]]:
    """Return the SQL condition that rows are about people who live somewhere; none if anywhere.

    It spares grouping the rows of everybody else.
    """
    return [person.in_(select(Person.code).where(*living))] if living else []


def span_of(day: Any, spans: Sequence[Span]) -> ColumnElement[int]:
    """Return the number of the span in which a day lies, of spans that follow one another."""
    numbered = ((day < end, literal(at)) for at, (_start, end) in enumerate(spans))
    return case(*numbered, else_=literal(len(spans))).label(SPAN)


def within_all(day: Any, spans: Sequence[Span]) -> list[ColumnElement[bool]]:
    """Return the SQL condition that a day lies in one of the spans."""
    return [day >= spans[0][0], day < spans[-1][1]]


def one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Return 1 where a condition holds and 0 where it does not, or is unknown."""
    return case((condition, 1), else_=0)


@dataclass(frozen=True)
class Facts:
    """Rows about people, of which a person may have many: sessions, jobs, visits, sales.

    `rows` has `person_code`, `day` (which the person's age is of), `part` where an activity has
    parts (a channel, course kind, fair), and columns of 0 or 1, its `flags`: a person has a flag
    if one of their rows does, in a part if one there does. `shared` names further ones, each of
    which holds in every part if its own flag holds in any.
    `figures` are aggregates of a person's rows. `whole` names the parts that make up the whole,
    where not all do. `age_in_part`: the age is that of the person's first row in the part,
    otherwise of their first row of all. `within`: columns in each of whose values a person counts.
    """

    rows: Subquery
    flags: Sequence[str] = ()
    shared: Mapping[str, str] = field(default_factory=dict)
    whole: Sequence[str] = ()
    age_in_part: bool = False
    within: Sequence[str] = ()
    figures: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)

    def people(self, by_part: bool) -> Rows:
        """Return one row per person who did not withdraw, or per person and part.

        It has the person's attributes and keys, the part, the flags and the figures.
        """
        rows = self.rows.c
        places = [rows[name] for name in self.within]
        groups = [rows.person_code, *places, *([rows.part] if by_part else [])]
        first: ColumnElement[Any] = func.min(rows.day)
        if (by_part and not self.age_in_part) or self.within:
            first = func.min(first).over(partition_by=rows.person_code)
        marks: dict[str, ColumnElement[Any]] = {name: func.max(rows[name]) for name in self.flags}
        for name, own in self.shared.items():
            mark = marks[own]
            marks[name] = func.max(mark).over(partition_by=rows.person_code) if by_part else mark
        once = select(
            *groups,
            first.label("first"),
            *(mark.label(name) for name, mark in marks.items()),
            *(figure.label(name) for name, figure in self.figures.items()),
        ).group_by(*groups)
        if self.whole and not by_part:
            once = once.where(rows.part.in_(self.whole))
        found = once.subquery()
        return (
            select(
                *attributes(found.c.first),
                (found.c.part if by_part else literal(WHOLE)).label("part"),
                *(found.c[name] for name in (*self.within, *marks, *self.figures)),
            )
            .select_from(found)
            .join(Person, Person.code == found.c.person_code)
            .where(Person.withdrawn_on.is_(None))
        )

    def by_span(self, spans: Sequence[Span]) -> Facts:
        """Return the facts of some spans of days, in each of which a person counts once.

        The spans follow one another. The figures that facts may have stay behind.
        """
        rows = select(self.rows, span_of(self.rows.c.day, spans)).where(
            *within_all(self.rows.c.day, spans)
        )
        return replace(self, rows=rows.subquery(), within=(*self.within, SPAN), figures={})

    def each(self, *names: str) -> Rows:
        """Return one row per fact, not per person: attributes, the part, and the named columns.

        The age is that of the person's first row of all.
        """
        first = func.min(self.rows.c.day).over(partition_by=self.rows.c.person_code)
        aged = select(self.rows, first.label("first")).subquery()
        return (
            select(*attributes(aged.c.first), *(aged.c[name] for name in ("part", *names)))
            .select_from(aged)
            .join(Person, Person.code == aged.c.person_code)
            .where(Person.withdrawn_on.is_(None))
        )
