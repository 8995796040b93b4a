"""People reached by the programme, each counted once in every place and period asked for."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection

from data_access import clock, official_totals, periods
from data_access.answers.answer import Answer, Definition, question, withheld_in
from data_access.answers.crowd import TELLING, rows_of
from data_access.answers.programme_results import as_told
from data_access.answers.provenance import source_about_people, synthetic
from data_access.answers.publication_rules import ABOUT_PEOPLE
from data_access.answers.reached import (
    COLUMNS,
    MEASURES,
    PARTS,
    REFERENCE,
    REGISTER,
    codes_of,
    crowd_in,
    measure_named,
)
from data_access.answers.shared_columns import FLAG, MEASURE, PERSONS, TERRITORY
from data_access.disclosure import Group, Shown, count, explanation
from data_access.language import Text
from data_access.official_totals import Official
from data_access.scope import Scope
from data_access.viewer import Viewer, sees_exact_people

__all__ = ["COLUMNS", "REGISTER"]
# In an answer, this is replaced by the definition of the measure asked for.
COUNT = Definition(
    Text(
        "Personas distintas que el programa alcanzó: inscritas en la bolsa de empleo o, según la "
        "medida, capacitadas, contratadas, en una feria, con una oferta en un mercado en línea o "
        "en un espacio de coworking; por su cantón de residencia. Cada persona cuenta una sola "
        "vez en cada lugar."
    ),
    Text("n = |{ persona : fecha ∈ [desde, hasta) }|"),
    REFERENCE,
    limits=(
        *MEASURES["registered"].definition.limits,
        Text("Una persona puede estar en varias medidas: no se suman."),
    ),
    rules=(ABOUT_PEOPLE,),
    dated=Text(
        "la fecha de inscripción o, según la medida, la sesión, el inicio del trabajo, la feria, "
        "los días publicada o la entrada"
    ),
)


@question(
    "people.count",
    COUNT,
    ("people", "territory", "hiring", "training", "ventures"),
    title=Text("Personas alcanzadas por el programa"),
    columns=(MEASURE, TERRITORY, PERSONS, FLAG),
    by=(*COLUMNS, "territory"),
    filters=(*COLUMNS, *PARTS, "measure"),
    periods=True,
)
def counting(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return people reached, by up to two dimensions; by default those in the job bank."""
    name = scope.get("measure") or "registered"
    measure = measure_named(name)
    codes = codes_of(connection, name, scope)
    crowd = crowd_in(connection, name, scope)
    official = official_of(connection, viewer, name, scope)
    rows = rows_of(scope, codes)
    figures = [
        shown(official.get(row["territory"]), crowd.group(row), viewer, crowd.wider(row))
        for row in rows
    ]
    frame = pd.DataFrame(rows).assign(
        measure=name,
        persons=pd.array([figure.value for figure in figures], dtype="Int64"),
        flag=pd.Series([figure.flag for figure in figures], dtype=object),
    )
    here = {"territory": scope.territory}
    alone = crowd_in(connection, name, scope.having(by=())) if "territory" in scope.by else crowd
    all_of_them = shown(
        official.get(scope.territory), alone.group(here), viewer, alone.wider(here)
    ).value
    adjusted = any(figure.flag is not None for figure in figures)
    as_of = as_told(measure.origin.last_day(connection), viewer, scope)
    return Answer(
        name="people.count",
        scope=scope,
        definition=measure.definition,
        frame=frame[["measure", *dict.fromkeys(("territory", *scope.by)), "persons", "flag"]],
        as_of=as_of,
        n=None if all_of_them is None else int(all_of_them),
        sources=(
            source_about_people(
                connection, viewer, measure.origin.name, as_of, *measure.origin.tables
            ),
        ),
        withheld=withheld_in(frame),
        notes=(*(explanation(viewer) if adjusted else ()), *released_on(official, frame)),
        adjusted=adjusted,
        synthetic=synthetic(connection),
    )


def shown(
    official: Official | None, people: Group, viewer: Viewer, wider: Sequence[Group]
) -> Shown:
    """Return a count of people: an official total as released, others as the viewer may know."""
    return count(people, viewer, wider) if official is None else Shown(official.persons, None)


def official_of(
    connection: Connection, viewer: Viewer, measure: str, scope: Scope
) -> dict[str, Official]:
    """Return the official totals by place, where the scope asks for nothing but a year.

    Those who see exact figures get the current count instead.
    """
    year = periods.year_of(scope.start, scope.end)
    attributes = {*scope.by, *(key for key, _ in scope.filters)} & {*TELLING, *PARTS}
    if year is None or attributes or sees_exact_people(viewer):
        return {}
    return official_totals.official(connection, measure, year)


def released_on(official: dict[str, Official], frame: pd.DataFrame) -> tuple[Text, ...]:
    """Return the note on official totals, where there are any."""
    dates = {official[place].released_at for place in frame["territory"] if place in official}
    if not dates:
        return ()
    day = clock.local_day(max(dates))
    return (
        Text("Las cifras sin «≈» son totales oficiales, exactos, publicados el {date}.", date=day),
    )
