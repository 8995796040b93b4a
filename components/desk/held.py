"""Rows of an approved batch that were put aside, and the two buttons that decide about them."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st
from babel.dates import format_date

from components import flash, guard, word_table
from components.desk import approving, door
from components.desk.door import Batch, ToDecide
from components.markup import plain
from components.reader_language import _, current
from components.words import locale_of
from data_access import lists, territory
from data_access.language import Text
from data_access.viewer import Viewer

AT_FIRST = 100  # rows that are chosen among at once; the others follow when these are decided


def render(batch: Batch, viewer: Viewer) -> None:
    """Render the rows of a batch that wait for a decision, if any do."""
    rows = door.to_decide(batch.number, viewer)
    if not rows:
        return
    shown, number = rows[:AT_FIRST], str(batch.number)
    heading = Text(
        "{count} fila apartada por decidir", "{count} filas apartadas por decidir", len(rows)
    )
    st.markdown(f"**{plain(heading.to(current()))}**")
    st.caption(
        _(
            "Nada de ellas está guardado, y quien trajo el lote no sabe cuáles son. Guardarlas "
            "cambia la residencia o renueva el consentimiento de la persona, y cuenta sus filas."
        )
    )
    word_table.render(table(shown), heading.to(current()), sorts=len(rows) == len(shown))
    if len(rows) > len(shown):
        left = len(rows) - len(shown)
        st.caption(Text("Falta {count} fila.", "Faltan {count} filas.", left).to(current()))
    names = {row.number: name(row) for row in shown}
    chosen = st.multiselect(
        _("Filas del lote {batch} por decidir", batch=number),
        list(names),
        # Of somebody who is in no register there is nothing to store yet.
        default=[row.number for row in shown if row.reason != "unknown"],
        format_func=names.__getitem__,
        key=f"desk-held-{number}-{shown[0].number}-{len(shown)}",
    )
    with st.container(horizontal=True):
        st.button(
            _("Guardar las elegidas"),
            disabled=not chosen,
            on_click=decide,
            args=(chosen, True),
            key=f"desk-held-take-{number}",
        )
        st.button(
            _("No guardarlas"),
            disabled=not chosen,
            on_click=decide,
            args=(chosen, False),
            key=f"desk-held-leave-{number}",
        )


def name(row: ToDecide) -> str:
    """Return what a row is called where it is chosen."""
    return f"{row.sheet}: {row.key}"


def table(rows: list[ToDecide]) -> pd.DataFrame:
    """Return rows with why they are put aside and what stands against them."""
    language = current()
    return pd.DataFrame(
        {
            _("Hoja"): [row.sheet for row in rows],
            _("Clave"): [row.key for row in rows],
            _("Por qué"): [lists.HELD[row.reason].to(language) for row in rows],
            _("Registrada en"): [_place(row.stored_place) for row in rows],
            _("La fila dice"): [_place(row.place) for row in rows],
            _("Retiro"): [_day(row.withdrawn_on) for row in rows],
            _("Consentimiento"): [_day(row.consent) for row in rows],
        }
    )


def _place(code: str | None) -> str:
    return "—" if code is None else territory.name(code).to(current())


def _day(day: dt.date | None) -> str:
    return "—" if day is None else format_date(day, locale=locale_of(current()))


def decide(numbers: list[int], take: bool) -> None:
    """Store the chosen rows or leave them out, with the viewer's current roles."""
    viewer = guard.viewer()
    if take:
        done = Text("Guardadas: cuentan desde la próxima publicación.")
        flash.attempt(approving.WHERE, lambda: door.take(numbers, viewer), done)
    else:
        done = Text("No se guardan.")
        flash.attempt(approving.WHERE, lambda: door.leave_out(numbers, viewer), done)
