"""Companies' perception of hiring people on the move: willingness and barriers."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.labour.demand import VALUES, estimate_columns
from data_access.answers.labour.estimates import BY, FILTERS, Variable, by_log_cv, estimated
from data_access.answers.labour.sample import Sample, chosen
from data_access.answers.labour.survey_answer import (
    ESTIMATED,
    OF_THE_SURVEYED,
    ONLY_CHANCE,
    REFERENCE,
    survey_answer,
)
from data_access.answers.publication_rules import PROPORTIONS
from data_access.answers.shared_columns import (
    FLAG,
    SECTION,
    SIZE,
    STRATUM,
    TERRITORY,
    interval,
    standard_error,
)
from data_access.language import Text
from data_access.lists import BARRIER
from data_access.scope import Scope
from data_access.viewer import Viewer

COMPANY_KEYS = ["territory", "ciiu", "tamano", "estrato"]
RULES = {
    "by": [key for key in BY if key != "ciuo2"],
    "filters": [key for key in FILTERS if key != "ciuo2"],
}
SAID = Text("Es lo que las empresas dicen, no lo que hacen al contratar.")
WILLING = Definition(
    Text(
        "Empresas dispuestas a contratar a personas en movilidad humana, entre las que "
        "respondieron sí o no."
    ),
    Text("p̂ = Σ w·(sí) / Σ w·(sí o no)"),
    REFERENCE,
    method=ESTIMATED,
    limits=(SAID, OF_THE_SURVEYED, ONLY_CHANCE),
    rules=(PROPORTIONS,),
)
BARRIERS = Definition(
    Text(
        "Empresas que mencionan cada barrera para contratar a personas en movilidad humana, entre "
        "las que contestaron la pregunta; una empresa puede mencionar varias."
    ),
    Text("p̂ = Σ w·(menciona b) / Σ w·(contesta)"),
    REFERENCE,
    method=ESTIMATED,
    limits=(SAID, OF_THE_SURVEYED, ONLY_CHANCE),
    rules=(PROPORTIONS,),
)


@question(
    "labour.willing",
    WILLING,
    ("labour", "territory"),
    title=Text("Empresas dispuestas a contratar"),
    columns=(
        TERRITORY,
        SECTION,
        SIZE,
        STRATUM,
        *estimate_columns(Kind.SHARE, Text("Empresas dispuestas a contratar")),
    ),
    **RULES,
)
def willing(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return the share of companies willing to hire people on the move."""
    sample = chosen(connection, scope)
    columns = COMPANY_KEYS + VALUES
    frame = pd.DataFrame(columns=columns)
    if sample:
        said = sample.respondents["willing"]
        valid = said.isin(["SI", "NO"]).to_numpy()
        frame = estimated(sample, scope, share_of(said == "SI", valid), viewer)
    return survey_answer(connection, "labour.willing", WILLING, scope, sample, frame[columns])


@question(
    "labour.barriers",
    BARRIERS,
    ("labour", "territory"),
    title=Text("Empresas que citan la barrera"),
    columns=(
        TERRITORY,
        AnswerColumn("barrera", Kind.CODE, Text("Barrera"), BARRIER),
        AnswerColumn("estimate", Kind.SHARE, Text("Empresas que citan la barrera")),
        standard_error(Kind.SHARE),
        *interval(Kind.SHARE),
        FLAG,
    ),
    **RULES,
)
def barriers(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return the share of companies that name each barrier; every barrier is a row."""
    sample = chosen(connection, scope)
    keys = list(dict.fromkeys(("territory", *scope.by, "barrera")))
    columns = [*keys, "estimate", "se", "ci_low", "ci_high", "flag"]
    frame = pd.DataFrame(columns=columns)
    if sample:
        frame = estimated(sample, scope, barriers_named(sample), viewer)
        frame = frame.rename(columns={"ciuo2": "barrera"})
    return survey_answer(connection, "labour.barriers", BARRIERS, scope, sample, frame[columns])


def barriers_named(sample: Sample) -> Variable:
    """Return which barriers each company names, of those that answered the question."""
    named = sample.respondents["barriers"]
    codes = named.fillna("").str.split(";")
    y = np.array([[code in said for code in BARRIER] for said in codes], dtype=float)
    y = y.reshape(len(named), len(BARRIER))
    told = named.notna().to_numpy()
    return Variable(y, y * 0 + 1, told, tuple(BARRIER), by_log_cv, "barriers")


def share_of(yes: pd.Series[bool], valid: object) -> Variable:
    """Return a proportion of companies: those that say yes among those with a valid answer."""
    y = yes.to_numpy(dtype=float)[:, None]
    return Variable(y, y * 0 + 1, valid, flag=by_log_cv, name="willing")  # type: ignore[arg-type]
