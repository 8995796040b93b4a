"""Attribution of hires to channels, and where the jobs are."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from sqlalchemy import Connection, literal, select, union_all

from data_access import lists, territory
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import ATTRIBUTES, CHANNEL, crowd_of, places_of, rows_of
from data_access.answers.frames import Query, frame_of
from data_access.answers.hiring.hiring_answer import (
    BANK,
    BY_PERSON,
    CODES,
    JOBS,
    OF_JOBS,
    READ_SUBJECTS,
    filters_of,
    jobs,
    members,
)
from data_access.answers.programme_results import people_answer, whole, worst
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import CHANNEL as CHANNEL_COLUMN
from data_access.answers.shared_columns import FLAG, PERSONS, TERRITORY
from data_access.disclosure import count, total
from data_access.language import Text
from data_access.measures.attribution import paths
from data_access.scope import Scope
from data_access.summaries.people import day_of
from data_access.tables import (
    Application,
    Course,
    CourseSession,
    Event,
    EventAttendance,
    Placement,
    SessionAttendance,
    Visit,
)
from data_access.viewer import Viewer

CHANNELS = Definition(
    Text(
        "Contrataciones por canal, en personas y, aparte, en trabajos: los trabajos por canal "
        "directo suman las colocaciones, no las personas. Directo: el canal de la postulación que "
        "llevó al trabajo. Asistido: cualquier canal por el que pasaron en los 90 días previos, y "
        "no se suma. Lineal: cada persona, o cada trabajo, se reparte por igual entre sus canales."
    ),
    Text("directo: 1 al canal directo;  asistido: 1 a cada canal;  lineal: 1/m a cada uno de m"),
    Text("Marco de resultados M4SD; por defecto, la atribución directa."),
    limits=(
        Text("Por canal asistido la misma persona está en varios: esas cifras no se suman."),
        Text("Personas y trabajos no se mezclan: quien tuvo dos trabajos es una persona."),
    ),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el día en que empezó el trabajo"),
)
WORKPLACES = Definition(
    Text(
        "Personas contratadas por el cantón de la vacante, donde está el trabajo y no donde viven. "
        "No incluye a quienes se contrataron fuera de la bolsa."
    ),
    Text("n = |{ persona : colocación en una vacante del cantón }|"),
    Text("Marco de resultados M4SD: cantón de servicio y cantón de residencia no son lo mismo."),
    limits=(Text("Quien trabajó en dos cantones está en los dos: los cantones no se suman."),),
    rules=(ABOUT_PEOPLE,),
    dated=Text("el día en que empezó el trabajo"),
)


@question(
    "hiring.channels",
    CHANNELS,
    READ_SUBJECTS,
    title=Text("Contrataciones por canal"),
    columns=(
        TERRITORY,
        CHANNEL_COLUMN,
        AnswerColumn("direct", Kind.PEOPLE, Text("Atribución directa"), moved=True),
        AnswerColumn("assisted", Kind.PEOPLE, Text("Atribución asistida"), moved=True),
        AnswerColumn("linear", Kind.NUMBER, Text("Atribución lineal"), moved=True),
        AnswerColumn("jobs_direct", Kind.NUMBER, Text("Trabajos, directa"), moved=True),
        AnswerColumn("jobs_assisted", Kind.NUMBER, Text("Trabajos, asistida"), moved=True),
        AnswerColumn("jobs_linear", Kind.NUMBER, Text("Trabajos, lineal"), moved=True),
        FLAG,
    ),
    by=BY_PERSON,
    filters=ATTRIBUTES,
    periods=True,
)
def channels(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return people hired by channel, and their jobs apart, attributed in three ways."""
    found = jobs(connection, scope)
    assisted = _by_channel(connection, found)
    direct = assisted[assisted["direct"]]
    crowds = [crowd_of(rows, scope, filters_of(scope), CHANNEL) for rows in (direct, assisted)]
    rows = []
    for row in rows_of(scope, CODES):
        for code in lists.CHANNEL:
            own = {**row, CHANNEL: code}
            figures = [count(crowd.group(own), viewer, crowd.wider(own)) for crowd in crowds]
            here = members(assisted, scope, own)
            people = crowds[1].group(own)
            sums = {
                "linear": float(here["linear"].sum()),
                "jobs_assisted": float(len(here)),
                "jobs_linear": float(here["jobs_linear"].sum()),
            }
            shown = {name: total(value, people, viewer).value for name, value in sums.items()}
            if figures[1].value is None:
                shown = dict.fromkeys(sums)
            won = total(float(here["direct"].sum()), crowds[0].group(own), viewer)
            rows.append(
                {
                    **own,
                    "direct": whole(figures[0]),
                    "assisted": whole(figures[1]),
                    **shown,
                    "jobs_direct": won.value if figures[0].value is not None else None,
                    "flag": worst(figures),
                }
            )
    return people_answer(connection, "hiring.channels", viewer, scope, rows, BANK)


def _by_channel(connection: Connection, found: pd.DataFrame) -> pd.DataFrame:
    """Return one row per job and channel of its path.

    `linear` sums to one per person hired, `jobs_linear` to one per job.
    """
    touches = frame_of(connection, union_all(*_touches(connection)))
    hires = pd.DataFrame(
        {
            "person": found["person"],
            "start": pd.to_datetime(found["started_on"]),
            "channel": found[CHANNEL],
        }
    )
    touches = touches.assign(on=pd.to_datetime(touches["on"]))
    shares = paths(hires, touches).rename(columns={"channel": CHANNEL})
    own = found.drop(columns=CHANNEL).join(shares.set_index("hire"), how="inner")
    jobs_each = found.groupby("person")["started_on"].size()
    each = own["linear"] / own["person"].map(jobs_each)
    return own.assign(jobs_linear=own["linear"], linear=each).reset_index(drop=True)


def _touches(connection: Connection) -> Iterator[Query]:
    """Yield queries of every contact of those who were hired: person, channel, on."""
    hired = select(Placement.person_code)
    came, met = EventAttendance.person_code, SessionAttendance.person_code
    yield select(
        Application.person_code.label("person"),
        Application.channel,
        Application.reached_on.label("on"),
    ).where(Application.person_code.in_(hired))
    # Coming to a fair, a course or a workspace is a contact, with or without a stage.
    yield (
        select(came, literal("FERIA"), Event.held_on)
        .join(Event, Event.code == EventAttendance.event_code)
        .where(Event.kind == "FERIA", came.in_(hired))
    )
    yield (
        select(met, literal("CURSO"), CourseSession.held_on)
        .join(CourseSession, CourseSession.code == SessionAttendance.session_code)
        .join(Course, Course.code == CourseSession.course_code)
        .where(Course.kind.in_(lists.SKILLS), met.in_(hired))
    )
    yield select(Visit.person_code, literal("COWORK"), day_of(connection, Visit.entered_at)).where(
        Visit.person_code.in_(hired)
    )


@question(
    "hiring.workplaces",
    WORKPLACES,
    READ_SUBJECTS,
    title=Text("Dónde están los trabajos"),
    columns=(TERRITORY, PERSONS, FLAG),
    **OF_JOBS,
)
def workplaces(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return people hired by where the job is, in each place within the one asked about."""
    asked = scope if "territory" in scope.by else scope.having(by=(*scope.by, "territory"))
    found = jobs(connection, scope.having(territory=territory.COUNTRY))
    found = found[found["workplace"].notna()]
    # A person may have worked in two places: each of them counts its own people.
    crowds = {}
    for place in places_of(asked):
        here = found[found["workplace"].isin(territory.cantons_of(place))]
        here = here.assign(canton=here["workplace"])
        crowds[place] = crowd_of(here, asked, filters_of(scope), CHANNEL)
    rows = []
    for row in rows_of(asked, CODES):
        crowd = crowds[row["territory"]]
        figure = count(crowd.group(row), viewer, crowd.wider(row))
        rows.append({**row, "persons": whole(figure), "flag": figure.flag})
    return people_answer(connection, "hiring.workplaces", viewer, scope, rows, JOBS)
