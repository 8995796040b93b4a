"""Rules on rows that are most likely not what they say: totals, fractions, consent out of time."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data_access import periods
from data_access.imports.asides import NAMED_TOTAL
from data_access.imports.checked_rows import Table
from data_access.imports.finding_list import Findings
from data_access.imports.headings import is_total, plain
from data_access.imports.import_findings import ImportFinding
from data_access.imports.reading_problems import SUM
from data_access.imports.row_rules import (
    AGE_CELLS,
    ages,
    check_rows,
    numbers,
    rule_of,
    where,
    whole_sheet,
)
from data_access.imports.sheets import ALL
from data_access.language import Text
from data_access.lists import AGE_GROUPS, MOBILITY, NATIONALITIES, PERCENT_INDICATORS, SEX

__all__ = ["check_rows"]  # of all rules, these among them
OLDEST = 110
FEW_MARKS = 2
FEW_STRATA = 3  # of which one may be the sum of the others
GROUPS = ("TOTAL", "OBJETIVO")


@rule_of(*(template.name for template in ALL), together=True)
def no_totals(table: Table) -> Iterator[ImportFinding]:
    """Report rows whose key is a word for a total: what is added up is no row of data."""
    for column in table.template.key:
        if column.kind not in ("code", "text") or column.name in NAMED_TOTAL:
            continue
        found, others = Findings(), False
        for piece in table.pieces():
            cells = piece.frame[column.attribute]
            said = set(cells.dropna().unique())
            wrong = {cell for cell in said if is_total(str(cell))}
            others = others or wrong != said
            for position in piece.frame.index[cells.isin(wrong)] if wrong else ():
                found.append(piece.finding(int(position), column.attribute, "fila_total", SUM))
        if others:
            yield from found


@rule_of("estratos")
def no_stratum_is_the_sum_of_the_others(table: Table) -> Iterator[ImportFinding]:
    """Report strata as large as all others of their survey together, which may be a total."""
    sizes = numbers(table, "universe")
    surveys = table.frame["survey_code"]
    others = sizes.groupby(surveys).transform("sum") - sizes
    many = surveys.groupby(surveys).transform("size") >= FEW_STRATA
    for position in where(table, (sizes == others) & many, "survey_code", "universe"):
        yield table.finding(
            position,
            "universe",
            "estrato_suma",
            Text("Es la suma de los demás estratos de la encuesta: ¿es un total?"),
            error=False,
        )


@rule_of("personas")
def consent_in_time(table: Table) -> Iterator[ImportFinding]:
    """Report consents given after the registration they allow, or before the programme."""
    given = pd.to_datetime(table.frame["consent_date"], errors="coerce")
    registered = pd.to_datetime(table.frame["registered_on"], errors="coerce")
    for position in where(table, given > registered, "consent_date", "registered_on"):
        yield table.finding(
            position,
            "consent_date",
            "consentimiento_tarde",
            Text(
                "El consentimiento es posterior al registro: confirme solo si la persona ya lo "
                "había dado, y corrija la fecha que esté mal."
            ),
            error=False,
        )
    early = given < pd.Timestamp(periods.LAUNCH)
    for position in where(table, early, "consent_date"):
        yield table.finding(
            position,
            "consent_date",
            "consentimiento_antes",
            Text("El consentimiento es anterior al programa: revise el año."),
            error=False,
        )


@rule_of("personas")
def not_too_old(table: Table) -> Iterator[ImportFinding]:
    """Report years of birth that make somebody older than people become."""
    for position in where(table, ages(table) > OLDEST, *AGE_CELLS):
        yield table.finding(
            position,
            "birth_year",
            "edad_maxima",
            Text("La persona tendría más de {age} años: revise el año de nacimiento.", age=OLDEST),
            error=False,
        )


@rule_of("inscripciones", together=True)
def marks_out_of_a_hundred(table: Table) -> Iterator[ImportFinding]:
    """Report columns of marks that are all out of 1, or out of 10."""
    for attribute in ("mark_before", "mark_after"):
        count, highest, fractions = 0, 0.0, False
        for piece in table.pieces():
            marks = numbers(piece, attribute).dropna()
            count += len(marks)
            highest = max(highest, float(marks.max()) if len(marks) else 0.0)
            fractions = fractions or bool((marks % 1 != 0).any())
        several = count >= FEW_MARKS or fractions
        if not count or highest > 20 or highest == 0:
            continue
        if highest <= 1 and several:
            text = Text(
                "Todas las notas están entre 0 y 1 y aquí van de 0 a 100: 85 % se escribe 85, no "
                "0,85. Corríjalas, o confirme si son así."
            )
        elif highest <= 10 and several:
            text = Text(
                "Ninguna nota pasa de 10 y aquí van de 0 a 100: 8,5 sobre 10 se escribe 85. "
                "Corríjalas, o confirme si son así."
            )
        elif count >= FEW_MARKS:
            text = Text(
                "Ninguna nota pasa de 20 y aquí van de 0 a 100: 17 sobre 20 se escribe 85. "
                "Corríjalas, o confirme si son así."
            )
        else:
            continue
        yield whole_sheet(table, attribute, "notas_escala", text)


@rule_of("metas")
def targets_in_hundredths(table: Table) -> Iterator[ImportFinding]:
    """Report targets of percentages that were written as fractions of one."""
    percent = table.frame["indicator_code"].isin(PERCENT_INDICATORS)
    for attribute in ("target", "baseline"):
        value = numbers(table, attribute)
        small = percent & (value > 0) & (value <= 1)
        for position in where(table, small, attribute):
            yield table.finding(
                position,
                attribute,
                "meta_fraccion",
                Text("El indicador se mide en porcentaje: 80 % se escribe 80, no 0,8."),
                error=False,
            )


@rule_of("poblacion")
def known_groups(table: Table) -> Iterator[ImportFinding]:
    """Report groups of the population that the answers do not know by that name."""
    known = {*GROUPS, *SEX, *AGE_GROUPS, *NATIONALITIES, *MOBILITY}
    promised = {plain(name): name for name in GROUPS}
    for position in table.frame.index:
        group = str(table.frame.at[position, "group"] or "")
        if not group or group in known:
            continue
        near = next((name for said, name in promised.items() if said in plain(group)), None)
        if near:
            text = Text("¿Quiso decir {name}? Escríbalo así, o no se contará como tal.", name=near)
        else:
            text = Text(
                "El grupo no es TOTAL, OBJETIVO ni uno de las listas: las respuestas no lo usan."
            )
        yield table.finding(
            int(position), "group", "grupo_desconocido", text, error=near is not None
        )
