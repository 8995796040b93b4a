"""Results of cohorts: completion, and employment afterwards."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, select

from data_access import lists
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import crowd_of, rows_of
from data_access.answers.frames import frame_of
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
    enrolments,
    filters_of,
    kinds_of,
)
from data_access.disclosure import count
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Placement
from data_access.viewer import Viewer

FOLLOWED = 180  # days after a cohort's end within which a job counts
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


def of_government(found: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Return the enrolments in courses of the government asked about, if one is."""
    government = scope.get(GOVERNMENT)
    return found if government is None else found[found[GOVERNMENT] == government]


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
    found = of_government(enrolments(connection, scope, kinds_of(scope, lists.SKILLS)), scope)
    known = found[found["completed"].isin(["SI", "NO"])]
    done, enrolled, untold = (
        crowd_of(rows, scope, filters_of(scope), KIND)
        for rows in (
            known[known["completed"] == "SI"],
            known,
            found[~found["person"].isin(set(known["person"]))],
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
    found = of_government(enrolments(connection, scope, kinds_of(scope, lists.SKILLS)), scope)
    found = found[found["completed"] == "SI"]
    last = PLACED.last_day(connection)
    ends = pd.to_datetime(found["ends_on"])
    observed = found[ends + pd.Timedelta(days=FOLLOWED) <= pd.Timestamp(last)] if last else found
    placed = observed[_placed(connection, observed)]
    completers, seen, working = (
        crowd_of(rows, scope, filters_of(scope), KIND) for rows in (found, observed, placed)
    )
    rows = []
    for row in rows_of(scope, CODES):
        share = proportion(working, seen, row, viewer, ("placed", "observed"))
        all_of_them = count(completers.group(row), viewer, completers.wider(row))
        rows.append({**row, **share, "completers": whole(all_of_them)})
    return people_answer(connection, "training.employment", viewer, scope, rows, PLACED)


def _placed(connection: Connection, found: pd.DataFrame) -> pd.Series[bool]:
    """Return which enrolments were followed by a job in time."""
    jobs = frame_of(connection, select(Placement.person_code.label("person"), Placement.started_on))
    pairs = found[["person", "ends_on"]].rename_axis("at").reset_index().merge(jobs, on="person")
    wait = (pd.to_datetime(pairs["started_on"]) - pd.to_datetime(pairs["ends_on"])).dt.days
    in_time = pairs["at"][(wait >= 0) & (wait <= FOLLOWED)]
    return found.index.to_series().isin(in_time)
