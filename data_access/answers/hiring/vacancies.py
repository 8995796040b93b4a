"""Whether vacancies get filled, by occupation."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Subquery, select

from data_access import classifications, lists
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import (
    CHANNEL,
    one_group,
    people_alone,
    rows_behind,
    rows_of,
)
from data_access.answers.frames import by_place, in_one_place, in_period, lives_in, tally_of
from data_access.answers.programme_results import Origin, people_answer, whole
from data_access.answers.publication_rules import ABOUT_PEOPLE
from data_access.answers.shared_columns import FLAG, OCCUPATION, TERRITORY
from data_access.disclosure import LEAST_BEHIND, Group, count
from data_access.facts.vacancies import fillers, offered_posts
from data_access.language import Text
from data_access.measures import vacancy_fill
from data_access.periods import Clock
from data_access.scope import Scope
from data_access.tables import Placement, Vacancy
from data_access.viewer import Viewer, sees_exact_people

VACANCIES = Origin(
    Text("Vacantes del programa y colocaciones"),
    (Vacancy, Placement),
    (Vacancy.opened_on, Placement.started_on),
)
FILL = Definition(
    Text(
        "Puestos de vacantes cerradas que se llenaron, por el cantón de la vacante. Una vacante se "
        "cierra en su fecha o al llenarse; los puestos de las que siguen abiertas van aparte."
    ),
    Text("cobertura = Σ mín(colocaciones, plazas) / Σ plazas cerradas"),
    Text("Marco de resultados M4SD, JB-01."),
    limits=(
        Text("Cuenta puestos, no personas; una vacante puede tener varios."),
        Text(
            "Fuera del equipo de seguimiento, una vacante se da por cerrada solo en su fecha: que "
            "se haya llenado dice cuántas personas se contrataron."
        ),
    ),
    rules=(ABOUT_PEOPLE,),
    dated=Text("la apertura de la vacante"),
)
# What vacancies may be chosen by, with their columns.
FILTERS = {"ciuo2": "isco2", CHANNEL: "channel", "evento": "event_code"}
CODES = {"ciuo2": list(classifications.OCCUPATIONS), CHANNEL: list(lists.CHANNEL)}


@question(
    "hiring.vacancies",
    FILL,
    ("labour", "hiring", "people", "territory"),
    title=Text("Cobertura de las vacantes"),
    columns=(
        TERRITORY,
        OCCUPATION,
        AnswerColumn("posts", Kind.COUNT, Text("Puestos")),
        AnswerColumn("filled", Kind.COUNT, Text("Puestos llenos"), moved=True),
        AnswerColumn("fill_rate", Kind.SHARE, Text("Cobertura de vacantes")),
        AnswerColumn("open_posts", Kind.COUNT, Text("Puestos todavía abiertos")),
        FLAG,
    ),
    by=("territory", "ciuo2", CHANNEL),
    filters=FILTERS,
    periods=True,
    clock=Clock.DAY,
)
def vacancies(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return posts offered in a period (by the day of opening) and how many of them were filled."""
    exact = sees_exact_people(viewer)
    # A full vacancy discloses how many people were hired: only its closing date is public.
    vacancies = posts_in(scope, full_is_closed=exact)
    dimensions = divided_by(vacancies, scope)
    offered = in_one_place(
        tally_of(
            connection,
            vacancies,
            dimensions | {"closed": vacancies.c.closed},
            sums=("posts", "filled"),
        ),
        scope,
    )
    own = [column.label(name) for name, column in dimensions.items()]
    people = people_alone(connection, fillers(vacancies, *own), [*dimensions])
    people = in_one_place(people, scope)
    rows = []
    for row in rows_of(scope, CODES):
        here, who = (rows_behind(frame, {}, row) for frame in (offered, people))
        rows.append(
            {
                "territory": row["territory"],
                "ciuo2": scope.get("ciuo2"),
                **row,
                **_filled(here, one_group(who), viewer),
            }
        )
    return people_answer(
        connection,
        "hiring.vacancies",
        viewer,
        scope,
        rows,
        VACANCIES,
        n=int(offered["posts"].sum()),
    )


def posts_in(scope: Scope, full_is_closed: bool) -> Subquery:
    """Return the vacancies of a scope, with their posts and how many of these were filled."""
    found = offered_posts(scope.today, full_is_closed).subquery()
    wanted = [found.c[FILTERS[key]] == value for key, value in scope.filters if key in FILTERS]
    here = lives_in(found.c.canton_code, scope)
    return select(found).where(*wanted, *here, *in_period(found.c.opened_on, scope)).subquery()


def divided_by(vacancies: Subquery, scope: Scope) -> dict[str, ColumnElement[Any]]:
    """Return the dimensions that a scope divides vacancies by."""
    asked = {name: vacancies.c[FILTERS[name]] for name in scope.by if name in FILTERS}
    return by_place(vacancies.c.canton_code, scope) | asked


def _filled(offered: pd.DataFrame, people: Group, viewer: Viewer) -> dict[str, Any]:
    """Return posts, filled posts and their share, of some vacancies, protected as people are.

    `people` filled those that are closed.
    """
    closed = offered[offered["closed"] == 1]
    offered_posts = int(closed["posts"].sum())
    shown = count(people, viewer)
    filled = int(closed["filled"].sum()) if sees_exact_people(viewer) else whole(shown)
    if filled is not None:
        filled = min(filled, offered_posts)
    enough = sees_exact_people(viewer) or offered_posts >= LEAST_BEHIND
    rate = vacancy_fill.fill_rate(filled, offered_posts) if filled is not None and enough else None
    return {
        "posts": offered_posts,
        "filled": filled,
        "fill_rate": rate,
        "open_posts": int(offered["posts"].sum()) - offered_posts,
        "flag": shown.flag,
    }
