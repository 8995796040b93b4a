"""Warnings on the precision of a survey's figures, before they are published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.row_rules import whole_sheet
from data_access.language import Text
from data_access.measures import reliability, survey
from data_access.measures.response import response_rate

LOW_RESPONSE = 0.5


def check_precision(table: Table, parts: Mapping[str, pd.DataFrame]) -> Iterator[ImportFinding]:
    """Yield warnings on response, sparse strata and precision of each survey the call brings."""
    vacancies = parts["encuesta_vacantes"]
    posts = dict(list(vacancies.groupby("survey_code")))
    strata = dict(list(parts["estratos"].dropna(subset=["universe"]).groupby("survey_code")))
    # A code that names no survey has its own finding.
    touched = set(table.frame["survey_code"]) & set(parts["encuestas"]["code"])
    answers = parts["encuesta_empresas"]
    for code, responses in answers[answers["survey_code"].isin(touched)].groupby("survey_code"):
        own = strata.get(code, parts["estratos"].iloc[:0])
        complete = responses[
            (responses["outcome"] == "COMPLETA") & responses["stratum_code"].notna()
        ]
        yield from _response(table, str(code), Counter(responses["outcome"]))
        yield from _sparse(table, own, Counter(complete["stratum_code"]))
        yield from _spread(table, str(code), complete, own, posts.get(code, vacancies.iloc[:0]))


def _response(table: Table, code: str, outcomes: Counter[str]) -> Iterator[ImportFinding]:
    rate = response_rate(
        outcomes["COMPLETA"],
        outcomes["RECHAZO"],
        outcomes["NO_CONTACTO"] + outcomes["DESCONOCIDA"],
        outcomes["NO_ELEGIBLE"],
    )
    if rate is not None and rate < LOW_RESPONSE:
        yield whole_sheet(
            table,
            "outcome",
            "respuesta_baja",
            Text(
                "La encuesta {code} tiene una tasa de respuesta de {rate} %.",
                code=code,
                rate=round(100 * rate),
            ),
        )


def _sparse(table: Table, strata: pd.DataFrame, answered: Counter[str]) -> Iterator[ImportFinding]:
    for stratum, universe in zip(strata["code"], strata["universe"], strict=True):
        if answered[stratum] < 2 <= universe:
            yield whole_sheet(
                table,
                "stratum_code",
                "estrato_escaso",
                Text(
                    "El estrato {stratum} tiene menos de 2 respuestas: se unirá al siguiente más "
                    "grande.",
                    stratum=stratum,
                ),
            )


def _spread(
    table: Table,
    code: str,
    complete: pd.DataFrame,
    strata: pd.DataFrame,
    vacancies: pd.DataFrame,
) -> Iterator[ImportFinding]:
    if complete.empty:
        return
    posts = pd.to_numeric(vacancies["posts"]).groupby(vacancies["enterprise_code"]).sum()
    try:
        design = survey.design(
            complete["stratum_code"].tolist(),
            dict(zip(strata["code"], strata["universe"].astype(int), strict=True)),
        )
    except ValueError:
        return  # an overfull or unknown stratum has its own finding
    reported = complete["enterprise_code"].map(posts).fillna(0.0).to_numpy(dtype=float)
    cv = float(survey.total(design, reported).cv[0])
    if np.isnan(cv) or cv <= reliability.RELIABLE_CV:
        return
    yield whole_sheet(
        table,
        "survey_code",
        "cv_alto",
        Text(
            "El total de vacantes de {code} tiene un coeficiente de variación de {cv} %: será "
            "poco preciso.",
            code=code,
            cv=round(100 * cv, 1),
        ),
    )
