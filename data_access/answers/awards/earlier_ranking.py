"""The ranking under the weights that an extraordinary amendment replaced, beside today's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, select

from data_access import clock
from data_access.answers.answer import Answer, Definition, Withheld, question
from data_access.answers.awards.award_answer import (
    LEAST_SHEETS,
    READ_SUBJECTS,
    REFERENCE,
    JuryFigures,
    about_edition,
    without_few,
)
from data_access.answers.awards.jury import Jury
from data_access.answers.awards.ranking import ranked
from data_access.answers.columns import AnswerColumn, Kind, names_of
from data_access.answers.publication_rules import UNTIL_PUBLISHED
from data_access.answers.shared_columns import DATE, NOMINATION
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import WeightChange
from data_access.viewer import Viewer

EARLIER_COLUMNS = (
    DATE,
    NOMINATION,
    AnswerColumn("n_jurors", Kind.COUNT, Text("Hojas válidas")),
    AnswerColumn("adjusted_before", Kind.NUMBER, Text("Puntaje ajustado, pesos de antes")),
    AnswerColumn("rank_before", Kind.ORDINAL, Text("Puesto, pesos de antes")),
    AnswerColumn("adjusted", Kind.NUMBER, Text("Puntaje ajustado, pesos vigentes")),
    AnswerColumn("rank", Kind.ORDINAL, Text("Puesto, pesos vigentes")),
)
COLUMNS = names_of(EARLIER_COLUMNS)
EARLIER = Definition(
    Text(
        "La clasificación con los pesos que una enmienda extraordinaria reemplazó, junto a la "
        "vigente: una fila por enmienda y postulación."
    ),
    Text("los mismos mínimos cuadrados, con los pesos de antes"),
    REFERENCE,
    rules=(UNTIL_PUBLISHED,),
)
NO_CHANGE = Text("Los pesos de esta edición no cambiaron después del primer puntaje.")


@question(
    "awards.earlier_ranking",
    EARLIER,
    READ_SUBJECTS,
    title=Text("Clasificación con los pesos de antes"),
    columns=EARLIER_COLUMNS,
    filters=["edicion"],
)
def earlier_ranking(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per extraordinary amendment and judged nomination."""

    def filling(jury: Jury) -> tuple[pd.DataFrame, tuple[Text, ...], tuple[Withheld, ...]]:
        parts = [_beside(row, before, jury) for row, before in before_changes(connection, jury)]
        if not parts:
            return pd.DataFrame(columns=COLUMNS), (NO_CHANGE,), ()
        return pd.concat(parts, ignore_index=True), (), ()

    return about_edition(
        connection, "awards.earlier_ranking", viewer, scope, JuryFigures(filling, public=for_all)
    )


def for_all(_jury: Jury, frame: pd.DataFrame) -> pd.DataFrame:
    """Return it for readers who do not run the edition: no score based on few sheets."""
    few = frame["n_jurors"] < LEAST_SHEETS
    return without_few(frame, few, ("adjusted_before", "adjusted"))


def before_changes(connection: Connection, jury: Jury) -> Iterator[tuple[Row[Any], Jury]]:
    """Yield each confirmed change with the jury as its sheets counted before it, oldest first."""
    rows = connection.execute(
        select(WeightChange)
        .where(WeightChange.edition_code == jury.edition.code)
        .where(WeightChange.confirmed_at.is_not(None))
        .order_by(WeightChange.id)
    )
    for row in rows:
        yield row, replace(jury, weights={name: float(row.before[name]) for name in jury.weights})


def _beside(change: Row[Any], before: Jury, jury: Jury) -> pd.DataFrame:
    now, then = ranked(jury)[0], ranked(before)[0].set_index("nomination")
    frame = now[["nomination", "n_jurors", "adjusted", "rank"]].copy()
    frame["adjusted_before"] = frame["nomination"].map(then["adjusted"])
    frame["rank_before"] = frame["nomination"].map(then["rank"])
    day = clock.local_day(change.confirmed_at)
    frame[DATE.name] = pd.Series([day] * len(frame), index=frame.index, dtype=object)
    return frame[COLUMNS].astype({"adjusted_before": object, "rank_before": object})
