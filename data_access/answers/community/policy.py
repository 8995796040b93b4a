"""Studies and the outcomes of their recommendations; help to governments and adopted policies."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, select

from data_access import lists, territory
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import places_of
from data_access.answers.frames import frame_of, in_period, in_place, records
from data_access.answers.programme_results import Origin, facts_answer
from data_access.answers.shared_columns import CANTON, DATE, LEVEL, TERRITORY
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Assistance, Recommendation, Study
from data_access.viewer import Viewer

STUDIES = Origin(
    Text("Estudios y sus recomendaciones"),
    (Study, Recommendation),
    (Study.published_on, Recommendation.state_on),
)
HELP = Origin(
    Text("Asistencia técnica a gobiernos"),
    (Assistance,),
    (Assistance.started_on, Assistance.ended_on),
)
READ_SUBJECTS = ("community", "territory")
ACCEPTED, ADOPTED = ("ACEPTADA", "ADOPTADA"), "ADOPTADA"
SETTLED = ("ADOPTADA", "RECHAZADA")
OF_STUDIES = Definition(
    Text(
        "Estudios publicados y sus recomendaciones: cuántas se aceptaron, y cuántas de las "
        "aceptadas ya se adoptaron."
    ),
    Text("adopción = adoptadas / (aceptadas sin adoptar + adoptadas)"),
    Text("Marco de resultados M4SD, LM-01 y LM-02."),
    limits=(Text("Que una recomendación se adopte no prueba que se deba al estudio."),),
    dated=Text("el día de publicación del estudio"),
)
OF_HELP = Definition(
    Text(
        "Políticas públicas con asistencia técnica: las que empezaron, las cerradas (adoptadas, "
        "rechazadas o con la asistencia terminada) y las adoptadas, por nivel de gobierno."
    ),
    Text("adopción = adoptadas / cerradas"),
    Text("Marco de resultados M4SD, TA-01 y TA-02."),
    limits=(Text("La asistencia contribuye a una política; no prueba que la causara."),),
    dated=Text("el día en que empezó la asistencia"),
)
LIST = Definition(
    Text("Cada recomendación de los estudios, con su estado."),
    "",
    Text("Hoja recomendaciones."),
    dated=Text("el día de publicación del estudio"),
)
POLICIES = Definition(
    Text("Cada política pública con asistencia técnica, con su estado."),
    "",
    Text("Hoja asistencias."),
    dated=Text("el día en que empezó la asistencia"),
)


def recommendations_in(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return every recommendation of the studies published in a place and period."""
    query = (
        select(
            Recommendation.study_code.label("study"),
            Recommendation.number.label("numero"),
            Recommendation.text.label("texto"),
            Recommendation.state.label("estado"),
            Recommendation.state_on.label("fecha_estado"),
        )
        .join(Study, Study.code == Recommendation.study_code)
        .where(*in_place(Study.canton_code, scope), *in_period(Study.published_on, scope))
        .order_by(Study.published_on, Study.code, Recommendation.number)
    )
    return frame_of(connection, query)


STUDY = AnswerColumn("study", Kind.TEXT, Text("Estudio"))
STATE = AnswerColumn("estado", Kind.CODE, Text("Estado"), lists.STATE)
ADOPTED_COUNT = AnswerColumn("adopted", Kind.COUNT, Text("Adoptadas"))


@question(
    "community.studies",
    OF_STUDIES,
    READ_SUBJECTS,
    title=Text("Estudios y sus recomendaciones"),
    columns=(
        STUDY,
        AnswerColumn("titulo", Kind.TEXT, Text("Título")),
        CANTON,
        DATE,
        AnswerColumn("enlace", Kind.TEXT, Text("Enlace")),
        AnswerColumn("recommendations", Kind.COUNT, Text("Recomendaciones")),
        AnswerColumn("accepted", Kind.COUNT, Text("Aceptadas")),
        ADOPTED_COUNT,
        AnswerColumn("rejected", Kind.COUNT, Text("Rechazadas")),
    ),
    periods=True,
)
def studies(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return each study, with the outcomes of its recommendations; accepted includes adopted."""
    published = frame_of(
        connection,
        select(
            Study.code.label("study"),
            Study.title.label("titulo"),
            Study.canton_code.label("canton"),
            Study.published_on.label("fecha"),
            Study.link.label("enlace"),
        )
        .where(*in_place(Study.canton_code, scope), *in_period(Study.published_on, scope))
        .order_by(Study.published_on, Study.code),
    )
    made = recommendations_in(connection, scope)
    rows = []
    for study in records(published):
        states = made["estado"][made["study"] == study["study"]]
        rows.append(
            {
                **study,
                "recommendations": len(states),
                "accepted": int(states.isin(ACCEPTED).sum()),
                "adopted": int((states == ADOPTED).sum()),
                "rejected": int((states == "RECHAZADA").sum()),
            }
        )
    return facts_answer(connection, "community.studies", scope, rows, STUDIES)


@question(
    "community.recommendations",
    LIST,
    READ_SUBJECTS,
    title=Text("Recomendaciones, una por una"),
    columns=(
        STUDY,
        AnswerColumn("numero", Kind.ORDINAL, Text("Número")),
        AnswerColumn("texto", Kind.TEXT, Text("Recomendación")),
        STATE,
        AnswerColumn("fecha_estado", Kind.DATE, Text("Desde")),
    ),
    periods=True,
)
def recommendations(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return each recommendation of the studies of a place."""
    found = recommendations_in(connection, scope)
    return facts_answer(connection, "community.recommendations", scope, records(found), STUDIES)


def assistance_in(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return the help to governments of and within a place that started in a period."""
    query = select(
        Assistance.code.label("assistance"),
        Assistance.institution.label("institucion"),
        Assistance.level.label("nivel"),
        Assistance.territory_code.label("territorio"),
        Assistance.topic.label("tema"),
        Assistance.started_on.label("inicio"),
        Assistance.ended_on.label("fin"),
        Assistance.product.label("producto"),
        Assistance.state.label("estado"),
    ).where(*in_period(Assistance.started_on, scope))
    found = frame_of(connection, query.order_by(Assistance.started_on, Assistance.code))
    level = scope.get("nivel")
    found = found if level is None else found[found["nivel"] == level]
    return found[_within(found["territorio"], scope.territory)]


def _within(places: pd.Series[str], place: str) -> pd.Series[bool]:
    """Return which governments govern a place or a part of it; national ones only the country."""
    inside = {place, *territory.cantons_of(place)}
    if place == territory.COUNTRY:
        inside |= set(territory.PROVINCES)
    return places.isin(inside)


@question(
    "community.assistance",
    OF_HELP,
    READ_SUBJECTS,
    title=Text("Asistencia a políticas públicas"),
    columns=(
        LEVEL,
        TERRITORY,
        AnswerColumn("started", Kind.COUNT, Text("Empezadas")),
        AnswerColumn("closed", Kind.COUNT, Text("Cerradas")),
        ADOPTED_COUNT,
    ),
    by=("territory",),
    filters=("nivel",),
    periods=True,
)
def assistance(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return policies assisted by level of government."""
    found = assistance_in(connection, scope)
    levels = [scope.get("nivel")] if scope.get("nivel") else list(lists.GOVERNMENT)
    rows = []
    for place in places_of(scope):
        here = found[_within(found["territorio"], place)]
        for level in levels:
            own = here[here["nivel"] == level]
            closed = own["estado"].isin(SETTLED) | own["fin"].notna()
            rows.append(
                {
                    "nivel": level,
                    "territory": place,
                    "started": len(own),
                    "closed": int(closed.sum()),
                    "adopted": int((own["estado"] == ADOPTED).sum()),
                }
            )
    return facts_answer(connection, "community.assistance", scope, rows, HELP, n=len(found))


@question(
    "community.policies",
    POLICIES,
    READ_SUBJECTS,
    title=Text("Políticas asistidas, una por una"),
    columns=(
        AnswerColumn("assistance", Kind.TEXT, Text("Asistencia")),
        AnswerColumn("institucion", Kind.TEXT, Text("Institución")),
        LEVEL,
        AnswerColumn("territorio", Kind.PLACE, Text("Lugar")),
        AnswerColumn("tema", Kind.TEXT, Text("Tema")),
        AnswerColumn("inicio", Kind.DATE, Text("Inicio")),
        AnswerColumn("fin", Kind.DATE, Text("Fin")),
        AnswerColumn("producto", Kind.TEXT, Text("Producto")),
        STATE,
    ),
    filters=("nivel",),
    periods=True,
)
def policies(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return each policy assisted in a place."""
    found = assistance_in(connection, scope)
    return facts_answer(connection, "community.policies", scope, records(found), HELP)
