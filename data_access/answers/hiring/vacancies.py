"""Whether vacancies get filled, by occupation."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data_access import classifications, lists
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import CHANNEL, people_alone, places_of
from data_access.answers.frames import frame_of, in_period, in_place
from data_access.answers.programme_results import Origin, people_answer, whole
from data_access.answers.publication_rules import ABOUT_PEOPLE
from data_access.answers.shared_columns import FLAG, OCCUPATION, TERRITORY
from data_access.disclosure import LEAST_BEHIND, count
from data_access.language import Text
from data_access.measures import vacancy_fill
from data_access.periods import Clock
from data_access.scope import Scope
from data_access.tables import Person, Placement, Vacancy
from data_access.territory import cantons_of
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
FILTERS = ("ciuo2", CHANNEL, "evento")


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
        AnswerColumn("fill_rate", Kind.SHARE, Text("Cobertura")),
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
    offered, fillers = offers(connection, scope)
    codes = {"ciuo2": list(classifications.OCCUPATIONS), CHANNEL: list(lists.CHANNEL)}
    dimensions = [name for name in scope.by if name != "territory"]
    rows = []
    for place in places_of(scope):
        here = offered[offered["canton"].isin(cantons_of(place))]
        for own in _combinations(dimensions, codes):
            kept = pd.Series(True, index=here.index)
            for name, code in own.items():
                kept &= here[name] == code
            row = {"territory": place, "ciuo2": scope.get("ciuo2"), **own}
            rows.append({**row, **_filled(here[kept], fillers, viewer)})
    columns = [*dict.fromkeys(("territory", "ciuo2", *dimensions)), "posts", "filled", "fill_rate"]
    return people_answer(
        connection,
        "hiring.vacancies",
        FILL,
        viewer,
        scope,
        rows,
        [*columns, "open_posts", "flag"],
        VACANCIES,
        n=int(offered["posts"].sum()),
    )


def _combinations(names: list[str], codes: dict[str, list[str]]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = [{}]
    for name in names:
        found = [{**one, name: code} for one in found for code in codes[name]]
    return found


def offers(connection: Connection, scope: Scope) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return vacancies, and who fills them.

    Vacancies have their posts, how many are filled and whether they are closed; those who fill
    them are one row per post: the first to start, as many as there are posts.
    """
    filters = {"ciuo2": Vacancy.isco2, CHANNEL: Vacancy.channel, "evento": Vacancy.event_code}
    conditions: list[Any] = [
        filters[key] == value for key, value in scope.filters if key in filters
    ]
    offered = frame_of(
        connection,
        select(
            Vacancy.code.label("vacancy"),
            Vacancy.canton_code.label("canton"),
            Vacancy.isco2.label("ciuo2"),
            Vacancy.channel.label(CHANNEL),
            Vacancy.posts,
            Vacancy.opened_on,
            Vacancy.closed_on,
        )
        .where(
            *conditions,
            *in_place(Vacancy.canton_code, scope),
            *in_period(Vacancy.opened_on, scope),
        )
        .order_by(Vacancy.code),
    )
    placed = frame_of(
        connection,
        select(
            Placement.vacancy_code.label("vacancy"),
            Placement.person_code.label("person"),
            Person.record_key_high.label("key_high"),
            Person.record_key_low.label("key_low"),
        )
        .join(Person, Person.code == Placement.person_code)
        .where(Placement.vacancy_code.is_not(None), Person.withdrawn_on.is_(None))
        .order_by(Placement.started_on, Placement.person_code),
    )
    placed = placed[placed["vacancy"].isin(offered["vacancy"])]
    each = placed.groupby("vacancy").size()
    count_of = offered["vacancy"].map(each).fillna(0).astype(int)
    past = pd.to_datetime(offered["closed_on"]) <= pd.Timestamp(scope.today)
    offered = offered.assign(
        filled=vacancy_fill.filled(offered["posts"], count_of),
        closed=vacancy_fill.closed(offered["posts"], count_of, past),
        past=past,
    )
    # Without a vacancy the column is empty, and its dtype not numeric.
    room = placed["vacancy"].map(offered.set_index("vacancy")["filled"]).astype(float)
    return offered, placed[placed.groupby("vacancy").cumcount() < room]


def _filled(offered: pd.DataFrame, fillers: pd.DataFrame, viewer: Viewer) -> dict[str, Any]:
    """Return posts, filled posts and their share, of some vacancies, protected as people are."""
    # A full vacancy discloses how many people were hired: only its closing date is public.
    closed = offered[offered["closed" if sees_exact_people(viewer) else "past"]]
    offered_posts = int(closed["posts"].sum())
    people = people_alone(fillers[fillers["vacancy"].isin(closed["vacancy"])])
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
