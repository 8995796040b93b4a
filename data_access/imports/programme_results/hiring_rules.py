"""Events and the stages on the way to a job."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.projected_state import Outlook, across, present
from data_access.imports.row_rules import rule_of, where
from data_access.language import Text
from data_access.lists import STAGE

WITHOUT_VACANCY = ("REG", "PER")
ORDER = list(STAGE)


@rule_of("asistencia_eventos")
def person_or_company(table: Table) -> Iterator[ImportFinding]:
    """Report rows that are not about exactly one who came: a person, or a company."""
    person, company = (table.frame[name] != "" for name in ("person_code", "enterprise_code"))
    for position in where(table, person == company, "person_code", "enterprise_code"):
        yield table.finding(
            position,
            "enterprise_code",
            "una_de_dos",
            Text("Llene codigo_persona o codigo_empresa, una sola de las dos."),
        )


@rule_of("intermediacion")
def vacancy_from_referral_on(table: Table) -> Iterator[ImportFinding]:
    """Report registrations and profiles with a vacancy, and later stages without one."""
    early = table.frame["stage"].isin(WITHOUT_VACANCY)
    none = table.frame["vacancy_code"] == ""
    for mask, rule, text in (
        (~early & none, "vacante_falta", Text("Desde REF cada etapa es de una vacante: llénela.")),
        (early & ~none, "vacante_sobra", Text("REG y PER no son de una vacante: deje vacío.")),
    ):
        for position in where(table, mask, "stage", "vacancy_code"):
            yield table.finding(position, "vacancy_code", rule, text)


@across("intermediacion")
def stages_in_order(outlook: Outlook) -> Iterator[ImportFinding]:
    """Report stages left out, or dated before an earlier one."""
    people = outlook.incoming("intermediacion", "person_code")
    rows = outlook.rows("intermediacion", "person_code", people)
    rows = rows[rows["reached_on"].notna() & rows["stage"].notna()]
    dates = _dates(rows, outlook.rows("personas", "code", people))
    rows = rows.join(dates, on=["person_code", "vacancy_code"])
    for at, stage in enumerate(ORDER[1:], start=1):
        here = rows[rows["stage"] == stage]
        before = here[ORDER[:at]]
        late = before.max(axis=1) > pd.to_datetime(here["reached_on"])
        yield from outlook.findings(
            "intermediacion",
            here[late],
            "reached_on",
            "etapa_desordenada",
            Text("La fecha es anterior a la de una etapa previa: revise las dos."),
        )
        yield from outlook.findings(
            "intermediacion",
            here[before.isna().any(axis=1)],
            "stage",
            "etapa_salteada",
            Text("Falta una etapa anterior: se contará como alcanzada, sin fecha."),
        )


def _dates(rows: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return the date of each stage by person and vacancy, with those that are of no vacancy."""
    dated = rows.assign(reached_on=pd.to_datetime(rows["reached_on"]))
    wide = dated.pivot_table(
        index=["person_code", "vacancy_code"], columns="stage", values="reached_on", aggfunc="min"
    )
    wide = wide.reindex(columns=ORDER).astype("datetime64[s]")
    early = wide.groupby(level="person_code")[list(WITHOUT_VACANCY)].transform("min")
    register = pd.to_datetime(people.set_index("code")["registered_on"]).astype("datetime64[s]")
    own = register.reindex(wide.index.get_level_values("person_code"))
    wide["REG"] = early["REG"].fillna(own.set_axis(wide.index))
    wide["PER"] = early["PER"]
    return wide


@across("intermediacion")
def hire_with_a_placement(outlook: Outlook) -> Iterator[ImportFinding]:
    """Report hires without their row in `colocaciones`, which do not count."""
    people = outlook.incoming("intermediacion", "person_code")
    rows = outlook.rows("intermediacion", "person_code", people)
    hired = rows[rows["stage"] == "CON"]
    placed = outlook.rows("colocaciones", "person_code", people)
    yield from outlook.findings(
        "intermediacion",
        hired[~present(hired, placed, ["person_code", "vacancy_code"])],
        "stage",
        "contrato_sin_colocacion",
        Text("No hay una colocación de esta persona en esta vacante: cuenta como oferta."),
    )
