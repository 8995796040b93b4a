"""People reached by the programme period by period, each counted once in each."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection

from data_access import periods
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.crowd import places_of
from data_access.answers.programme_results import people_answer, whole
from data_access.answers.publication_rules import ABOUT_PEOPLE
from data_access.answers.reached import PARTS, codes_of, crowd_by_span, measure_named
from data_access.answers.shared_columns import FLAG, MEASURE, PERSONS, SINCE, TERRITORY
from data_access.disclosure import count
from data_access.facts.people import SPAN, Span
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer

USUAL = "quarter"
OVER_TIME = Definition(
    Text(
        "Personas distintas en cada período. Quien vuelve en otro período se cuenta otra vez: los "
        "períodos no se suman."
    ),
    Text("n(t) = |{ persona : fecha ∈ t }|"),
    Text("Marco de resultados M4SD, regla 2: personas distintas en cada nivel."),
    rules=(ABOUT_PEOPLE,),
    dated=Text("la fecha de la medida que se pida"),
)


def spans(viewer: Viewer, scope: Scope, known: Span | None) -> list[Span]:
    """Return the periods of a scope one after another: all that have data, or those it asks for.

    Below monitor only closed periods. Raise ScopeError for a grain that the viewer may not have.
    """
    if known is None:
        return []
    found: list[Span] = []
    months = periods.GRAINS[scope.get("grain") or USUAL]
    first, last = max(known[0], scope.start or known[0]), known[1]
    start = dt.date(first.year, (first.month - 1) // months * months + 1, 1)
    # The period that the viewer may ask for is over, though its quarter may not be.
    over = max(scope.today, scope.end or scope.today)
    while start <= last and (scope.end is None or start < scope.end):
        end = periods.months_later(start, months)
        periods.require_allowed(viewer, scope.having(start=start, end=end), over)
        found.append((start, end))
        start = end
    return found


@question(
    "people.over_time",
    OVER_TIME,
    ("people", "territory", "hiring", "training", "ventures"),
    title=Text("Personas alcanzadas en cada período"),
    columns=(SINCE, MEASURE, TERRITORY, PERSONS, FLAG),
    by=("territory",),
    filters=("measure", "grain", *PARTS),
    periods=True,
)
def people_over_time(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return people reached in each quarter; in years or months where they may be asked for."""
    name = scope.get("measure") or "registered"
    origin = measure_named(name).origin
    asked = scope.having(grain=None)
    codes_of(connection, name, asked)
    rows: list[dict[str, Any]] = []
    told = spans(viewer, scope, origin.span(connection))
    if not told:
        return people_answer(connection, "people.over_time", viewer, scope, rows, origin)
    # All at once: each statement reads everybody.
    crowd = crowd_by_span(connection, name, asked, told)
    for at, (start, _end) in enumerate(told):
        for place in places_of(scope):
            row: dict[str, Any] = {"territory": place, SPAN: at}
            figure = count(crowd.group(row), viewer, crowd.wider(row))
            rows.append(
                {
                    "period": start,
                    "measure": name,
                    "territory": place,
                    "persons": whole(figure),
                    "flag": figure.flag,
                }
            )
    return people_answer(connection, "people.over_time", viewer, scope, rows, origin)
