"""Agreement among the jurors of an edition."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, Withheld, question
from data_access.answers.awards.award_answer import (
    LEAST_SHEETS,
    NO_SHEETS,
    READ_SUBJECTS,
    REFERENCE,
    JuryFigures,
    about_edition,
    rounded,
    without_few,
)
from data_access.answers.awards.jury import Jury
from data_access.answers.columns import AnswerColumn, Kind, names_of
from data_access.answers.publication_rules import UNTIL_PUBLISHED
from data_access.language import Text
from data_access.measures.awards import agreement_coefficients as measures
from data_access.scope import Scope
from data_access.viewer import Viewer

AGREEMENT_COLUMNS = (
    AnswerColumn(
        "icc_1_1", Kind.NUMBER, Text("CCI(1,1): una hoja, otros jurados en cada postulación")
    ),
    AnswerColumn("icc_2_1", Kind.NUMBER, Text("CCI(2,1): una hoja, jurados al azar")),
    AnswerColumn("icc_3_1", Kind.NUMBER, Text("CCI(3,1): una hoja, estos jurados")),
    AnswerColumn(
        "icc_1_k", Kind.NUMBER, Text("CCI(1,k): promedio, otros jurados en cada postulación")
    ),
    AnswerColumn("icc_2_k", Kind.NUMBER, Text("CCI(2,k): promedio, jurados al azar")),
    AnswerColumn("icc_3_k", Kind.NUMBER, Text("CCI(3,k): promedio, estos jurados")),
    AnswerColumn("alpha_interval", Kind.NUMBER, Text("Alfa (hojas)")),
    AnswerColumn("alpha_nominal", Kind.NUMBER, Text("Alfa nominal (puntajes)")),
    AnswerColumn("alpha_ordinal", Kind.NUMBER, Text("Alfa ordinal (puntajes)")),
    AnswerColumn("kendall_w", Kind.NUMBER, Text("W de Kendall")),
)
COLUMNS = names_of(AGREEMENT_COLUMNS)
AGREEMENT = Definition(
    Text(
        "Cuánto coinciden los miembros del jurado: correlaciones intraclase, alfa de Krippendorff "
        "y W de Kendall. Un valor bajo cero se muestra tal cual. Un alfa bajo junto a una ICC(3,k) "
        "alta es severidad, que la clasificación corrige."
    ),
    Text(
        "ICC (Shrout y Fleiss 1979), α = 1 − D_o/D_e (Krippendorff 2011), "
        "W con corrección por empates"
    ),
    REFERENCE,
    rules=(UNTIL_PUBLISHED,),
)
INCOMPLETE_DESIGN = Text(
    "No todos los miembros del jurado calificaron todas las postulaciones: las correlaciones "
    "intraclase y la W no se pueden calcular."
)


@question(
    "awards.agreement",
    AGREEMENT,
    READ_SUBJECTS,
    title=Text("Acuerdo entre jurados"),
    columns=AGREEMENT_COLUMNS,
    filters=["edicion"],
)
def agreement(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row of coefficients; null where the design allows none."""
    return about_edition(
        connection, "awards.agreement", viewer, scope, JuryFigures(coefficients, public=for_all)
    )


def for_all(jury: Jury, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the coefficients for readers who do not run the edition: none of two jurors."""
    few = jury.valid["juror"].nunique() < LEAST_SHEETS
    return without_few(frame, pd.Series([few] * len(frame), index=frame.index), COLUMNS)


def coefficients(jury: Jury) -> tuple[pd.DataFrame, tuple[Text, ...], tuple[Withheld, ...]]:
    """Return ICC, W and interval α on sheet points, other α on scores by nomination × criterion."""
    if jury.valid.empty:
        return pd.DataFrame(columns=COLUMNS), (NO_SHEETS,), ()
    points = jury.table()
    scores = jury.valid_scores
    units = scores["nomination"] + "\x1f" + scores["criterion"]
    wide = scores.assign(unit=units).pivot(index="juror", columns="unit", values="value")
    by_unit = wide.to_numpy(dtype=float)
    row: dict[str, float | None] = {
        f"icc_{name}": value for name, value in measures.icc(points).items()
    }
    row["alpha_interval"] = measures.alpha(points.T, "interval")
    row["alpha_nominal"] = measures.alpha(by_unit, "nominal")
    row["alpha_ordinal"] = measures.alpha(by_unit, "ordinal")
    row["kendall_w"] = measures.kendall_w(points)
    gaps = bool(np.isnan(points).any())
    frame = pd.DataFrame({name: pd.Series(rounded([row[name]]), dtype=object) for name in COLUMNS})
    return frame, (INCOMPLETE_DESIGN,) if gaps else (), ()
