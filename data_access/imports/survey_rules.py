"""Rules on a whole survey as it would be after an import, or after one is undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.projected_state import Outlook
from data_access.imports.sheet_description import Template
from data_access.imports.survey_warnings import check_precision
from data_access.language import Text

SHEETS = ("encuestas", "estratos", "encuesta_empresas", "encuesta_vacantes")
Parts = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class RowPlace:
    """A cell where a problem may be mended: a sheet, an attribute, and what picks its rows."""

    sheet: str
    attribute: str
    row: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Problem:
    """An error of a survey, and where it may be mended, the likeliest place first."""

    survey: str
    rule: str
    text: Text
    places: tuple[RowPlace, ...]


def check_samples(
    connection: Connection, tables: dict[str, Table], templates: dict[str, Template]
) -> Iterator[ImportFinding]:
    """Yield findings on strata, outcomes and vacancies of every survey that the call touches."""
    surveys = {
        str(code)
        for name in SHEETS
        if name in tables
        for code in tables[name].frame[survey_column(name)].dropna().unique()
    }
    parts = survey_parts(connection, surveys, templates, tables)
    finder = _Finder(tables)
    for problem in problems(parts):
        yield from finder.findings(problem)
    if "encuesta_empresas" in tables:
        yield from check_precision(tables["encuesta_empresas"], parts)


def survey_column(sheet: str) -> str:
    """Return the attribute of a sheet that names the survey."""
    return "code" if sheet == "encuestas" else "survey_code"


def survey_parts(
    connection: Connection,
    surveys: Collection[str],
    templates: dict[str, Template],
    tables: dict[str, Table],
) -> Parts:
    """Return the stored rows of some surveys, sheet by sheet, overlaid with those of a call."""
    outlook = Outlook(connection, tables, templates)
    return {sheet: outlook.rows(sheet, survey_column(sheet), surveys) for sheet in SHEETS}


def problems(parts: Parts) -> Iterator[Problem]:
    """Yield everything that would keep a survey from being estimated."""
    responses = parts["encuesta_empresas"]
    complete = responses[responses["outcome"] == "COMPLETA"]
    yield from _without_stratum(complete, parts["encuestas"])
    yield from _overfull(complete, parts["estratos"])
    yield from _vacancies_without_answer(responses, parts["encuesta_vacantes"])


def _without_stratum(complete: pd.DataFrame, surveys: pd.DataFrame) -> Iterator[Problem]:
    probability = set(surveys["code"][surveys["design"] == "PROBABILISTICO"])
    alone = complete[complete["stratum_code"].isna() & complete["survey_code"].isin(probability)]
    for survey, company in _pairs(alone, "survey_code", "enterprise_code"):
        yield Problem(
            survey,
            "sin_estrato",
            Text("En una muestra probabilística cada empresa que responde necesita su estrato."),
            (
                RowPlace(
                    "encuesta_empresas",
                    "stratum_code",
                    (("survey_code", survey), ("enterprise_code", company)),
                ),
                RowPlace("encuestas", "design", (("code", survey),)),
            ),
        )


def _overfull(complete: pd.DataFrame, strata: pd.DataFrame) -> Iterator[Problem]:
    answered = Counter(_pairs(complete, "survey_code", "stratum_code"))
    known = strata.dropna(subset=["universe"])
    for (survey, stratum), universe in zip(
        _pairs(known, "survey_code", "code"), known["universe"], strict=True
    ):
        if answered[survey, stratum] <= universe:
            continue
        yield Problem(
            survey,
            "estrato_lleno",
            Text(
                "El estrato {stratum} tendría {count} respuestas y su universo es de {universe} "
                "empresas: corrija el universo o el estrato.",
                stratum=stratum,
                count=answered[survey, stratum],
                universe=int(universe),
            ),
            (
                RowPlace(
                    "encuesta_empresas",
                    "stratum_code",
                    (("survey_code", survey), ("stratum_code", stratum)),
                ),
                RowPlace("estratos", "universe", (("survey_code", survey), ("code", stratum))),
            ),
        )


def _vacancies_without_answer(
    responses: pd.DataFrame, vacancies: pd.DataFrame
) -> Iterator[Problem]:
    # A company that is not there at all, or whose outcome is wrong, has its own finding.
    without = responses[responses["outcome"].notna() & (responses["outcome"] != "COMPLETA")]
    silent = set(_pairs(without, "survey_code", "enterprise_code"))
    rows = zip(_pairs(vacancies, "survey_code", "enterprise_code"), vacancies["isco2"], strict=True)
    for (survey, company), occupation in rows:
        if (survey, company) not in silent:
            continue
        pair = (("survey_code", survey), ("enterprise_code", company))
        yield Problem(
            survey,
            "sin_respuesta",
            Text("La empresa no completó la encuesta: no puede declarar vacantes."),
            (
                RowPlace("encuesta_vacantes", "enterprise_code", (*pair, ("isco2", occupation))),
                RowPlace("encuesta_empresas", "outcome", pair),
            ),
        )


def _pairs(frame: pd.DataFrame, *names: str) -> Iterator[tuple[str, str]]:
    return zip(*(frame[name] for name in names), strict=True)


class _Finder:
    """A search for the row of a call that causes a problem."""

    def __init__(self, tables: dict[str, Table]) -> None:
        self.tables = tables
        self.positions: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], int]] = {}

    def findings(self, problem: Problem) -> Iterator[ImportFinding]:
        """Yield one finding; none if the cell to be mended has a finding of its own."""
        for place in problem.places:
            position = self._position(place)
            if position is None:
                continue
            table = self.tables[place.sheet]
            if (position, place.attribute) not in table.bad:
                yield table.finding(position, place.attribute, problem.rule, problem.text)
            return

    def _position(self, place: RowPlace) -> int | None:
        """Return the position of the last row that a place refers to."""
        table = self.tables.get(place.sheet)
        if table is None:
            return None
        names = tuple(name for name, _ in place.row)
        if (place.sheet, names) not in self.positions:
            rows = table.frame[list(names)].itertuples(index=False, name=None)
            self.positions[place.sheet, names] = {row: i for i, row in enumerate(rows)}
        return self.positions[place.sheet, names].get(tuple(value for _, value in place.row))
