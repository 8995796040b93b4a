"""Rules on a whole survey, as it would be after the import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from data_access.imports.checking import Table
from data_access.imports.findings import Finding
from data_access.imports.rules import where, whole_sheet
from data_access.imports.stored import table_of
from data_access.imports.templates import Template
from data_access.language import Text
from data_access.measures import reliability, survey
from data_access.measures.response import response_rate

LOW_RESPONSE = 0.5


def check_samples(
    connection: Connection, tables: dict[str, Table], templates: dict[str, Template]
) -> Iterator[Finding]:
    """Strata, outcomes and vacancies of every survey that the call touches."""
    parts = {
        name: after(connection, tables, templates[name])
        for name in ("encuestas", "estratos", "encuesta_empresas", "encuesta_vacantes")
    }
    yield from _respondents(tables, parts)
    yield from _vacancies(tables, parts)
    if "encuesta_empresas" in tables:
        yield from _precision(tables["encuesta_empresas"], parts)


def after(connection: Connection, tables: dict[str, Table], template: Template) -> pd.DataFrame:
    """The stored rows of the touched surveys, overlaid with those of the call."""
    survey_key = "code" if template.name == "encuestas" else "survey_code"
    touched = {
        code
        for table in tables.values()
        for name in ("survey_code", "code")
        if table.template.name
        in ("encuestas", "estratos", "encuesta_empresas", "encuesta_vacantes")
        and name == ("code" if table.template.name == "encuestas" else "survey_code")
        for code in table.frame[name].dropna().unique()
    }
    stored = table_of(template)
    names = [column.attribute for column in template.columns]
    rows = connection.execute(
        select(*(stored.c[name] for name in names)).where(stored.c[survey_key].in_(sorted(touched)))
    )
    frames = [pd.DataFrame(rows.fetchall(), columns=names, dtype=object)]
    if template.name in tables:
        frames.append(tables[template.name].frame[names])
    key = [column.attribute for column in template.key]
    return pd.concat(frames, ignore_index=True).drop_duplicates(key, keep="last")


def _respondents(tables: dict[str, Table], parts: dict[str, pd.DataFrame]) -> Iterator[Finding]:
    table = tables.get("encuesta_empresas")
    if table is None:
        return
    designs = parts["encuestas"].set_index("code")["design"]
    frame = table.frame
    probability = frame["survey_code"].map(designs) == "PROBABILISTICO"
    for position in where(
        table,
        probability & (frame["outcome"] == "COMPLETA") & frame["stratum_code"].isna(),
        "stratum_code",
        "outcome",
    ):
        yield table.finding(
            position,
            "stratum_code",
            "sin_estrato",
            Text("En una muestra probabilística cada empresa que responde necesita su estrato."),
        )
    complete = parts["encuesta_empresas"].query("outcome == 'COMPLETA'")
    answered = Counter(zip(complete["survey_code"], complete["stratum_code"], strict=True))
    strata = parts["estratos"].dropna(subset=["universe"])
    for code, stratum, universe in strata[["survey_code", "code", "universe"]].itertuples(
        index=False
    ):
        count = answered[(code, stratum)]
        if count > universe:
            inside = (frame["survey_code"] == code) & (frame["stratum_code"] == stratum)
            yield table.finding(
                int(frame.index[inside][-1]) if inside.any() else 0,
                "stratum_code",
                "estrato_lleno",
                Text(
                    "El estrato {stratum} tendría {count} respuestas y su universo es de "
                    "{universe} empresas: corrija el universo o el estrato.",
                    stratum=stratum,
                    count=count,
                    universe=int(universe),
                ),
            )
        elif count < 2 <= universe and (frame["survey_code"] == code).any():
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


def _vacancies(tables: dict[str, Table], parts: dict[str, pd.DataFrame]) -> Iterator[Finding]:
    table = tables.get("encuesta_vacantes")
    if table is None:
        return
    responses = parts["encuesta_empresas"]
    keys = zip(responses["survey_code"], responses["enterprise_code"], strict=True)
    outcomes = dict(zip(keys, responses["outcome"], strict=True))
    pairs = zip(table.frame["survey_code"], table.frame["enterprise_code"], strict=True)
    # A company that is not there at all, or whose outcome is wrong, has its own finding.
    incomplete = [outcomes.get(pair) not in (None, "COMPLETA") for pair in pairs]
    mask = pd.Series(incomplete, table.frame.index)
    for position in where(table, mask, "survey_code", "enterprise_code"):
        yield table.finding(
            position,
            "enterprise_code",
            "sin_respuesta",
            Text("La empresa no completó la encuesta: no puede declarar vacantes."),
        )


def _precision(table: Table, parts: dict[str, pd.DataFrame]) -> Iterator[Finding]:
    """Warnings about response and precision, where the survey's rows are sound."""
    responses = parts["encuesta_empresas"]
    for code in sorted(table.frame["survey_code"].dropna().unique()):
        own = responses[responses["survey_code"] == code]
        outcomes = Counter(own["outcome"])
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
        cv = _cv_of_vacancies(code, own, parts)
        if cv is not None and cv > reliability.RELIABLE_CV:
            yield whole_sheet(
                table,
                "survey_code",
                "cv_alto",
                Text(
                    "El total de vacantes de {code} tiene un coeficiente de variación de {cv} %: "
                    "será poco preciso.",
                    code=code,
                    cv=round(100 * cv, 1),
                ),
            )


def _cv_of_vacancies(
    code: str, responses: pd.DataFrame, parts: dict[str, pd.DataFrame]
) -> float | None:
    strata = parts["estratos"].query("survey_code == @code").dropna(subset=["universe"])
    complete = responses[(responses["outcome"] == "COMPLETA") & responses["stratum_code"].notna()]
    vacancies = parts["encuesta_vacantes"].query("survey_code == @code")
    posts = pd.to_numeric(vacancies["posts"]).groupby(vacancies["enterprise_code"]).sum()
    y = complete["enterprise_code"].map(posts).fillna(0.0).to_numpy(dtype=float)
    try:
        design = survey.design(
            complete["stratum_code"].tolist(),
            dict(zip(strata["code"], strata["universe"].astype(int), strict=True)),
        )
    except ValueError:
        return None  # an overfull or unknown stratum has its own finding
    if not len(y):
        return None
    cv = float(survey.total(design, y).cv[0])
    return None if np.isnan(cv) else cv
