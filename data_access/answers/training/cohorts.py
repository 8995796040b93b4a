"""Results of cohorts: completion, and employment afterwards."""

from __future__ import annotations

from sqlalchemy import Connection

from data_access import lists
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import crowd_of, rows_of
from data_access.answers.frames import in_period
from data_access.answers.programme_results import Origin, people_answer, proportion, whole
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import FLAG, TERRITORY, interval
from data_access.answers.training.training_answer import (
    CODES,
    COHORTS,
    GOVERNMENT,
    KIND,
    OF_PEOPLE,
    READ_SUBJECTS,
    filters_of,
    kinds_of,
)
from data_access.disclosure import count
from data_access.facts.people import Facts, one_if
from data_access.facts.training import (
    cohorts,
    enrolments,
    followed_by_a_job,
    given_by,
    observed_by,
)
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Enrolment, Placement
from data_access.viewer import Viewer

PLACED = Origin(
    Text("Inscripciones en las cohortes y colocaciones"),
    (*COHORTS.tables, Placement),
    (*COHORTS.dates, Placement.started_on, Placement.last_contact_on),
)
RULES = OF_PEOPLE | {"filters": (*OF_PEOPLE["filters"], GOVERNMENT)}
COMPLETION = Definition(
    Text(
        "Personas que completaron entre las inscritas en cohortes que terminaron en el período. "
        "Sin pedir un tipo de curso, son las de habilidades y emprendimiento. Si no se sabe si "
        "completó, la persona queda fuera."
    ),
    Text("tasa = completaron / (completaron + no completaron);  intervalo de Wilson de 95 %"),
    Text("Marco de resultados M4SD, SK-02."),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el último día de la cohorte"),
    provisional=(
        Text(
            "Completar es asistir al 80 % de las horas y aprobar, si se evaluó: es propuesta "
            "del programa."
        ),
    ),
)
EMPLOYMENT = Definition(
    Text(
        "Personas que completaron un curso de habilidades o emprendimiento y empezaron un trabajo "
        "en los 180 días siguientes, entre las que terminaron hace al menos 180 días."
    ),
    Text("tasa = colocadas ≤ 180 días / observadas ≥ 180 días;  intervalo de Wilson de 95 %"),
    Text("Marco de resultados M4SD, SK-04."),
    limits=(
        Text(
            "No es una estimación causal: parte de estas personas habría conseguido trabajo "
            "sin el curso."
        ),
    ),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el último día de la cohorte"),
)


@question(
    "training.completion",
    COMPLETION,
    READ_SUBJECTS,
    title=Text("Finalización de los cursos"),
    columns=(
        TERRITORY,
        AnswerColumn("completed", Kind.PEOPLE, Text("Completaron"), moved=True),
        AnswerColumn("enrolled", Kind.PEOPLE, Text("Inscritas"), moved=True),
        AnswerColumn("rate", Kind.SHARE, Text("Finalización")),
        *interval(Kind.SHARE),
        AnswerColumn("unknown", Kind.PEOPLE, Text("No se sabe si completaron"), moved=True),
        FLAG,
    ),
    **RULES,
)
def completion(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return people who completed among those enrolled of whom it is known."""
    ended = cohorts()
    here = given_by(ended, scope.get(GOVERNMENT))
    rows_of_all = enrolments(
        ended,
        kinds_of(scope, lists.SKILLS),
        in_period(ended.c.ends_on, scope),
        one_if(here).label("enrolled"),
        one_if(here & (Enrolment.completed == "SI")).label("done"),
        one_if(here & Enrolment.completed.in_(("SI", "NO"))).label("told"),
    )
    facts = Facts(
        rows_of_all.subquery(), flags=("enrolled", "done", "told"), shared={"known": "told"}
    )
    crowd = crowd_of(
        connection, facts, scope, filters_of(scope), KIND, ["enrolled", "done", "told", "known"]
    )
    kept = crowd.frame
    done, enrolled, untold = (
        crowd.having(condition)
        for condition in (
            kept["done"] == 1,
            kept["told"] == 1,
            (kept["enrolled"] == 1) & (kept["known"] == 0),
        )
    )
    rows = []
    for row in rows_of(scope, CODES):
        share = proportion(done, enrolled, row, viewer, ("completed", "enrolled"))
        without = count(untold.group(row), viewer, untold.wider(row))
        rows.append({**row, **share, "unknown": whole(without)})
    return people_answer(connection, "training.completion", viewer, scope, rows, COHORTS)


@question(
    "training.employment",
    EMPLOYMENT,
    (*READ_SUBJECTS, "hiring"),
    title=Text("Trabajo después del curso"),
    columns=(
        TERRITORY,
        AnswerColumn("completers", Kind.PEOPLE, Text("Completaron"), moved=True),
        AnswerColumn("observed", Kind.PEOPLE, Text("Observadas 180 días"), moved=True),
        AnswerColumn("placed", Kind.PEOPLE, Text("Con trabajo en 180 días"), moved=True),
        AnswerColumn("rate", Kind.SHARE, Text("Inserción a 180 días")),
        *interval(Kind.SHARE),
        FLAG,
    ),
    **RULES,
)
def employment(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return people who completed and had a job within 180 days."""
    ended = cohorts()
    done = given_by(ended, scope.get(GOVERNMENT)) & (Enrolment.completed == "SI")
    seen = done & observed_by(ended, PLACED.last_day(connection))
    marks = {"done": done, "seen": seen, "working": seen & followed_by_a_job(ended)}
    period = in_period(ended.c.ends_on, scope)
    flags = (one_if(mark).label(name) for name, mark in marks.items())
    found = enrolments(ended, kinds_of(scope, lists.SKILLS), period, *flags)
    facts = Facts(found.subquery(), flags=(*marks,))
    crowd = crowd_of(connection, facts, scope, filters_of(scope), KIND, facts.flags)
    completers, observed, placed = (crowd.having(crowd.frame[name] == 1) for name in facts.flags)
    rows = []
    for row in rows_of(scope, CODES):
        share = proportion(placed, observed, row, viewer, ("placed", "observed"))
        all_of_them = count(completers.group(row), viewer, completers.wider(row))
        rows.append({**row, **share, "completers": whole(all_of_them)})
    return people_answer(connection, "training.employment", viewer, scope, rows, PLACED)
