"""The vacancies that companies of a place reported, company by company, for its own leader."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind, names_of
from data_access.answers.detail import working_detail
from data_access.answers.labour.sample import Sample, chosen
from data_access.answers.labour.survey_answer import OF_THE_SURVEYED, survey_answer
from data_access.answers.publication_rules import WORKING_DETAIL
from data_access.answers.shared_columns import OCCUPATION, SECTION, SIZE, TERRITORY
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer

# The column of the list that each filter applies to.
FILTERS = ("ciuo2", "ciiu", "tamano")
REPORTED = Definition(
    Text(
        "Vacantes que declaró cada empresa del lugar que completó la encuesta, por ocupación, y "
        "cuántas de ellas son difíciles de cubrir o llevan abiertas más de 60 días."
    ),
    "",
    Text("Encuesta de empresas; definición de vacante de Eurostat."),
    limits=(
        Text(
            "Son solo las empresas que respondieron, sin expandir: no suman las vacantes del lugar."
        ),
        Text("La encuesta no pregunta por qué cuesta cubrirlas ni en qué fecha se abrieron."),
        OF_THE_SURVEYED,
    ),
    rules=(WORKING_DETAIL,),
)
REPORTED_COLUMNS = (
    TERRITORY,
    AnswerColumn("empresa", Kind.TEXT, Text("Empresa")),
    SIZE,
    SECTION,
    OCCUPATION,
    AnswerColumn("posts", Kind.COUNT, Text("Vacantes declaradas")),
    AnswerColumn("hard_to_fill", Kind.COUNT, Text("Difíciles de cubrir")),
)
COLUMNS = names_of(REPORTED_COLUMNS)


@question(
    "labour.reported",
    REPORTED,
    ("labour", "territory"),
    title=Text("Vacantes declaradas por empresa"),
    columns=REPORTED_COLUMNS,
    filters=["encuesta", *FILTERS],
)
def reported(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per company, under its code, and occupation; the hardest to fill first."""
    sample = chosen(connection, scope)

    def reading() -> pd.DataFrame:
        return listed(sample, scope) if sample else pd.DataFrame(columns=COLUMNS)

    frame, notes = working_detail(viewer, scope, COLUMNS, reading)
    return survey_answer(
        connection,
        "labour.reported",
        REPORTED,
        scope,
        sample,
        frame,
        estimate_type="count",
        notes=notes,
    )


def listed(sample: Sample, scope: Scope) -> pd.DataFrame:
    """Return the posts reported by respondents in the place, within the scope's filters."""
    here = sample.respondents[sample.in_place(sample.respondents, scope.territory)]
    names = {"canton": "territory", "size": "tamano", "enterprise": "empresa", "isco2": "ciuo2"}
    found = here.merge(sample.posts, on="enterprise").rename(columns=names)
    found = found[found["posts"] > 0]
    for key in FILTERS:
        if scope.get(key):
            found = found[found[key] == scope.get(key)]
    hardest = ["hard_to_fill", "posts", "empresa", "ciuo2"]
    return found.sort_values(hardest, ascending=[False, False, True, True])
