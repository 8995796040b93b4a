"""How sure the ranking is: who leads, from whom it cannot be told apart, and the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from components import ask, charts
from components.awards.desk import agreement, sensitivity
from components.awards.desk.charts import ADJUSTED, RAW, Mark, rows
from components.awards.desk.choosing import Desk
from components.figure import figure, swatch
from components.language import current
from components.markup import plain
from components.theme import paint
from components.words import Listed, Percent
from data_access.language import Text

Row = Mapping[str, Any]
POINTS = Text("Puntos, de 0 a 100")


def drawn(desk: Desk) -> None:
    """The part of the desk about the ranking, with all that says how far to trust it."""
    answer = ask.answer("awards.ranking", desk.scope, desk.viewer)
    found = ranked(answer.frame.to_dict("records"))
    st.header(headline(desk, found).to(current()), anchor=False)
    colors = paint()
    with figure(
        answer,
        title=Text("El puntaje ajustado y el promedio sin ajustar de cada postulación"),
        counted=Text(
            "De 0 a 100. El ajustado descuenta cuán severos fueron los jurados que le tocaron. El "
            "puesto de 90 % es donde queda en 9 de cada 10 sorteos del error."
        ),
        key="ranking",
        legend=[
            swatch(colors.first, ADJUSTED, "dot"),
            swatch(colors.second, RAW, "hollow"),
        ],
    ):
        marks = tuple(
            Mark(desk.name(row["nomination"]), row["adjusted"], row["raw_mean"]) for row in found
        )
        if marks:
            said = Text("Puntajes de {count} postulaciones, en la tabla.", count=len(marks))
            charts.draw(said, rows, marks, current(), colors, POINTS.to(current()), False)
        for row in found:
            st.markdown(f"- {plain(sentence(desk, row).to(current()))}")
    sensitivity.drawn(desk)
    agreement.drawn(desk)


def ranked(found: Sequence[Row]) -> list[Row]:
    """The rows that have a rank."""
    return [row for row in found if row["rank"] is not None and row["rank"] == row["rank"]]


def headline(desk: Desk, found: Sequence[Row]) -> Text:
    """Who leads, and whether that is sure."""
    if not found:
        return Text("Todavía no hay una clasificación")
    first = found[0]
    name = desk.name(first["nomination"])
    tied = list(first["tied_with"])
    if not tied:
        return Text("«{name}» va primera y se distingue de todas las demás", name=name)
    if len(tied) > 3:
        return Text(
            "«{name}» va primera, pero no se distingue de otras {count}",
            name=name,
            count=len(tied),
        )
    others = Listed(Text("«{name}»", name=desk.name(code)) for code in tied)
    return Text("«{name}» va primera, pero no se distingue de {others}", name=name, others=others)


def sentence(desk: Desk, row: Row) -> Text:
    """One nomination of the ranking, said."""
    low, high = int(row["rank_low"]), int(row["rank_high"])
    said = Text(
        "{rank}. {name}: puesto {low} a {high} (90 %), primera con {chance}",
        rank=int(row["rank"]),
        name=desk.name(row["nomination"]),
        low=low,
        high=high,
        chance=Percent(row["p_first"]),
    )
    tied = list(row["tied_with"])
    if tied:
        said = Text("{said}; no se distingue de {tied}", said=said, tied=", ".join(tied))
    if row["provisional"]:
        said = Text(
            "{said}; provisional, con {count} hojas de {least}",
            said=said,
            count=int(row["n_jurors"]),
            least=desk.edition.jurors_min,
        )
    return Text("{said}.", said=said)
