"""The ranking of an edition: adjusted for severity, with its uncertainty."""

from __future__ import annotations

from collections.abc import Collection

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
from data_access.answers.shared_columns import NOMINATION, standard_error
from data_access.language import Text
from data_access.measures.awards import uncertainty
from data_access.measures.awards.severity import Disconnected, Fit
from data_access.scope import Scope
from data_access.viewer import Viewer

FEW_FREEDOM = 5
OF_PLACES = ["rank", "rank_low", "rank_high", "p_first", "p_top3"]
FITTED = ["adjusted", "se", *OF_PLACES, "tied_with"]
RANKING_COLUMNS = (
    NOMINATION,
    AnswerColumn("n_jurors", Kind.COUNT, Text("Hojas válidas")),
    AnswerColumn("raw_mean", Kind.NUMBER, Text("Promedio sin ajustar")),
    AnswerColumn("adjusted", Kind.NUMBER, Text("Puntaje ajustado")),
    standard_error(Kind.NUMBER),
    AnswerColumn("rank", Kind.ORDINAL, Text("Puesto")),
    AnswerColumn("rank_low", Kind.ORDINAL, Text("Puesto (90 %), desde")),
    AnswerColumn("rank_high", Kind.ORDINAL, Text("Puesto (90 %), hasta")),
    AnswerColumn("p_first", Kind.SHARE, Text("Probabilidad de ser primera")),
    AnswerColumn("p_top3", Kind.SHARE, Text("Probabilidad de estar entre las tres primeras")),
    AnswerColumn("tied_with", Kind.NAMES, Text("No se distingue, par a par, de")),
    AnswerColumn("provisional", Kind.YES_NO, Text("Es provisional")),
)
COLUMNS = names_of(RANKING_COLUMNS)
RANKING = Definition(
    Text(
        "Puntaje de cada postulación elegible, de 0 a 100, sin la severidad de sus jurados; con "
        "su error, el intervalo de su lugar y de cuáles no se distingue. Junto a él, el promedio "
        "sin ajustar. Una postulación con menos hojas que el mínimo de la edición es provisional: "
        "tiene puntaje y no tiene puesto."
    ),
    Text(
        "y_ij = θ_i + β_j + ε, Σβ = 0; θ ~ t(θ̂, s²(XᵀX)⁻¹, gl), 10.000 sorteos con semilla guardada"
    ),
    REFERENCE,
    rules=(UNTIL_PUBLISHED,),
)
NO_FREEDOM = Text("Hay tan pocas hojas que no se sabe cuán segura es la clasificación: no se da.")
PAIRS = Text(
    "«No se distingue» vale para cada par por separado (95 %): entre muchos pares, alguno se "
    "distinguirá por azar."
)


def in_groups(apart: Disconnected) -> Text:
    """Return the note shown where no jurors link the nominations."""
    return Text(
        "Las postulaciones forman {groups} grupos sin ningún jurado en común: no hay una "
        "clasificación única.",
        groups=len(apart.groups),
    )


def little_freedom(df: int) -> Text:
    """Return the note shown where few sheets are left beyond those that the scores need."""
    return Text(
        "Grados de libertad: {df}. Con tan pocos, mire el puntaje ajustado junto al promedio y "
        "decidan deliberando.",
        df=df,
    )


@question(
    "awards.ranking",
    RANKING,
    READ_SUBJECTS,
    title=Text("Clasificación"),
    columns=RANKING_COLUMNS,
    filters=["edicion"],
)
def ranking(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return every judged nomination, the best first; the provisional ones have no rank."""
    return about_edition(
        connection, "awards.ranking", viewer, scope, JuryFigures(ranked, public=for_all)
    )


def for_all(_jury: Jury, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the ranking for readers who do not run the edition: no score based on few sheets."""
    few = frame["n_jurors"] < LEAST_SHEETS
    return without_few(frame, few, ("raw_mean", "adjusted", "se"))


def ranked(jury: Jury) -> tuple[pd.DataFrame, tuple[Text, ...], tuple[Withheld, ...]]:
    """Return the rows of the ranking, the notes, and what is withheld.

    A disconnected design, or one without degrees of freedom, gives no ranks, only raw means.
    """
    frame = _raw(jury)
    if jury.valid.empty:
        return frame, (NO_SHEETS,), ()
    held = (Withheld("not_published", len(frame)),)
    try:
        fit = jury.fit()
    except Disconnected as apart:
        return frame, (in_groups(apart),), held
    if fit.df < 1:
        return frame, (NO_FREEDOM,), held
    found = _fitted(fit, jury.edition.seed, provisional(jury)).set_index("nomination")
    for name in FITTED:
        frame[name] = frame["nomination"].map(found[name])
    frame = frame.sort_values(
        ["adjusted", "nomination"], ascending=[False, True], ignore_index=True
    )
    few = (little_freedom(fit.df),) if fit.df < FEW_FREEDOM else ()
    return frame, (*few, PAIRS), ()


def _raw(jury: Jury) -> pd.DataFrame:
    """Return every judged nomination with its valid sheets and their mean."""
    points = jury.valid.groupby("nomination")["points"].agg(["size", "mean"])
    points = points.reindex(jury.judged)
    count = points["size"].fillna(0).astype(int)
    frame = pd.DataFrame(
        {
            "nomination": jury.judged,
            "n_jurors": count.to_numpy(),
            "raw_mean": pd.Series(rounded(points["mean"]), dtype=object),
            "provisional": (count < jury.edition.jurors_min).to_numpy(),
        }
    )
    for name in FITTED:
        frame[name] = pd.Series([None] * len(frame), dtype=object)
    return frame


def provisional(jury: Jury) -> dict[str, int]:
    """Return the nominations with fewer valid sheets than the minimum, and how many they lack."""
    count = jury.valid["nomination"].value_counts()
    least = int(jury.edition.jurors_min)
    missing = {name: least - int(count.get(name, 0)) for name in jury.judged}
    return {name: short for name, short in missing.items() if short > 0}


def _fitted(fit: Fit, seed: int, without_place: Collection[str]) -> pd.DataFrame:
    """Return what the fit says of each nomination; places are of those that may have one."""
    names = fit.design.nominations
    placed = np.array([name not in without_place for name in names])
    ranks = uncertainty.ranks(fit, seed, placed=placed)
    tied = uncertainty.inseparable(fit)
    frame = pd.DataFrame(
        {
            "nomination": list(names),
            "adjusted": rounded(fit.theta),
            "se": rounded(fit.se),
            "tied_with": [
                [name for name, same in zip(names, row, strict=True) if same] for row in tied
            ],
        }
    )
    places = (ranks.rank, ranks.low, ranks.high, ranks.first, ranks.podium)
    for name, values in zip(OF_PLACES, places, strict=True):
        own = np.full(len(names), None, dtype=object)
        own[placed] = values.tolist()
        frame[name] = pd.Series(own, dtype=object)
    return frame
