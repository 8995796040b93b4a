"""Does the first place change? Every other way to compute it, in one view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import ask, word_table
from components.awards.jury_administration.choosing import JuryDesk
from components.figure import figure
from components.reader_language import _, current
from components.words import Decimal, Listed, folded
from data_access.answers.awards.sensitivity import METHODS
from data_access.language import Text

Row = Mapping[Any, Any]


def render(desk: JuryDesk) -> None:
    """Render the ranking and the tests that change its first place; the others are folded."""
    answer = ask.answer("awards.sensitivity", desk.scope, desk.viewer)
    found = answer.rows()
    with figure(
        answer,
        title=finding(desk, found),
        counted=Text("Otros métodos, sin cada jurado y con cada peso movido. Ninguno decide."),
        key="sensitivity",
    ):
        rows(desk, [row for row in found if not leaves_it(row)])
        others = [row for row in found if leaves_it(row)]
        if others:
            with st.expander(_("Las pruebas en que no cambia ({count})", count=len(others))):
                rows(desk, others)


def rows(desk: JuryDesk, found: Sequence[Row]) -> None:
    """Render some of the tests as a table."""
    if found:
        alt = _("Quién queda primero en cada prueba")
        word_table.render(table(desk, found), alt)


def leaves_it(row: Row) -> bool:
    """Return whether a test other than the ranking itself keeps the first place."""
    return row["method"] != FIRST and bool(row["same_winner"])


def changing(found: Sequence[Row]) -> list[Row]:
    """Return the tests that name another first place."""
    return [row for row in found if row["same_winner"] is False]


def finding(desk: JuryDesk, found: Sequence[Row]) -> Text:
    """Return whether the first place changes, in a sentence."""
    tried = [row for row in found if row["winners"] is not None and row["method"] != FIRST]
    if not tried:
        return Text("Todavía no se puede probar si cambia el primer lugar")
    other = changing(tried)
    if not other:
        return Text("El primer lugar no cambia en ninguna de {all} pruebas", all=len(tried))
    names = sorted({name for row in other for name in row["winners"]})
    return Text(
        "El primer lugar cambia en {count} de {all} pruebas: {names}",
        count=len(other),
        all=len(tried),
        names=Listed(Text("{name}", name=desk.name(name)) for name in names),
    )


FIRST = "least_squares"


def what(desk: JuryDesk, row: Row) -> Text:
    """Return the name of a test in words."""
    if row["method"] == "without_juror":
        return Text("Sin el jurado {juror}", juror=row["juror"])
    if row["method"] == "weights":
        titles = {one.code: one.title for one in desk.criteria}
        by = f"{row['moved']:+.0f}".replace("-", "\N{MINUS SIGN}")
        return Text("Peso de «{name}» {by}", name=titles[row["criterion"]], by=by)
    return METHODS[row["method"]]


def table(desk: JuryDesk, found: Sequence[Row]) -> pd.DataFrame:
    """Return the tests as a table of texts."""
    language = current()
    order = sorted(found, key=lambda row: (row["method"] != FIRST, row["same_winner"] is not False))
    rows = []
    for row in order:
        if row["winners"] is None:
            winners, changes, lead = _("no se puede"), "—", "—"
        else:
            winners = folded([desk.name(name) for name in row["winners"]]).to(language)
            changes = _("no cambia") if row["same_winner"] else _("sí, cambia")
            lead = Decimal(row["lead"], 1).to(language)
        rows.append(
            {
                _("Prueba"): what(desk, row).to(language),
                _("Primer lugar"): winners,
                _("¿Cambia?"): changes,
                _("Ventaja en puntos"): lead,
            }
        )
    return pd.DataFrame(rows)
