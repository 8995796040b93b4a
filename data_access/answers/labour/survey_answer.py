"""What every answer about a survey states beside its figures."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, withheld_in
from data_access.answers.labour.estimates import ERRORS, notes_on_strata
from data_access.answers.labour.sample import Sample
from data_access.answers.provenance import synthetic
from data_access.language import Text
from data_access.scope import Scope

NO_SURVEY = Text("Todavía no hay una encuesta de empresas de este lugar.")
NOT_REPRESENTATIVE = Text(
    "Muestra no probabilística: las cifras hablan solo de las empresas consultadas, sin intervalo."
)
REFERENCE = Text(
    "Muestreo estratificado con corrección por población finita (Cochran 1977); "
    "umbrales de publicación de la CEPAL; definición de vacante de Eurostat."
)
ESTIMATED = (
    Text(
        "Cada empresa que respondió vale por las de su estrato (w = N/r). Un estrato con una sola "
        "respuesta se une, solo para el margen de error, al siguiente más grande de su lugar."
    ),
    Text(
        "El intervalo de 95 % usa la t de Student. El de un total no baja de lo que ya reportaron "
        "las empresas que respondieron; el de una tasa queda entre 0 y 100 %."
    ),
)
# The limits of every figure of a survey.
OF_THE_SURVEYED = Text(
    "Una encuesta habla de los lugares donde se hizo y de su fecha: no de todo el país ni de hoy."
)
ONLY_CHANCE = Text(
    "El intervalo mide el azar de la muestra; no mide que alguien responda mal, ni que quienes no "
    "respondieron sean distintos."
)


def survey_answer(
    connection: Connection,
    name: str,
    definition: Definition,
    scope: Scope,
    sample: Sample | None,
    frame: pd.DataFrame,
    **more: Any,
) -> Answer:
    """Return an answer based on a survey, with its provenance, n and notes."""
    notes = tuple(more.pop("notes", ()))
    if sample is None:
        notes = (NO_SURVEY, *notes)
    elif not sample.probability:
        notes = (NOT_REPRESENTATIVE, *notes)
    notes = (*notes_on_strata(sample), *notes)
    facts: dict[str, Any] = {
        "as_of": sample.reference_date if sample else None,
        "estimate_type": "survey",
        "n": int(sample.in_place(sample.respondents, scope.territory).sum()) if sample else None,
        "sources": (sample.source,) if sample else (),
    }
    return Answer(
        name=name,
        scope=scope,
        definition=definition,
        frame=frame,
        withheld=withheld_in(frame) if "flag" in frame else (),
        notes=notes,
        synthetic=synthetic(connection),
        errors=frame.attrs.pop(ERRORS, None),
        **(facts | more),
    )
