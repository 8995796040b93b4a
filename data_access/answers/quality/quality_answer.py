"""What the answers about the quality of the data share: sheets, places, and shares of what is good.

Of a sheet about people it is people that are counted, each once and through disclosure control; of
any other sheet its rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Subquery, func, select

from data_access.answers.answer import Answer
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import crowd_of
from data_access.answers.frames import by_place, in_one_place, in_place, tally_of
from data_access.answers.lookups import once_a_question
from data_access.answers.programme_results import (
    Origin,
    as_told,
    people_answer,
    whole,
    worst,
)
from data_access.answers.shared_columns import FLAG
from data_access.disclosure import UNKNOWN, Group, Shown, count, parts
from data_access.facts.people import Facts
from data_access.facts.recorded import Sheet
from data_access.facts.sheet_records import SHEETS
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import (
    Application,
    CourseSession,
    Event,
    ListingSales,
    Person,
    Placement,
    Survey,
    Vacancy,
    Visit,
)
from data_access.viewer import Viewer

SUBJECTS = ("people", "labour", "hiring", "training", "ventures", "community", "territory")
NAMES: Mapping[str, Text] = {
    "personas": Text("Personas inscritas"),
    "intermediacion": Text("Etapas hacia un empleo"),
    "colocaciones": Text("Colocaciones"),
    "inscripciones": Text("Inscripciones en cursos"),
    "asistencia_sesiones": Text("Asistencia a sesiones"),
    "mercado_ventas": Text("Ventas en los mercados"),
    "coworking": Text("Visitas a los espacios de coworking"),
    "vacantes": Text("Vacantes"),
    "encuesta_empresas": Text("Encuestas a empresas"),
    "eventos": Text("Ferias y otros eventos"),
    "sesiones": Text("Sesiones de los cursos"),
    "plataformas": Text("Plataformas en línea"),
    "asociaciones": Text("Asociaciones"),
    "recomendaciones": Text("Recomendaciones de los estudios"),
}
COUNTED: Mapping[str, Text] = {"persons": Text("Personas"), "rows": Text("Filas")}
SHEET = AnswerColumn("sheet", Kind.CODE, Text("Hoja"), NAMES)
UNIT = AnswerColumn("counted", Kind.CODE, Text("Qué se cuenta"), COUNTED)
OF = AnswerColumn("of", Kind.COUNT, Text("Cuántas hay"), moved=True)
ALL = Origin(
    Text("Hojas cargadas"),
    tuple(sheet.model for sheet in SHEETS.values()),
    (
        *(Person.registered_on, Application.reached_on, Placement.started_on),
        *(CourseSession.held_on, Event.held_on, Vacancy.opened_on, Survey.reference_date),
        *(ListingSales.month, Visit.entered_at),
    ),
)
OF_SHEETS: dict[str, Any] = {"by": ("territory",)}
Row = Mapping[str, Any]


class Counts:
    """How many of a sheet have which marks: people, or rows, by place."""

    def __init__(
        self,
        connection: Connection,
        sheet: Sheet,
        scope: Scope,
        marks: Sequence[Any],
        quarters: bool = False,
    ) -> None:
        """Read the counts; with `quarters` those of each quarter, in which a person counts once."""
        self.sheet = sheet
        names = [mark.name for mark in marks]
        dated = [sheet.quarter] if quarters else []
        rows = sheet.rows(*marks, *dated).subquery()
        within = [one.name for one in dated]
        if sheet.about_people:
            facts = Facts(rows, flags=names, within=within)
            self.groups = crowd_of(connection, facts, scope, {}, by=[*names, *within])
        else:
            self.tally = tally(connection, rows, scope, [*names, *within])

    def share(self, place: str, viewer: Viewer, part: Row, of: Row) -> dict[str, Any]:
        """Return how many have the marks `of`, how many of those `part` too, and their share."""
        if not self.sheet.about_people:
            some, every = self._rows(place, {**of, **part}), self._rows(place, of)
            return _told(Shown(some, None), Shown(every, None), (some, every))
        some_of, all_of = self.group(place, {**of, **part}), self.group(place, of)
        figures = count(some_of, viewer, [all_of]), count(all_of, viewer)
        return _told(*figures, parts(some_of, all_of, viewer))

    def number(self, place: str, viewer: Viewer) -> Shown:
        """Return how many people, or rows, a place has."""
        if self.sheet.about_people:
            return count(self.group(place, {}), viewer)
        return Shown(self._rows(place, {}), None)

    def group(self, place: str, marks: Row) -> Group:
        """Return the people of a place with some marks."""
        kept = pd.Series(True, index=self.groups.frame.index)
        for name, mark in marks.items():
            kept &= self.groups.frame[name] == mark
        return self.groups.having(kept).group({"territory": place})

    def _rows(self, place: str, marks: Row) -> int:
        kept = self.tally["territory"] == place
        for name, mark in marks.items():
            kept &= self.tally[name] == mark
        return int(self.tally.loc[kept, "n"].sum())


def _told(some: Shown, every: Shown, shares: tuple[int, int] | None) -> dict[str, Any]:
    rate = None
    if shares is not None and shares[1] and None not in (some.value, every.value):
        rate = shares[0] / shares[1]
    return {
        "found": whole(some),
        "of": whole(every),
        "rate": rate,
        "flag": UNKNOWN if every.value == 0 else worst((some, every)),
    }


def tally(connection: Connection, rows: Subquery, scope: Scope, names: Sequence[str]) -> Any:
    """Return how many rows that are not about people have which values, by place."""
    canton = rows.c.canton_code
    dimensions = by_place(canton, scope) | {name: rows.c[name] for name in names}
    found = tally_of(connection, rows, dimensions, in_place(canton, scope))
    return in_one_place(found, scope)


@once_a_question
def span(connection: Connection, name: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of a sheet, wherever its rows belong."""
    sheet = SHEETS[name]
    ends = select(func.min(sheet.day), func.max(sheet.day)).select_from(sheet.source)
    first, last = connection.execute(ends).one()
    return None if first is None else (first, last)


def told_day(connection: Connection, sheet: Sheet, viewer: Viewer, scope: Scope) -> dt.date | None:
    """Return the last day of a sheet as a reader may have it; None where it is empty."""
    ends = span(connection, sheet.name)
    if ends is None:
        return None
    return as_told(ends[1], viewer, scope) if sheet.about_people else ends[1]


def quarters(connection: Connection, sheet: Sheet) -> list[int]:
    """Return every quarter from the first to the last of a sheet, as year * 10 + 1 to 4.

    They are those of the whole country: that a place has data in a quarter tells of somebody.
    """
    ends = span(connection, sheet.name)
    if ends is None:
        return []
    first, last = (day.year * 10 + (day.month + 2) // 3 for day in ends)
    years = range(first // 10, last // 10 + 1)
    every = [year * 10 + number for year in years for number in range(1, 5)]
    return [quarter for quarter in every if first <= quarter <= last]


def unit_of(sheet: Sheet) -> str:
    """Return what is counted of a sheet."""
    return "persons" if sheet.about_people else "rows"


def each_sheet() -> Iterator[Sheet]:
    """Yield the sheets that are looked at, in the order in which they are shown."""
    yield from (SHEETS[name] for name in NAMES)


def sheets_answer(
    connection: Connection, name: str, viewer: Viewer, scope: Scope, rows: list[dict[str, Any]]
) -> Answer:
    """Return rows about the quality of all sheets with where they come from."""
    return people_answer(connection, name, viewer, scope, rows, ALL)


def columns_of_share(found: Text, rate: Text) -> tuple[AnswerColumn, ...]:
    """Return the columns of how many of which were found, and their share."""
    return (
        UNIT,
        AnswerColumn("found", Kind.COUNT, found, moved=True),
        OF,
        AnswerColumn("rate", Kind.SHARE, rate),
        FLAG,
    )
