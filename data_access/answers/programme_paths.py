"""Paths of people between parts of the programme; for those who see exact figures.

The parts of the programme are meant to work together. A path describes people closely, so that
nobody below monitor gets any of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import columns_of, rows_behind, rows_of_residents
from data_access.answers.frames import frame_of, in_period, in_place, records
from data_access.answers.hiring.hiring_answer import BANK, filters_of, started_in
from data_access.answers.hiring.retention import SURVIVAL_COLUMNS, points
from data_access.answers.programme_results import Origin, people_answer
from data_access.answers.publication_rules import MONITORS_ONLY
from data_access.answers.shared_columns import FLAG, PERSONS
from data_access.facts.paths import STEPS, jobs_after_training
from data_access.facts.paths import paths as ways
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import CourseSession, Event, EventAttendance, Person, SessionAttendance
from data_access.viewer import Viewer, sees_exact_people

READ_SUBJECTS = ("people", "hiring", "training", "territory")
ALL = Origin(
    Text("Registro, cursos, ferias, intermediación y colocaciones"),
    (*BANK.tables, SessionAttendance, EventAttendance),
    (*BANK.dates, CourseSession.held_on, Event.held_on),
)
NOT_CAUSAL = Text(
    "No es una estimación causal: quienes se capacitaron pueden diferir de los demás en mucho más."
)
PATHS = Definition(
    Text(
        "Cuántas personas inscritas siguieron cada camino: capacitadas antes de su trabajo, en una "
        "feria, referidas, contratadas, y todavía en el trabajo a los seis meses."
    ),
    Text("n = |{ persona : camino }|"),
    Text("Solo para el equipo de seguimiento."),
    limits=(Text("Estar en un camino no dice que una etapa llevara a la otra."),),
    rules=(MONITORS_ONLY,),
    dated=Text("la fecha de inscripción"),
)
FIRST = Definition(
    Text(
        "Permanencia en el trabajo de quienes se capacitaron antes de empezarlo, junto a la de "
        "quienes no."
    ),
    Text("P(T ≥ m) de Kaplan–Meier por grupo"),
    Text("Kaplan y Meier (1958). Solo para el equipo de seguimiento."),
    limits=(NOT_CAUSAL,),
    rules=(MONITORS_ONLY,),
    dated=Text("el día en que empezó el trabajo"),
)
RETAINED: Mapping[str, Text] = {
    "yes": Text("Sí"),
    "no": Text("No"),
    "unknown": Text("Todavía no se sabe"),
}


@question(
    "people.paths",
    PATHS,
    READ_SUBJECTS,
    title=Text("Recorridos de las personas"),
    columns=(
        AnswerColumn("trained", Kind.YES_NO, Text("Se capacitó antes")),
        AnswerColumn("fair", Kind.YES_NO, Text("Fue a una feria")),
        AnswerColumn("referred", Kind.YES_NO, Text("Fue referida")),
        AnswerColumn("hired", Kind.YES_NO, Text("Consiguió trabajo")),
        AnswerColumn("retained", Kind.CODE, Text("Sigue a los seis meses"), RETAINED),
        PERSONS,
        FLAG,
    ),
    periods=True,
)
def paths(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return every path of those registered in a period and place, the most usual first."""
    rows: list[dict[str, Any]] = []
    if sees_exact_people(viewer):
        here = [*in_place(Person.canton_code, scope), *in_period(Person.registered_on, scope)]
        found = frame_of(connection, ways(here))
        found = found.astype({step: bool for step in STEPS if step != "retained"})
        order = [False, *[True] * len(STEPS)]
        rows = records(found.sort_values(["persons", *STEPS], ascending=order))
    return _answer(connection, "people.paths", viewer, scope, rows)


@question(
    "people.trained_first",
    FIRST,
    READ_SUBJECTS,
    title=Text("Permanencia según si se capacitó antes"),
    columns=(
        AnswerColumn("trained_first", Kind.YES_NO, Text("Se capacitó antes del trabajo")),
        *SURVIVAL_COLUMNS,
    ),
    periods=True,
)
def trained_first(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return retention of those trained before their job began beside that of the others."""
    rows: list[dict[str, Any]] = []
    if sees_exact_people(viewer):
        names = ("months", "ended", "trained")
        jobs = jobs_after_training(started_in(scope)).each(*names).subquery()
        own = columns_of(scope, filters_of(scope)) | {name: name for name in names}
        found = rows_of_residents(connection, jobs, scope, own).rename(columns={"n": "persons"})
        found = rows_behind(found, filters_of(scope), {"territory": scope.territory})
        rows = [
            {"trained_first": first, **point}
            for first in (True, False)
            for point in points(found[found["trained"] == first], {}, {}, viewer)
        ]
    return _answer(connection, "people.trained_first", viewer, scope, rows, NOT_CAUSAL)


def _answer(
    connection: Connection,
    name: str,
    viewer: Viewer,
    scope: Scope,
    rows: list[dict[str, Any]],
    *notes: Text,
) -> Answer:
    shown = notes if sees_exact_people(viewer) else MONITORS_ONLY.said
    return people_answer(connection, name, viewer, scope, rows, ALL, notes=shown)
