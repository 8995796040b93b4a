"""Moments as the secretariat chooses them, in Ecuador's time."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from components.reader_language import current
from data_access import clock
from data_access.language import Text
from data_access.refusal import Refusal

LABEL = Text("Fecha y hora, de Ecuador")


def field(label: Text, moment: dt.datetime | None, key: str) -> dt.datetime | None:
    """Render a field of a moment; return it as Ecuador's clocks show it, None while it is empty."""
    return st.datetime_input(
        label.to(current()),
        None if moment is None else shown(moment),
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
