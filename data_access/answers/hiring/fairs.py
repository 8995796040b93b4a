"""Each fair: who came, what was offered, and who was hired within 90 days."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import ATTRIBUTES, crowd_of
from data_access.answers.frames import frame_of, in_period, in_place, records
from data_access.answers.hiring.hiring_answer import FAIRS, READ_SUBJECTS, filters_of
from data_access.answers.programme_results import people_answer, share_of, spread, whole, worst
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import CANTON, DATE, EVENT, FLAG, NAME, interval
from data_access.disclosure import count
from data_access.facts.contacts import fair_visits
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Event, Vacancy
from data_access.territory import COUNTRY
from data_access.viewer import Viewer

FAIR = "evento"
CONVERSION = Definition(
    Text(
        "Personas que llegaron a cada feria, puestos que se ofrecieron y personas contratadas por "
        "el canal de la feria en los 90 días siguientes. Quien fue a varias cuenta para la última."
    ),
    Text("conversión = contratadas ≤ 90 días / participantes;  intervalo de Wilson de 95 %"),
    Text("Marco de resultados M4SD, JF-01 a JF-03."),
    limits=(
        Text("Una feria de hace menos de 90 días todavía puede dar contrataciones."),
        Text("Es contribución: parte de estas personas habría conseguido trabajo sin la feria."),
    ),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el día de la feria"),
)
FAIR_COLUMNS = (
    AnswerColumn("participants", Kind.PEOPLE, Text("Participantes"), moved=True),
    AnswerColumn("posts", Kind.COUNT, Text("Puestos")),
    AnswerColumn("posts_per_participant", Kind.NUMBER, Text("Puestos por participante")),
    AnswerColumn("hires_90d", Kind.PEOPLE, Text("Contratadas en 90 días"), moved=True),
)


@question(
    "hiring.fairs",
    CONVERSION,
    ("labour", *READ_SUBJECTS),
    title=Text("Ferias de empleo"),
    columns=(
        EVENT,
        NAME,
        DATE,
        CANTON,
        *FAIR_COLUMNS,
        AnswerColumn("conversion", Kind.SHARE, Text("Conversión")),
        *interval(Kind.SHARE),
        FLAG,
    ),
    filters=(*ATTRIBUTES, "evento"),
    periods=True,
)
def fairs(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return the fairs held in a place and period, the latest last."""
    held = frame_of(
        connection,
        select(
            Event.code.label("event"),
            Event.name.label("nombre"),
            Event.held_on.label("fecha"),
            Event.canton_code.label("canton"),
        )
        .where(
            Event.kind == "FERIA",
            *in_place(Event.canton_code, scope),
            *in_period(Event.held_on, scope),
        )
        .order_by(Event.held_on, Event.code),
    )
    if scope.get("evento") is not None:
        held = held[held["event"] == scope.get("evento")]
    facts, filters = fair_visits([]), filters_of(scope)
    everywhere = Scope(filters=scope.filters, by=(FAIR,))
    came = crowd_of(connection, facts, everywhere, filters, FAIR, ["hired"])
    hired = came.having(came.frame["hired"] == 1)
    posts = select(Vacancy.event_code.label("event"), func.sum(Vacancy.posts).label("posts"))
    offered = frame_of(connection, posts.group_by(Vacancy.event_code)).set_index("event")["posts"]
    rows = []
    for event in records(held):
        row = {"territory": COUNTRY, FAIR: event["event"]}
        groups = [crowd.group(row) for crowd in (came, hired)]
        figures = [
            count(groups[0], viewer, came.wider(row)),
            count(groups[1], viewer, [*hired.wider(row), groups[0]]),
        ]
        on_offer = int(offered.get(event["event"], 0))
        share = share_of(figures[1], groups[1], groups[0], viewer) if figures[0].value else None
        rows.append(
            {
                **event,
                "participants": whole(figures[0]),
                "posts": on_offer,
                "posts_per_participant": on_offer / figures[0].value if figures[0].value else None,
                "hires_90d": whole(figures[1]),
                **spread(share, "conversion", "ci_low", "ci_high"),
                "flag": worst(figures),
            }
        )
    return people_answer(connection, "hiring.fairs", viewer, scope, rows, FAIRS)
