"""The job fair and the job bank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data_access.answers.answer import Answer
from data_access.answers.crowd import ATTRIBUTES
from data_access.answers.indicators.indicator import (
    Figure,
    Indicator,
    IndicatorColumn,
    figure_of,
)
from data_access.disclosure import FEW
from data_access.language import Text

PEOPLE = (*ATTRIBUTES, "territory")


@dataclass(frozen=True)
class MedianWait(IndicatorColumn):
    """The reading of median days to a job; None, with a note, while fewer than half have one."""

    def _figure(self, answer: Answer, row: Mapping[Any, Any], at: int) -> Figure:
        found = super()._figure(answer, row, at)
        registered, hired = (figure_of(answer, row, name).value for name in ("registered", "hired"))
        told = registered and hired is not None and found.flag != FEW
        if found.value is None and told:
            return Figure(None, detail="not_reached", answer=answer)
        return found


FAIRS = (
    Indicator(
        "JF-01",
        Text("Personas distintas registradas en las ferias del lugar."),
        Text("|{ persona : llegó a una feria }|"),
        "persons",
        "up",
        ("8.5",),
        (16,),
        PEOPLE,
        ("eventos", "asistencia_eventos"),
        "hiring.all_fairs",
        IndicatorColumn("hiring.all_fairs", "participants", ends=("", ""), counted=True),
    ),
    Indicator(
        "JF-02",
        Text("Puestos ofrecidos en las ferias por cada persona que llegó."),
        Text("puestos / participantes"),
        "ratio",
        "up",
        ("8.5",),
        (6,),
        ("territory",),
        ("eventos", "asistencia_eventos", "vacantes"),
        "hiring.all_fairs",
        IndicatorColumn("hiring.all_fairs", "posts_per_participant", ends=("", "")),
    ),
    Indicator(
        "JF-03",
        Text("De quienes llegaron a una feria, contratados por ese canal en 90 días."),
        Text("100 · contratadas ≤ 90 días / participantes"),
        "percent",
        "up",
        ("8.5",),
        (6,),
        PEOPLE,
        ("eventos", "asistencia_eventos", "colocaciones"),
        "hiring.all_fairs",
        IndicatorColumn("hiring.all_fairs", "rate", 100, counts=("hires_90d", "participants")),
    ),
)
BANK = (
    Indicator(
        "JB-01",
        Text("De los puestos cuya vacante se cerró, los que se llenaron."),
        Text("100 · puestos llenados / puestos cerrados"),
        "percent",
        "up",
        ("8.5",),
        (6,),
        ("ciuo2", "territory"),
        ("vacantes", "colocaciones"),
        "hiring.vacancies",
        IndicatorColumn("hiring.vacancies", "fill_rate", 100, counts=("filled", "posts")),
    ),
    Indicator(
        "JB-02",
        Text("Días desde la inscripción en la bolsa hasta que la mitad está contratada."),
        Text("mediana de Kaplan–Meier"),
        "days",
        "down",
        ("8.5",),
        (6,),
        PEOPLE,
        ("personas", "colocaciones"),
        "hiring.time_to_hire",
        MedianWait("hiring.time_to_hire", "median_days"),
    ),
    Indicator(
        "JB-03",
        Text("De las personas contratadas, las que siguen en ese trabajo a los seis meses."),
        Text("P(T ≥ 6) de Kaplan–Meier"),
        "percent",
        "up",
        ("8.5",),
        (6,),
        PEOPLE,
        ("colocaciones",),
        "hiring.retention",
        IndicatorColumn("hiring.retention", "survival", 100, row={"month": 6}),
    ),
    Indicator(
        "JB-04",
        Text("De los trabajos que se pueden clasificar, los adecuados según el INEC."),
        Text("100 · adecuados / clasificados"),
        "percent",
        "up",
        ("8.5", "8.8"),
        (6,),
        PEOPLE,
        ("colocaciones",),
        "hiring.adequate",
        IndicatorColumn("hiring.adequate", "rate", 100, counts=("adequate", "classified")),
    ),
    Indicator(
        "JB-05",
        Text("Tasa de contratación de las mujeres dividida por la de los hombres: 1 es paridad."),
        Text("tasa de mujeres / tasa de hombres"),
        "ratio",
        "even",
        ("5.5", "10.3"),
        (16,),
        ("sexo", "situacion"),
        ("personas", "intermediacion", "colocaciones"),
        "hiring.parity",
        IndicatorColumn("hiring.parity", "ratio", row={"group": "M"}, grouped=False),
    ),
)
