"""The certainty of the ranking: who leads, who is indistinguishable from it, and the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import ask, charts, word_table
from components.awards.jury_administration import (
    agreement_section,
    ranking_gate,
    sensitivity_section,
)
from components.awards.jury_administration.charts import ADJUSTED, RAW, Mark, rows
from components.awards.jury_administration.choosing import JuryDesk
from components.awards.jury_administration.progress import sheets_of
from components.figure import figure, swatch
from components.markup import plain
from components.reader_language import _, current
from components.theme import paint
from components.words import Decimal, Listed, Percent, folded
from data_access.awards import deciding
from data_access.awards.deciding import Proposal
from data_access.language import Text

Row = Mapping[Any, Any]
ON_PAGE = (0, 1, 2, 5, 6)  # columns of `table`
POINTS = Text("Puntos, de 0 a 100")


def render(desk: JuryDesk) -> None:
    """Render the part of the jury desk about the ranking, with its uncertainty.

    Until the reader asks for the ranking, only the agreement is shown.
    """
    if not ranking_gate.is_open(desk):
        st.header(_("La clasificación todavía no se ha abierto"), anchor=False)
        ranking_gate.offer(desk, "ranking")
        agreement_section.render(desk, opened=False)
        return
    answer = ask.answer("awards.ranking", desk.scope, desk.viewer)
    every = answer.rows()
    found = ranked(every)
    with ask.reading() as connection:
        proposal = deciding.propose(connection, desk.viewer, desk.code)
    st.header(headline(desk, proposal).to(current()), anchor=False)
    for said in short_of_sheets(desk, proposal):
        st.warning(plain(said.to(current())))
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
            charts.render(said, rows, marks, current(), colors, POINTS.to(current()), False)
        if found:
            head, lines = table(desk, found)
            # The page has as many columns as a phone shows; the minutes have them all.
            shown = [[line[at].to(current()) for at in ON_PAGE] for line in lines]
            frame = pd.DataFrame(shown, columns=[head[at].to(current()) for at in ON_PAGE])
            alt = _("La clasificación, el primer puesto arriba")
            word_table.render(frame, alt)
            for said in provisional(desk, every):
                st.markdown(f"- {plain(said.to(current()))}")
            apart = [not_apart(desk, row).to(current()) for row in found]
            with st.expander(_("Qué no se distingue de qué, par a par")):
                st.markdown("\n".join(f"- {plain(said)}" for said in apart))
    sensitivity_section.render(desk)
    agreement_section.render(desk, opened=True)


def ranked(found: Sequence[Row]) -> list[Row]:
    """Return the rows that have a rank."""
    return [row for row in found if row["rank"] is not None and row["rank"] == row["rank"]]


def headline(desk: JuryDesk, proposal: Proposal) -> Text:
    """Return who leads, and whether that is certain."""
    if not proposal.leaders:
        return Text("Todavía no hay una clasificación")
    several = len(proposal.first) > 1
    names = quoted(desk, proposal.first)
    if proposal.waiting:
        if several:
            return Text(
                "{names} comparten el primer puesto, y todavía faltan hojas para saberlo",
                names=names,
            )
        return Text("{name} va primera, y todavía faltan hojas para saberlo", name=names)
    tied = [code for code in proposal.leaders if code not in proposal.first]
    if not tied:
        if several:
            return Text("{names} comparten el primer puesto", names=names)
        return Text("{name} va primera y se distingue de todas las demás", name=names)
    others = quoted(desk, tied) if len(tied) <= 3 else Text("otras {count}", count=len(tied))
    if several:
        return Text(
            "{names} comparten el primer puesto, y no se distinguen de {others}",
            names=names,
            others=others,
        )
    return Text("{name} va primera, pero no se distingue de {others}", name=names, others=others)


def quoted(desk: JuryDesk, codes: Sequence[str]) -> Listed:
    """Return the names of nominations, as a headline says them."""
    return Listed(Text("«{name}»", name=desk.name(code)) for code in codes)


def short_of_sheets(desk: JuryDesk, proposal: Proposal) -> list[Text]:
    """Return which nominations have fewer sheets than the minimum, in a sentence; none if none."""
    if not proposal.missing:
        return []
    least = int(desk.edition.jurors_min)
    return [
        Text(
            "Con menos hojas que el mínimo: {which}.",
            which=Listed(
                sheets_of(desk, name, least - short) for name, short in proposal.missing.items()
            ),
        )
    ]


def provisional(desk: JuryDesk, found: Sequence[Row]) -> list[Text]:
    """Return the nominations that have a score and, for want of sheets, no rank."""
    return [
        Text(
            "{name}: provisional, sin puesto; ajustado {score}",
            name=sheets_of(desk, row["nomination"], int(row["n_jurors"])),
            score=Decimal(row["adjusted"], 1),
        )
        for row in found
        if row["provisional"] and row["adjusted"] is not None and row["adjusted"] == row["adjusted"]
    ]


def not_apart(desk: JuryDesk, row: Row) -> Text:
    """Return which others a nomination cannot be distinguished from."""
    name, others = desk.name(row["nomination"]), [desk.name(code) for code in row["tied_with"]]
    if not others:
        return Text("{name}: se distingue de todas", name=name)
    return Text("{name}: no se distingue de {others}", name=name, others=folded(others))


def table(desk: JuryDesk, found: Sequence[Row]) -> tuple[list[Text], list[list[Text]]]:
    """Return the ranking as headings and rows of texts, for the desk and for the minutes."""
    head = [
        Text("Puesto"),
        Text("Postulación"),
        Text("Ajustado"),
        Text("Promedio"),
        Text("Hojas"),
        Text("Puesto (90 %)"),
        Text("Primera con"),
        Text("No se distingue, par a par, de"),
    ]
    return head, [_line(desk, row) for row in found]


def _line(desk: JuryDesk, row: Row) -> list[Text]:
    sheets = Text("{n}", n=int(row["n_jurors"]))
    return [
        Text("{n}", n=int(row["rank"])),
        Text("{name}", name=desk.name(row["nomination"])),
        Decimal(row["adjusted"], 1),
        Decimal(row["raw_mean"], 1),
        sheets,
        Text("{low} a {high}", low=int(row["rank_low"]), high=int(row["rank_high"])),
        Percent(row["p_first"]),
        folded(row["tied_with"] or ["—"]),
    ]
