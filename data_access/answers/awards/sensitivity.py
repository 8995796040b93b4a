"""Whether the winner changes: under other methods, without each juror, with other weights."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, Withheld, question
from data_access.answers.awards.award_answer import (
    NO_SHEETS,
    READ_SUBJECTS,
    REFERENCE,
    JuryFigures,
    about_edition,
)
from data_access.answers.awards.jury import Jury
from data_access.answers.awards.ranking import in_groups, provisional
from data_access.answers.columns import AnswerColumn, Empty, Kind, names_of
from data_access.answers.publication_rules import OF_JURORS
from data_access.language import Text
from data_access.measures.awards import winner_sensitivity as measures
from data_access.measures.awards.severity import Disconnected
from data_access.scope import Scope
from data_access.viewer import Viewer

METHODS: Mapping[str, Text] = {
    "least_squares": Text("Mínimos cuadrados, la clasificación"),
    "huber": Text("Regresión robusta (Huber)"),
    "z_scores": Text("Puntajes z de cada jurado"),
    "raw_mean": Text("Promedio sin ajustar"),
    "without_juror": Text("Sin un miembro del jurado"),
    "weights": Text("Un peso movido"),
}
SENSITIVITY_COLUMNS = (
    AnswerColumn("method", Kind.CODE, Text("Prueba"), METHODS),
    AnswerColumn("juror", Kind.TEXT, Text("Jurado"), empty=Empty.NOT_APPLICABLE),
    AnswerColumn("criterion", Kind.TEXT, Text("Criterio"), empty=Empty.NOT_APPLICABLE),
    AnswerColumn("moved", Kind.POINTS, Text("Cambio del peso"), empty=Empty.NOT_APPLICABLE),
    AnswerColumn("winners", Kind.NAMES, Text("Primer lugar")),
    AnswerColumn("same_winner", Kind.YES_NO, Text("El mismo primer lugar")),
    AnswerColumn("lead", Kind.NUMBER, Text("Ventaja en puntos")),
)
COLUMNS = names_of(SENSITIVITY_COLUMNS)
SENSITIVITY = Definition(
    Text(
        "Quién ganaría con otros métodos, sin cada miembro del jurado y con cada peso movido "
        "{by} puntos. Ninguno decide: dicen cuánto confiar en la clasificación.",
        by=measures.MOVE,
    ),
    Text("mínimos cuadrados; Huber (1,345); puntajes z por jurado; sin el jurado j; pesos w ± 5"),
    REFERENCE,
    rules=(OF_JURORS,),
)
ALL_PROVISIONAL = Text(
    "Todas las postulaciones tienen menos hojas que el mínimo: ninguna puede ir primera todavía."
)


@question(
    "awards.sensitivity",
    SENSITIVITY,
    READ_SUBJECTS,
    title=Text("¿Cambia el primer lugar?"),
    columns=SENSITIVITY_COLUMNS,
    filters=["edicion"],
)
def sensitivity(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per variant, for the secretariat: it discloses single jurors."""
    return about_edition(
        connection, "awards.sensitivity", viewer, scope, JuryFigures(variants, secretary=True)
    )


def variants(jury: Jury) -> tuple[pd.DataFrame, tuple[Text, ...], tuple[Withheld, ...]]:
    """Return one row per variant, the notes, and what is withheld.

    `winners` is None where the sheets left are disconnected; `lead` is the gap to the next best.
    """
    if jury.valid.empty:
        return pd.DataFrame(columns=COLUMNS), (NO_SHEETS,), ()
    try:
        fit = jury.fit()
    except Disconnected as apart:
        return pd.DataFrame(columns=COLUMNS), (in_groups(apart),), ()
    base = dict(zip(fit.design.nominations, map(float, fit.theta), strict=True))
    waiting = provisional(jury)
    if not set(base) - set(waiting):
        return pd.DataFrame(columns=COLUMNS), (ALL_PROVISIONAL,), ()
    tests = [({"method": "least_squares"}, base), *_variants(jury)]
    # A provisional nomination wins by no method, as it wins by none of ours.
    rows = [_row(_placed(base, waiting), _placed(found, waiting), **what) for what, found in tests]
    return pd.DataFrame(rows, columns=COLUMNS), (), ()


def _variants(jury: Jury) -> Iterator[tuple[dict[str, Any], Mapping[str, float] | None]]:
    sheets = tuple(jury.valid[name] for name in ("nomination", "juror", "points"))
    yield {"method": "huber"}, measures.huber(*sheets)
    yield {"method": "z_scores"}, measures.z_means(*sheets) or None
    yield {"method": "raw_mean"}, dict(jury.valid.groupby("nomination")["points"].mean())
    for juror, adjusted in measures.without_each_juror(*sheets).items():
        yield {"method": "without_juror", "juror": juror}, adjusted
    moved = measures.with_moved_weights(jury.scores, jury.weights, *jury.scale)
    for (criterion, by), adjusted in moved.items():
        yield {"method": "weights", "criterion": criterion, "moved": by}, adjusted


def _placed(
    found: Mapping[str, float] | None, waiting: Collection[str]
) -> Mapping[str, float] | None:
    return found and {name: value for name, value in found.items() if name not in waiting}


def _row(
    base: Mapping[str, float] | None, found: Mapping[str, float] | None, **what: Any
) -> dict[str, Any]:
    if not found or not base:
        return {**what, "winners": None, "same_winner": None, "lead": None}
    winners = measures.leaders(found)
    rest = [value for name, value in found.items() if name not in winners]
    lead = max(found.values()) - max(rest) if rest and len(winners) == 1 else 0.0
    return {
        **what,
        "winners": list(winners),
        "same_winner": winners == measures.leaders(base),
        "lead": lead,
    }
