"""Moments as the secretariat chooses them, in Ecuador's time.

Streamlit's field is one for the keyboard and for screen readers, but speaks English: its parts are
fixed to en-US, and only the calendar follows the browser. `dates.js` says them in the reader's
language.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import streamlit as st

from components.reader_language import current
from components.streamlit_compat import browser_part
from data_access import clock
from data_access.language import Text
from data_access.refusal import Refusal

LABEL = Text("Fecha y hora, de Ecuador")
NAME, FOLDER = "m4sd_moments.words", Path(__file__).parent
# No limits, or what lies beyond is refused in English: what a date may be is said at saving.
EARLIEST, LATEST = dt.datetime(1, 1, 1), dt.datetime(9998, 12, 31, 23, 59)
# What the field says in English.
WORDS = {
    "year": Text("año"),
    "month": Text("mes"),
    "day": Text("día"),
    "hour": Text("hora"),
    "minute": Text("minuto"),
    "yyyy": Text("aaaa"),
    "mm": Text("mm"),
    "dd": Text("dd"),
    "Empty": Text("Vacío"),
    "Time": Text("Hora"),
    "Selected Date": Text("Elegido"),
    "Selected Time": Text("Hora elegida"),
    "Clear date and time": Text("Borrar la fecha y la hora"),
    "Choose date and time": Text("Elegir la fecha y la hora"),
    "Previous month": Text("Mes anterior"),
    "Next month": Text("Mes siguiente"),
    (
        "Use arrow keys to navigate. Enter to select. Tab to switch between calendar and time. "
        "Escape to close."
    ): Text(
        "Muévase con las flechas y elija con Entrar; con Tab pasa del calendario a la hora y con "
        "Escape lo cierra."
    ),
}


def field(label: Text, moment: dt.datetime | None, key: str) -> dt.datetime | None:
    """Render a field of a moment; return it as Ecuador's clocks show it, None while it is empty."""
    with st.container(gap=None):  # without one, because the first of the two shows nothing
        words = {english: word.to(current()) for english, word in WORDS.items()}
        said = {"language": current(), "words": words}
        browser_part(NAME, FOLDER, js="dates.js")(key=f"words-{key}", data=said)
        return st.datetime_input(
            label.to(current()),
            None if moment is None else shown(moment),
            EARLIEST,
            LATEST,
            key=key,
            format="YYYY-MM-DD",
            step=60,
        )


def read(given: dt.datetime | None, label: Text = LABEL) -> dt.datetime:
    """Return the moment chosen; raise Refusal if there is none."""
    if given is None:
        raise Refusal(Text("Falta «{what}»: elija el día y la hora.", what=label))
    return given.replace(tzinfo=clock.TIMEZONE)


def shown(moment: dt.datetime) -> dt.datetime:
    """Return a moment as a field holds it: to the minute."""
    return moment.astimezone(clock.TIMEZONE).replace(second=0, microsecond=0, tzinfo=None)
