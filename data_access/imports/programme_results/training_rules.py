"""Cohorts: their sessions, who enrolled and who came."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.projected_state import Outlook, across, present
from data_access.imports.row_rules import numbers, rule_of, where
from data_access.language import Text
from data_access.measures.training_gain import COMPLETED_HOURS


@rule_of("inscripciones")
def mark_not_lower_after(table: Table) -> Iterator[ImportFinding]:
    """Report marks lower after a course than before, often written in the wrong column."""
    lower = numbers(table, "mark_after") < numbers(table, "mark_before")
    for position in where(table, lower, "mark_after", "mark_before"):
        yield table.finding(
            position,
            "mark_after",
            "nota_menor",
            Text("La nota final es menor que la inicial: revise las dos."),
            error=False,
        )


@across("sesiones")
def cohort_of_one_course(outlook: Outlook) -> Iterator[ImportFinding]:
    """Report cohorts whose sessions do not all belong to the same course."""
    cohorts = outlook.incoming("sesiones", "cohort_code")
    rows = outlook.rows("sesiones", "cohort_code", cohorts)
    courses = rows.groupby("cohort_code")["course_code"].transform("nunique")
    yield from outlook.findings(
        "sesiones",
        rows[courses > 1],
        "course_code",
        "cohorte_dos_cursos",
        Text("Otra sesión de la misma cohorte es de otro curso: corrija el curso o la cohorte."),
        error=True,
    )


@across("asistencia_sesiones")
def company_in_employers_courses(outlook: Outlook) -> Iterator[ImportFinding]:
    """Report people in an employers' course without a company: they cannot be counted."""
    sessions = outlook.incoming("asistencia_sesiones", "session_code")
    held = outlook.rows("sesiones", "code", sessions).set_index("code")["course_code"]
    courses = outlook.rows("cursos", "code", held.unique()).set_index("code")["kind"]
    kind = held.map(courses)
    rows = outlook.rows("asistencia_sesiones", "session_code", kind.index[kind == "EMPRESAS"])
    yield from outlook.findings(
        "asistencia_sesiones",
        rows[rows["enterprise_code"].isna()],
        "enterprise_code",
        "empresa_falta",
        Text("En un curso para empresas, diga de qué empresa viene la persona."),
    )


@across("sesiones", "inscripciones", "asistencia_sesiones")
def no_more_present_than_enrolled(outlook: Outlook) -> Iterator[ImportFinding]:
    """Report sessions with more people than their cohort: some never enrolled, or a wrong code."""
    sessions, enrolled = _cohorts(outlook)
    # A session without a list of those enrolled is open to all.
    sessions = sessions[sessions["cohort_code"].isin(enrolled["cohort_code"])]
    came = outlook.rows("asistencia_sesiones", "session_code", sessions["code"])
    present = came.groupby("session_code")["person_code"].nunique()
    sessions = sessions.assign(
        present=sessions["code"].map(present).fillna(0)
        + pd.to_numeric(sessions["unlinked"]).fillna(0),
        enrolled=sessions["cohort_code"].map(enrolled.groupby("cohort_code").size()),
    )
    over = sessions[sessions["present"] > sessions["enrolled"]]
    text = Text("En la sesión hay más asistentes que personas inscritas en la cohorte.")
    yield from outlook.findings("sesiones", over, "unlinked", "asistencia_mayor", text)
    if "sesiones" not in outlook.tables:
        rows = came[came["session_code"].isin(over["code"]) & came["position"].notna()]
        yield from outlook.findings(
            "asistencia_sesiones",
            rows.drop_duplicates("session_code"),
            "session_code",
            "asistencia_mayor",
            text,
        )


@across("sesiones", "inscripciones", "asistencia_sesiones")
def completed_as_attended(outlook: Outlook) -> Iterator[ImportFinding]:
    """Report completions that the attendance contradicts.

    Completion is 80 % of the hours and passing, where there is a mark.
    """
    sessions, enrolled = _cohorts(outlook)
    if enrolled.empty:
        return
    came = outlook.rows("asistencia_sesiones", "session_code", sessions["code"])
    # Several sessions may have a code that cannot be read.
    coded = sessions[sessions["code"].notna()].set_index("code")
    came = came.assign(
        hours=came["session_code"].map(pd.to_numeric(coded["hours"])),
        cohort_code=came["session_code"].map(coded["cohort_code"]),
    )
    given = pd.to_numeric(sessions["hours"]).groupby(sessions["cohort_code"]).sum()
    pairs = ["person_code", "cohort_code"]
    attended = came.groupby(pairs)["hours"].sum().rename("attended")
    if attended.empty:
        # An empty frame has forgotten that codes are texts, and would join with nothing.
        enrolled = enrolled.assign(attended=0.0)
    else:
        enrolled = enrolled.join(attended, on=pairs).fillna({"attended": 0.0})
    share = enrolled["attended"] / enrolled["cohort_code"].map(given)
    # Nothing contradicts a cohort whose attendance was never taken.
    taken = enrolled["cohort_code"].isin(came["cohort_code"])
    enough = share >= COMPLETED_HOURS - 1e-9
    too_little = (enrolled["completed"] == "SI") & ~enough
    unmarked = (enrolled["completed"] == "NO") & enough & enrolled["mark_after"].isna()
    wrong = enrolled[taken & (too_little | unmarked)]
    text = Text("No concuerda con la asistencia: completar es asistir a 80 % de las horas.")
    yield from outlook.findings("inscripciones", wrong, "completed", "completo_contradicho", text)
    if "inscripciones" not in outlook.tables:
        rows = came[present(came, wrong, pairs) & came["position"].notna()].drop_duplicates(pairs)
        yield from outlook.findings(
            "asistencia_sesiones", rows, "session_code", "completo_contradicho", text
        )


def _cohorts(outlook: Outlook) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the sessions and enrolments of the cohorts that the call touches."""
    told = outlook.every("asistencia_sesiones", "session_code")
    cohorts = outlook.own(
        {
            *outlook.every("sesiones", "cohort_code"),
            *outlook.every("inscripciones", "cohort_code"),
            *outlook.rows("sesiones", "code", told)["cohort_code"],
        }
    )
    sessions = outlook.rows("sesiones", "cohort_code", cohorts)
    return sessions, outlook.rows("inscripciones", "cohort_code", cohorts)
