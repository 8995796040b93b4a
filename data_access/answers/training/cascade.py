"""The cascade of the training of trainers: how far it multiplies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import one_group, people_alone
from data_access.answers.frames import frame_of, in_period
from data_access.answers.programme_results import people_answer, whole
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import FLAG, GOVERNMENT, TERRITORY
from data_access.answers.training.training_answer import (
    READ_SUBJECTS,
    SESSIONS,
    governments_in,
)
from data_access.disclosure import count, in_office
from data_access.facts.training import TAUGHT, TRAINER, cohorts, trainees, trainers
from data_access.language import Text
from data_access.measures.training_gain import activation, factor
from data_access.scope import Scope
from data_access.tables import Course, CourseSession
from data_access.viewer import Viewer

CASCADE = Definition(
    Text(
        "De cada gobierno: funcionarias y funcionarios certificados como formadores, los que ya "
        "dieron al menos una sesión en cascada, y las personas que sus cursos en cascada "
        "alcanzaron, sin contar a los formadores. Los formadores actúan en su cargo: su número "
        "es exacto para todos."
    ),
    Text("activación = activos / certificados;  factor = personas en cascada / certificados"),
    Text("Marco de resultados M4SD, TT-01 a TT-03."),
    limits=(Text("Una persona capacitada por dos gobiernos está en los dos: no se suman."),),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el último día de la cohorte en que se certificó; de lo demás, la sesión"),
)


@dataclass(frozen=True)
class Cascade:
    """Certified trainers (`active` or not), sessions, and those who came, by government (`gad`).

    Without a government, each person is there once.
    """

    certified: pd.DataFrame
    sessions: pd.DataFrame
    trainees: pd.DataFrame

    def of(self, government: str | None = None) -> dict[str, Any]:
        """Return the trainers, sessions and trainees of a government, or of all together."""
        trainers, sessions, trainees = (
            frame if government is None else frame[frame["gad"] == government]
            for frame in (self.certified, self.sessions, self.trainees)
        )
        return {
            "certified": one_group(trainers),
            "active": one_group(trainers[trainers["active"] == 1]),
            "sessions": int(sessions["n"].sum()),
            "trainees": one_group(trainees),
        }


def cascade_in(
    connection: Connection, scope: Scope, governments: list[str] | None, each: bool
) -> Cascade:
    """Return trainers certified and sessions held in a period; trainers are not trainees.

    They are of some governments (None: of all), of `each` of them or of all together.
    """
    ended = cohorts()
    own = [] if governments is None else [ended.c.government.in_(governments)]
    given = [] if governments is None else [Course.government_code.in_(governments)]
    certified_in = [*in_period(ended.c.ends_on, scope), *own]
    held_in = [*in_period(CourseSession.held_on, scope), *given]
    by = ["gad"] if each else []
    # A trainer is active with any session given by the end of the period.
    officials, people = (
        facts if each else replace(facts, within=())
        for facts in (
            trainers(certified_in, ended, scope.end),
            trainees(held_in, ended, scope.end),
        )
    )
    held = (
        select(Course.government_code.label("gad"), func.count().label("n"))
        .join(CourseSession, CourseSession.course_code == Course.code)
        .where(Course.kind == TAUGHT, *held_in)
        .group_by(Course.government_code)
    )
    return Cascade(
        people_alone(connection, officials, ["active", *by]),
        frame_of(connection, held),
        people_alone(connection, people, by),
    )


def _figures(found: dict[str, Any], viewer: Viewer) -> dict[str, Any]:
    certified, active = (int(in_office(found[n]).value or 0) for n in ("certified", "active"))
    trainees = count(found["trainees"], viewer)
    persons = whole(trainees)
    return {
        "certified": certified,
        "active": active,
        "activation": activation(active, certified),
        "trainees": persons,
        "factor": None if persons is None else factor(persons, certified),
        "flag": trainees.flag,
    }


TRAINER_COLUMNS = (
    AnswerColumn("certified", Kind.PEOPLE, Text("Certificados como formadores")),
    AnswerColumn("active", Kind.PEOPLE, Text("Activos")),
    AnswerColumn("activation", Kind.SHARE, Text("Activación")),
)
TRAINEE_COLUMNS = (
    AnswerColumn("trainees", Kind.PEOPLE, Text("Personas en cascada"), moved=True),
    AnswerColumn("factor", Kind.NUMBER, Text("Factor multiplicador")),
    FLAG,
)


@question(
    "training.cascade",
    CASCADE,
    READ_SUBJECTS,
    title=Text("Cascada de formación por gobierno"),
    columns=(GOVERNMENT, *TRAINER_COLUMNS, *TRAINEE_COLUMNS),
    periods=True,
)
def cascade(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per government, of those in the place asked about, that trains trainers."""
    inside = governments_in(scope.territory)
    found = cascade_in(connection, scope, inside, each=True)
    courses = select(Course.government_code).where(Course.kind.in_((TRAINER, TAUGHT)))
    known = sorted(set(connection.scalars(courses)))
    rows = [
        {"gad": gad, **_figures(found.of(gad), viewer)}
        for gad in known
        if inside is None or gad in inside
    ]
    return people_answer(connection, "training.cascade", viewer, scope, rows, SESSIONS)


@question(
    "training.multiplication",
    CASCADE,
    READ_SUBJECTS,
    title=Text("Multiplicación de la formación de formadores"),
    columns=(
        TERRITORY,
        *TRAINER_COLUMNS,
        AnswerColumn("sessions", Kind.COUNT, Text("Sesiones")),
        *TRAINEE_COLUMNS,
    ),
    periods=True,
)
def multiplication(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return the same for all governments in the place asked about, each person once."""
    inside = governments_in(scope.territory)
    together = cascade_in(connection, scope, inside, each=False).of()
    row = {
        "territory": scope.territory,
        "sessions": together["sessions"],
        **_figures(together, viewer),
    }
    return people_answer(connection, "training.multiplication", viewer, scope, [row], SESSIONS)
