"""The jurors of an edition, under their codes: number of sheets and severity."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, Withheld, question
from data_access.answers.awards.award_answer import (
    NO_SHEETS,
    READ_SUBJECTS,
    REFERENCE,
    JuryFigures,
    about_edition,
    rounded,
)
from data_access.answers.awards.jury import Jury
from data_access.answers.awards.ranking import NO_FREEDOM, in_groups
from data_access.answers.columns import AnswerColumn, Kind, names_of
from data_access.answers.publication_rules import OF_JURORS
from data_access.answers.shared_columns import standard_error
from data_access.language import Text
from data_access.measures.awards.severity import Disconnected
from data_access.scope import Scope
from data_access.viewer import Viewer

FREEDOM = "df"  # under this name the frame carries the degrees of freedom of its errors
JUROR_COLUMNS = (
    AnswerColumn("juror", Kind.TEXT, Text("Jurado")),
    AnswerColumn("n", Kind.COUNT, Text("n")),
    AnswerColumn("mean", Kind.NUMBER, Text("Promedio")),
    AnswerColumn("severity", Kind.NUMBER, Text("Benignidad (+) o severidad (−)")),
    standard_error(Kind.NUMBER),
)
COLUMNS = names_of(JUROR_COLUMNS)
JURORS = Definition(
    Text(
        "Hojas válidas de cada miembro del jurado, su promedio y su severidad: sobre 0 es más "
        "benigno que el jurado en su conjunto, bajo 0 más severo."
    ),
    Text("β_j de y_ij = θ_i + β_j + ε, Σβ = 0"),
    REFERENCE,
    rules=(OF_JURORS,),
)


@question(
    "awards.jurors",
    JURORS,
    READ_SUBJECTS,
    title=Text("Severidad de cada jurado"),
    columns=JUROR_COLUMNS,
    filters=["edicion"],
)
def jurors(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per juror with valid sheets, the strictest first; secretariat only."""
    return about_edition(
        connection, "awards.jurors", viewer, scope, JuryFigures(severities, secretary=True)
    )


def severities(jury: Jury) -> tuple[pd.DataFrame, tuple[Text, ...], tuple[Withheld, ...]]:
    """Return the rows, the notes, and what is withheld: as for the ranking."""
    means = jury.valid.groupby("juror")["points"].agg(["size", "mean"])
    frame = pd.DataFrame(
        {
            "juror": list(means.index),
            "n": means["size"].to_numpy(),
            "mean": rounded(means["mean"]),
            "severity": pd.Series([None] * len(means), dtype=object),
            "se": pd.Series([None] * len(means), dtype=object),
        }
    )
    if frame.empty:
        return frame, (NO_SHEETS,), ()
    try:
        fit = jury.fit()
    except Disconnected as apart:
        return frame, (in_groups(apart),), (Withheld("not_published", len(frame)),)
    if fit.df < 1:
        return frame, (NO_FREEDOM,), (Withheld("not_published", len(frame)),)
    own = dict(zip(fit.design.jurors, rounded(fit.beta), strict=True))
    errors = dict(zip(fit.design.jurors, rounded(fit.se_beta), strict=True))
    frame["severity"] = frame["juror"].map(own)
    frame["se"] = frame["juror"].map(errors)
    frame = frame.sort_values(["severity", "juror"], ignore_index=True)
    frame.attrs[FREEDOM] = fit.df  # what the errors rest on, for comparisons
    return frame, (), ()
