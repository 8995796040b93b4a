"""What happened in a place and may explain a change of its figures."""

from __future__ import annotations

from sqlalchemy import Connection, select

from data_access import territory
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.frames import frame_of, in_period, records
from data_access.answers.programme_results import Origin, facts_answer
from data_access.answers.shared_columns import DATE, NAME
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Milestone
from data_access.viewer import Viewer

HAPPENED = Origin(Text("Hitos"), (Milestone,), (Milestone.happened_on,))
READ_SUBJECTS = ("community", "territory")
WHAT_HAPPENED = Definition(
    Text(
        "Lo que pasó en el lugar, en sus partes o en el territorio al que pertenece, y puede "
        "explicar un cambio: una ordenanza, una feria, un sismo."
    ),
    "",
    Text("Hoja hitos."),
    limits=(Text("Que algo pasara antes de un cambio no prueba que lo causara."),),
    dated=Text("el día en que ocurrió"),
)


@question(
    "community.milestones",
    WHAT_HAPPENED,
    READ_SUBJECTS,
    title=Text("Hitos"),
    columns=(
        AnswerColumn("milestone", Kind.TEXT, Text("Hito")),
        DATE,
        AnswerColumn("territorio", Kind.PLACE, Text("Lugar")),
        NAME,
        AnswerColumn("nombre_en", Kind.TEXT, Text("Nombre en inglés")),
        AnswerColumn("fuente", Kind.TEXT, Text("Fuente")),
        AnswerColumn("enlace", Kind.TEXT, Text("Enlace")),
    ),
    periods=True,
)
def milestones(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return what happened in a place, in its parts and in what it is a part of, in order."""
    place = scope.territory
    query = select(
        Milestone.code.label("milestone"),
        Milestone.happened_on.label("fecha"),
        Milestone.territory_code.label("territorio"),
        Milestone.name.label("nombre"),
        Milestone.name_en.label("nombre_en"),
        Milestone.source.label("fuente"),
        Milestone.link.label("enlace"),
    ).where(*in_period(Milestone.happened_on, scope))
    if place != territory.COUNTRY:
        of = {place, *territory.ancestors(place), *territory.cantons_of(place)}
        query = query.where(Milestone.territory_code.in_(sorted(of)))
    found = frame_of(connection, query.order_by(Milestone.happened_on, Milestone.code))
    rows = records(found)
    return facts_answer(connection, "community.milestones", scope, rows, HAPPENED, n=None)
