"""Rules on one row at a time: how two cells of a row agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from data_access.imports.checked_rows import Table
from data_access.imports.finding_list import Findings
from data_access.imports.import_findings import ImportFinding
from data_access.imports.pieces import marks_of
from data_access.language import Text
from data_access.lists import AGE_LIMITS
from data_access.measures.wages import BASIC_WAGE

ADULT = 18
LONG_WEEK = 48
MANY_UNKNOWN = 0.10
SMALL_SHEET = 20  # rows under which a share of unknowns says nothing

AGE_CELLS = ("birth_year", "registered_on", "consent_date")  # an age is made of

Rule = Callable[[Table], Iterator[ImportFinding]]
RULES: dict[str, list[Rule]] = {}
TOGETHER: set[Rule] = set()  # rules that look at rows together: they take the pieces of a table


def rule_of(*sheets: str, together: bool = False) -> Callable[[Rule], Rule]:
    """Register a rule of one or more sheets, that looks at one row, or at rows `together`."""

    def register(rule: Rule) -> Rule:
        for sheet in sheets:
            RULES.setdefault(sheet, []).append(rule)
        if together:
            TOGETHER.add(rule)
        return rule

    return register


def check_rows(tables: dict[str, Table]) -> Findings:
    """Return every finding of the rules of each sheet."""
    findings = Findings()
    for name, table in tables.items():
        rules = RULES.get(name, [])
        found = {rule: Findings() for rule in rules}
        for piece in table.pieces():
            for rule in rules:
                if rule not in TOGETHER:
                    found[rule] += rule(piece)
        for rule in rules:
            findings += rule(table) if rule in TOGETHER else found[rule]
    return findings


def where(table: Table, mask: pd.Series[bool], *attributes: str) -> Iterator[int]:
    """Return the positions of rows that break a rule and whose cells were all understood."""
    hit = mask.fillna(False).astype(bool) & table.whole(attributes)
    return (int(position) for position in table.frame.index[hit])


def numbers(table: Table, attribute: str) -> pd.Series[float]:
    """Return a column as floats, NaN where empty."""
    return pd.to_numeric(table.frame[attribute], errors="coerce").astype(float)


def years(table: Table, attribute: str) -> pd.Series[float]:
    """Return the years of a column of dates, NaN where empty."""
    return table.frame[attribute].map(lambda day: day.year if day else None).astype(float)


def ages(table: Table) -> pd.Series[float]:
    """Return ages in years at registration, or at consent where that is missing; else NaN."""
    when = years(table, "registered_on").fillna(years(table, "consent_date"))
    return when - numbers(table, "birth_year")


@rule_of("encuesta_vacantes")
def hard_to_fill_within_vacancies(table: Table) -> Iterator[ImportFinding]:
    """Report rows with more hard-to-fill posts than vacant ones."""
    over = numbers(table, "hard_to_fill") > numbers(table, "posts")
    for position in where(table, over, "hard_to_fill", "posts"):
        yield table.finding(
            position,
            "hard_to_fill",
            "dificil_mayor",
            Text("Hay más puestos difíciles de cubrir que vacantes: revise las dos cifras."),
        )


@rule_of("encuesta_empresas")
def no_barrier_stands_alone(table: Table) -> Iterator[ImportFinding]:
    """Report rows with another barrier beside NINGUNA, which says that there is none."""
    codes = table.frame["barriers"].fillna("").str.split(";")
    both = codes.map(lambda found: "NINGUNA" in found and len(found) > 1)
    for position in where(table, both, "barriers"):
        yield table.finding(
            position,
            "barriers",
            "barreras_ninguna",
            Text("NINGUNA no puede ir junto a otra barrera: deje una de las dos cosas."),
        )


# Start and end of what lasts, by sheet.
LASTING = {
    "vacantes": ("opened_on", "closed_on"),
    "colocaciones": ("started_on", "ended_on"),
    "mercado": ("live_from", "live_to"),
    "asistencias": ("started_on", "ended_on"),
}


@rule_of(*LASTING)
def ended_after_begun(table: Table) -> Iterator[ImportFinding]:
    """Report rows that end before they begin."""
    begin, end = LASTING[table.template.name]
    begun, ended = (pd.to_datetime(table.frame[name]) for name in (begin, end))
    for position in where(table, ended < begun, begin, end):
        yield table.finding(
            position,
            end,
            "fin_antes",
            Text("El fin es anterior al inicio: revise las dos fechas."),
        )


# The day whose year's basic wage pay is compared with, by sheet.
PAID_FROM = {"vacantes": "opened_on", "colocaciones": "started_on"}


@rule_of(*PAID_FROM)
def wage_near_the_basic_wage(table: Table) -> Iterator[ImportFinding]:
    """Report pay far from the year's basic wage, which is often a typing error."""
    day = PAID_FROM[table.template.name]
    wage, year = numbers(table, "monthly_wage_usd"), years(table, day)
    basic = year.map(BASIC_WAGE)
    for position in where(table, wage.notna() & basic.isna(), "monthly_wage_usd", day):
        yield table.finding(
            position,
            "monthly_wage_usd",
            "sbu_falta",
            Text(
                "No se conoce el salario básico de {year}: pida que se agregue antes de importar.",
                year=str(int(year[position])),
            ),
        )
    for mask, rule, text in (
        (wage < basic, "salario_bajo", Text("El salario es menor que el básico de ese año.")),
        (
            wage > 10 * basic,
            "salario_alto",
            Text("El salario supera diez veces el básico de ese año."),
        ),
    ):
        for position in where(table, mask, "monthly_wage_usd", day):
            yield table.finding(position, "monthly_wage_usd", rule, text, error=False)


@rule_of(*PAID_FROM)
def week_within_the_law(table: Table) -> Iterator[ImportFinding]:
    """Report weeks of more than 48 hours, which a contract may not ask."""
    for position in where(table, numbers(table, "weekly_hours") > LONG_WEEK, "weekly_hours"):
        yield table.finding(
            position,
            "weekly_hours",
            "horas_muchas",
            Text("Son más de {hours} horas por semana.", hours=LONG_WEEK),
            error=False,
        )


@rule_of("personas")
def old_enough_to_work(table: Table) -> Iterator[ImportFinding]:
    """Report people under 15 as errors, and those between 15 and 17 as warnings."""
    age = ages(table)
    for position in where(table, age < AGE_LIMITS[0], *AGE_CELLS):
        yield table.finding(
            position,
            "birth_year",
            "edad_minima",
            Text("La persona tendría menos de {age} años al registrarse.", age=AGE_LIMITS[0]),
        )
    for position in where(table, (age >= AGE_LIMITS[0]) & (age < ADULT), *AGE_CELLS):
        yield table.finding(
            position,
            "birth_year",
            "edad_adolescente",
            Text("La persona es adolescente: confirme que el trabajo le está permitido."),
            error=False,
        )


@rule_of("personas", "colocaciones", "inscripciones", "asociaciones", together=True)
def few_unknown(table: Table) -> Iterator[ImportFinding]:
    """Report columns with many NR, which says that a question is not being asked."""
    columns = [
        column
        for column in table.template.columns
        if column.kind == "choice" and "NR" in (column.codes or {})
    ]
    unknown = Counter[str]()
    for piece in table.pieces():
        for column in columns:
            unknown[column.attribute] += int((piece.frame[column.attribute] == "NR").sum())
    for column in columns:
        share = unknown[column.attribute] / max(table.length, 1)
        if share > MANY_UNKNOWN and table.length >= SMALL_SHEET:
            yield whole_sheet(
                table,
                column.attribute,
                "muchos_nr",
                Text(
                    "{share} % de las filas dice NR: revise la pregunta.", share=round(100 * share)
                ),
            )


@rule_of("personas", together=True)
def probably_one_person_twice(table: Table) -> Iterator[ImportFinding]:
    """Report codes with all the same attributes on the same day, which are probably one person."""
    same = [c.attribute for c in table.template.columns if not c.key]

    def dated(piece: Table) -> pd.Series[bool]:
        return piece.whole(same) & piece.frame["registered_on"].notna()

    twice = table.repeated(same, dated)
    seen: set[tuple[object, ...]] = set()
    for piece in table.pieces() if len(twice) else ():
        rows = piece.frame.loc[dated(piece), same]
        rows = rows[np.isin(marks_of(rows), twice)]
        for position, cells in zip(rows.index, rows.itertuples(index=False), strict=True):
            if tuple(cells) in seen:
                yield piece.finding(position, "code", "persona_repetida", ONE_PERSON, error=False)
            seen.add(tuple(cells))


ONE_PERSON = Text("Otra fila tiene los mismos datos el mismo día: ¿es la misma persona?")


def whole_sheet(table: Table, attribute: str, rule: str, text: Text) -> ImportFinding:
    """Return a warning about a whole column rather than a row."""
    column = next(c for c in table.template.columns if c.attribute == attribute)
    file, sheet, _row = next(table.pieces()).origin(0)
    return ImportFinding(file, sheet, None, column.name, None, rule, text, False)
