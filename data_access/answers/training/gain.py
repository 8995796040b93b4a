"""Learning gain: marks after a course compared with marks before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data_access import lists
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import (
    columns_of,
    crowd_of,
    rows_behind,
    rows_of,
    rows_of_residents,
)
from data_access.answers.frames import in_period
from data_access.answers.programme_results import people_answer, whole, worst
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN, MONITORS_ONLY
from data_access.answers.shared_columns import FLAG, PERSONS, TERRITORY, interval
from data_access.answers.training.cohorts import RULES
from data_access.answers.training.training_answer import (
    CODES,
    COHORTS,
    GOVERNMENT,
    KIND,
    READ_SUBJECTS,
    filters_of,
    kinds_of,
)
from data_access.disclosure import average, count
from data_access.facts.people import Facts, one_if
from data_access.facts.training import cohorts, enrolments, given_by
from data_access.language import Text
from data_access.measures.training_gain import Gain, gain
from data_access.scope import Scope
from data_access.tables import Enrolment
from data_access.viewer import Viewer, sees_exact_people

BAND = 10  # marks
GAIN = Definition(
    Text(
        "Cuánto sube la nota, de 0 a 100, de quienes la tienen antes y después del curso. El "
        "tamaño d_av es la medida principal; g de Hake es la parte ganada de lo que faltaba: "
        "menos de 0,3 es baja y más de 0,7 alta."
    ),
    Text("d_av = media(Δ) / √((s²₁ + s²₂)/2);  d_z = media(Δ) / s_Δ;  g = (x̄₂ − x̄₁) / (100 − x̄₁)"),
    Text("Cumming (2012), Hake (1998). Marco de resultados M4SD, TT-04."),
    limits=(
        Text("Solo cuenta a quienes rindieron las dos pruebas; quienes no, se dicen aparte."),
        Text(
            "Sin grupo de comparación, la ganancia puede deberse también a rendir la prueba "
            "por segunda vez."
        ),
    ),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el último día de la cohorte"),
)
SPREAD = Definition(
    Text(
        "Cuántas personas ganaron cuánto, en tramos de diez puntos: detrás de la media hay unas "
        "que ganan mucho y otras que nada. Solo para el equipo de seguimiento."
    ),
    Text("n = |{ persona : Δ ∈ [desde, hasta) }|"),
    Text("A los demás lectores se da solo la media."),
    rules=(MONITORS_ONLY,),
    dated=Text("el último día de la cohorte"),
)
VALUES = ("d_av", "d_z", "hedges_j", "hake_g", "t")


@question(
    "training.gain",
    GAIN,
    READ_SUBJECTS,
    title=Text("Ganancia de aprendizaje"),
    columns=(
        TERRITORY,
        AnswerColumn("pairs", Kind.COUNT, Text("Pares antes y después"), moved=True),
        AnswerColumn("lost_pairs", Kind.PEOPLE, Text("Personas con una sola nota"), moved=True),
        AnswerColumn("mean_gain", Kind.NUMBER, Text("Ganancia media")),
        *interval(Kind.NUMBER),
        AnswerColumn(
            "d_av",
            Kind.NUMBER,
            Text("Tamaño del efecto d_av, sobre la desviación de antes y después"),
            monitors_only=True,
        ),
        AnswerColumn(
            "d_z",
            Kind.NUMBER,
            Text("Tamaño del efecto d_z, sobre la desviación de las ganancias"),
            monitors_only=True,
        ),
        AnswerColumn("hedges_j", Kind.NUMBER, Text("J de Hedges"), monitors_only=True),
        AnswerColumn("hake_g", Kind.NUMBER, Text("g de Hake"), monitors_only=True),
        AnswerColumn("t", Kind.NUMBER, Text("t de Student"), monitors_only=True),
        FLAG,
    ),
    **RULES,
)
def gained(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return the gain over pairs of marks; below monitor the mean alone."""
    facts, filters = marked(scope), filters_of(scope)
    crowd = crowd_of(connection, facts, scope, filters, KIND, ["pair", "lost"])
    crowds = [crowd.having(crowd.frame[name] == 1) for name in ("pair", "lost")]
    marks = marks_of(connection, facts, scope)
    exact = sees_exact_people(viewer)
    rows = []
    for row in rows_of(scope, CODES):
        here = rows_behind(marks, filters, row)
        pairs, gone = (here[here[name] == 1] for name in ("pair", "lost"))
        made = gain(*(np.repeat(pairs[name], pairs["n"]) for name in ("before", "after")))
        groups = [crowd.group(row) for crowd in crowds]
        figures = [
            count(group, viewer, crowd.wider(row))
            for group, crowd in zip(groups, crowds, strict=True)
        ]
        mean = average(made.mean, groups[0], viewer)
        rows.append(
            {
                **row,
                "pairs": made.pairs if exact else whole(figures[0]),
                "lost_pairs": int(gone["n"].sum()) if exact else whole(figures[1]),
                "mean_gain": mean.value if figures[0].value is not None else None,
                **_rest(made, exact),
                "flag": worst((figures[0], mean)),
            }
        )
    return people_answer(connection, "training.gain", viewer, scope, rows, COHORTS)


def _rest(made: Gain, exact: bool) -> dict[str, Any]:
    """Return all but the mean, which is all that readers below monitor get (METHODS §6)."""
    told = {"ci_low": made.low, "ci_high": made.high, **{n: getattr(made, n) for n in VALUES}}
    return told if exact else dict.fromkeys(told)


def marked(scope: Scope) -> Facts:
    """Return enrolments with their marks, and whether they have both (`pair`) or one (`lost`)."""
    ended = cohorts()
    here = given_by(ended, scope.get(GOVERNMENT))
    before, after = Enrolment.mark_before, Enrolment.mark_after
    lost = before.is_(None) != after.is_(None)
    found = enrolments(
        ended,
        kinds_of(scope, list(lists.COURSE)),
        in_period(ended.c.ends_on, scope),
        before.label("before"),
        after.label("after"),
        one_if(here & before.is_not(None) & after.is_not(None)).label("pair"),
        one_if(here & lost).label("lost"),
    )
    return Facts(found.subquery(), flags=("pair", "lost"))


def marks_of(connection: Connection, facts: Facts, scope: Scope) -> pd.DataFrame:
    """Return how many enrolments (`n`) have which marks."""
    names = ("before", "after", "pair", "lost")
    columns = columns_of(scope, filters_of(scope), KIND) | {name: name for name in names}
    found = rows_of_residents(connection, facts.each(*names).subquery(), scope, columns)
    return found.astype({"before": float, "after": float})


@question(
    "training.gain_spread",
    SPREAD,
    READ_SUBJECTS,
    title=Text("Reparto de la ganancia de aprendizaje"),
    columns=(
        AnswerColumn("from", Kind.POINTS, Text("Ganancia, desde")),
        AnswerColumn("until", Kind.POINTS, Text("Ganancia, hasta")),
        PERSONS,
        FLAG,
    ),
    filters=RULES["filters"],
    periods=True,
)
def spread_of_gains(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return people by how much they gained, for those who see exact figures."""
    rows: list[dict[str, Any]] = []
    if sees_exact_people(viewer):
        found = marks_of(connection, marked(scope), scope)
        found = rows_behind(found, filters_of(scope), {"territory": scope.territory})
        found = found[found["pair"] == 1]
        bands = ((found["after"] - found["before"]) // BAND).astype(int)
        rows = [
            {
                "from": band * BAND,
                "until": (band + 1) * BAND,
                "persons": int(found["n"][bands == band].sum()),
            }
            for band in (range(bands.min(), bands.max() + 1) if len(bands) else [])
        ]
    return people_answer(connection, "training.gain_spread", viewer, scope, rows, COHORTS)
