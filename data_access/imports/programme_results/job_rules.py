"""Rules on jobs that people started: one beside another, and against what else is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from data_access import clock
from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.projected_state import Outlook, across, present
from data_access.imports.row_rules import ADULT, rule_of, where
from data_access.language import Text
from data_access.lists import AGE_LIMITS

STALE = 90  # days without contact after which nobody knows whether a job is still held
FOREVER = pd.Timestamp(dt.date(2200, 1, 1))


@rule_of("colocaciones")
def contact_not_before_the_start(table: Table) -> Iterator[ImportFinding]:
    """Report people last heard of before the job began, who have not been followed at all."""
    contact, start = (pd.to_datetime(table.frame[n]) for n in ("last_contact_on", "started_on"))
    for position in where(table, contact < start, "last_contact_on", "started_on"):
        yield table.finding(
            position,
            "last_contact_on",
            "contacto_antes",
            Text("El último contacto es anterior al inicio: no habrá seguimiento."),
            error=False,
        )


@rule_of("colocaciones")
def contact_not_stale(table: Table) -> Iterator[ImportFinding]:
    """Report open jobs that nobody has asked about for three months."""
    contact = pd.to_datetime(table.frame["last_contact_on"])
    limit = pd.Timestamp(clock.today() - dt.timedelta(days=STALE))
    stale = table.frame["ended_on"].isna() & (contact < limit)
    for position in where(table, stale, "last_contact_on", "ended_on"):
        yield table.finding(
            position,
            "last_contact_on",
            "contacto_antiguo",
            Text("Hace más de {days} días que no hay contacto: haga el seguimiento.", days=STALE),
            error=False,
        )


@across("colocaciones")
def old_enough_for_the_job(outlook: Outlook) -> Iterator[ImportFinding]:
    """Report people under 15 as errors, and those between 15 and 17 as warnings."""
    rows, people = _jobs_and_people(outlook)
    born = pd.to_numeric(rows["person_code"].map(people["birth_year"]))
    age = pd.to_datetime(rows["started_on"]).dt.year - born
    yield from outlook.findings(
        "colocaciones",
        rows[age < AGE_LIMITS[0]],
        "started_on",
        "edad_minima",
        Text("La persona tendría menos de {age} años al empezar.", age=AGE_LIMITS[0]),
        error=True,
    )
    yield from outlook.findings(
        "colocaciones",
        rows[(age >= AGE_LIMITS[0]) & (age < ADULT)],
        "started_on",
        "edad_adolescente",
        Text("La persona es adolescente: confirme que el trabajo le está permitido."),
    )


@across("colocaciones")
def job_after_registering(outlook: Outlook) -> Iterator[ImportFinding]:
    """Report jobs from before registration, which did not result from the job bank."""
    rows, people = _jobs_and_people(outlook)
    registered = pd.to_datetime(rows["person_code"].map(people["registered_on"]))
    yield from outlook.findings(
        "colocaciones",
        rows[pd.to_datetime(rows["started_on"]) < registered],
        "started_on",
        "colocacion_antes_registro",
        Text("Empieza antes de la inscripción: no contará como resultado de la bolsa de empleo."),
    )


@across("colocaciones")
def one_job_at_a_time(outlook: Outlook) -> Iterator[ImportFinding]:
    """Report jobs that overlap: it may be right, but more often the first was never closed."""
    rows, _ = _jobs_and_people(outlook)
    rows = rows.assign(start=pd.to_datetime(rows["started_on"]))
    rows["end"] = pd.to_datetime(rows["ended_on"]).astype("datetime64[s]").fillna(FOREVER)
    rows = rows.sort_values(["person_code", "start"])
    # The latest end of any job before, and the start of the next one, of the same person.
    latest = rows.groupby("person_code")["end"].cummax().groupby(rows["person_code"]).shift()
    following = rows.groupby("person_code")["start"].shift(-1)
    yield from outlook.findings(
        "colocaciones",
        rows[(latest > rows["start"]) | (following < rows["end"])].sort_index(),
        "started_on",
        "colocaciones_solapadas",
        Text("La persona tiene otro trabajo en esas fechas: ¿terminó el anterior?"),
    )


@across("colocaciones")
def hire_with_an_application(outlook: Outlook) -> Iterator[ImportFinding]:
    """Report jobs of a vacancy for which the person never applied."""
    rows, _ = _jobs_and_people(outlook)
    rows = rows[rows["vacancy_code"].notna()]
    stages = outlook.rows("intermediacion", "person_code", rows["person_code"].unique())
    yield from outlook.findings(
        "colocaciones",
        rows[~present(rows, stages, ["person_code", "vacancy_code"])],
        "vacancy_code",
        "colocacion_sin_postulacion",
        Text("La persona no tiene etapas de intermediación en esta vacante."),
    )


def _jobs_and_people(outlook: Outlook) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return all jobs of the people whose jobs the call brings, and those people by their codes."""
    codes = outlook.incoming("colocaciones", "person_code")
    rows = outlook.rows("colocaciones", "person_code", codes)
    people = outlook.rows("personas", "code", codes)
    return rows[rows["started_on"].notna()], people.set_index("code")
