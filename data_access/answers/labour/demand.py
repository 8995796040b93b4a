"""Labour demand: vacancies, occupied posts, vacancy rate, hard-to-fill share."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Columns, Kind, names_of
from data_access.answers.labour.estimates import BY, FILTERS, Variable, estimated, posts
from data_access.answers.labour.sample import Sample, chosen
from data_access.answers.labour.survey_answer import (
    ESTIMATED,
    OF_THE_SURVEYED,
    ONLY_CHANCE,
    REFERENCE,
    survey_answer,
)
from data_access.answers.publication_rules import TOTALS
from data_access.answers.shared_columns import FLAG, SCOPE_COLUMNS, interval, standard_error
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer

KEYS = ["territory", "ciuo2", "ciiu", "tamano", "estrato"]


def estimate_columns(kind: Kind, label: Text) -> Columns:
    """Return the columns of an estimate and of its error and reliability."""
    return (
        AnswerColumn("estimate", kind, label),
        standard_error(kind),
        *interval(kind),
        AnswerColumn("cv", Kind.SHARE, Text("Coeficiente de variación")),
        AnswerColumn("df", Kind.COUNT, Text("Grados de libertad"), files_only=True),
        AnswerColumn("n", Kind.COUNT, Text("n")),
        FLAG,
    )


VALUES = names_of(estimate_columns(Kind.COUNT, Text("")))


VACANCIES = Definition(
    Text(
        "Puestos pagados nuevos, vacantes o por quedar vacantes que la empresa busca cubrir con "
        "gestiones activas fuera de ella, en la fecha de referencia de la encuesta."
    ),
    "V̂ = Σₕ Nₕ·v̄ₕ;  Var = Σₕ Nₕ²·(1 − rₕ/Nₕ)·sₕ²/rₕ",
    REFERENCE,
    method=ESTIMATED,
    limits=(
        Text("No cuenta los puestos que la empresa cubre solo con su propio personal."),
        OF_THE_SURVEYED,
        ONLY_CHANCE,
    ),
    rules=(TOTALS,),
)
OCCUPIED = Definition(
    Text("Puestos de trabajo ocupados en las empresas, en la fecha de referencia."),
    "Ô = Σₕ Nₕ·ōₕ",
    REFERENCE,
    method=ESTIMATED,
    limits=(OF_THE_SURVEYED, ONLY_CHANCE),
    rules=(TOTALS,),
)
VACANCY_RATE = Definition(
    Text("Vacantes por cada puesto de trabajo, ocupado o vacante."),
    "V̂ / (V̂ + Ô);  zᵢ = (vᵢ − R̂·xᵢ)/X̂",
    REFERENCE,
    method=ESTIMATED,
    limits=(
        Text(
            "Es de todas las ocupaciones juntas: la encuesta no pregunta en qué ocupación están "
            "los puestos ya ocupados."
        ),
        OF_THE_SURVEYED,
        ONLY_CHANCE,
    ),
    rules=(TOTALS,),
)
HARD_TO_FILL = Definition(
    Text(
        "Parte de las vacantes que la empresa declara difíciles de cubrir o que llevan abiertas "
        "más de 60 días."
    ),
    "ĤTF / V̂;  zᵢ = (hᵢ − R̂·vᵢ)/X̂",
    REFERENCE,
    method=ESTIMATED,
    limits=(
        Text(
            "Una vacante puede ser difícil de cubrir por el sueldo o el horario, no por falta "
            "de personas."
        ),
        OF_THE_SURVEYED,
        ONLY_CHANCE,
    ),
    rules=(TOTALS,),
    provisional=(
        Text("Llamar difícil a una vacante abierta más de 60 días es propuesta del programa."),
    ),
)


def vacancies(sample: Sample, scope: Scope) -> Variable:
    """Return vacant posts of each respondent, by occupation if asked so."""
    y, occupations = posts(sample, "posts", scope)
    return Variable(y, occupations=occupations, name="vacancies")


def occupied(sample: Sample, _scope: Scope) -> Variable:
    """Return occupied posts of each respondent that reported them."""
    told = pd.to_numeric(sample.respondents["occupied"])
    y = told.to_numpy(dtype=float, na_value=0.0)[:, None]
    return Variable(y, valid=told.notna().to_numpy(), name="occupied")


def vacancy_rate(sample: Sample, scope: Scope) -> Variable:
    """Return vacant among all posts, of respondents that reported both."""
    vacant, _ = posts(sample, "posts", scope)
    filled = occupied(sample, scope)
    return Variable(vacant, vacant + filled.y, filled.valid, name="vacancy_rate")


def hard_to_fill(sample: Sample, scope: Scope) -> Variable:
    """Return hard-to-fill among vacant posts."""
    hard, occupations = posts(sample, "hard_to_fill", scope)
    vacant, _ = posts(sample, "posts", scope)
    return Variable(hard, vacant, occupations=occupations, name="hard_to_fill")


def _register(
    name: str,
    definition: Definition,
    variable: Callable[[Sample, Scope], Variable],
    title: Text,
    kind: Kind,
    *,
    by_occupation: bool,
) -> None:
    """Register an answer that chooses the survey, estimates a variable and adds its source."""
    left_out = set() if by_occupation else {"ciuo2"}
    keys = [SCOPE_COLUMNS[key] for key in KEYS if key not in left_out]

    @question(
        name,
        definition,
        ("labour", "territory"),
        title=title,
        columns=(*keys, *estimate_columns(kind, title)),
        by=[key for key in BY if key not in left_out],
        filters=[key for key in FILTERS if key not in left_out],
    )
    def answering(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
        sample = chosen(connection, scope)
        columns = [*names_of(keys), *VALUES]
        frame = (
            estimated(sample, scope, variable(sample, scope), viewer)
            if sample
            else pd.DataFrame(columns=columns)
        )
        return survey_answer(connection, name, definition, scope, sample, frame[columns])


_register(
    "labour.vacancies", VACANCIES, vacancies, Text("Vacantes"), Kind.COUNT, by_occupation=True
)
_register(
    "labour.hard_to_fill",
    HARD_TO_FILL,
    hard_to_fill,
    Text("Vacantes difíciles de cubrir"),
    Kind.SHARE,
    by_occupation=True,
)
_register(
    "labour.occupied", OCCUPIED, occupied, Text("Puestos ocupados"), Kind.COUNT, by_occupation=False
)
_register(
    "labour.vacancy_rate",
    VACANCY_RATE,
    vacancy_rate,
    Text("Tasa de vacantes"),
    Kind.SHARE,
    by_occupation=False,
)
