"""Training of trainers, and skills for people on the move and their neighbours."""

from __future__ import annotations

from data_access.answers.crowd import ATTRIBUTES
from data_access.answers.indicators.indicator import (
    Figure,
    Indicator,
    IndicatorColumn,
    Reader,
    figure_of,
)
from data_access.language import Text

PEOPLE = (*ATTRIBUTES, "territory")
OFFICIALS = ("sexo", "gad")
TAUGHT = ("cursos", "sesiones", "inscripciones")


def gain(reader: Reader) -> Figure:
    """Return Hake's g of the trainers, which nobody below monitor gets of any group."""
    answer = reader.answer("training.gain", tipo="TOT")
    row = answer.frame.iloc[0].to_dict()
    found = figure_of(answer, row, "hake_g", ends=("", ""))
    if found.value is None and figure_of(answer, row, "pairs").value:
        return Figure(None, flag="not_published", answer=answer)
    return found


TRAINERS = (
    Indicator(
        "TT-01",
        Text("Funcionarias y funcionarios municipales certificados como formadores."),
        Text("|{ persona : certificada }|"),
        "persons",
        "up",
        ("17.9",),
        (23,),
        OFFICIALS,
        TAUGHT,
        "training.multiplication",
        IndicatorColumn("training.multiplication", "certified", exact=True, counted=True),
    ),
    Indicator(
        "TT-02",
        Text("De las personas certificadas, las que dieron al menos una sesión en cascada."),
        Text("100 · activas / certificadas"),
        "percent",
        "up",
        ("17.9",),
        (23,),
        OFFICIALS,
        TAUGHT,
        "training.multiplication",
        IndicatorColumn(
            "training.multiplication",
            "activation",
            100,
            exact=True,
            counts=("active", "certified"),
        ),
    ),
    Indicator(
        "TT-03",
        Text("Personas distintas que llegaron a la cascada por cada formador certificado."),
        Text("personas en cascada / certificadas"),
        "ratio",
        "up",
        ("17.9",),
        (6,),
        ("gad",),
        (*TAUGHT, "asistencia_sesiones"),
        "training.multiplication",
        IndicatorColumn("training.multiplication", "factor"),
    ),
    Indicator(
        "TT-04",
        Text(
            "Lo que ganaron entre la prueba de antes y la de después, como parte de lo que podían "
            "ganar (g de Hake), en la formación de formadores."
        ),
        "g = (x̄₂ − x̄₁) / (100 − x̄₁)",
        "index",
        "up",
        ("4.4",),
        (6,),
        OFFICIALS,
        TAUGHT,
        "training.gain",
        gain,
    ),
)
SKILLS = (
    Indicator(
        "SK-01",
        Text("Personas distintas que asistieron a cursos de habilidades o emprendimiento."),
        Text("|{ persona : asistió a una sesión o más }|"),
        "persons",
        "up",
        ("4.4",),
        (18,),
        PEOPLE,
        ("cursos", "sesiones", "asistencia_sesiones"),
        "training.reach",
        IndicatorColumn("training.reach", "persons", counted=True),
    ),
    Indicator(
        "SK-02",
        Text("De las personas inscritas en cohortes terminadas, las que completaron el curso."),
        Text("100 · completaron / inscritas"),
        "percent",
        "up",
        ("4.4",),
        (18,),
        PEOPLE,
        TAUGHT,
        "training.completion",
        IndicatorColumn("training.completion", "rate", 100, counts=("completed", "enrolled")),
    ),
    Indicator(
        "SK-03",
        Text("Personas capacitadas por cada mil de la población objetivo."),
        Text("1000 · capacitadas / población objetivo"),
        "per_thousand",
        "up",
        ("10.2",),
        (16,),
        ("territory",),
        ("cursos", "sesiones", "asistencia_sesiones", "poblacion"),
        "training.coverage",
        IndicatorColumn("training.coverage", "per_thousand"),
    ),
    Indicator(
        "SK-04",
        Text(
            "De quienes completaron un curso hace 180 días o más, quienes empezaron un trabajo en "
            "ese plazo."
        ),
        Text("100 · con trabajo ≤ 180 días / observadas ≥ 180 días"),
        "percent",
        "up",
        ("8.5",),
        (18,),
        PEOPLE,
        (*TAUGHT, "colocaciones"),
        "training.employment",
        IndicatorColumn("training.employment", "rate", 100, counts=("placed", "observed")),
    ),
)
