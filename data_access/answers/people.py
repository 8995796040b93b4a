"""How many people the programme reached; registered in the job bank, so far."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, func, literal, select

from data_access import classifications, lists, periods, territory
from data_access.answers.answer import Answer, Definition, Source, question, withheld_in
from data_access.answers.provenance import batches_of, synthetic
from data_access.disclosure import protect_people
from data_access.language import Text
from data_access.scope import Scope, ScopeError
from data_access.summaries import UNKNOWN, registered_people
from data_access.tables import Person, RegisteredCell
from data_access.viewer import Viewer

# A dimension of INTERFACE, the column that holds it, and every code it always shows.
COLUMNS = {
    "sexo": ("sex", list(lists.SEX)),
    "grupo_edad": ("age_group", list(lists.AGE_GROUPS)),
    "nacionalidad": ("nationality", list(lists.NATIONALITIES)),
    "situacion": ("mobility_status", list(lists.MOBILITY)),
    "ciuo2": ("isco2", [*classifications.OCCUPATIONS, UNKNOWN]),
}
MEASURES = ("registered",)

COUNT = Definition(
    Text(
        "Personas distintas inscritas en la bolsa de empleo, por su cantón de residencia. "
        "Cada persona cuenta una sola vez en cada lugar."
    ),
    "n = |{persona : fecha de inscripción ∈ [desde, hasta)}|",
    Text("Marco de resultados M4SD, regla 2: personas distintas en cada nivel."),
)


@question(
    "people.count",
    COUNT,
    ("people", "territory"),
    by=(*COLUMNS, "territory"),
    filters=(*COLUMNS, "measure"),
    periods=True,
)
def count(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """People registered in the job bank, by up to two dimensions."""
    measure = scope.get("measure") or "registered"
    if measure not in MEASURES:
        raise ScopeError(
            Text("No hay datos de «{measure}»: use {known}.", measure=measure, known="registered")
        )
    periods.require_allowed(viewer, scope, periods.today())
    source = people_in(scope)
    frame = pd.DataFrame(
        [
            {**row, "persons": found}
            for place in (
                territory.children(scope.territory)
                if "territory" in scope.by
                else [scope.territory]
            )
            for row, found in counted(connection, source, scope, place)
        ]
    )
    total = protect_people(
        pd.DataFrame([{"persons": sum_people(connection, source, scope)}]), "persons", viewer
    )
    shown = protect_people(frame.assign(measure=measure), "persons", viewer)
    known = total["persons"].notna().iloc[0]
    return Answer(
        name="people.count",
        scope=scope,
        definition=COUNT,
        frame=shown[["measure", *dict.fromkeys(("territory", *scope.by)), "persons", "flag"]],
        as_of=connection.execute(select(func.max(Person.registered_on))).scalar(),
        n=int(total["persons"].iloc[0]) if known else None,
        sources=(
            Source(
                Text("Registro de la bolsa de empleo"),
                connection.execute(select(func.max(Person.registered_on))).scalar(),
                batches_of(connection, Person),
            ),
        ),
        withheld=withheld_in(shown),
        synthetic=synthetic(connection),
    )


def people_in(scope: Scope) -> FromClause:
    """The registered people: cells by month, or the person rows where a period cuts a month."""
    whole_months = all(day is None or day.day == 1 for day in (scope.start, scope.end))
    if whole_months:
        return RegisteredCell.__table__
    people = registered_people().subquery()
    return select(people, literal(1).label("persons")).subquery()


def counted(
    connection: Connection, source: FromClause, scope: Scope, place: str
) -> list[tuple[dict[str, str], int]]:
    """Every combination of the asked dimensions in `place`, with its people (0 where none)."""
    asked = [name for name in scope.by if name != "territory"]
    columns: list[ColumnElement[str]] = [source.c[COLUMNS[name][0]] for name in asked]
    rows = connection.execute(
        select(*columns, func.sum(source.c.persons))
        .where(*conditions(source, scope, place))
        .group_by(*columns)
    )
    found = {tuple(row[:-1]): int(row[-1] or 0) for row in rows}
    combinations = (
        pd.MultiIndex.from_product([COLUMNS[name][1] for name in asked], names=asked)
        if asked
        else [()]
    )
    return [
        ({"territory": place, **dict(zip(asked, codes, strict=True))}, found.get(tuple(codes), 0))
        for codes in combinations
    ]


def sum_people(connection: Connection, source: FromClause, scope: Scope) -> int:
    """People in the whole scope, counted as a set of its own and never as a sum of parts."""
    total = connection.execute(
        select(func.sum(source.c.persons)).where(*conditions(source, scope, scope.territory))
    ).scalar()
    return int(total or 0)


def conditions(source: FromClause, scope: Scope, place: str) -> list[ColumnElement[bool]]:
    """What the people asked for have in common, as SQL."""
    found = [source.c[COLUMNS[key][0]] == value for key, value in scope.filters if key in COLUMNS]
    if place != "EC":
        found.append(source.c.canton_code.in_(territory.cantons_of(place)))
    if scope.start:
        found.append(source.c.registered_on >= scope.start)
    if scope.end:
        found.append(source.c.registered_on < scope.end)
    return found
