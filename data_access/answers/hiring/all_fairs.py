"""The fairs of a place and period taken together: a person who came to two counts once."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import ATTRIBUTES, crowd_of, rows_of
from data_access.answers.frames import frame_of, in_period, in_place
from data_access.answers.hiring.fairs import CONVERSION, FAIR_COLUMNS
from data_access.answers.hiring.hiring_answer import CODES, FAIRS, READ_SUBJECTS, filters_of
from data_access.answers.programme_results import people_answer, proportion
from data_access.answers.shared_columns import FLAG, TERRITORY, interval
from data_access.facts.contacts import fair_visits
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Event, Vacancy
from data_access.viewer import Viewer

TOGETHER = Definition(
    Text(
        "Personas distintas que llegaron a alguna feria del lugar y del período, puestos que se "
        "ofrecieron en ellas y personas contratadas por ese canal en los 90 días siguientes."
    ),
    CONVERSION.formula,
    CONVERSION.reference,
    limits=(
        *CONVERSION.limits,
        Text("No es la suma de las ferias: quien fue a dos cuenta una sola vez."),
    ),
    rules=CONVERSION.rules,
    dated=CONVERSION.dated,
)


@question(
    "hiring.all_fairs",
    TOGETHER,
    ("labour", *READ_SUBJECTS),
    title=Text("Las ferias juntas"),
    columns=(
        TERRITORY,
        AnswerColumn("fairs", Kind.COUNT, Text("Ferias")),
        *FAIR_COLUMNS,
        AnswerColumn("rate", Kind.SHARE, Text("Conversión de feria a contrato")),
        *interval(Kind.SHARE),
        FLAG,
    ),
    by=ATTRIBUTES,
    filters=ATTRIBUTES,
    periods=True,
)
def all_fairs(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row: all fairs held in a place and period; or one for each group who came."""
    held = [*in_place(Event.canton_code, scope), *in_period(Event.held_on, scope)]
    offered = frame_of(
        connection,
        select(Event.code.label("event"), func.sum(Vacancy.posts).label("posts"))
        .outerjoin(Vacancy, Vacancy.event_code == Event.code)
        .where(Event.kind == "FERIA", *held)
        .group_by(Event.code),
    )
    everywhere = Scope(filters=scope.filters, by=scope.by)
    came = crowd_of(connection, fair_visits(held), everywhere, filters_of(scope), by=["hired"])
    hired = came.having(came.frame["hired"] == 1)
    posts = int(offered["posts"].fillna(0).sum())
    rows = []
    for group in rows_of(everywhere, CODES):
        told = proportion(hired, came, group, viewer, ("hires_90d", "participants"))
        people = told["participants"]
        rows.append(
            {
                **group,
                "territory": scope.territory,
                "fairs": len(offered),
                "posts": posts,
                # Posts are offered to everybody: of one group there is no such ratio.
                "posts_per_participant": posts / people if people and not scope.by else None,
                **told,
            }
        )
    return people_answer(connection, "hiring.all_fairs", viewer, scope, rows, FAIRS)
