"""Quality of a survey: response, strata, and the list of surveys."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access import lists
from data_access.answers.answer import Answer, Definition, Source, question
from data_access.answers.columns import AnswerColumn, Empty, Kind
from data_access.answers.labour.estimates import BY, FILTERS, design_of, domains
from data_access.answers.labour.sample import chosen, surveys
from data_access.answers.labour.survey_answer import REFERENCE, survey_answer
from data_access.answers.provenance import batches_of, synthetic
from data_access.answers.shared_columns import NAME, STRATUM, SURVEY, TERRITORY
from data_access.language import Text
from data_access.measures.response import response_rate
from data_access.scope import Scope
from data_access.tables import Survey, SurveyResponse
from data_access.territory import COUNTRY
from data_access.viewer import Viewer

OUTCOMES = {
    "completed": ("COMPLETA",),
    "refused": ("RECHAZO",),
    "unknown": ("NO_CONTACTO", "DESCONOCIDA"),
    "ineligible": ("NO_ELEGIBLE",),
}
COMPANY_BY = [key for key in BY if key != "ciuo2"]
COMPANY_FILTERS = [key for key in FILTERS if key != "ciuo2"]

RESPONSE = Definition(
    Text(
        "Empresas que completaron la encuesta, entre las elegibles y la parte de las no "
        "contactadas que también lo sería."
    ),
    Text("completas / (elegibles + ê·desconocidas);  ê = elegibles / (elegibles + no elegibles)"),
    Text("AAPOR, tasa de respuesta RR3."),
    limits=(
        Text(
            "Una tasa alta no asegura que quienes callan piensen igual, ni una baja lo contrario."
        ),
    ),
)
STRATA = Definition(
    Text(
        "Estratos de la encuesta: cuántas empresas representa cada uno, a cuántas se consultó y "
        "cuántas respondieron. Un estrato con una sola respuesta se une, solo para el margen de "
        "error, al siguiente más grande de su lugar."
    ),
    "wₕ = Nₕ/rₕ",
    REFERENCE,
)
SURVEYS = Definition(
    Text("Encuestas de empresas, de la más reciente a la más antigua."), "", REFERENCE
)


@question(
    "labour.response",
    RESPONSE,
    ("labour", "territory"),
    title=Text("Respuesta a la encuesta"),
    columns=(
        TERRITORY,
        AnswerColumn("completed", Kind.COUNT, Text("Respuestas completas")),
        AnswerColumn("refused", Kind.COUNT, Text("Rechazos")),
        AnswerColumn("unknown", Kind.COUNT, Text("Sin contacto o elegibilidad desconocida")),
        AnswerColumn("ineligible", Kind.COUNT, Text("No elegibles")),
        AnswerColumn("rate", Kind.SHARE, Text("Tasa de respuesta")),
    ),
    by=COMPANY_BY,
    filters=COMPANY_FILTERS,
)
def response(connection: Connection, _viewer: Viewer, scope: Scope) -> Answer:
    """Return outcomes of the approach to companies and the response rate."""
    sample = chosen(connection, scope)
    keys = list(dict.fromkeys(("territory", *scope.by)))
    rows = []
    if sample:
        for domain in domains(sample, scope):
            outcomes = sample.companies.loc[domain.approached, "outcome"]
            counts = {name: int(outcomes.isin(codes).sum()) for name, codes in OUTCOMES.items()}
            rows.append({**domain.keys, **counts, "rate": response_rate(**counts)})
    columns = [*keys, *OUTCOMES, "rate"]
    frame = pd.DataFrame(rows, columns=columns)
    return survey_answer(
        connection, "labour.response", RESPONSE, scope, sample, frame, estimate_type="count"
    )


@question(
    "labour.strata",
    STRATA,
    ("labour", "territory"),
    title=Text("Estratos de la encuesta"),
    columns=(
        STRATUM,
        NAME,
        AnswerColumn("universe", Kind.COUNT, Text("Universo de empresas")),
        AnswerColumn("approached", Kind.COUNT, Text("Empresas en la muestra")),
        AnswerColumn("completed", Kind.COUNT, Text("Respuestas completas")),
        AnswerColumn("joined_to", Kind.TEXT, Text("Unido al estrato"), empty=Empty.NONE),
    ),
    filters=["encuesta"],
)
def strata(connection: Connection, _viewer: Viewer, scope: Scope) -> Answer:
    """Return the strata that lie in a place, with the stratum a sparse one joined."""
    sample = chosen(connection, scope)
    columns = ["estrato", "nombre", "universe", "approached", "completed", "joined_to"]
    frame = pd.DataFrame(columns=columns)
    if sample:
        here = sample.companies[sample.in_place(sample.companies, scope.territory)]
        approached = here.groupby("stratum").size()
        completed = here[here["outcome"] == "COMPLETA"].groupby("stratum").size()
        joined = design_of(sample).joined if sample.probability else {}
        frame = pd.DataFrame(
            {
                "estrato": sample.strata["code"],
                "nombre": sample.strata["name"],
                "universe": sample.strata["universe"],
                "approached": sample.strata["code"].map(approached).fillna(0).astype(int),
                "completed": sample.strata["code"].map(completed).fillna(0).astype(int),
                "joined_to": sample.strata["code"].map(dict(joined)),
            }
        )
        # A stratum of which no company was asked lies nowhere: the whole country lists it.
        listed = (frame["approached"] > 0) | (scope.territory == COUNTRY)
        frame = frame[listed].reset_index(drop=True)
    return survey_answer(
        connection, "labour.strata", STRATA, scope, sample, frame, estimate_type="count"
    )


@question(
    "labour.surveys",
    SURVEYS,
    ("labour",),
    title=Text("Encuestas"),
    columns=(
        SURVEY,
        NAME,
        AnswerColumn("fecha_referencia", Kind.DATE, Text("Fecha de referencia")),
        AnswerColumn("diseno", Kind.CODE, Text("Diseño"), lists.DESIGN),
        AnswerColumn("companies", Kind.COUNT, Text("Empresas en la muestra")),
        AnswerColumn("completed", Kind.COUNT, Text("Respuestas completas")),
    ),
)
def all_surveys(connection: Connection, _viewer: Viewer, scope: Scope) -> Answer:
    """Return all surveys of companies, with how many were approached and answered."""
    counts = {
        code: (approached, completed)
        for code, approached, completed in connection.execute(
            select(
                SurveyResponse.survey_code,
                func.count(),
                func.count().filter(SurveyResponse.outcome == "COMPLETA"),
            ).group_by(SurveyResponse.survey_code)
        )
    }
    rows = [
        (s.code, s.name, s.reference_date, s.design, *counts.get(s.code, (0, 0)))
        for s in surveys(connection)
    ]
    columns = ["encuesta", "nombre", "fecha_referencia", "diseno", "companies", "completed"]
    newest = rows[0][2] if rows else None
    return Answer(
        name="labour.surveys",
        scope=scope,
        definition=SURVEYS,
        frame=pd.DataFrame(rows, columns=columns),
        as_of=newest,
        n=len(rows),
        sources=(Source(Text("Encuestas de empresas"), newest, batches_of(connection, Survey)),),
        synthetic=synthetic(connection),
    )
