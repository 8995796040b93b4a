"""What every answer about an edition states beside its figures, and who gets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import QUESTIONS, Answer, Withheld
from data_access.answers.awards.jury import Jury, chosen, is_open_to, load
from data_access.answers.columns import AnswerColumn, Kind, names_of
from data_access.answers.provenance import synthetic
from data_access.language import Text
from data_access.measures.awards.sheet_points import INCOMPLETE, TOO_LITTLE
from data_access.scope import Scope
from data_access.viewer import Viewer, oversees

READ_SUBJECTS = ("awards",)
DIGITS = 10  # further digits are floating-point noise
REFERENCE = Text(
    "Bases del premio; mínimos cuadrados aditivos que descuentan la severidad de cada jurado."
)
NO_EDITION = Text("Todavía no hay una edición con resultado publicado.")
NOT_YET = Text("Esta edición todavía no publica su resultado.")
SECRETARY_ONLY = Text("Las filas sobre miembros del jurado son solo para la secretaría.")
NO_SHEETS = Text("Todavía no hay hojas completas en esta edición.")
# Fewer sheets than this would disclose one juror's score, or let one of two derive the other's.
LEAST_SHEETS = 3
FEW_SHEETS = Text(
    "Donde hay menos de {least} hojas no se da el promedio: diría cuánto puso cada jurado.",
    least=LEAST_SHEETS,
)
EDITION = AnswerColumn("edition", Kind.TEXT, Text("Edición"))
ELIGIBLE = AnswerColumn("eligible", Kind.COUNT, Text("Elegibles"))
TITLE = AnswerColumn("title", Kind.TEXT, Text("Práctica"))
Filling = Callable[[Jury], tuple[pd.DataFrame, tuple[Text, ...], tuple[Withheld, ...]]]


@dataclass(frozen=True)
class JuryFigures:
    """How figures are read off a jury, and who gets them.

    `filling` gives the frame, what to say of it, and what is withheld. With `secretary` it stays
    with whoever oversees the edition, also once it is published. `public` is what anybody else
    gets of the frame.
    """

    filling: Filling
    secretary: bool = False
    public: Callable[[Jury, pd.DataFrame], pd.DataFrame] | None = None
    estimate_type: str = "model"


def about_edition(
    connection: Connection, name: str, viewer: Viewer, scope: Scope, figures: JuryFigures
) -> Answer:
    """Return a question's figures of the edition asked for, where the viewer may have them."""
    question = QUESTIONS[name]
    edition = chosen(connection, viewer, scope)
    jury, frame = None, question.frame([], scope)
    withheld: tuple[Withheld, ...] = ()
    if edition is None:
        notes: tuple[Text, ...] = (NO_EDITION,)
    elif not is_open_to(viewer, edition):
        notes = (NOT_YET,)
    elif figures.secretary and not oversees(viewer, edition.award, edition.code):
        notes = (SECRETARY_ONLY,)
    else:
        jury = load(connection, edition)
        frame, notes, withheld = figures.filling(jury)
        notes = (*notes, *invalid_sheets(jury))
        if figures.public is not None and not oversees(viewer, edition.award, edition.code):
            whole, frame = frame, figures.public(jury, frame)
            hidden = int((whole.notna() & frame.isna()).any(axis=1).sum())
            if hidden:
                notes, withheld = (*notes, FEW_SHEETS), (*withheld, Withheld("few", hidden))
    return Answer(
        name=name,
        scope=scope,
        definition=question.definition,
        frame=frame[names_of(question.columns)],
        as_of=jury.as_of if jury else None,
        estimate_type=figures.estimate_type,
        n=len(jury.valid) if jury else None,
        sources=(jury.source,) if jury else (),
        withheld=withheld,
        notes=notes,
        synthetic=synthetic(connection),
    )


def without_few(frame: pd.DataFrame, few: pd.Series[bool], columns: Sequence[str]) -> pd.DataFrame:
    """Return the frame without some columns' values in rows that rest on too few sheets."""
    shown = frame.copy()
    for name in columns:
        shown[name] = frame[name].astype(object).where(~few.to_numpy(), None)
    return shown


def invalid_sheets(jury: Jury) -> tuple[Text, ...]:
    """Return how many sheets do not count, and why."""
    problems = jury.sheets["problem"].value_counts()
    found = []
    if count := int(problems.get(INCOMPLETE, 0)):
        found.append(
            Text(
                "{count} hoja incompleta no cuenta.",
                "{count} hojas incompletas no cuentan.",
                count,
            )
        )
    if count := int(problems.get(TOO_LITTLE, 0)):
        found.append(
            Text(
                "{count} hoja no cuenta: lo evaluable pesa menos de 80.",
                "{count} hojas no cuentan: lo evaluable pesa menos de 80.",
                count,
            )
        )
    return tuple(found)


def rounded(values: Iterable[Any]) -> list[float | None]:
    """Return numbers without floating-point noise; None where unknown."""
    return [None if pd.isna(v) else round(float(v), DIGITS) + 0.0 for v in values]
