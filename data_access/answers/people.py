"""How many people the programme reached; registered in the job bank, so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import product

import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, func, literal, select

from data_access import classifications, lists, official_totals, periods, territory
from data_access.answers.answer import Answer, Definition, question, withheld_in
from data_access.answers.provenance import source_about_people, synthetic
from data_access.disclosure import NOBODY, Group, Shown, count, explanation
from data_access.language import Text
from data_access.official_totals import Official
from data_access.record_keys import whole
from data_access.scope import Scope, ScopeError
from data_access.summaries import PEOPLE, UNKNOWN, registered_people
from data_access.tables import Person, RegisteredCell
from data_access.viewer import Viewer, sees_exact_people

# A dimension of INTERFACE, the column that holds it, and every code it always shows.
COLUMNS = {
    "sexo": ("sex", list(lists.SEX)),
    "grupo_edad": ("age_group", list(lists.AGE_GROUPS)),
    "nacionalidad": ("nationality", list(lists.NATIONALITIES)),
    "situacion": ("mobility_status", list(lists.MOBILITY)),
    "ciuo2": ("isco2", [*classifications.OCCUPATIONS, UNKNOWN]),
}
MEASURES = ("registered",)
REGISTER = Text("Registro de la bolsa de empleo")
A_DAY = dt.timedelta(days=1)

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
def counting(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """People registered in the job bank, by up to two dimensions."""
    measure = scope.get("measure") or "registered"
    if measure not in MEASURES:
        raise ScopeError(
            Text("No hay datos de «{measure}»: use {known}.", measure=measure, known="registered")
        )
    told = periods.told(viewer, scope, periods.today())
    require_few_attributes(viewer, scope)
    source = people_in(told)
    official = official_of(connection, viewer, measure, scope)
    places = territory.children(scope.territory) if "territory" in scope.by else [scope.territory]
    found = [each for place in places for each in counted(connection, source, told, place)]
    figures = [
        shown(official.get(keys["territory"]), people, viewer, wider)
        for keys, people, wider in found
    ]
    frame = pd.DataFrame([keys for keys, _, _ in found]).assign(
        measure=measure,
        persons=pd.array([figure.value for figure in figures], dtype="Int64"),
        flag=pd.Series([figure.flag for figure in figures], dtype=object),
    )
    ((_, people, wider),) = counted(connection, source, told.having(by=()), scope.territory)
    all_of_them = shown(official.get(scope.territory), people, viewer, wider).value
    as_of = newest(connection, viewer)
    return Answer(
        name="people.count",
        scope=scope,
        definition=COUNT,
        frame=frame[["measure", *dict.fromkeys(("territory", *scope.by)), "persons", "flag"]],
        as_of=as_of,
        n=None if all_of_them is None else int(all_of_them),
        sources=(source_about_people(connection, viewer, REGISTER, as_of, Person),),
        withheld=withheld_in(frame),
        notes=(*explanation(viewer), *released_on(official, frame)),
        adjusted=any(figure.flag is not None for figure in figures),
        synthetic=synthetic(connection),
    )


def newest(connection: Connection, viewer: Viewer) -> dt.date | None:
    """The last day that the register speaks of; below monitor, the last one of its quarter."""
    last: dt.date | None = connection.execute(select(func.max(Person.registered_on))).scalar()
    if last is None or sees_exact_people(viewer):
        return last
    return min(periods.quarter_of(periods.today()), periods.after_quarter(last)) - A_DAY


def shown(
    official: Official | None, people: Group, viewer: Viewer, wider: Sequence[Group]
) -> Shown:
    """A count of people: an official total is as it was released, others as the viewer may know."""
    return count(people, viewer, wider) if official is None else Shown(official.persons, None)


def official_of(
    connection: Connection, viewer: Viewer, measure: str, scope: Scope
) -> dict[str, Official]:
    """The official totals by place, where the scope asks for nothing but a year.

    Those who see exact figures see them as they are now.
    """
    year = periods.year_of(scope.start, scope.end)
    attributes = {*scope.by, *(key for key, _ in scope.filters)} & set(COLUMNS)
    if year is None or attributes or sees_exact_people(viewer):
        return {}
    return official_totals.official(connection, measure, year)


def released_on(official: dict[str, Official], frame: pd.DataFrame) -> tuple[Text, ...]:
    """What is said of official totals, where there are any."""
    dates = {official[place].released_at for place in frame["territory"] if place in official}
    if not dates:
        return ()
    day = max(dates).astimezone(periods.TIMEZONE).date()
    return (
        Text("Las cifras sin «≈» son totales oficiales, exactos, publicados el {date}.", date=day),
    )


def require_few_attributes(viewer: Viewer, scope: Scope) -> None:
    """ScopeError for more than two personal dimensions and one filter (METHODS §6, rule 6)."""
    filters = [key for key, _ in scope.filters if key in COLUMNS]
    if len(filters) > 1 and not sees_exact_people(viewer):
        raise ScopeError(
            Text("Para proteger a las personas, pida a lo sumo un filtro sobre sus atributos.")
        )


def people_in(scope: Scope) -> FromClause:
    """The registered people: cells by month, or the person rows where a period cuts a month."""
    whole_months = all(day is None or day.day == 1 for day in (scope.start, scope.end))
    if whole_months:
        return RegisteredCell.__table__
    people = registered_people().subquery()
    one = (literal(1), people.c.record_key_high, people.c.record_key_low)
    halves = [column.label(name) for column, name in zip(one, PEOPLE, strict=True)]
    return select(people, *halves).subquery()


Codes = tuple[str, ...]


def counted(
    connection: Connection, source: FromClause, scope: Scope, place: str
) -> list[tuple[dict[str, str], Group, list[Group]]]:
    """Every combination of the asked dimensions in `place`: its codes, its people, and the wider
    sets that lack one of its attributes."""
    asked = [name for name in scope.by if name != "territory"]
    found = groups(connection, source, scope, place)
    fewer = [
        groups(connection, source, scope.having(by=tuple(asked[:at] + asked[at + 1 :])), place)
        for at in range(len(asked))
    ]
    unfiltered = [
        groups(connection, source, scope.having(**{key: None}), place)
        for key, _ in scope.filters
        if key in COLUMNS
    ]
    rows = []
    for codes in product(*(COLUMNS[name][1] for name in asked)):
        wider = [g.get(codes[:at] + codes[at + 1 :], NOBODY) for at, g in enumerate(fewer)]
        wider += [g.get(codes, NOBODY) for g in unfiltered]
        keys = {"territory": place, **dict(zip(asked, codes, strict=True))}
        rows.append((keys, found.get(codes, NOBODY), wider))
    return rows


def groups(
    connection: Connection, source: FromClause, scope: Scope, place: str
) -> dict[Codes, Group]:
    """The people of each combination of attributes that occurs in `place`."""
    asked = [name for name in scope.by if name != "territory"]
    columns: list[ColumnElement[str]] = [source.c[COLUMNS[name][0]] for name in asked]
    sums = (func.sum(source.c[name]) for name in PEOPLE)
    rows = connection.execute(
        select(*columns, *sums).where(*conditions(source, scope, place)).group_by(*columns)
    )
    return {
        tuple(codes): Group(int(persons), whole(int(high), int(low)))
        for *codes, persons, high, low in rows
        if persons
    }


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
