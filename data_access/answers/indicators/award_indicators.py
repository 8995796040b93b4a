"""The award for companies and the one for public practices: by published edition."""

from __future__ import annotations

from data_access.answers.indicators.indicator import (
    NOTHING,
    Figure,
    Indicator,
    Reader,
    Reads,
    figure_of,
)
from data_access.language import Text
from data_access.measures.figures import Counted, Share
from data_access.territory import COUNTRY
from data_access.viewer import VISITOR

BUSINESS, PUBLIC = "EMPRESAS", "ENTIDADES"
SHEETS = ("ediciones", "postulaciones")


def eligible(award: str) -> Reads:
    """Return a reading of eligible nominations of an award: organisations, so editions add up."""

    def reading(reader: Reader) -> Figure:
        answer = reader.answer("awards.received")
        found = answer.frame[answer.frame["premio"] == award]
        number = float(found["eligible"].sum())
        return Figure(number, answer=answer, evidence=Counted(number)) if len(found) else NOTHING

    return reading


def reliability(reader: Reader) -> Figure:
    """Return ICC(2,k) of the newest edition, or Krippendorff's α where sheets are missing."""
    if reader.scope.territory != COUNTRY:
        return NOTHING
    published = reader.answer("awards.received").frame
    published = published[published["premio"] == BUSINESS]
    if published.empty:
        return NOTHING
    # What is published is the same for everybody.
    answer = reader.answer("awards.agreement", VISITOR, edicion=published["edition"].iloc[0])
    if answer.frame.empty:
        return NOTHING
    row = answer.frame.iloc[0].to_dict()
    for name in ("icc_2_k", "alpha_interval"):
        found = figure_of(answer, row, name)
        if found.value is not None:
            return Figure(found.value, detail=name, answer=answer)
    return NOTHING


def replication(reader: Reader) -> Figure:
    """Return awarded practices that another institution adopted, per cent of those awarded."""
    answer = reader.answer("awards.received")
    found = answer.frame[answer.frame["premio"] == PUBLIC]
    awarded, adopted = (int(found[name].sum()) for name in ("awarded", "adopted"))
    if not awarded:
        return NOTHING
    evidence = Share(adopted, awarded)
    return Figure(100 * adopted / awarded, answer=answer, evidence=evidence, scale=100)


BUSINESSES = (
    Indicator(
        "AB-01",
        Text("Postulaciones elegibles al premio municipal en ediciones publicadas."),
        Text("n de postulaciones elegibles"),
        "n",
        "up",
        ("17.17",),
        (6,),
        ("tamano", "ciiu", "territory"),
        SHEETS,
        "awards.received",
        eligible(BUSINESS),
    ),
    Indicator(
        "AB-02",
        Text(
            "Cuánto coinciden los promedios del jurado: ICC(2,k), o α de Krippendorff donde no "
            "todos calificaron todo."
        ),
        "ICC(2,k), α",
        "index",
        "up",
        ("16.6",),
        (23,),
        ("edicion",),
        (*SHEETS, "puntajes"),
        "awards.agreement",
        reliability,
    ),
)
PRACTICES = (
    Indicator(
        "PB-01",
        Text("Postulaciones elegibles de entidades públicas en ediciones publicadas."),
        Text("n de postulaciones elegibles"),
        "n",
        "up",
        ("16.6",),
        (23,),
        ("territory",),
        SHEETS,
        "awards.received",
        eligible(PUBLIC),
    ),
    Indicator(
        "PB-02",
        Text("De las prácticas premiadas, las que otra institución adoptó hasta en 12 meses."),
        Text("100 · adoptadas / premiadas"),
        "percent",
        "up",
        ("17.16",),
        (23,),
        ("territory",),
        (*SHEETS, "adopciones"),
        "awards.received",
        replication,
    ),
)
