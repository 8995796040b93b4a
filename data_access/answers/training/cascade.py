"""The cascade of the training of trainers: how far it multiplies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import people_alone
from data_access.answers.frames import Query, frame_of, in_period
from data_access.answers.programme_results import people_answer, whole
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import FLAG, GOVERNMENT, TERRITORY
from data_access.answers.training.training_answer import (
    READ_SUBJECTS,
    SESSIONS,
    cohorts,
    governments_in,
)
from data_access.disclosure import count, in_office
from data_access.language import Text
from data_access.measures.training_gain import activation, factor
from data_access.scope import Scope
from data_access.tables import Course, CourseSession, Enrolment, Person, SessionAttendance
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
TRAINER, TAUGHT = "TOT", "CASCADA"


@dataclass(frozen=True)
class Cascade:
    """Certified trainers, who of all people `taught`, sessions held, and those who came to them."""

    certified: pd.DataFrame
    taught: frozenset[str]
    sessions: pd.DataFrame
    trainees: pd.DataFrame

    def of(self, governments: list[str] | None) -> dict[str, Any]:
        """Return the trainers, sessions and trainees of some governments (None: all), each once."""
        trainers, sessions, trainees = (
            frame if governments is None else frame[frame["gad"].isin(governments)]
            for frame in (self.certified, self.sessions, self.trainees)
        )
        taught = trainers["person"].isin(self.taught)
        return {
            "certified": people_alone(trainers),
            "active": people_alone(trainers[taught]),
            "sessions": len(sessions),
            "trainees": people_alone(trainees),
        }


def cascade_in(connection: Connection, scope: Scope) -> Cascade:
    """Return all trainers certified and sessions held in a period; trainers are not trainees."""
    ended = cohorts()
    keys = (Person.record_key_high.label("key_high"), Person.record_key_low.label("key_low"))

    def certified(*more: Any) -> Query:
        return (
            select(Enrolment.person_code.label("person"), ended.c.government.label("gad"), *keys)
            .join(ended, ended.c.cohort == Enrolment.cohort_code)
            .join(Person, Person.code == Enrolment.person_code)
            .where(ended.c.kind == TRAINER, Enrolment.certified == "SI", *more)
            .where(Person.withdrawn_on.is_(None))
        )

    held = (
        select(
            CourseSession.code.label("session"),
            Course.government_code.label("gad"),
            CourseSession.trainer_code.label("trainer"),
            CourseSession.held_on,
        )
        .join(Course, Course.code == CourseSession.course_code)
        .where(Course.kind == TAUGHT)
    )
    # A trainer is active with any session given by the end of the period.
    given = frame_of(
        connection, held.where(*in_period(CourseSession.held_on, Scope(end=scope.end)))
    )
    in_time = held.where(*in_period(CourseSession.held_on, scope))
    now = in_time.subquery()
    came = frame_of(
        connection,
        select(SessionAttendance.person_code.label("person"), now.c.gad, *keys)
        .join(now, now.c.session == SessionAttendance.session_code)
        .join(Person, Person.code == SessionAttendance.person_code)
        .where(Person.withdrawn_on.is_(None)),
    )
    everyone = frame_of(connection, certified())
    taught = frozenset(given["trainer"].dropna())
    return Cascade(
        frame_of(connection, certified(*in_period(ended.c.ends_on, scope))),
        taught,
        frame_of(connection, in_time),
        came[~came["person"].isin({*everyone["person"], *taught})],
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
    found = cascade_in(connection, scope)
    inside = governments_in(scope.territory)
    courses = select(Course.government_code).where(Course.kind.in_((TRAINER, TAUGHT)))
    known = sorted(set(connection.scalars(courses)))
    rows = [
        {"gad": gad, **_figures(found.of([gad]), viewer)}
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
    together = cascade_in(connection, scope).of(governments_in(scope.territory))
    row = {
        "territory": scope.territory,
        "sessions": together["sessions"],
        **_figures(together, viewer),
    }
    return people_answer(connection, "training.multiplication", viewer, scope, [row], SESSIONS)
